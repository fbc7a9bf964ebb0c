package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.multilevel.exact.Refusal.assertRefused;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.VarianceComponent;
import org.multilevel.result.Summary;

/**
 * Variances and covariances that the data do not determine are marked, and those that they determine are not.
 *
 * <p>The reference is the likelihood written out with n x n matrices: it must be the same for another split of what is not determined, and
 * another one when a determined component moves.
 */
class IdentifiedTest {
    private static final int ROWS = 96;
    private static final int SIZE = 6;
    /** Solving n x n systems leaves this of a log-likelihood of some hundreds. */
    private static final double SAME = 1e-8;

    private static final double[] LEVEL = Noise.of(ROWS / SIZE, 21);
    private static final double[] SLOPE = Noise.of(ROWS / SIZE, 22);
    private static final double[] NOISE = Noise.of(ROWS, 23);
    private static final double[] X = Noise.of(ROWS, 24);

    /** Groups of six rows; {@code b} is constant within them and takes the given values in turn. */
    private static Frame frame(double... values) {
        return Frame.ofRows(ROWS)
                .with("x", X)
                .number("b", i -> values[i / SIZE % values.length])
                .number(
                        "y",
                        i -> 2 + X[i] + LEVEL[i / SIZE] + (i / SIZE % values.length) * (1 + SLOPE[i / SIZE]) + NOISE[i])
                .label("g", i -> "g" + (10 + i / SIZE));
    }

    private static double[] ones() {
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static MixedModel fit(String formula, EstimationMethod method, Frame frame) {
        return LinearMixedModel.of(formula).withMethod(method).fit(frame.table());
    }

    private static double likelihood(DenseModel dense, MixedModel model, double[][] direction, double times) {
        double[][][] covariances = Relative.covariances(model);
        for (int i = 0; i < direction.length; i++) {
            for (int j = 0; j < direction.length; j++) {
                covariances[0][i][j] += times * direction[i][j];
            }
        }
        return dense.solve(model.method(), covariances).logLikelihood;
    }

    /** Asserts that exactly the components along the direction are marked, and that the likelihood is the same along it. */
    private static void assertOpenAlong(double[][] direction, MixedModel model, DenseModel dense) {
        GroupingFactor factor = model.groupingFactors().get(0);
        double best = likelihood(dense, model, direction, 0);
        assertEquals(best, model.statistics().logLikelihood(), SAME * Math.abs(best));
        for (double times : new double[] {-0.05, 0.05, 0.3}) {
            assertEquals(best, likelihood(dense, model, direction, times), SAME * Math.abs(best));
        }
        for (int i = 0; i < factor.width(); i++) {
            for (int j = 0; j <= i; j++) {
                if (factor.sameBlock(i, j)) {
                    assertEquals(direction[i][j] == 0, factor.isIdentified(i, j), i + ", " + j);
                }
            }
        }
        assertFalse(model.isIdentified());
        assertNotEquals(Verdict.Status.NOT_CONVERGED, model.verdict().status());
        assertTrue(
                model.verdict().explanation().contains("not identified"),
                model.verdict().explanation());
    }

    private static String note(MixedModel model) {
        return model.notes().stream()
                .filter(note -> note.contains("not identified"))
                .findFirst()
                .orElseThrow();
    }

    /** At 0 the variance is that of the intercept alone; at 1 it is that of the sum. */
    @ParameterizedTest
    @EnumSource
    void aSlopeOnAnIndicatorOfGroupsLeavesItsVarianceOpenAndThatOfTheSumTold(EstimationMethod method) {
        Frame frame = frame(0, 1);
        MixedModel model = fit("y ~ x + b + (b | g)", method, frame);
        DenseModel dense = new DenseModel(frame.numbers("y"), ones(), X, frame.numbers("b"))
                .term(frame.labels("g"), ones(), frame.numbers("b"));
        assertOpenAlong(new double[][] {{0, -0.5}, {-0.5, 1}}, model, dense);
        assertTrue(note(model).contains("the variance of (Intercept) + b ("), note(model));
        assertTrue(note(model).contains("the covariance of (Intercept) and b, the variance of b are"), note(model));
    }

    /** With n_1 and n_2 orthogonal to (1, a) and (1, b), n_1 n_2' + n_2 n_1' adds no variance at a or b. */
    @ParameterizedTest
    @CsvSource({"1.7, 3.2", "-2, 5", "1.6e9, 1.6001e9", "1e-6, 3e-6"})
    void aSlopeOnTwoValuesThatAreNotZeroLeavesEverythingOpen(double low, double high) {
        Frame frame = frame(low, high);
        MixedModel model = fit("y ~ x + (b | g)", EstimationMethod.REML, frame);
        GroupingFactor factor = model.groupingFactors().get(0);
        for (int[] pair : new int[][] {{0, 0}, {1, 0}, {1, 1}}) {
            assertFalse(factor.isIdentified(pair[0], pair[1]));
        }
        // the likelihood of large columns is written out for shifted and scaled ones, which span the same
        double[] unit = Arrays.stream(frame.numbers("b"))
                .map(b -> (b - low) / (high - low))
                .toArray();
        DenseModel dense = new DenseModel(frame.numbers("y"), ones(), X).term(frame.labels("g"), ones(), unit);
        double[][] covariance = Relative.covariances(model)[0];
        double width = high - low;
        double atLow = covariance[0][0] + 2 * low * covariance[0][1] + low * low * covariance[1][1];
        double slope = covariance[1][1] * width * width;
        double atHigh = covariance[0][0] + 2 * high * covariance[0][1] + high * high * covariance[1][1];
        for (double other : new double[] {slope, slope + 0.3}) {
            double both = (atHigh - atLow - other) / 2;
            double value = dense.solve(model.method(), new double[][] {{atLow, both}, {both, other}}).logLikelihood;
            // The variances at the two values are differences where they lie far from zero.
            double lost = 1e-16 * low * low * covariance[1][1] / (1 + atLow);
            assertEquals(value, model.statistics().logLikelihood(), (SAME + 10 * lost) * Math.abs(value));
        }
    }

    @ParameterizedTest
    @EnumSource
    void threeValuesBetweenGroupsTellAllThree(EstimationMethod method) {
        Frame frame = frame(1.7, 3.2, 0.4);
        MixedModel model = fit("y ~ x + (b | g)", method, frame);
        DenseModel dense =
                new DenseModel(frame.numbers("y"), ones(), X).term(frame.labels("g"), ones(), frame.numbers("b"));
        Optimum.assertReached(model, dense);
        assertTrue(model.isIdentified());
        assertTrue(model.varianceComponents().stream().allMatch(VarianceComponent::identified));
        assertFalse(model.notes().toString().contains("not identified"));
    }

    /** Each of two indicators of rows has the variance of its own term and that of the intercept. */
    @ParameterizedTest
    @EnumSource
    void aTermThatContainsAnotherLeavesTheirDivisionOpen(EstimationMethod method) {
        Frame frame = frame(0, 1).label("f", i -> i % 2 == 0 ? "a" : "b");
        double[] first = frame.number("f1", i -> (i + 1) % 2).numbers("f1");
        double[] second = frame.number("f2", i -> i % 2).numbers("f2");
        MixedModel model = fit("y ~ x + (1 | g) + (0 + f | g)", method, frame);
        DenseModel dense = new DenseModel(frame.numbers("y"), ones(), X).term(frame.labels("g"), ones(), first, second);
        assertOpenAlong(new double[][] {{-1, 0, 0}, {0, 1, 1}, {0, 1, 1}}, model, dense);
        assertTrue(note(model).contains("the variance of (Intercept) + the variance of f[a] ("), note(model));
    }

    /** Of the three numbers that three groups tell, a mean and a slope take two from the restricted likelihood. */
    @Test
    void whatFixedEffectsHideFromTheRestrictedLikelihoodIsOpenByRemlAndToldByMl() {
        Frame frame = frame(1, 2, 4).label("g", i -> "g" + i / SIZE % 3);
        DenseModel dense = new DenseModel(frame.numbers("y"), ones(), frame.numbers("b"))
                .term(frame.labels("g"), ones(), frame.numbers("b"));
        MixedModel full = fit("y ~ b + (b | g)", EstimationMethod.ML, frame);
        assertTrue(full.isIdentified());
        Optimum.assertReached(full, dense);
        MixedModel restricted = fit("y ~ b + (b | g)", EstimationMethod.REML, frame);
        assertFalse(restricted.isIdentified());
        assertTrue(note(restricted).contains("fixed effects take up what would tell them"), note(restricted));
        // the contrast of (1, 1, 1) and (1, 2, 4) is (2, -3, 1): its variance is sum c_i^2 z_i' G z_i
        double[][] one = {{1, 0}, {0, 0}};
        double[][] slope = {{0, 0}, {0, 1}};
        double ofOne = 4 + 9 + 1;
        double ofSlope = 4 + 9 * 4 + 16;
        assertEquals(
                likelihood(dense, restricted, one, 0.2 * ofSlope),
                likelihood(dense, restricted, slope, 0.2 * ofOne),
                1e-7);
    }

    @Test
    void summaryVerdictAndTableMarkWhatIsNotIdentified() {
        MixedModel model = fit("y ~ x + b + (b | g)", EstimationMethod.REML, frame(0, 1));
        String text = Summary.of(model).text();
        List<String> lines = text.lines().toList();
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.startsWith("            b ") && line.endsWith("?  not identified")),
                text);
        assertTrue(
                lines.stream().anyMatch(line -> line.contains("(Intercept)") && !line.contains("not identified")),
                text);
        assertTrue(lines.stream().anyMatch(line -> line.matches("Verdict   \\w+, not all identified after .*")), text);
    }

    @Test
    void aSavedModelStillMarksThem() {
        MixedModel model = fit("y ~ x + b + (b | g)", EstimationMethod.REML, frame(0, 1));
        MixedModel loaded = MixedModel.fromJson(model.toJson());
        assertEquals(model.varianceComponents(), loaded.varianceComponents());
        assertFalse(loaded.isIdentified());
        assertEquals(model.toJson(), loaded.toJson());
    }

    /** Effects of the group column take all differences between groups: nothing is left for REML, and ML wants no variance. */
    @Test
    void fixedEffectsOfTheGroupsThemselvesAreRefusedByRemlAndLeaveNoVarianceByMl() {
        Frame frame = frame(0, 1);
        assertRefused("y ~ x + g + (1 | g)", frame, "g", "fixed effects already give", "REML");
        MixedModel model = fit("y ~ x + g + (1 | g)", EstimationMethod.ML, frame);
        assertEquals(Verdict.Status.SINGULAR, model.verdict().status());
        assertEquals(0, model.theta()[0]);
        double[][] columns = new double[1 + ROWS / SIZE][];
        columns[0] = X;
        for (int g = 0; g < ROWS / SIZE; g++) {
            int level = g;
            columns[g + 1] = frame.number("d", i -> i / SIZE == level ? 1 : 0).numbers("d");
        }
        DenseModel dense = new DenseModel(frame.numbers("y"), columns).term(frame.labels("g"), ones());
        double best = model.statistics().logLikelihood();
        assertEquals(dense.solve(EstimationMethod.ML, new double[][] {{0}}).logLikelihood, best, SAME * Math.abs(best));
        assertTrue(dense.solve(EstimationMethod.ML, new double[][] {{0.01}}).logLikelihood < best);
        assertTrue(dense.solve(EstimationMethod.ML, new double[][] {{10}}).logLikelihood < best);
    }

    /** One pair among groups of one row: its difference is taken by x, so nothing is left to keep sigma from zero. */
    @Test
    void aLikelihoodWithoutMaximumIsRefused() {
        Frame frame = onePair(34, 35);
        DenseModel dense = dense(frame);
        double last = Double.NEGATIVE_INFINITY;
        // log |V| loses one log(1 / sigma^2) that nothing pays for: half of log(100) for each step, nearly
        for (double ratio : new double[] {1e4, 1e6, 1e8}) {
            double next = dense.solve(EstimationMethod.ML, new double[][] {{ratio}}).logLikelihood;
            assertTrue(next > last + 0.8 * Math.log(100) / 2, next + " after " + last);
            last = next;
        }
        assertRefused(
                LinearMixedModel.of("y ~ x + (1 | g)").withMethod(EstimationMethod.ML),
                frame,
                "20 rows are too few",
                "grows without bound",
                "use REML");
    }

    private static Frame onePair(int seedOfX, int seedOfY) {
        int rows = 20;
        return Frame.ofRows(rows)
                .with("x", Noise.of(rows, seedOfX))
                .with("y", Noise.of(rows, seedOfY))
                .label("g", i -> "g" + Math.min(i, rows - 2));
    }

    private static DenseModel dense(Frame frame) {
        double[] y = frame.numbers("y");
        double[] one = Arrays.copyOf(ones(), y.length);
        return new DenseModel(y, one, frame.numbers("x")).term(frame.labels("g"), one);
    }

    /** The restricted likelihood of such a table has a maximum, at a variance of zero or elsewhere, and often a limit at infinity. */
    @ParameterizedTest
    @CsvSource({"31, 32", "34, 35", "33, 53", "40, 41", "41, 42", "35, 36"})
    void aRestrictedLikelihoodIsMaximisedThoughEffectsAndCoefficientsFitEveryRow(int seedOfX, int seedOfY) {
        Frame frame = onePair(seedOfX, seedOfY);
        MixedModel model = fit("y ~ x + (1 | g)", EstimationMethod.REML, frame);
        assertNotEquals(Verdict.Status.NOT_CONVERGED, model.verdict().status());
        double best = model.statistics().logLikelihood();
        double ratio = model.theta()[0] * model.theta()[0];
        DenseModel dense = dense(frame);
        assertEquals(dense.solve(EstimationMethod.REML, new double[][] {{ratio}}).logLikelihood, best, 1e-7);
        for (double other = 1e-3; other < 1e9; other *= 1.3) {
            assertTrue(dense.solve(EstimationMethod.REML, new double[][] {{other}}).logLikelihood < best + 1e-8);
        }
        assertTrue(dense.solve(EstimationMethod.REML, new double[][] {{0}}).logLikelihood < best + 1e-8);
    }

    /** In other such tables the restricted likelihood rises to a limit that it has at a residual variance of zero only. */
    @Test
    void aRestrictedLikelihoodThatIsLargestWithoutResidualVarianceIsRefusedInSoManyWords() {
        Frame frame = onePair(39, 40);
        DenseModel dense = dense(frame);
        double last = Double.NEGATIVE_INFINITY;
        for (double ratio : new double[] {0, 1, 1e2, 1e4, 1e6}) {
            double next = dense.solve(EstimationMethod.REML, new double[][] {{ratio}}).logLikelihood;
            assertTrue(next > last, next + " after " + last);
            last = next;
        }
        assertRefused("y ~ x + (1 | g)", frame, "20 rows", "largest where the residual variance is zero");
    }
}
