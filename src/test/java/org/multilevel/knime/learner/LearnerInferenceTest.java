package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.data.Progress;
import org.multilevel.inference.Inference;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.intervals.ParameterInterval;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.knime.BootstrapKind;
import org.multilevel.knime.harness.Dialog;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.learner.MixedModelLearnerParameters.AnovaType;
import org.multilevel.knime.learner.MixedModelLearnerParameters.DegreesOfFreedom;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Intervals;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Method;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.Samples;
import org.multilevel.result.IntervalTables;
import org.multilevel.result.ResultTables;

/** The learner's tests and intervals; where numbers are given they are as R prints them, which is their tolerance. */
class LearnerInferenceTest {
    private static final String SLOPES = "Reaction ~ Days + (1 + Days | Subject)";
    private static final int FIXED_EFFECTS = 1;
    private static final int FIT_STATISTICS = 4;
    private static final int ANOVA = 5;
    private static final int INTERVALS = 6;

    private static final BufferedDataTable SLEEP = Tables.csv("sleepstudy.csv");

    private static Executed executed(MixedModelLearnerParameters parameters) throws Exception {
        return Learners.node(parameters).execute(SLEEP);
    }

    private static MixedModelLearnerParameters asking(Intervals intervals) {
        MixedModelLearnerParameters parameters = Learners.formula(SLOPES);
        parameters.intervals = intervals;
        parameters.replicates = 30;
        parameters.seed = 5;
        return parameters;
    }

    private static double number(BufferedDataTable table, String column, int row) {
        return Tables.numbers(table, column)[row];
    }

    /** R: summary(lm(Reaction ~ Days, sleepstudy)). */
    @Test
    void withoutGroupingsItIsLeastSquaresWithRSquaredAndF() throws Exception {
        Executed executed = executed(Learners.columns("Reaction", List.of("Days")));
        BufferedDataTable fixed = executed.table(FIXED_EFFECTS);
        assertEquals(10.467, number(fixed, "estimate", 1), 5e-4);
        assertEquals(1.238, number(fixed, "std_error", 1), 5e-4);
        assertEquals(8.454, number(fixed, "statistic", 1), 5e-4);
        assertEquals(178, number(fixed, "df", 1), 0);
        BufferedDataTable statistics = executed.table(FIT_STATISTICS);
        List<String> names = Tables.texts(statistics, "name");
        List<String> values = Tables.texts(statistics, "value");
        assertEquals(0.2865, Double.parseDouble(values.get(names.indexOf("r_squared"))), 5e-5);
        assertEquals(0.2825, Double.parseDouble(values.get(names.indexOf("adj_r_squared"))), 5e-5);
        assertEquals(71.46, Double.parseDouble(values.get(names.indexOf("f_statistic"))), 5e-3);
        BufferedDataTable anova = executed.table(ANOVA);
        assertEquals(71.46, number(anova, "f", 0), 5e-3);
        assertEquals(178, number(anova, "den_df", 0), 0);
        assertEquals(0, executed.table(3).size(), "there are no groups");
        assertEquals(Optional.empty(), executed.warning());
    }

    /** R: anova(lmerTest::lmer(Reaction ~ Days + (Days | Subject), sleepstudy)), F 45.853 with 1 and 17 degrees of freedom. */
    @Test
    void theAnovaIsThatOfTheTypeAndTheDegreesOfFreedomThatAreChosen() throws Exception {
        for (AnovaType type : AnovaType.values()) {
            MixedModelLearnerParameters parameters = Learners.formula(SLOPES);
            parameters.anovaType = type;
            BufferedDataTable anova = executed(parameters).table(ANOVA);
            assertEquals(ResultTables.ANOVA.columnNames(), Tables.names(anova.getDataTableSpec()));
            assertEquals(List.of("Days"), Tables.texts(anova, "term"));
            assertEquals(45.853, number(anova, "f", 0), 5e-4);
            assertEquals(17, number(anova, "den_df", 0), 1e-3);
        }
        MixedModelLearnerParameters none = Learners.formula(SLOPES);
        none.degreesOfFreedom = DegreesOfFreedom.ASYMPTOTIC;
        assertEquals("?", Tables.texts(executed(none).table(ANOVA), "den_df").get(0));
    }

    @Test
    void termsAreTestedOneAfterTheOtherOrBesideAllOthers() throws Exception {
        MixedModelLearnerParameters parameters = Learners.formula("Reaction ~ Days + I(Days^2) + (1 | Subject)");
        double[] beside = Tables.numbers(executed(parameters).table(ANOVA), "f");
        parameters.anovaType = AnovaType.I;
        double[] after = Tables.numbers(executed(parameters).table(ANOVA), "f");
        assertTrue(after[0] > beside[0] + 1, "Days alone explains what the square explains too");
        // The last term is tested beside all others either way; the equations are solved in another order.
        assertEquals(beside[1], after[1], 1e-6 * beside[1]);
    }

    @Test
    void kenwardAndRogersMethodIsRefusedForMaximumLikelihoodBeforeTheRowsAreRead() throws Exception {
        MixedModelLearnerParameters parameters = Learners.formula(SLOPES);
        parameters.degreesOfFreedom = DegreesOfFreedom.KENWARD_ROGER;
        parameters.method = Method.ML;
        assertEquals(
                "Degrees of freedom is Kenward-Roger, which is for fits by REML, and Method is ML: choose REML, or Satterthwaite.",
                Learners.node(parameters).refusal(SLEEP.getDataTableSpec()));
        // Without groups degrees of freedom are exact, whatever the method.
        parameters.formula = "Reaction ~ Days";
        Learners.node(parameters).configure(SLEEP.getDataTableSpec());
    }

    @Test
    void withoutAskingThereAreNoIntervals() throws Exception {
        BufferedDataTable intervals = executed(Learners.formula(SLOPES)).table(INTERVALS);
        assertEquals(IntervalTables.INTERVALS.columnNames(), Tables.names(intervals.getDataTableSpec()));
        assertEquals(0, intervals.size());
    }

    /** lme4: confint of the same model, as Bates, Maechler, Bolker, Walker (2015) print it in section 5.1. */
    @Test
    void profileIntervalsAreThoseOfLme4() throws Exception {
        BufferedDataTable intervals = executed(asking(Intervals.PROFILE)).table(INTERVALS);
        assertEquals(
                List.of(
                        "(Intercept)",
                        "Days",
                        "sd:Subject:(Intercept)",
                        "sd:Subject:Days",
                        "cor:Subject:(Intercept):Days",
                        "sd:Residual"),
                Tables.texts(intervals, "parameter"));
        assertArrayEquals(
                new double[] {237.681, 7.359, 14.381, 3.801, -0.482, 22.898}, Tables.numbers(intervals, "lower"), 2e-3);
        assertArrayEquals(
                new double[] {265.130, 13.576, 37.716, 8.753, 0.685, 28.858}, Tables.numbers(intervals, "upper"), 2e-3);
    }

    @Test
    void waldIntervalsOfFixedEffectsAreThoseOfTheirTable() throws Exception {
        Executed executed = executed(asking(Intervals.WALD));
        double[] lower = Tables.numbers(executed.table(INTERVALS), "lower");
        assertArrayEquals(Tables.numbers(executed.table(FIXED_EFFECTS), "ci_lower"), new double[] {lower[0], lower[1]});
    }

    @Test
    void bootstrapIntervalsAreThoseOfTheCoreForTheSeedAndTheKind() throws Exception {
        MixedModelLearnerParameters parameters = asking(Intervals.BOOTSTRAP);
        parameters.bootstrapKind = BootstrapKind.BC;
        parameters.confidenceLevel = 0.8;
        BufferedDataTable intervals = executed(parameters).table(INTERVALS);
        List<ParameterInterval> expected = new IntervalEstimates.Question(
                        IntervalEstimates.Method.BOOTSTRAP, ParametricBootstrap.Kind.BC, 30, 5, 1)
                .ask(
                        LinearMixedModel.of(SLOPES).live(Samples.table("sleepstudy")),
                        Inference.standard().withLevel(0.8),
                        Progress.NONE)
                .intervals();
        assertArrayEquals(
                expected.stream().mapToDouble(ParameterInterval::upper).toArray(), Tables.numbers(intervals, "upper"));
        assertEquals("bootstrap bc", Tables.texts(intervals, "method").get(0));
    }

    @Test
    void replicatesAreAskedForWhereTheyAreDrawn() {
        for (Intervals intervals : Intervals.values()) {
            Dialog dialog = Learners.node(asking(intervals)).dialog(SLEEP.getDataTableSpec());
            for (String field : List.of("replicates", "seed", "bootstrapKind")) {
                assertEquals(intervals == Intervals.BOOTSTRAP, dialog.isActive(field), field);
            }
        }
        assertFalse(Learners.node(asking(Intervals.NONE))
                .dialog(SLEEP.getDataTableSpec())
                .isActive("seed"));
    }
}
