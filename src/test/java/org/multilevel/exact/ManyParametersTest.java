package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.optimum.Verdict.Status;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * Random parts with 21 and 45 covariance parameters.
 *
 * <p>The numbers are lme4's (1.1-31) on the same rows, its deviance function minimised by bobyqa and nlminb and polished by
 * Newton steps (numDeriv) until nothing changed.
 */
class ManyParametersTest {
    private static final Frame SIX = sixLevels();
    private static final Frame EIGHT = eightSlopes();

    /** 60 groups of 12 rows; the effects of six cells of a factor are L z. */
    private static Frame sixLevels() {
        double[][] z =
                IntStream.range(10, 16).mapToObj(seed -> Noise.of(60, seed)).toArray(double[][]::new);
        double[] residual = Noise.of(720, 20);
        return Frame.ofRows(720)
                .number("y", i -> {
                    int g = i / 12;
                    int f = i % 6;
                    return effect(z, g, 0) + (f > 0 ? effect(z, g, f) : 0) + 0.3 * f + residual[i];
                })
                .label("f", i -> "f" + i % 6)
                .label("g", i -> "g" + i / 12);
    }

    private static double effect(double[][] z, int g, int row) {
        double sum = 0;
        for (int c = 0; c <= row; c++) {
            sum += z[c][g] * (row == c ? 1 + 0.1 * row : 0.2 * ((3 * row + 5 * c) % 5 - 2));
        }
        return sum;
    }

    /** 60 groups of 20 rows with an intercept and eight slopes, all correlated. */
    private static Frame eightSlopes() {
        double[][] x =
                IntStream.range(31, 39).mapToObj(seed -> Noise.of(1200, seed)).toArray(double[][]::new);
        double[][] z =
                IntStream.range(41, 50).mapToObj(seed -> Noise.of(60, seed)).toArray(double[][]::new);
        double[] residual = Noise.of(1200, 50);
        Frame frame = Frame.ofRows(1200).label("g", i -> "g" + i / 20).number("y", i -> {
            int g = i / 20;
            double sum = 0.3 * z[0][g] + residual[i];
            for (int k = 1; k < 9; k++) {
                sum += (0.5 + (0.3 + 0.1 * k) * z[k][g] + 0.3 * z[0][g]) * x[k - 1][i];
            }
            return sum;
        });
        for (int k = 1; k < 9; k++) {
            frame = frame.with("x" + k, x[k - 1]);
        }
        return frame;
    }

    private static final String SLOPES = "x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8";

    @ParameterizedTest
    @CsvSource({
        "REML, -1281.22840238503, 1.67639415605835, 0.260482500344952, 0.96819174538006, 0.954544158723174, 1.67880302215804",
        "ML, -1276.85225771142, 1.67639415605833, 0.258302695795244, 0.968191734186315, 0.94214404750674, 1.65689782264655"
    })
    void sixCorrelatedCellsOfAFactorAreEstimated(
            EstimationMethod method,
            double logLikelihood,
            double last,
            double error,
            double sigma,
            double firstTheta,
            double lastTheta) {
        MixedModel model =
                LinearMixedModel.of("y ~ f + (f | g)").withMethod(method).fit(SIX.table());
        assertEquals(Status.CONVERGED, model.verdict().status());
        assertEquals(21, model.theta().length);
        assertEquals(logLikelihood, model.statistics().logLikelihood(), 1e-7);
        assertEquals(last, model.fixedEffects().estimate(5), 1e-6 * error);
        assertEquals(error, model.fixedEffects().standardError(5), 1e-6 * error);
        assertEquals(sigma, model.sigma(), 1e-5 * sigma);
        assertEquals(firstTheta, model.theta()[0], 1e-5 * firstTheta);
        // The last diagonal element is a standard deviation given five others: known to 1e-5 of the whole one.
        assertEquals(lastTheta, model.theta()[20], 2e-5 * lastTheta);
    }

    @Test
    void eightCorrelatedSlopesAreEstimated() {
        MixedModel model =
                LinearMixedModel.of("y ~ " + SLOPES + " + (" + SLOPES + " | g)").fit(EIGHT.table());
        assertEquals(Status.CONVERGED, model.verdict().status());
        assertEquals(45, model.theta().length);
        assertEquals(-2252.09762260975, model.statistics().logLikelihood(), 1e-7 * 2000);
        assertEquals(0.466480290046831, model.fixedEffects().estimate(8), 1e-6 * 0.15);
        assertEquals(0.153365783058388, model.fixedEffects().standardError(8), 1e-6 * 0.15);
        assertEquals(0.970748933231596, model.sigma(), 1e-5);
    }

    /** The response has three of the slopes; the intercept and the other five are left to chance. */
    @ParameterizedTest
    @CsvSource({"REML, -1867.549653113", "ML, -1847.20497081409"})
    void slopesThatDoNotVaryEndAtZeroOrALittleAbove(EstimationMethod method, double logLikelihood) {
        double[][] slopes =
                IntStream.range(51, 54).mapToObj(seed -> Noise.of(60, seed)).toArray(double[][]::new);
        double[][] x =
                IntStream.range(31, 34).mapToObj(seed -> Noise.of(1200, seed)).toArray(double[][]::new);
        double[] residual = Noise.of(1200, 55);
        Frame frame = EIGHT.number("y", i -> {
            int g = i / 20;
            return residual[i] + 0.5 * (slopes[0][g] * x[0][i] + slopes[1][g] * x[1][i] + slopes[2][g] * x[2][i]);
        });
        MixedModel model = LinearMixedModel.of("y ~ " + SLOPES + " + (" + SLOPES + " || g)")
                .withMethod(method)
                .fit(frame.table());
        assertEquals(Status.SINGULAR, model.verdict().status());
        assertEquals(logLikelihood, model.statistics().logLikelihood(), 1e-7 * 1800);
    }
}
