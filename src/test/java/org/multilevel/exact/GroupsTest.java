package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.multilevel.exact.Refusal.assertRefused;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.error.FormulaException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Groups that are one, all different, the same twice, very many or very unequal, and columns that cannot vary over them. */
class GroupsTest {
    private static final int ROWS = 120;
    private static final Frame FRAME = frame();

    private static Frame frame() {
        double[] x = Noise.of(ROWS, 1);
        double[] level = Noise.of(20, 2);
        double[] slope = Noise.of(20, 3);
        double[] residual = Noise.of(ROWS, 4);
        double[] between = Noise.of(20, 5);
        return Frame.ofRows(ROWS)
                .with("x", x)
                .number("y", i -> 2 + x[i] + level[i / 6] + 0.7 * slope[i / 6] * (x[i] + between[i / 6]) + residual[i])
                .number("between", i -> between[i / 6])
                .number("number", i -> Math.floor(i / 6.0))
                .label("g", i -> "g" + (10 + i / 6));
    }

    private static MixedModel fit(String formula, Frame frame) {
        return LinearMixedModel.of(formula).fit(frame.table());
    }

    private static MixedModel fit(String formula, EstimationMethod method, Frame frame) {
        return LinearMixedModel.of(formula).withMethod(method).fit(frame.table());
    }

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void oneGroupIsRefused() {
        assertRefused("y ~ x + (1 | g)", FRAME.label("g", i -> "all"), "g", "only one level", "all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (1 | g)", "y ~ x + (1 | h) + (1 | g)"})
    void everyRowItsOwnGroupIsRefused(String formula) {
        Frame single = FRAME.label("g", i -> "row" + i).label("h", i -> "h" + i % 5);
        assertRefused(formula, single, "g", "as many levels as there are rows", "120");
    }

    /** Rows whose variance grows with x are not rows with more residual variance, so the likelihood has an optimum. */
    @Test
    void aSlopeForEveryRowIsAVarianceThatGrowsWithItsColumn() {
        Frame single = FRAME.label("g", i -> "row" + i);
        DenseModel dense = new DenseModel(single.numbers("y"), ones(ROWS), single.numbers("x"))
                .term(single.labels("g"), single.numbers("x"));
        Optimum.assertReached(fit("y ~ x + (0 + x | g)", single), dense);
    }

    @Test
    void asManyEffectsAsRowsAreRefusedWhereEveryGroupIsAlike() {
        Frame alike = FRAME.label("g", i -> "pair" + i / 2).number("visit", i -> i % 2);
        assertRefused("y ~ x + (visit | g)", alike, "visit", "g", "2 x 60 = 120", "told from the residual");
    }

    @Test
    void asManyEffectsAsRowsAreFittedWhereGroupsDiffer() {
        Frame pairs = FRAME.label("g", i -> "pair" + i / 2).number("visit", i -> i % 2 * (1 + i % 7) + 0.1 * (i % 5));
        MixedModel model = fit("y ~ x + (visit | g)", pairs);
        DenseModel dense = new DenseModel(pairs.numbers("y"), ones(ROWS), pairs.numbers("x"))
                .term(pairs.labels("g"), ones(ROWS), pairs.numbers("visit"));
        Optimum.assertReached(model, dense);
        assertTrue(model.notes().stream().anyMatch(note -> note.contains("120 random effects for 120 rows")));
    }

    @Test
    void groupsOfOneRowAreNoTroubleWhereSomeHaveTwo() {
        Frame frame = FRAME.label("g", i -> i < 40 ? "pair" + i / 2 : "row" + i);
        DenseModel dense =
                new DenseModel(frame.numbers("y"), ones(ROWS), frame.numbers("x")).term(frame.labels("g"), ones(ROWS));
        Optimum.assertReached(fit("y ~ x + (1 | g)", frame), dense);
    }

    @Test
    void theSameGroupsUnderTwoNamesAreRefused() {
        Frame twice = FRAME.label("h", i -> "other" + i / 6);
        assertRefused("y ~ x + (1 | g) + (1 | h)", twice, "g", "h", "(Intercept)", "same way");
        assertRefused("y ~ x + (x | g) + (0 + x | h)", twice, "g", "h", "x", "same way");
    }

    @Test
    void theSameTermTwiceIsRefused() {
        assertThrows(FormulaException.class, () -> LinearMixedModel.of("y ~ x + (1 | g) + (1 | g)"));
    }

    @ParameterizedTest
    @EnumSource
    void sameGroupsUnderTwoNamesMayCarryDifferentColumns(EstimationMethod method) {
        MixedModel two = fit("y ~ x + (1 | g) + (0 + x | h)", method, FRAME.label("h", i -> "other" + i / 6));
        MixedModel one = fit("y ~ x + (x || g)", method, FRAME);
        assertEquals(one.statistics().logLikelihood(), two.statistics().logLikelihood(), 1e-9);
        // Two systems compute it, and each stops where the gradient is zero for its own rounding.
        double sd = one.groupingFactors().get(0).standardDeviation(1);
        assertEquals(sd, two.groupingFactor("h").orElseThrow().standardDeviation(0), 1e-6 * sd);
    }

    @Test
    void theSecondSpellingOfUncorrelatedIsTheSameModel() {
        Closeness.of(0).assertSame(fit("y ~ x + (x || g)", FRAME), fit("y ~ x + (1 | g) + (0 + x | g)", FRAME));
    }

    @Test
    void aNestedFactorMayBeWrittenAsACrossedOneWithUniqueLabels() {
        Frame nested = FRAME.label("a", i -> "a" + i / 24).label("b", i -> "b" + i / 6 % 4);
        Frame crossed = nested.label("b", i -> "b" + i / 6 % 4 + ":a" + i / 24);
        MixedModel expected = fit("y ~ x + (1 | a/b)", nested);
        for (String formula : List.of("y ~ x + (1 | a) + (1 | b)", "y ~ x + (1 | b) + (1 | a)")) {
            MixedModel actual = fit(formula, crossed);
            assertEquals(
                    expected.statistics().logLikelihood(), actual.statistics().logLikelihood(), 1e-9);
            GroupingFactor inner = expected.groupingFactor("b:a").orElseThrow();
            GroupingFactor same = actual.groupingFactor("b").orElseThrow();
            for (int g = 0; g < inner.size(); g++) {
                double effect = same.effect(same.indexOf(inner.level(g)), 0);
                assertEquals(inner.effect(g, 0), effect, 1e-9 * inner.standardDeviation(0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNumericGroupColumnMayBeAPredictorToo(EstimationMethod method) {
        MixedModel model = fit("y ~ number + (1 | number)", method, FRAME);
        DenseModel dense =
                new DenseModel(FRAME.numbers("y"), ones(ROWS), FRAME.numbers("number")).term(number(FRAME), ones(ROWS));
        Optimum.assertReached(model, dense);
    }

    private static String[] number(Frame frame) {
        return Arrays.stream(frame.numbers("number"))
                .mapToObj(v -> Integer.toString((int) v))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"y ~ between + (between | g)", "y ~ between + (0 + between | g)", "y ~ x + (x + between | g)"})
    void aSlopeOfAColumnThatIsConstantWithinGroupsIsEstimatedFromDifferencesBetweenThem(String formula) {
        MixedModel model = fit(formula, FRAME);
        double[] predictor = FRAME.numbers(model.fixedEffects().name(1));
        double[][] columns = model.groupingFactors().get(0).columns().stream()
                .map(name -> name.equals("(Intercept)") ? ones(ROWS) : FRAME.numbers(name))
                .toArray(double[][]::new);
        DenseModel dense = new DenseModel(FRAME.numbers("y"), ones(ROWS), predictor).term(FRAME.labels("g"), columns);
        Optimum.assertReached(model, dense);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.5, 0})
    void aSlopeOfAColumnThatIsConstantEverywhereIsRefused(double value) {
        Frame frame = FRAME.number("c", i -> value);
        assertRefused("y ~ x + (c | g)", frame, "c", "g");
        assertRefused("y ~ x + (c || g)", frame, "c", "g");
    }

    @Test
    void aSlopeOfNothingButZerosIsRefused() {
        assertRefused("y ~ x + (0 + c | g)", FRAME.number("c", i -> 0), "c", "g");
    }

    @Test
    void aConstantColumnTakesThePlaceOfTheRandomIntercept() {
        MixedModel constant = fit("y ~ x + (0 + c | g)", FRAME.number("c", i -> 2.5));
        MixedModel usual = fit("y ~ x + (1 | g)", FRAME);
        assertEquals(usual.statistics().logLikelihood(), constant.statistics().logLikelihood(), 1e-9);
        double sd = usual.groupingFactors().get(0).standardDeviation(0);
        assertEquals(sd, 2.5 * constant.groupingFactors().get(0).standardDeviation(0), 1e-9 * sd);
    }

    @Test
    void aRepeatedSlopeIsRefused() {
        Frame frame = FRAME.with("again", FRAME.numbers("x")).map("again", x -> 3 * x - 1);
        assertRefused("y ~ x + (x + again | g)", frame, "again", "g");
    }

    @Test
    void aHundredThousandLevelsOfOneRowAreRefusedAtOnce() {
        int rows = 100_000;
        Frame frame = Frame.ofRows(rows).with("y", Noise.of(rows, 1)).label("g", i -> "g" + i);
        assertTimeout(Duration.ofSeconds(10), () -> assertRefused("y ~ 1 + (1 | g)", frame, "g", "100000"));
    }

    /** A balanced one-way layout has its estimates written down: sigma^2 is MSW, sigma_g^2 is (MSB - MSW) / 2. */
    @Test
    void aHundredThousandLevelsOfTwoRowsGiveTheAnalysisOfVariance() {
        int groups = 100_000;
        double[] level = Noise.of(groups, 1);
        double[] residual = Noise.of(2 * groups, 2);
        Frame frame = Frame.ofRows(2 * groups)
                .number("y", i -> 3 + level[i / 2] + residual[i])
                .label("g", i -> "g" + i / 2);
        MixedModel model = fit("y ~ 1 + (1 | g)", frame);
        OneWay anova = OneWay.of(frame.numbers("y"), 2);
        assertEquals(Verdict.Status.CONVERGED, model.verdict().status());
        assertEquals(anova.mean(), model.fixedEffects().estimate(0), 1e-9 * anova.standardError());
        assertEquals(anova.standardError(), model.fixedEffects().standardError(0), 1e-6 * anova.standardError());
        assertEquals(Math.sqrt(anova.within()), model.sigma(), 1e-6 * model.sigma());
        GroupingFactor factor = model.groupingFactors().get(0);
        assertEquals(anova.variance(), factor.variance(0), 1e-5 * anova.variance());
    }

    @Test
    void aHundredThousandLevelsOfTwoEqualRowsAreFittedExactly() {
        Frame frame = Frame.ofRows(200_000).with("z", Noise.of(200_000, 1)).label("g", i -> "g" + i / 2);
        double[] z = frame.numbers("z");
        assertRefused("y ~ 1 + (1 | g)", frame.number("y", i -> z[i / 2]), "y", "fitted exactly", "groups");
    }

    /** One group of 10,000 rows and 1,000 groups of one. The numbers below come from {@code lmer} with rhoend = 1e-12. */
    @Test
    void veryUnequalGroupsAreNoTrouble() {
        int rows = 11_000;
        double[] x = Noise.of(rows, 11);
        double[] level = Noise.of(1001, 12);
        double[] residual = Noise.of(rows, 13);
        Frame frame = Frame.ofRows(rows)
                .with("x", x)
                .number("y", i -> 1 + x[i] + 2 * level[i < 10_000 ? 0 : i - 9999] + residual[i])
                .label("g", i -> i < 10_000 ? "big" : "small" + i);
        MixedModel model = fit("y ~ x + (1 | g)", frame);
        assertEquals(-16452.3098315593, model.statistics().logLikelihood(), 1e-7 * 16_000);
        assertEquals(1.10639955978118, model.fixedEffects().estimate(0), 1e-6 * 0.07);
        assertEquals(0.998517402163974, model.fixedEffects().estimate(1), 1e-6 * 0.01);
        assertEquals(0.0716074155772097, model.fixedEffects().standardError(0), 1e-6 * 0.07);
        assertEquals(2.0290776670626, model.theta()[0], 1e-5 * 2.0290776670626);
        assertTrue(model.verdict().evaluations() <= 15, () -> model.verdict().toString());
    }
}
