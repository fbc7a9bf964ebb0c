package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.fit.structure.OddVisits;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.knime.comparison.MixedModelComparisonNodeFactory;
import org.multilevel.knime.harness.Dialog;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.influence.MixedModelInfluenceNodeFactory;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Intervals;
import org.multilevel.knime.learner.ResidualChoices.ResidualStructure;
import org.multilevel.knime.learner.ResidualChoices.ResidualVariances;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.knime.predictor.MixedModelPredictorNodeFactory;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/**
 * The section Residuals: what it offers, what it refuses, and that its models are those of {@code reference-structures/open.json}, whose
 * numbers stand here with a tolerance of the gates there.
 */
class LearnerResidualsTest {
    @TempDir
    private Path folder;

    private static final String TABLES = "../../src/test/resources/reference-structures/";
    private static final BufferedDataTable TRIAL = Tables.csv(TABLES + "trial.csv");
    private static final BufferedDataTable SLEEP = Tables.csv(TABLES + "sleep.csv");

    private static final DataTableSpec SPEC = Tables.builder()
            .texts("id", "visit")
            .integers("week")
            .numbers("y", "dose")
            .spec();

    private static MixedModelLearnerParameters residuals(
            MixedModelLearnerParameters parameters, ResidualStructure structure, String subject, String time) {
        parameters.residualStructure = structure;
        parameters.residualSubject = subject;
        parameters.residualTime = time;
        return parameters;
    }

    private static MixedModelLearnerParameters simple() {
        return residuals(Learners.columns("y", List.of()), ResidualStructure.AR1, "id", "week");
    }

    private static Dialog dialog(MixedModelLearnerParameters parameters) {
        return Learners.node(parameters).dialog(SPEC);
    }

    @Test
    void columnsAreAskedForWhereTheStructureHasThem() {
        Dialog independent = dialog(residuals(simple(), ResidualStructure.INDEPENDENT, "", ""));
        assertFalse(independent.isActive("residualSubject"));
        assertFalse(independent.isActive("residualTime"));
        Dialog exchangeable = dialog(residuals(simple(), ResidualStructure.CS, "id", ""));
        assertTrue(exchangeable.isActive("residualSubject"));
        assertFalse(exchangeable.isActive("residualTime"));
        assertTrue(dialog(simple()).isActive("residualTime"));
        assertTrue(independent.isActive("residualStrata"));
    }

    @Test
    void everyPlaceOffersWhatCanServeThere() {
        assertEquals(List.of("id", "visit", "week"), dialog(simple()).choices("residualSubject"));
        assertEquals(List.of("id", "visit", "week"), dialog(simple()).choices("residualStrata"));
        assertEquals(
                List.of("id", "visit", "week", "y", "dose"), dialog(simple()).choices("residualTime"));
        assertEquals(
                List.of("week", "y", "dose"),
                dialog(residuals(simple(), ResidualStructure.CAR1, "id", "week"))
                        .choices("residualTime"));
    }

    @Test
    void theDialogSaysWhatTheStructureMeans() {
        MixedModelLearnerParameters parameters = simple();
        parameters.residualStrata = Optional.of("visit");
        assertEquals(
                Optional.of(new Message(
                        "Model", "y ~ 1, residuals ar1(week | id), a variance for each visit", MessageType.INFO)),
                dialog(parameters).message("formulaMessage"));
        assertEquals(
                Optional.of(new Message(
                        "ar1(week | id), a variance for each visit",
                        "Two residuals of one id have the correlation rho to the power of their distance in week. The variance of"
                                + " the residuals is another for each value of visit.",
                        MessageType.INFO)),
                dialog(parameters).message("residualMessage"));
        assertEquals(
                Optional.empty(),
                dialog(Learners.columns("y", List.of(), Learners.by("id"))).message("residualMessage"));
    }

    private static String refusal(Consumer<MixedModelLearnerParameters> change) {
        MixedModelLearnerParameters parameters = simple();
        change.accept(parameters);
        return Learners.node(parameters).refusal(SPEC);
    }

    @Test
    void whatNoRowsCouldMakeRightIsRefusedBeforeTheyAreRead() {
        assertEquals(
                "The residuals have the structure ar1 and no subject column: choose the column whose rows go together, or the"
                        + " structure Independent.",
                refusal(parameters -> parameters.residualSubject = ""));
        assertEquals(
                "The residuals have the structure ar1 and no time column: choose the column that says when a row was taken, or"
                        + " another structure.",
                refusal(parameters -> parameters.residualTime = ""));
        assertEquals(
                "No column is chosen for the residual variances: choose one, or switch Variance differs by off.",
                refusal(parameters -> parameters.residualStrata = Optional.of("")));
        assertEquals(
                "The times visit of car1(visit | id) are text, and a distance needs numbers: name a numeric column, or write ar1"
                        + " for one step from each occasion to the next.",
                refusal(parameters -> residuals(parameters, ResidualStructure.CAR1, "id", "visit")));
        assertEquals(
                "The residual structure ar1(y | id) names the response y, which says nothing about its own residuals: name"
                        + " another column.",
                refusal(parameters -> parameters.residualTime = "y"));
        assertEquals(
                "The column of the residual variances names the response y, which says nothing about its own residuals: name"
                        + " another column.",
                refusal(parameters -> parameters.residualStrata = Optional.of("y")));
        String same = refusal(parameters -> parameters.residualTime = "id");
        assertTrue(same.startsWith("id is the time and the subject of "), same);
        String gone = refusal(parameters -> parameters.residualTime = "gone");
        assertTrue(gone.startsWith("The table has no column \"gone\";"), gone);
    }

    private static double[] values(BufferedDataTable table, String kind) {
        List<String> kinds = Tables.texts(table, "kind");
        double[] all = Tables.numbers(table, "value");
        return java.util.stream.IntStream.range(0, all.length)
                .filter(row -> kinds.get(row).equals(kind))
                .mapToDouble(row -> all[row])
                .toArray();
    }

    private static void assertNear(double[] expected, double[] found) {
        assertEquals(expected.length, found.length);
        for (int k = 0; k < expected.length; k++) {
            assertEquals(expected[k], found[k], 2e-5 * Math.abs(expected[k]));
        }
    }

    /** Reference: sleep-ar1. */
    @Test
    void autoregressiveResidualsBesideARandomInterceptAreThoseOfTheReference() throws Exception {
        Executed executed = Learners.node(residuals(
                        Learners.columns("Reaction", List.of("Days"), Learners.by("Subject")),
                        ResidualStructure.AR1,
                        "Subject",
                        "Days"))
                .execute(SLEEP);
        assertEquals(-868.095531779937, (double) executed.variable("mixed_model_log_likelihood"), 1e-7 * 868);
        BufferedDataTable components = executed.table(2);
        assertNear(new double[] {1416.56958544341}, values(components, "residual"));
        assertNear(new double[] {0.653133479802527}, values(components, "correlation"));
    }

    /** Reference: sleep-ar1; its standard errors are those of {@code intervals.json}, that of the deviation from that of the variance. */
    @Test
    void theParametersOfTheStructureHaveATableOfTheirOwn() throws Exception {
        Executed executed = Learners.node(residuals(
                        Learners.columns("Reaction", List.of("Days"), Learners.by("Subject")),
                        ResidualStructure.AR1,
                        "Subject",
                        "Days"))
                .execute(SLEEP);
        BufferedDataTable parameters = executed.table(8);
        assertEquals(List.of("Subject:rho", "Residual"), Tables.keys(parameters));
        double sd = Math.sqrt(1416.56958544341);
        assertNear(new double[] {0.653133479802527, sd}, Tables.numbers(parameters, "estimate"));
        assertNear(
                new double[] {0.0923733059319236, 367.278932944948 / (2 * sd)},
                Tables.numbers(parameters, "std_error"));
    }

    @Test
    void withoutAStructureTheirTableHasNoRows() throws Exception {
        Executed executed = Learners.node(Learners.columns("Reaction", List.of("Days"), Learners.by("Subject")))
                .execute(SLEEP);
        assertEquals(0, executed.table(8).size());
    }

    /** Reference: trial-toep-occasions. */
    @Test
    void aVarianceForEachOccasionIsThatOfTheReference() throws Exception {
        MixedModelLearnerParameters parameters =
                residuals(Learners.formula("y ~ base + arm * occasion"), ResidualStructure.TOEP, "id", "visit");
        parameters.residualVariances = ResidualVariances.EACH_OCCASION;
        BufferedDataTable components = Learners.node(parameters).execute(TRIAL).table(2);
        assertNear(
                new double[] {11.820306535153, 13.5315754754288, 21.5037594673933, 25.3191405295429, 26.1560083857001},
                values(components, "residual"));
    }

    @Test
    void compoundSymmetryAsksForTimesWhereEachHasItsVariance() {
        MixedModelLearnerParameters parameters = residuals(simple(), ResidualStructure.CS, "id", "week");
        parameters.residualVariances = ResidualVariances.EACH_OCCASION;
        Dialog dialog = dialog(parameters);
        assertTrue(dialog.isActive("residualTime"));
        assertEquals(
                Optional.of(new Message(
                        "cs(week | id, hom = FALSE)",
                        "Two residuals of one id have the same correlation, whichever two, and each value of week its variance.",
                        MessageType.INFO)),
                dialog.message("residualMessage"));
        parameters.residualTime = "";
        assertEquals(
                "The residuals have the structure cs and no time column: choose the column that says when a row was taken, or"
                        + " another structure.",
                Learners.node(parameters).refusal(SPEC));
    }

    /** Reference: trial-intercept-ar1-arm; the arms are in alphabetical order. */
    @Test
    void aVarianceForEachArmIsThatOfTheReference() throws Exception {
        MixedModelLearnerParameters parameters =
                residuals(Learners.formula("y ~ base + arm * week + (1 | id)"), ResidualStructure.AR1, "id", "visit");
        parameters.residualStrata = Optional.of("arm");
        BufferedDataTable components = Learners.node(parameters).execute(TRIAL).table(2);
        assertNear(new double[] {10.1592618378823, 21.7432771446367, 6.51600013321204}, values(components, "residual"));
        assertNear(new double[] {0.478560778929494}, values(components, "correlation"));
    }

    /** Reference: trial-toep-occasions has hom = FALSE; trial-toep is the plain one. Without a grouping this is generalised least squares. */
    @Test
    void withoutAGroupingItIsGeneralisedLeastSquares() throws Exception {
        BufferedDataTable components = Learners.node(
                        residuals(Learners.formula("y ~ base + arm * occasion"), ResidualStructure.TOEP, "id", "visit"))
                .execute(TRIAL)
                .table(2);
        assertNear(new double[] {18.5487478490651}, values(components, "residual"));
        assertNear(
                new double[] {0.641406060406446, 0.549375970909258, 0.492243697199263, 0.325033908275062},
                values(components, "correlation"));
    }

    /** Twice the difference of -868.0955 (sleep-ar1) and the likelihood of independent residuals, lme4's -893.2325. */
    @Test
    void modelsThatDifferInTheirResidualsAreComparedByREML() throws Exception {
        MixedModelLearnerParameters independent = Learners.columns("Reaction", List.of("Days"), Learners.by("Subject"));
        Executed smaller = Learners.node(independent).execute(SLEEP);
        Executed larger = Learners.node(residuals(
                        Learners.columns("Reaction", List.of("Days"), Learners.by("Subject")),
                        ResidualStructure.AR1,
                        "Subject",
                        "Days"))
                .execute(SLEEP);
        BufferedDataTable table = NodeRun.of(new MixedModelComparisonNodeFactory())
                .execute(smaller.outputs().get(0), larger.outputs().get(0))
                .table(0);
        assertArrayEquals(
                new double[] {Double.NaN, 2 * (893.2325 - 868.0955)}, Tables.numbers(table, "chi_squared"), 2e-4);
    }

    /** What a model port is called where the mouse rests on it, and what the next nodes know of it before it is fitted. */
    @Test
    void theModelPortTellsOfTheStructure() throws Exception {
        MixedModelLearnerParameters parameters = residuals(
                Learners.columns("Reaction", List.of("Days"), Learners.by("Subject")),
                ResidualStructure.AR1,
                "Subject",
                "Days");
        Executed executed = Learners.node(parameters).execute(SLEEP);
        MixedModelPortObject port = (MixedModelPortObject) executed.outputs().get(0);
        assertEquals(
                "Linear mixed model Reaction ~ Days + (1 | Subject), residuals ar1(Days | Subject) (REML)",
                port.getSummary());
        MixedModelPortObjectSpec before = (MixedModelPortObjectSpec) Learners.node(parameters)
                .configure(SLEEP.getDataTableSpec())
                .specs()
                .get(0);
        assertEquals(before, port.getSpec());
        BufferedDataTable influence = NodeRun.of(new MixedModelInfluenceNodeFactory())
                .execute(port, SLEEP)
                .table(0);
        assertEquals(18 * 5, Tables.numbers(influence, "cooks_distance").length);
    }

    @Test
    void theViewTellsOfTheStructure() throws Exception {
        NodeRun node = Learners.node(residuals(
                Learners.columns("Reaction", List.of("Days"), Learners.by("Subject")),
                ResidualStructure.AR1,
                "Subject",
                "Days"));
        node.execute(SLEEP);
        String report = node.view().initialData().toString();
        assertTrue(report.contains("residuals ar1(Days | Subject)"), report);
        assertTrue(report.contains("Correlations of residuals within Subject: rho 0.65"), report);
    }

    @Test
    void whatTheRowsDoNotBearIsAnErrorWithTheRows() throws Exception {
        MixedModelLearnerParameters parameters =
                residuals(Learners.columns("Reaction", List.of("Days")), ResidualStructure.AR1, "Subject", "Days");
        BufferedDataTable twice = Tables.builder()
                .texts("Subject")
                .numbers("Reaction", "Days")
                .row("a", 1.0, 1.0)
                .row("a", 2.0, 1.0)
                .row("b", 1.5, 1.0)
                .row("b", 2.5, 2.0)
                .row("c", 1.7, 1.0)
                .row("c", 2.6, 2.0)
                .build();
        String sentence = Learners.node(parameters).failure(twice).sentence();
        assertTrue(sentence.contains("are of one Subject and have the same Days, 1"), sentence);
    }

    private static MixedModelLearnerParameters of(String formula, String residual, Optional<String> strata) {
        ResidualTerm term = ResidualTerm.parse(residual);
        MixedModelLearnerParameters parameters = residuals(
                Learners.formula(formula),
                Arrays.stream(ResidualStructure.values())
                        .filter(each ->
                                each.kind().equals(Optional.of(term.structure().kind())))
                        .findFirst()
                        .orElseThrow(),
                term.subjectName(),
                term.position().orElse(""));
        parameters.residualVariances =
                term.structure().homogeneous() ? ResidualVariances.ONE : ResidualVariances.EACH_OCCASION;
        parameters.residualStrata = strata;
        return parameters;
    }

    @ParameterizedTest
    @EnumSource
    void oddRowsHaveASentence(OddVisits visits) throws Exception {
        BufferedDataTable table =
                Tables.csv(visits.written(folder).toAbsolutePath().toString());
        boolean before = visits == OddVisits.TIME_AS_SUBJECT || visits == OddVisits.TIME_OF_TEXT;
        NodeRun node = Learners.node(
                visits == OddVisits.TIME_AS_SUBJECT
                        ? residuals(Learners.formula("y ~ 1"), ResidualStructure.AR1, "week", "week")
                        : of(
                                "y ~ 1",
                                visits.residual(),
                                Optional.of(visits.strata()).filter(column -> !column.isEmpty())));
        String sentence = visits.sentence(row -> "\"Row" + row + "\"");
        if (visits.isAnswered()) {
            assertEquals(Optional.of(sentence), node.execute(table).warning());
        } else {
            assertEquals(
                    sentence,
                    before
                            ? node.refusal(table.getDataTableSpec())
                            : node.failure(table).sentence());
        }
    }

    /** The dialog looks at the rows while somebody chooses. */
    @Test
    void theDialogTellsWhatTheRowsDoNotBear() throws Exception {
        BufferedDataTable table =
                Tables.csv(OddVisits.SAME_TIME.written(folder).toAbsolutePath().toString());
        assertEquals(
                Optional.of(new Message(
                        "Before the fit",
                        OddVisits.SAME_TIME.sentence(row -> "\"Row" + row + "\""),
                        MessageType.WARNING)),
                AdviceMessage.of(of("y ~ 1", OddVisits.SAME_TIME.residual(), Optional.empty()), table));
    }

    /** Numbers of some are those of references above: here each is the library's, through the learner, the predictor and the view. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ar1(age | Subject)",
                "ar1(age | Subject, hom = FALSE)",
                "car1(age | Subject)",
                "cs(1 | Subject)",
                "cs(age | Subject, hom = FALSE)",
                "us(age | Subject)",
                "us(age | Subject, hom = TRUE)",
                "toep(age | Subject)",
                "toep(age | Subject, hom = FALSE)"
            })
    void everyStructureIsThatOfTheLibrary(String residual) throws Exception {
        BufferedDataTable teeth = Tables.csv("Orthodont.csv");
        for (Optional<String> strata : List.of(Optional.<String>empty(), Optional.of("Sex"))) {
            NodeRun node = Learners.node(of("distance ~ age * Sex", residual, strata));
            Executed executed = node.execute(teeth);
            LinearMixedModel specified =
                    LinearMixedModel.of("distance ~ age * Sex").withResidual(residual);
            MixedModel model = strata.map(specified::withResidualVariance)
                    .orElse(specified)
                    .fit(Samples.table("Orthodont"));
            assertEquals(
                    model.statistics().logLikelihood(), (double) executed.variable("mixed_model_log_likelihood"), 1e-8);
            BufferedDataTable predicted = NodeRun.of(new MixedModelPredictorNodeFactory())
                    .execute(executed.outputs().get(0), teeth)
                    .table(0);
            assertArrayEquals(
                    model.predictor().predict(Samples.table("Orthodont")),
                    Tables.numbers(predicted, "Prediction (distance)"),
                    1e-7);
            assertTrue(node.view().initialData().toString().contains("residuals " + residual));
        }
    }

    /** A model is good without the answer to a question, which then is a warning. */
    @Test
    void aQuestionThatIsNotAnsweredIsAWarningAndNotAFailure() throws Exception {
        MixedModelLearnerParameters parameters =
                residuals(Learners.columns("Reaction", List.of("Days")), ResidualStructure.AR1, "Subject", "Days");
        parameters.intervals = Intervals.BOOTSTRAP;
        parameters.replicates = 5;
        Executed executed = Learners.node(parameters).execute(SLEEP);
        assertTrue(executed.table(6).size() > 0 || executed.warning().orElse("").contains("covariance structures"));
    }
}
