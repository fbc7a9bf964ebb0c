package weka.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package that the build has made, as a user meets it: installed by Weka's own package manager into an empty home, used by a
 * Weka that knows nothing else of ours, and uninstalled in the end.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WekaPackageIT {
    @TempDir
    static Path directory;

    private static String installation = "";
    private static String findings = "";

    @BeforeAll
    static void install() throws Exception {
        installation = home().install();
        findings = weka(InstalledPackageProbe.class.getName());
    }

    private static WekaHome home() {
        return new WekaHome(directory, WekaHome.ofTests());
    }

    private static Path installed() {
        return home().installed();
    }

    private static String weka(String... command) throws Exception {
        return home().run(command);
    }

    private static List<String> found(String kind) {
        return findings.lines()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> line.substring(kind.length() + 1))
                .toList();
    }

    @Test
    @Order(1)
    void packageHasTheLayoutOfWekasPackages() throws IOException {
        try (Stream<Path> files = Files.list(installed())) {
            assertEquals(
                    List.of(
                            "Description.props",
                            "Explorer.props",
                            "LICENSE",
                            "PluginManager.props",
                            "data",
                            "doc",
                            "lib",
                            "multilevel.jar"),
                    files.map(file -> file.getFileName().toString()).sorted().toList(),
                    installation);
        }
        assertTrue(Files.exists(installed().resolve("doc").resolve("weka.md")));
    }

    @Test
    @Order(2)
    void librariesAreThoseThatWekaDoesNotHave() throws IOException {
        try (Stream<Path> files = Files.list(installed().resolve("lib"))) {
            assertEquals(
                    List.of(
                            "aircompressor",
                            "commons-math3",
                            "commons-numbers-combinatorics",
                            "commons-numbers-core",
                            "commons-numbers-fraction",
                            "commons-numbers-gamma",
                            "commons-numbers-rootfinder",
                            "commons-rng-client-api",
                            "commons-rng-sampling",
                            "commons-statistics-distribution",
                            "fastcsv",
                            "fastdoubleparser",
                            "jackson-annotations",
                            "jackson-core",
                            "jackson-databind",
                            "jfreechart",
                            "jspecify",
                            "org.jfree.svg"),
                    files.map(file -> file.getFileName().toString().replaceFirst("-[0-9].*", ""))
                            .sorted()
                            .toList());
        }
    }

    /** The log-likelihood is the optimum that lme4, nlme and glmmTMB agree on. */
    @Test
    @Order(3)
    void classifierRunsFromTheCommandLine() throws Exception {
        String output = weka(
                "weka.Run",
                "weka.classifiers.functions.LinearMixedModel",
                "-t",
                installed().resolve("data").resolve("hsb.csv").toString(),
                "-c",
                "7",
                "-formula",
                "ses + meanses + pracad + minority + female + (1 + minority | school)",
                "-method",
                "ML",
                "-no-cv",
                "-v");
        assertTrue(output.contains("-23139.4984"), output);
    }

    @Test
    @Order(4)
    void editorsFindClassifiersFilterAndResultProducer() {
        List<String> ours = List.of(
                "Classifier weka.classifiers.functions.LinearMixedModel",
                "Classifier weka.classifiers.meta.GroupAwareEvaluation",
                "Classifier weka.classifiers.meta.MixedEffects",
                "Filter weka.filters.unsupervised.attribute.GroupCenter",
                "ResultProducer weka.experiment.GroupCrossValidationResultProducer");
        assertEquals(
                ours, ours.stream().filter(findings.lines().toList()::contains).toList(), findings);
    }

    @Test
    @Order(4)
    void filesOfStatisticsProgramsHaveALoader() {
        assertTrue(found("Loader").contains("weka.core.converters.StatisticsFileLoader"), findings);
        assertEquals(
                List.of(
                        ".sav StatisticsFileLoader",
                        ".zsav StatisticsFileLoader",
                        ".dta StatisticsFileLoader",
                        ".sas7bdat StatisticsFileLoader",
                        ".xpt StatisticsFileLoader",
                        ".parquet StatisticsFileLoader"),
                found("Ending"),
                findings);
    }

    @Test
    @Order(4)
    void stepsAreInThePalette() {
        assertEquals(
                List.of(
                        "MixedModels/GeneralizedLinearMixedModel",
                        "MixedModels/GroupCrossValidationFoldMaker",
                        "MixedModels/LinearMixedModel",
                        "MixedModels/MixedModelComparison",
                        "MixedModels/MixedModelInference",
                        "MixedModels/MixedModelMeans",
                        "MixedModels/MixedModelPlot",
                        "MixedModels/MixedModelTables"),
                found("Step").stream()
                        .filter(step -> step.startsWith("MixedModels/"))
                        .sorted()
                        .toList());
    }

    @Test
    @Order(4)
    void chartsAreAmongTheExplorersPlugins() {
        assertEquals(
                List.of("weka.gui.visualize.plugins.MixedModelCharts", "weka.gui.visualize.plugins.MixedModelReport"),
                found("Plugin").stream().sorted().toList());
    }

    @Test
    @Order(4)
    void templatesAreInTheMenuAndOpen() {
        assertEquals(
                List.of(
                        "Mixed models: Catholic and public schools",
                        "Mixed models: High School and Beyond as in HLM",
                        "Mixed models: cross-validation by group",
                        "Mixed models: exam scores",
                        "Mixed models: growth curves",
                        "Mixed models: random effects around a tree",
                        "Mixed models: school achievement",
                        "Mixed models: yes or no by district"),
                found("Template").stream().sorted().toList(),
                findings);
    }

    @Test
    @Order(5)
    void templateRunsOnTheDataThatThePackageBrings() throws Exception {
        Path template = directory.resolve("growth-curves.kf");
        Files.copy(Path.of("workflows", "weka", "growth-curves.kf"), template);
        String log = weka("weka.knowledgeflow.FlowRunner", template.toString());
        assertTrue(log.contains("Finished all flows"), log);
        // The restricted log-likelihood is that of Pinheiro and Bates (2000).
        assertTrue(Files.readString(directory.resolve("growth-comparison.txt")).contains("-362.0455"), log);
    }

    @Test
    @Order(9)
    void nothingIsLeftAfterUninstalling() throws Exception {
        String output = weka("weka.core.WekaPackageManager", "-offline", "-uninstall-package", "multilevel");
        assertFalse(Files.exists(installed()), output);
        String left = weka(InstalledPackageProbe.class.getName());
        assertFalse(left.contains("MixedModel"), left);
    }
}
