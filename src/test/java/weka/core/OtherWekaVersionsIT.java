package weka.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The package that the build has made in the oldest Weka that it says it works with, and in those between it and the build's own where
 * {@code -Pweka-versions} fetches them: installed by the version's package manager, from a single {@code weka.jar} as Weka's installers
 * bring it.
 */
class OtherWekaVersionsIT {
    @TempDir
    Path directory = Path.of("");

    private static List<Path> versions() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("weka.versions")))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        }
    }

    @Test
    void theOldestTestedVersionIsTheOneThatTheDescriptionNames() throws IOException {
        Properties description = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/packaging/weka/package/Description.props"))) {
            description.load(file);
        }
        String oldest = versions().get(0).getFileName().toString().replaceAll("weka-stable-|\\.jar", "");
        assertEquals("weka (>=" + oldest + ")", description.getProperty("Depends"));
    }

    /** The log-likelihood is the optimum that lme4, nlme and glmmTMB agree on. */
    @ParameterizedTest
    @MethodSource("versions")
    void packageIsInstalledFitsAndRunsItsTemplate(Path version) throws Exception {
        WekaHome home = new WekaHome(directory, List.of(installersJar(version)));
        String installation = home.install();
        assertTrue(Files.exists(home.installed().resolve("multilevel.jar")), installation);
        String output = home.run(
                "weka.Run",
                "weka.classifiers.functions.LinearMixedModel",
                "-t",
                home.installed().resolve("data").resolve("hsb.csv").toString(),
                "-c",
                "7",
                "-formula",
                "ses + meanses + pracad + minority + female + (1 + minority | school)",
                "-method",
                "ML",
                "-no-cv",
                "-v");
        assertTrue(output.contains("-23139.4984"), output);
        List<String> findings =
                home.run(InstalledPackageProbe.class.getName()).lines().toList();
        assertTrue(
                findings.containsAll(List.of(
                        "Classifier weka.classifiers.functions.LinearMixedModel",
                        "Filter weka.filters.unsupervised.attribute.GroupCenter",
                        "Step MixedModels/GroupCrossValidationFoldMaker",
                        "Step MixedModels/LinearMixedModel",
                        "Plugin weka.gui.visualize.plugins.MixedModelCharts",
                        "Plugin weka.gui.visualize.plugins.MixedModelReport")),
                () -> String.join("\n", findings));
        Path template = directory.resolve("growth-curves.kf");
        Files.copy(Path.of("workflows", "weka", "growth-curves.kf"), template);
        String log = home.run("weka.knowledgeflow.FlowRunner", template.toString());
        // The restricted log-likelihood is that of Pinheiro and Bates (2000).
        assertTrue(Files.readString(directory.resolve("growth-comparison.txt")).contains("-362.0455"), log);
    }

    /** Returns one jar with all classes of a version and of its libraries. */
    private Path installersJar(Path version) throws IOException {
        Path whole = directory.resolve("weka.jar");
        Set<String> names = new HashSet<>();
        try (OutputStream file = Files.newOutputStream(whole);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(0);
            add(version, zip, names);
            for (Path jar : WekaHome.ofTests()) {
                if (!jar.getFileName().toString().startsWith("weka-stable")) {
                    add(jar, zip, names);
                }
            }
        }
        return whole;
    }

    private static void add(Path jar, ZipOutputStream zip, Set<String> names) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) file.stream().<ZipEntry>map(each -> each)::iterator) {
                boolean wanted = entry.getName().endsWith("MANIFEST.MF") ? names.isEmpty() : !entry.isDirectory();
                if (wanted && names.add(entry.getName())) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    file.getInputStream(entry).transferTo(zip);
                    zip.closeEntry();
                }
            }
        }
    }
}
