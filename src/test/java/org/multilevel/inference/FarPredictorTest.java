package org.multilevel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.glm.Distribution;
import org.multilevel.inference.means.EstimatedMarginalMeans;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.inference.tests.LinearHypothesis;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.PredictionSummary;
import org.multilevel.model.Predictions;
import org.multilevel.result.MeansSummary;

/**
 * Standard errors at a predictor that lies far from 0 beside its spread are those at the same predictor counted from its middle, as long as the
 * covariances of a model have the digits for them, and else none: never others.
 */
class FarPredictorTest {
    private static final int GROUPS = 30;
    private static final int SIZE = 10;

    /** x = offset + unit times multiples of 1/64 within 2; f has three levels in turn. */
    private static Table table(double offset, double unit) {
        Random random = new Random(12);
        double[] x = new double[GROUPS * SIZE];
        double[] y = new double[x.length];
        String[] g = new String[x.length];
        String[] f = new String[x.length];
        for (int i = 0; i < GROUPS; i++) {
            double level = random.nextGaussian();
            double slope = 1 + 0.7 * random.nextGaussian();
            for (int r = i * SIZE; r < (i + 1) * SIZE; r++) {
                double own = Math.rint(256 * (random.nextDouble() - 0.5)) / 64;
                x[r] = offset + unit * own;
                y[r] = 3 + level + slope * own + 0.5 * random.nextGaussian();
                g[r] = "g" + i;
                f[r] = String.valueOf((char) ('a' + r % 3));
            }
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical("g", g)
                .categorical("f", f)
                .build();
    }

    private static MixedModel model(double offset, double unit) {
        return LinearMixedModel.of("y ~ x + f + (x | g)").fit(table(offset, unit));
    }

    private static List<Double> predicted(
            MixedModel model, Table table, List<String> said, ToDoubleBiFunction<Predictions, Integer> what) {
        List<Double> values = new ArrayList<>();
        PredictionSummary summary = model.predictor().withUncertainty().predict(table, Progress.NONE, block -> {
            for (int i = 0; i < block.size(); i++) {
                values.add(what.applyAsDouble(block, i));
            }
        });
        said.addAll(summary.sentences());
        return values;
    }

    private static List<ToDoubleBiFunction<Predictions, Integer>> errors() {
        return List.of(
                Predictions::conditionalStandardError,
                Predictions::populationStandardError,
                Predictions::observationSd);
    }

    @ParameterizedTest
    @CsvSource({"-100, 1", "2000, 1", "1.7e9, 65536", "1e5, 0.5"})
    void errorsAreThoseOfThePredictorCountedFromItsMiddle(double offset, double unit) {
        MixedModel near = model(0, 1);
        MixedModel far = model(offset, unit);
        for (ToDoubleBiFunction<Predictions, Integer> what : errors()) {
            List<String> said = new ArrayList<>();
            List<Double> expected = predicted(near, table(0, 1), said, what);
            List<Double> found = predicted(far, table(offset, unit), said, what);
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i), found.get(i), 1e-4 * expected.get(i));
            }
            assertEquals(List.of(), said);
        }
        List<MarginalMeans.Estimate> expected = means(near).estimates();
        List<MarginalMeans.Estimate> found = means(far).estimates();
        for (int k = 0; k < 3; k++) {
            assertEquals(expected.get(k).standardError(), found.get(k).standardError(), 1e-4);
            assertEquals(expected.get(k).df(), found.get(k).df(), 1e-2);
        }
        assertEquals(List.of(), means(far).notes());
    }

    private static MarginalMeans means(MixedModel model) {
        return EstimatedMarginalMeans.of("f").ask(model);
    }

    @ParameterizedTest
    @CsvSource({"1048576, 0.0009765625", "-1e9, 1", "1.7e12, 4096"})
    void errorsWhoseDigitsCancelAreMissingAndThatIsSaid(double offset, double unit) {
        MixedModel far = model(offset, unit);
        List<String> said = new ArrayList<>();
        List<Double> found = predicted(far, table(offset, unit), said, Predictions::conditionalStandardError);
        assertTrue(found.stream().allMatch(error -> Double.isNaN(error)));
        assertEquals(
                List.of(
                        "Some rows have no standard errors: a predictor lies so far from 0 beside its spread that their digits cancel in the"
                                + " covariances of the model; subtract its mean before the fit."),
                said);
        MarginalMeans means = means(far);
        for (int k = 0; k < 3; k++) {
            assertEquals(
                    means(model(0, 1)).estimates().get(k).estimate(),
                    means.estimates().get(k).estimate(),
                    1e-2);
            assertTrue(Double.isNaN(means.estimates().get(k).standardError()));
            assertTrue(Double.isNaN(means.estimates().get(k).df()));
        }
        assertEquals(
                List.of(
                        "A predictor lies so far from 0 beside its spread that the digits of standard errors cancel, so that they are missing:"
                                + " subtract its mean before the fit."),
                means.notes());
        String text = MeansSummary.of(means).text();
        assertTrue(text.contains("not known") && !text.contains("not estimable"), text);
        String hypothesis =
                String.format("(Intercept) + %s*x = 3", Double.toString(offset).replace("E", "e"));
        String refused = assertThrows(
                        ModelException.class,
                        () -> LinearHypothesis.of(hypothesis).test(far, Inference.satterthwaite()))
                .getMessage();
        assertTrue(
                refused.endsWith(
                        "cannot be tested: a predictor lies so far from 0 beside its spread that the digits of the standard error cancel; subtract"
                                + " its mean before the fit."),
                refused);
    }

    /** A row without its predictor has no prediction for that reason, and no digits of it cancel. */
    @Test
    void aMissingPredictorIsNotTakenForOneThatLiesFar() {
        double[] yes = new double[GROUPS * SIZE];
        double[] x = new double[yes.length];
        String[] g = new String[yes.length];
        Random random = new Random(3);
        for (int i = 0; i < yes.length; i++) {
            x[i] = random.nextGaussian();
            yes[i] = random.nextInt(2);
            g[i] = "g" + i / SIZE;
        }
        Table rows = MemoryTable.builder()
                .numeric("yes", yes)
                .numeric("x", x)
                .categorical("g", g)
                .build();
        MixedModel model = GeneralisedLinearMixedModel.of("yes ~ x + (x | g)", Distribution.parse("binomial"))
                .fit(rows);
        Table missing = MemoryTable.builder()
                .numeric("x", Double.NaN, 1)
                .categorical("g", "g1", "new")
                .build();
        PredictionSummary summary = model.predictor().withUncertainty().predict(missing, Progress.NONE, block -> {});
        assertTrue(
                summary.sentences().stream().noneMatch(sentence -> sentence.contains("so far from 0")),
                summary.sentences().toString());
        assertEquals(1, summary.missing());
    }

    /** What does not look at the predictor is tested as ever. */
    @Test
    void differencesOfLevelsHaveTheirErrorsWhereverThePredictorLies() {
        String hypothesis = "f[b] - f[c] = 0";
        double expected = LinearHypothesis.of(hypothesis)
                .test(model(0, 1), Inference.satterthwaite())
                .standardError();
        double found = LinearHypothesis.of(hypothesis)
                .test(model(-1e9, 1), Inference.satterthwaite())
                .standardError();
        assertEquals(expected, found, 1e-4 * expected);
    }
}
