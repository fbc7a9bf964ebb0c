package org.multilevel.knime.workflows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.SavedParameters;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.workflows.SavedWorkflow.Node;

class WorkflowsTest {
    /** The first version that the bundle asks for, without a build, which would be later than that of some copies. */
    private static final String OLDEST_KNIME = "5.8.0";

    /** What KNIME skips a node without. */
    private static final List<String> ORIGIN =
            List.of("node-name", "node-bundle-name", "node-bundle-symbolic-name", "node-bundle-vendor");

    /**
     * New schools have no effect of their own, and a pupil of no school none at all; the test of a variance against zero is on the safe
     * side; boys and girls of the exam differ by the same in all schools, and the growth of boys without a level of their own not at all; in
     * three districts no woman, or every one, uses contraception.
     */
    private static final List<String> EXPECTED_WARNINGS = List.of(
            // three districts of contraception
            "have one outcome only",
            "was not in the fit",
            "has no column of school, so all its rows are the population's",
            "makes the p value too large",
            "have one outcome only",
            "these data do not tell the two effects apart",
            "is estimated as zero",
            " is recommended: ",
            "Most influential: ");

    /** lme4 prints log-likelihoods and chi-squared with so many digits. */
    private static final double PRINTED = 5e-5;

    static List<Path> folders() {
        return SavedWorkflow.folders();
    }

    @Test
    void thereAreNineWorkflowsAndTwoTests() {
        assertEquals(
                List.of(
                        "Catholic and public schools (HSB)",
                        "Exam scores in schools (simulated)",
                        "Group-aware validation",
                        "Growth curves (Oxboys)",
                        "High School and Beyond as in HLM",
                        "Pictures from an SPSS file (Orthodont)",
                        "Questions to a model (Orthodont)",
                        "School achievement (HSB)",
                        "Test fixed effects (sleepstudy)",
                        "Test predictions (sleepstudy)",
                        "Use of contraception (Contraception)"),
                folders().stream()
                        .map(folder -> folder.getFileName().toString())
                        .toList());
    }

    /** A workflow of a later version is not opened by an earlier one before its user has agreed to try. */
    @ParameterizedTest
    @MethodSource("folders")
    void theOldestKnimeOfTheNodesOpensItUnasked(Path folder) throws Exception {
        SavedWorkflow workflow = SavedWorkflow.read(folder);
        assertEquals(OLDEST_KNIME, workflow.createdBy());
        for (Node node : workflow.nodes()) {
            if (!node.isOurs()) {
                assertEquals(OLDEST_KNIME, node.settings().getString("node-bundle-version"), node.factory());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everySettingOfOurNodesIsReadAndWouldBeSavedAsItIs(Path folder) throws Exception {
        for (Node node : SavedWorkflow.read(folder).nodes()) {
            for (String key : ORIGIN) {
                assertFalse(node.settings().getString(key).isEmpty(), key);
            }
            if (node.isOurs()) {
                NodeSettings before = new NodeSettings("model");
                node.model().copyTo(before);
                NodeSettings after =
                        NodeRun.of(node.newFactory()).load(node.model()).save();
                assertEquals(lines(before), lines(after), node.factory());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void ourNodesExecuteOnTheDataOfTheWorkflow(Path folder) throws Exception {
        SavedWorkflow workflow = SavedWorkflow.read(folder);
        Map<Node, Executed> executed = WorkflowRun.of(workflow);
        assertEquals(workflow.nodes().stream().filter(Node::isOurs).collect(Collectors.toSet()), executed.keySet());
        List<String> unexpected = executed.values().stream()
                .flatMap(result -> result.warning().stream())
                .filter(warning -> EXPECTED_WARNINGS.stream().noneMatch(warning::contains))
                .toList();
        assertEquals(List.of(), unexpected);
    }

    @Test
    void theThreeSchoolModelsCompareAsInLme4() throws Exception {
        BufferedDataTable comparison =
                only("School achievement (HSB)", "MixedModelComparison").table(0);
        // anova() of lme4 1.1-31 on the same three models by ML.
        double[] chiSquared = Tables.numbers(comparison, "chi_squared");
        assertEquals(552.0011, chiSquared[1], PRINTED);
        assertEquals(10.6235, chiSquared[2], PRINTED);
        assertEquals(-23557.9051, Tables.numbers(comparison, "log_likelihood")[0], PRINTED);
    }

    @Test
    void theSlopesOfTheSectorsDifferAsInLme4() throws Exception {
        BufferedDataTable comparison = only("Catholic and public schools (HSB)", "MixedModelComparison")
                .table(0);
        // anova() of lme4 1.1-31 on the same two models by ML.
        assertEquals(53.5076, Tables.numbers(comparison, "chi_squared")[1], PRINTED);
    }

    /** By lme4 1.1-31: the difference between boys and girls has no variance between schools, so the likelihood does not rise. */
    @Test
    void theExamScoresCompareAsInLme4() throws Exception {
        BufferedDataTable comparison = only("Exam scores in schools (simulated)", "MixedModelComparison")
                .table(0);
        double[] likelihoods = Tables.numbers(comparison, "log_likelihood");
        assertEquals(-2188.2873, likelihoods[0], PRINTED);
        assertEquals(-2188.2873, likelihoods[1], PRINTED);
    }

    /** The log-likelihoods are those on which lme4, nlme and glmmTMB agree; the forecast is computed from lme4's estimates. */
    @Test
    void theForecastForAPupilOfNoKnownSchoolIsThatOfLme4() throws Exception {
        String name = "High School and Beyond as in HLM";
        BufferedDataTable comparison = only(name, "MixedModelComparison").table(0);
        assertArrayEquals(
                new double[] {-23557.9051, -23139.4984}, Tables.numbers(comparison, "log_likelihood"), PRINTED);
        BufferedDataTable forecast = only(name, "MixedModelPredictor").table(0);
        assertEquals(8.2686, Tables.numbers(forecast, "Prediction (mathach)")[0], PRINTED);
        assertEquals(-3.959, Tables.numbers(forecast, "Prediction (mathach) prediction lower")[0], 2e-3);
        assertEquals(20.496, Tables.numbers(forecast, "Prediction (mathach) prediction upper")[0], 2e-3);
    }

    /** The null model, a level, a level and a growth, and a growth alone, whose variance is zero: by lme4 1.1-31. */
    @Test
    void theGrowthCurvesAreThoseOfLme4() throws Exception {
        assertEquals(List.of(-818.9673, -733.2949, -470.0148, -362.0455), likelihoods("Growth curves (Oxboys)"));
        assertEquals(
                234,
                Tables.rows(only("Growth curves (Oxboys)", "MixedModelPredictor")
                                .table(0))
                        .size());
    }

    @Test
    void theChildrenOfTheSpssFileAreThoseOfLme4() throws Exception {
        String name = "Pictures from an SPSS file (Orthodont)";
        // lme4 1.1-31 on Orthodont.csv: distance ~ age * Sex + (age | Subject) by REML.
        Executed learner = only(name, "MixedModelLearner");
        assertEquals(-216.2908, (double) learner.variable("mixed_model_log_likelihood"), PRINTED);
        BufferedDataTable effects = learner.table(1);
        assertEquals(List.of("(Intercept)", "age", "Sex[Male]", "age:Sex[Male]"), Tables.keys(effects));
        assertArrayEquals(
                new double[] {17.3727272727, 0.4795454545, -1.0321022727, 0.3048295455},
                Tables.numbers(effects, "estimate"),
                1e-6);
    }

    @Test
    void theOddsOfContraceptionAreThoseOfTheReference() throws Exception {
        BufferedDataTable comparison = only("Use of contraception (Contraception)", "MixedModelComparison")
                .table(0);
        // The cases contraception and contraception-slope of reference-glmm/open.json.
        assertArrayEquals(
                new double[] {-1186.3642911819, -1180.30514271631},
                Tables.numbers(comparison, "log_likelihood"),
                1e-7 * 1187);
        BufferedDataTable predicted = only("Use of contraception (Contraception)", "MixedModelPredictor")
                .table(0);
        assertEquals(
                List.of("Prediction (use)", "P (use=N)", "P (use=Y)", "P (use=Y) population"),
                Tables.names(predicted.getDataTableSpec()).subList(5, 9));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void dataAreThoseOfTheOtherHosts(Path folder) throws Exception {
        Set<Path> read = SavedWorkflow.read(folder).nodes().stream()
                .filter(WorkflowRun::isReader)
                .map(WorkflowsTest::path)
                .collect(Collectors.toSet());
        assertFalse(read.isEmpty());
        for (Path file : read) {
            if (file.toString().startsWith("expected-")) {
                continue;
            }
            assertArrayEquals(
                    Files.readAllBytes(Path.of("workflows", "data").resolve(file)),
                    Files.readAllBytes(folder.resolve("data").resolve(file)));
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void nothingButTheWorkflowIsStored(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            assertEquals(
                    List.of(),
                    tree.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString())
                            .filter(file -> file.contains("port_") || file.endsWith(".knimeLock"))
                            .toList());
        }
    }

    /** Every node is in a workflow that a user can open. */
    @Test
    void everyNodeHasAWorkflow() throws Exception {
        Set<String> shown = new HashSet<>();
        for (Path folder : folders()) {
            SavedWorkflow.read(folder).nodes().forEach(node -> shown.add(node.factory()));
        }
        Matcher factories =
                Pattern.compile("factory-class=\"([^\"]*)\"").matcher(Files.readString(Path.of("plugin.xml")));
        while (factories.find()) {
            assertTrue(shown.contains(factories.group(1)), factories.group(1));
        }
    }

    /** What the difference checkers of the two tests compare, without KNIME's: R's numbers, see expected.R among the resources. */
    @ParameterizedTest
    @CsvSource({
        "Test fixed effects (sleepstudy), MixedModelLearner, 1, expected-fixed-effects.csv",
        "Test predictions (sleepstudy), MixedModelPredictor, 0, expected-predictions.csv"
    })
    void theTestWorkflowsHaveTheNumbersOfR(String workflow, String node, int port, String file) throws Exception {
        BufferedDataTable made = only(workflow, node).table(port);
        BufferedDataTable expected =
                Tables.csv(Path.of("..", "knime", workflow, "data", file).toString(), "RowID");
        assertEquals(expected.size(), made.size());
        for (String column : Tables.names(made.getDataTableSpec())) {
            if (made.getDataTableSpec().getColumnSpec(column).getType().equals(DoubleCell.TYPE)) {
                assertArrayEquals(Tables.numbers(expected, column), Tables.numbers(made, column), 1e-4, column);
            }
        }
    }

    /** The slopes of three regressions by R's lm: of all pupils, around the means of schools, of the means of schools. */
    @Test
    void theThreeSlopesOfSchoolsAndPupilsAreThoseOfR() throws Exception {
        List<Double> slopes = new ArrayList<>();
        for (Executed learner : all("Catholic and public schools (HSB)", "MixedModelLearner")) {
            BufferedDataTable effects = learner.table(1);
            if (effects.size() == 2 && learner.table(3).size() == 0) {
                slopes.add(round(Tables.numbers(effects, "estimate")[1]));
            }
        }
        Collections.sort(slopes);
        assertEquals(List.of(2.1912, 3.1839, 5.9093), slopes);
    }

    /** By lme4 1.1-31: no schools, schools, and ses, by ML, and ses beside the mean of the school, by REML; and the ICC of schools by both methods, with which the analysis as in HLM begins. */
    @Test
    void theModelsThatAskWhatSesExplainsAreThoseOfLme4() throws Exception {
        assertTrue(
                likelihoods("Catholic and public schools (HSB)")
                        .containsAll(List.of(-24049.866, -23557.9051, -23320.5023, -23284.5561, -23284.292)),
                likelihoods("Catholic and public schools (HSB)").toString());
        List<Double> icc = new ArrayList<>();
        for (Executed learner : all("High School and Beyond as in HLM", "MixedModelLearner")) {
            icc.add(round((double) learner.variable("mixed_model_icc")));
        }
        Collections.sort(icc);
        assertEquals(List.of(0.1793, 0.1804, Double.NaN), icc);
    }

    /** A picture of two models in one is for the command line only. */
    @ParameterizedTest
    @CsvSource({
        "sectors.sh, Catholic and public schools (HSB)",
        "exam.sh, Exam scores in schools (simulated)",
        "hsb.sh, High School and Beyond as in HLM",
        "oxboys.sh, Growth curves (Oxboys)"
    })
    void everyPictureOfAnAnalysisIsInItsWorkflow(String commands, String workflow) throws Exception {
        SavedWorkflow saved = SavedWorkflow.read(Path.of("workflows", "knime", workflow));
        List<Node> plots = saved.nodes().stream()
                .filter(node -> node.factory().endsWith("MixedModelPlotNodeFactory"))
                .toList();
        List<String> pictures = Files.readAllLines(Path.of("docs", "examples", commands)).stream()
                .filter(line -> line.contains(" plot "))
                .toList();
        assertFalse(pictures.isEmpty());
        for (String picture : pictures) {
            int models = picture.split(" --model ", -1).length;
            // The table is at a port between those of the models.
            assertTrue(
                    plots.stream()
                            .anyMatch(plot ->
                                    isOf(plot, picture) && saved.into(plot).size() == models + 1),
                    picture);
        }
    }

    private static boolean isOf(Node plot, String picture) {
        return choice(picture, "kind")
                        .equals(Optional.of(
                                text(plot, "shown").toLowerCase(Locale.ROOT).replace('_', '-')))
                && Stream.of("over", "by", "highlight", "at")
                        .allMatch(setting -> choice(picture, setting)
                                .map(chosen -> chosen.equals(text(plot, setting).replace(" ", "")))
                                .orElse(setting.equals("over")
                                        || text(plot, setting).isEmpty()));
    }

    /** What a command chooses by an option, without spaces; nothing where it has not the option. */
    private static Optional<String> choice(String command, String option) {
        Matcher found = Pattern.compile("--" + option + " ('[^']*'|\\S+)").matcher(command);
        return found.find() ? Optional.of(found.group(1).replaceAll("[' ]", "")) : Optional.empty();
    }

    private static String text(Node node, String key) {
        try {
            return node.model().getString(key);
        } catch (InvalidSettingsException absent) {
            throw new AssertionError(absent);
        }
    }

    /** The log-likelihoods of a workflow's linear models to four decimals, in their order. */
    private static List<Double> likelihoods(String workflow) throws Exception {
        List<Double> result = new ArrayList<>();
        for (Executed learner : all(workflow, "MixedModelLearner")) {
            result.add(round((double) learner.variable("mixed_model_log_likelihood")));
        }
        Collections.sort(result);
        return result;
    }

    private static double round(double number) {
        return Double.isNaN(number) ? number : Math.round(number * 1e4) / 1e4;
    }

    private static List<Executed> all(String workflow, String node) throws Exception {
        Path folder = Path.of("workflows", "knime", workflow);
        return WorkflowRun.of(SavedWorkflow.read(folder)).entrySet().stream()
                .filter(entry -> entry.getKey().factory().contains("." + node + "NodeFactory"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Executed only(String workflow, String node) throws Exception {
        Path folder = Path.of("workflows", "knime", workflow);
        return WorkflowRun.of(SavedWorkflow.read(folder)).entrySet().stream()
                .filter(entry -> entry.getKey().factory().contains(node + "NodeFactory"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static Path path(Node reader) {
        try {
            return WorkflowRun.path(reader);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the settings without regard to the order in which they stand. */
    private static List<String> lines(NodeSettings settings) {
        return SavedParameters.xml(settings).lines().map(String::strip).sorted().toList();
    }
}
