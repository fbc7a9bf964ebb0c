package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.multilevel.exact.Refusal.assertRefused;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.optimum.Verdict.Status;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Variances that are zero, tiny or huge, correlations of 1 and -1, and nothing left for the residual. */
class VariancesTest {
    private static final int GROUPS = 15;
    private static final int SIZE = 6;
    private static final int ROWS = GROUPS * SIZE;
    private static final double[] X = Noise.of(ROWS, 1);
    private static final double[] LEVEL = Noise.of(GROUPS, 2);
    private static final double[] SLOPE = Noise.of(GROUPS, 3);
    private static final double[] RESIDUAL = Noise.of(ROWS, 4);
    /** The residuals less their mean in each group: groups then differ less than chance has it. */
    private static final double[] WITHIN = within(RESIDUAL);

    private static final Frame FRAME = Frame.ofRows(ROWS).with("x", X).label("g", i -> "g" + (10 + i / SIZE));

    private static double[] within(double[] values) {
        double[] within = values.clone();
        for (int g = 0; g < GROUPS; g++) {
            double mean =
                    Arrays.stream(values, g * SIZE, (g + 1) * SIZE).average().orElseThrow();
            for (int i = g * SIZE; i < (g + 1) * SIZE; i++) {
                within[i] -= mean;
            }
        }
        return within;
    }

    private static double[] ones() {
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static MixedModel fit(String formula, EstimationMethod method, Frame frame) {
        return LinearMixedModel.of(formula).withMethod(method).fit(frame.table());
    }

    /** The dense model of {@code y ~ x + (x | g)} or, with one column, of {@code y ~ x + (1 | g)}. */
    private static DenseModel dense(Frame frame, int columns) {
        double[][] x = {ones(), frame.numbers("x")};
        return new DenseModel(frame.numbers("y"), x).term(frame.labels("g"), Arrays.copyOf(x, columns));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ 1 + (1 | g)", "y ~ x + (1 | g)", "y ~ x + (x | g)"})
    void aResponseThatIsConstantWithinGroupsIsRefused(String formula) {
        assertRefused(formula, FRAME.number("y", i -> LEVEL[i / SIZE]), "y", "fitted exactly", "groups");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (1 | g)", "y ~ x + (x | g)", "y ~ x"})
    void aResponseThatIsALineIsRefused(String formula) {
        assertRefused(formula, FRAME.number("y", i -> 2 + 3 * X[i]), "y", "fitted exactly", "fixed effects");
    }

    @Test
    void aResponseThatIsALineInEveryGroupIsRefused() {
        Frame lines = FRAME.number("y", i -> 2 + LEVEL[i / SIZE] + SLOPE[i / SIZE] * X[i]);
        assertRefused("y ~ x + (x | g)", lines, "y", "fitted exactly", "groups");
    }

    @ParameterizedTest
    @EnumSource
    void groupsThatDifferLessThanChanceHaveVarianceZero(EstimationMethod method) {
        Frame frame = FRAME.with("y", WITHIN);
        MixedModel model = fit("y ~ x + (1 | g)", method, frame);
        assertEquals(Status.SINGULAR, model.verdict().status());
        assertEquals(0, model.groupingFactors().get(0).variance(0));
        MixedModel leastSquares = fit("y ~ x", method, frame);
        assertEquals(leastSquares.sigma(), model.sigma(), 1e-12);
        assertEquals(
                leastSquares.statistics().logLikelihood(), model.statistics().logLikelihood(), 1e-9);
        assertEquals(0, model.groupingFactors().get(0).effect(3, 0));
        assertEquals(0, model.groupingFactors().get(0).conditionalSd(3, 0));
    }

    @ParameterizedTest
    @CsvSource({"1, REML", "1, ML", "-1, REML", "-1, ML"})
    void perfectlyCorrelatedEffectsAreASingularOptimum(int sign, EstimationMethod method) {
        // The residuals are orthogonal to both columns in each group, so nothing speaks for a lower correlation.
        Frame frame = FRAME.number(
                "y", i -> 2 + 3 * X[i] + 2 * LEVEL[i / SIZE] * (1 + 2 * sign * X[i]) + 0.5 * orthogonal(i));
        MixedModel model = fit("y ~ x + (x | g)", method, frame);
        assertEquals(Status.SINGULAR, model.verdict().status());
        assertEquals(sign, model.groupingFactors().get(0).correlation(0, 1), 1e-12);
        Optimum.assertReached(model, dense(frame, 2));
    }

    /** Returns the residual of row i after its group's line. */
    private static double orthogonal(int i) {
        int start = i / SIZE * SIZE;
        double mean = Arrays.stream(X, start, start + SIZE).average().orElseThrow();
        double xx = 0;
        double xr = 0;
        for (int k = start; k < start + SIZE; k++) {
            xx += (X[k] - mean) * (X[k] - mean);
            xr += (X[k] - mean) * WITHIN[k];
        }
        return WITHIN[i] - xr / xx * (X[i] - mean);
    }

    @ParameterizedTest
    @EnumSource
    void aSlopeMayVaryWhereTheInterceptDoesNot(EstimationMethod method) {
        Frame frame = FRAME.number("y", i -> 2 + 3 * X[i] + 3 * SLOPE[i / SIZE] * X[i] + WITHIN[i]);
        MixedModel model = fit("y ~ x + (x || g)", method, frame);
        assertEquals(Status.SINGULAR, model.verdict().status());
        assertEquals(0, model.groupingFactors().get(0).variance(0));
        assertTrue(model.groupingFactors().get(0).variance(1) > 4);
        Optimum.assertReached(model, dense(frame, 2));
        Optimum.assertReached(fit("y ~ x + (x | g)", method, frame), dense(frame, 2));
    }

    @ParameterizedTest
    @EnumSource
    void anInterceptMayVaryWhereTheSlopeDoesNot(EstimationMethod method) {
        Frame frame = FRAME.number("y", i -> 2 + 3 * X[i] + 3 * LEVEL[i / SIZE] + orthogonal(i));
        MixedModel model = fit("y ~ x + (x | g)", method, frame);
        assertEquals(Status.SINGULAR, model.verdict().status());
        Optimum.assertReached(model, dense(frame, 2));
    }

    /** In a balanced one-way layout the estimates are written down; within and between the rows are exact multiples of 2^-20. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.02, 0.03, 0.1, 1, 100, 1e3, 1e4, 1e5, 1e6})
    void aVarianceOfAnySizeIsTheOneOfTheAnalysisOfVariance(double size) {
        Frame frame = oneWay(size);
        OneWay anova = OneWay.of(frame.numbers("y"), SIZE);
        assertEquals(size, anova.theta(), 1e-3 * size);
        MixedModel model = fit("y ~ 1 + (1 | g)", EstimationMethod.REML, frame);
        GroupingFactor factor = model.groupingFactors().get(0);
        assertEquals(Status.CONVERGED, model.verdict().status());
        assertEquals(anova.theta(), model.theta()[0], 1e-5 * anova.theta());
        assertEquals(Math.sqrt(anova.within()), model.sigma(), 1e-5 * model.sigma());
        assertEquals(anova.standardError(), model.fixedEffects().standardError(0), 1e-5 * anova.standardError());
        assertEquals(Math.sqrt(anova.variance()), factor.standardDeviation(0), 1e-5 * factor.standardDeviation(0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.03, 1, 1e3, 1e4})
    void aVarianceOfAnySizeIsFoundInFewEvaluations(double size) {
        MixedModel model = fit("y ~ 1 + (1 | g)", EstimationMethod.REML, oneWay(size));
        assertTrue(model.verdict().evaluations() <= 15, () -> model.verdict().toString());
    }

    /** The likelihood knows variances down to the rounding of its square only: below 1e-3 sigma they may be zero as well. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-3})
    void aTinyVarianceIsZeroToTheRoundingOfTheLikelihood(double size) {
        MixedModel model = fit("y ~ 1 + (1 | g)", EstimationMethod.REML, oneWay(size));
        assertNotEquals(Status.NOT_CONVERGED, model.verdict().status());
        assertEquals(size, model.theta()[0], 1e-3);
        assertEquals(1, model.sigma(), 1e-6);
    }

    /** Rows with MSW = 1 and, to rounding, MSB = 1 + SIZE size^2. */
    private static Frame oneWay(double size) {
        double mean = Arrays.stream(LEVEL).average().orElseThrow();
        double squares = Arrays.stream(LEVEL).map(v -> (v - mean) * (v - mean)).sum();
        double between = Math.sqrt((GROUPS - 1) * (1.0 / SIZE + size * size) / squares);
        double within = Math.sqrt(
                (ROWS - GROUPS) / Arrays.stream(WITHIN).map(v -> v * v).sum());
        return FRAME.number("y", i -> rounded(between * LEVEL[i / SIZE]) + rounded(within * WITHIN[i]));
    }

    private static double rounded(double value) {
        return Math.rint(value * (1 << 20)) / (1 << 20);
    }

    @ParameterizedTest
    @EnumSource
    void groupEffectsMayCarryTheMeanWhereThereIsNoIntercept(EstimationMethod method) {
        Frame frame = FRAME.number("y", i -> 1000 + X[i] + LEVEL[i / SIZE] + RESIDUAL[i]);
        MixedModel model = fit("y ~ 0 + x + (1 | g)", method, frame);
        DenseModel dense = new DenseModel(frame.numbers("y"), X).term(frame.labels("g"), ones());
        assertEquals(
                dense.solve(method, Relative.covariances(model)).logLikelihood,
                model.statistics().logLikelihood(),
                1e-6);
        assertEquals(Status.CONVERGED, model.verdict().status());
    }

    /** Nearly all of the response is a line: what is left, a hundred-thousandth of it, must not be lost in the rest. */
    @ParameterizedTest
    @EnumSource
    void whatALineLeavesIsEstimatedHoweverLittleItIs(EstimationMethod method) {
        double part = 0x1p-17;
        MixedModel usual = fit("y ~ x + (1 | g)", method, FRAME.number("y", i -> LEVEL[i / SIZE] + RESIDUAL[i]));
        MixedModel line = fit(
                "y ~ x + (1 | g)", method, FRAME.number("y", i -> 3 * X[i] + part * (LEVEL[i / SIZE] + RESIDUAL[i])));
        // The response has steps of 2^-52, which are 1e-10 of what is left.
        assertEquals(usual.sigma(), line.sigma() / part, 1e-5 * usual.sigma());
        assertEquals(usual.theta()[0], line.theta()[0], 1e-5 * usual.theta()[0]);
        double error = usual.fixedEffects().standardError(1);
        assertEquals(usual.fixedEffects().estimate(1), (line.fixedEffects().estimate(1) - 3) / part, 1e-5 * error);
    }

    /** {@code lmer} with rhoend = 1e-12 on the same rows, weights from 1e-6 to 1e6. */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g), REML, -517.878587962144, 0.354385698289904, 0.131214055958254, 0.0334899886767409, 58.3057153554662",
        "y ~ x + (1 | g), ML, -517.207790489275, 0.357282360984019, 0.130193660918513, 0.0318793711628967, 57.9360053735857",
        "y ~ x + (x | g), REML, -500.277088287919, 0.946462948057588, 0.456307331966138, 0.0361167043996868, 42.5878686479031"
    })
    void weightsMaySpanTwelveOrders(
            String formula,
            EstimationMethod method,
            double logLikelihood,
            double slope,
            double error,
            double theta,
            double sigma) {
        Frame frame = FRAME.number("y", i -> 2 + X[i] + LEVEL[i / SIZE] + SLOPE[i / SIZE] * X[i] + RESIDUAL[i])
                .number("w", i -> Math.pow(10, -6 + 12.0 * (7 * i % ROWS) / (ROWS - 1)));
        MixedModel model =
                LinearMixedModel.of(formula).withMethod(method).withWeights("w").fit(frame.table());
        assertEquals(logLikelihood, model.statistics().logLikelihood(), 1e-7 * Math.abs(logLikelihood));
        assertEquals(slope, model.fixedEffects().estimate(1), 1e-6 * error);
        assertEquals(error, model.fixedEffects().standardError(1), 1e-6 * error);
        assertEquals(theta, model.theta()[0], 1e-5 * theta);
        assertEquals(sigma, model.sigma(), 1e-5 * sigma);
    }
}
