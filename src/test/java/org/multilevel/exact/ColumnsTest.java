package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Predictors that say nothing, say the same as others, or come in odd sizes. */
class ColumnsTest {
    private static final double TOLERANCE = 1e-9;
    private static final int ROWS = 120;
    private static final Frame FRAME = frame();

    /** x and z are multiples of 2^-10, so that another zero of up to 1e9 takes none of their digits. */
    private static Frame frame() {
        double[] x = Noise.of(ROWS, 1);
        double[] z = Noise.of(ROWS, 2);
        double[] level = Noise.of(20, 3);
        double[] slope = Noise.of(20, 4);
        double[] residual = Noise.of(ROWS, 5);
        return Frame.ofRows(ROWS)
                .number("x", i -> Math.rint(1024 * x[i]) / 1024)
                .number("z", i -> Math.rint(1024 * z[i]) / 1024)
                .number(
                        "y",
                        i -> Math.rint(1024 * (2 + x[i] - z[i] + level[i / 6] + slope[i / 6] * x[i] + residual[i]))
                                / 1024)
                .number("year", i -> 2000 + (5 * i) % 21)
                .label("f", i -> i % 7 < 4 ? "low" : "top")
                .label("g", i -> "g" + (10 + i / 6));
    }

    private static MixedModel fit(String formula, Frame frame) {
        return LinearMixedModel.of(formula).fit(frame.table());
    }

    private static MixedModel fit(String formula, EstimationMethod method, Frame frame) {
        return LinearMixedModel.of(formula).withMethod(method).fit(frame.table());
    }

    @ParameterizedTest
    @ValueSource(doubles = {7.3, 0, 1e9})
    void aConstantColumnIsDroppedBesideTheIntercept(double value) {
        MixedModel model = fit("y ~ c + x + (1 | g)", FRAME.number("c", i -> value));
        assertEquals(List.of("c"), model.fixedEffects().dropped());
        Closeness.of(TOLERANCE).assertSame(fit("y ~ x + (1 | g)", FRAME), model);
    }

    @Test
    void aConstantColumnTakesThePlaceOfTheIntercept() {
        MixedModel model = fit("y ~ 0 + c + x + (1 | g)", EstimationMethod.ML, FRAME.number("c", i -> 4));
        MixedModel usual = fit("y ~ x + (1 | g)", EstimationMethod.ML, FRAME);
        assertEquals(List.of("c", "x"), model.fixedEffects().names());
        assertEquals(usual.fixedEffects().estimate(0), 4 * model.fixedEffects().estimate(0), TOLERANCE);
        assertEquals(usual.statistics().logLikelihood(), model.statistics().logLikelihood(), TOLERANCE);
    }

    @Test
    void aRepeatedColumnIsDropped() {
        MixedModel model = fit("y ~ x + again + (1 | g)", FRAME.with("again", FRAME.numbers("x")));
        assertEquals(List.of("again"), model.fixedEffects().dropped());
        Closeness.of(TOLERANCE).assertSame(fit("y ~ x + (1 | g)", FRAME), model);
    }

    @Test
    void aColumnRepeatedInAnotherUnitIsDropped() {
        double[] x = FRAME.numbers("x");
        MixedModel model = fit("y ~ x + other + (1 | g)", FRAME.number("other", i -> 3e7 + 1e6 * x[i]));
        assertEquals(List.of("other"), model.fixedEffects().dropped());
    }

    @Test
    void aLinearCombinationOfEarlierColumnsIsDropped() {
        double[] x = FRAME.numbers("x");
        double[] z = FRAME.numbers("z");
        Frame frame = FRAME.number("sum", i -> x[i] / 3 - 2 * z[i] + 0.1);
        MixedModel model = fit("y ~ x + z + sum + f + (x | g)", frame);
        assertEquals(List.of("sum"), model.fixedEffects().dropped());
        Closeness.of(TOLERANCE).assertSame(fit("y ~ x + z + f + (x | g)", FRAME), model);
    }

    @Test
    void indicatorsOfTwoEqualFactorsAreDroppedOnce() {
        MixedModel model = fit("y ~ f + h + (1 | g)", FRAME.with("h", FRAME.labels("f")));
        assertEquals(List.of("h[top]"), model.fixedEffects().dropped());
    }

    @Test
    void anEmptyCellOfAnInteractionIsDropped() {
        Frame frame = FRAME.label("h", i -> i % 7 < 4 ? "a" : i % 2 == 0 ? "a" : "b");
        MixedModel model = fit("y ~ f * h + (1 | g)", frame);
        assertEquals(List.of("f[top]:h[b]"), model.fixedEffects().dropped());
    }

    /** Sizes far apart in one model; a product with one of them on each side of 1 shows up in the covariances. */
    @ParameterizedTest
    @EnumSource
    void columnsOfVeryDifferentSizeGiveTheRescaledResults(EstimationMethod method) {
        MixedModel usual = fit("y ~ x + z + (x + z | g)", method, FRAME);
        MixedModel odd = fit(
                "y ~ x + z + (x + z | g)", method, FRAME.map("x", x -> 1e6 * x).map("z", z -> 1e-6 * z));
        double[] unit = {1, 1e6, 1e-6};
        assertEquals(usual.verdict().status(), odd.verdict().status());
        for (int i = 0; i < 3; i++) {
            double error = usual.fixedEffects().standardError(i);
            assertEquals(
                    usual.fixedEffects().estimate(i),
                    unit[i] * odd.fixedEffects().estimate(i),
                    TOLERANCE * error);
            assertEquals(error, unit[i] * odd.fixedEffects().standardError(i), TOLERANCE * error);
            double sd = usual.groupingFactors().get(0).standardDeviation(i);
            assertEquals(sd, unit[i] * odd.groupingFactors().get(0).standardDeviation(i), TOLERANCE * sd);
        }
    }

    /**
     * A model with the zero of x elsewhere is the same model: same likelihood, same fit of every group. Products with x are spread out
     * by the new zero, and must be told apart all the same.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "y ~ x + (1 | g)",
                "y ~ x + (x | g)",
                "y ~ x + z + (1 + x + z | g)",
                "y ~ f * x + (1 | g)",
                "y ~ x * z + (1 | g)",
                "y ~ 0 + f + x + (1 | g)",
                "y ~ f + f:x + (x | g)",
                "y ~ x + (x | g) + (1 | f)"
            })
    void aPredictorOfMeanAMillionCostsNoDigits(String formula) {
        assertSameFit(
                fit(formula, EstimationMethod.ML, FRAME),
                fit(formula, EstimationMethod.ML, FRAME.map("x", x -> x + 1e6)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (1 | g)", "y ~ x + (x | g)"})
    void aPredictorOfMeanABillionCostsNoDigits(String formula) {
        assertSameFit(
                fit(formula, EstimationMethod.ML, FRAME),
                fit(formula, EstimationMethod.ML, FRAME.map("x", x -> x + 1e9)));
    }

    @Test
    void twoPredictorsOfMeanAMillionMayInteract() {
        Frame far = FRAME.map("x", x -> x + 1e6).map("z", z -> z + 1e6);
        MixedModel expected = fit("y ~ x * z + (1 | g)", EstimationMethod.ML, FRAME);
        MixedModel actual = fit("y ~ x * z + (1 | g)", EstimationMethod.ML, far);
        // The products are of size 1e12, which a number writes in steps of 1e-4: that is in the data before anything is
        // computed.
        assertEquals(List.of(), actual.fixedEffects().dropped());
        assertEquals(expected.statistics().logLikelihood(), actual.statistics().logLikelihood(), 1e-4);
        double error = expected.fixedEffects().standardError(3);
        assertEquals(expected.fixedEffects().estimate(3), actual.fixedEffects().estimate(3), 1e-4 * error);
        assertEquals(error, actual.fixedEffects().standardError(3), 1e-4 * error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (1 | g)", "y ~ x + (x | g)", "y ~ f * x + (z | g)"})
    void aResponseOfMeanABillionCostsNoDigits(String formula) {
        MixedModel usual = fit(formula, FRAME);
        MixedModel far = fit(formula, FRAME.map("y", y -> y + 1e9));
        assertEquals(usual.statistics().logLikelihood(), far.statistics().logLikelihood(), TOLERANCE);
        for (int i = 1; i < usual.fixedEffects().size(); i++) {
            double error = usual.fixedEffects().standardError(i);
            assertEquals(usual.fixedEffects().estimate(i), far.fixedEffects().estimate(i), TOLERANCE * error);
            assertEquals(error, far.fixedEffects().standardError(i), TOLERANCE * error);
        }
        // An intercept of 1e9 is written with steps of 1e-7.
        assertEquals(usual.fixedEffects().estimate(0) + 1e9, far.fixedEffects().estimate(0), 2e-7);
    }

    @ParameterizedTest
    @EnumSource
    void rawPolynomialsOfYearsFitAsOrthogonalOnesDo(EstimationMethod method) {
        MixedModel raw = fit("y ~ year + I(year^2) + I(year^3) + (1 | g)", method, FRAME);
        MixedModel orthogonal = fit("y ~ poly(year, 3) + (1 | g)", method, FRAME);
        assertEquals(List.of(), raw.fixedEffects().dropped());
        assertEquals(orthogonal.sigma(), raw.sigma(), 1e-7 * orthogonal.sigma());
        double[] expected = orthogonal.predict(FRAME.table());
        double[] actual = raw.predict(FRAME.table());
        assertArrayEquals(expected, actual, 1e-7 * orthogonal.sigma());
        if (method == EstimationMethod.ML) { // the restricted likelihood depends on the coding
            assertEquals(
                    orthogonal.statistics().logLikelihood(), raw.statistics().logLikelihood(), 1e-7);
        }
    }

    @Test
    void rawPolynomialsOfYearsHaveTheCoefficientsOfTheExpandedPolynomial() {
        // Differentiating three times leaves 6 times the last coefficient whatever the zero is.
        MixedModel raw = fit("y ~ year + I(year^2) + I(year^3) + (1 | g)", FRAME);
        MixedModel centred = fit("y ~ year + I(year^2) + I(year^3) + (1 | g)", FRAME.map("year", t -> t - 2010));
        int last = 3;
        double error = centred.fixedEffects().standardError(last);
        assertEquals(4, raw.fixedEffects().size());
        assertEquals(centred.fixedEffects().estimate(last), raw.fixedEffects().estimate(last), 1e-7 * error);
        assertEquals(error, raw.fixedEffects().standardError(last), 1e-7 * error);
    }

    /** Asserts that two models with other coefficients fit the same, row by row. */
    private static void assertSameFit(MixedModel expected, MixedModel actual) {
        assertEquals(List.of(), actual.fixedEffects().dropped());
        assertEquals(expected.verdict().status(), actual.verdict().status());
        assertEquals(expected.statistics().logLikelihood(), actual.statistics().logLikelihood(), TOLERANCE);
        assertEquals(expected.sigma(), actual.sigma(), TOLERANCE * expected.sigma());
        FixedEffects before = expected.fixedEffects();
        FixedEffects after = actual.fixedEffects();
        assertEquals(before.names(), after.names());
        // The term of highest order has the same coefficient whatever the zero is.
        int last = before.size() - 1;
        double error = before.standardError(last);
        assertEquals(before.estimate(last), after.estimate(last), TOLERANCE * error, before.name(last));
        assertEquals(error, after.standardError(last), TOLERANCE * error, before.name(last));
    }

    /**
     * {@code lmer(y ~ f + (1 | g), d, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12)))} with
     * {@code y = noise(30, 1)[g] + noise(31, 2)[f] + noise(900, 3)}.
     */
    @Test
    void thirtyIndicatorsAreNoTrouble() {
        double[] level = Noise.of(30, 1);
        double[] cell = Noise.of(31, 2);
        double[] residual = Noise.of(900, 3);
        Frame frame = Frame.ofRows(900)
                .number("y", i -> level[(7 * i + i / 31) % 30] + cell[i % 31] + residual[i])
                .label("f", i -> "f" + (10 + i % 31))
                .label("g", i -> "g" + (7 * i + i / 31) % 30);
        MixedModel model = fit("y ~ f + (1 | g)", frame);
        assertEquals(Verdict.Status.CONVERGED, model.verdict().status());
        assertEquals(31, model.fixedEffects().size());
        assertEquals(-1305.79258239787, model.statistics().logLikelihood(), 1e-7);
        assertEquals(-3.60008331552291, model.fixedEffects().estimate(30), 1e-6 * 0.25);
        assertEquals(0.252424832486607, model.fixedEffects().standardError(30), 1e-6 * 0.25);
    }
}
