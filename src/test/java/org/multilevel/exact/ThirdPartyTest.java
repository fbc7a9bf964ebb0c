package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.Inference;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/**
 * Numbers that the test suites of lme4, MixedModels.jl and statsmodels publish.
 *
 * <p>A published value shows its optimiser's tolerance, so the test is against the optimum of the same model (lme4 driven to a
 * gradient below 1e-7), at the tolerance that the published number supports; it is relative, and never asks for more than the
 * digits that are written.
 */
class ThirdPartyTest {
    /** One row of the table. */
    record Published(
            String id,
            String data,
            String formula,
            EstimationMethod method,
            String quantity,
            String optimum,
            double tolerance) {
        @Override
        public String toString() {
            return id + " " + formula + " " + method + ": " + quantity;
        }
    }

    static Stream<Published> published() {
        return Samples.resource("/org/multilevel/exact/third-party.tsv")
                .lines()
                .skip(1)
                .map(line -> {
                    String[] cells = line.split("\t", -1);
                    return new Published(
                            cells[0],
                            cells[1],
                            cells[2],
                            EstimationMethod.valueOf(cells[3]),
                            cells[4],
                            cells[6],
                            Double.parseDouble(cells[7]));
                });
    }

    @ParameterizedTest
    @MethodSource("published")
    void resultIsThePublishedOne(Published row) {
        double[] actual = new Fitted(row).values(row.quantity());
        String[] expected = row.optimum().split(", ", -1);
        assertEquals(expected.length, actual.length, () -> Arrays.toString(actual));
        for (int i = 0; i < actual.length; i++) {
            double value = Double.parseDouble(expected[i]);
            double gate = Math.max(row.tolerance() * Math.abs(value), halfOfTheLastDigit(expected[i]));
            assertEquals(value, actual[i], gate, "value " + (i + 1));
        }
    }

    private static double halfOfTheLastDigit(String number) {
        int point = number.indexOf('.');
        return 0.5 * Math.pow(10, point < 0 ? 0 : point + 1 - number.length());
    }

    /** A model of the table with everything that its rows ask for. */
    private static final class Fitted {
        private final Frame frame;
        private final MixedModel model;
        private final List<double[]> rows = new ArrayList<>();

        Fitted(Published row) {
            this.frame = Frame.read(row.data(), groups(row.formula()));
            this.model =
                    LinearMixedModel.of(row.formula()).withMethod(row.method()).fit(frame.table());
            model.fitted(frame.table(), Progress.NONE, block -> {
                for (int i = 0; i < block.size(); i++) {
                    rows.add(new double[] {block.fitted(i), block.population(i), block.residual(i)});
                }
            });
        }

        private static String[] groups(String formula) {
            return Stream.of("Subject", "Batch", "plate", "sample", "batch", "cask")
                    .filter(name -> formula.matches(".*\\b" + name + "\\b.*"))
                    .toArray(String[]::new);
        }

        double[] values(String quantity) {
            return switch (quantity) {
                case "fixed effects" -> model.fixedEffects().estimates();
                case "standard errors" -> standardErrors();
                case "variance of the first fixed effect" ->
                    values(model.fixedEffects().covariance(0, 0));
                case "correlation of the first two fixed effects" ->
                    values(model.fixedEffects().covariance(0, 1) / (standardErrors()[0] * standardErrors()[1]));
                case "first estimate, its standard error and z" -> wald();
                case "criterion" -> values(model.statistics().criterion());
                case "criterion, sigma and first standard error" ->
                    values(model.statistics().criterion(), model.sigma(), standardErrors()[0]);
                case "AIC and BIC" ->
                    values(model.statistics().aic(), model.statistics().bic());
                case "theta" -> model.theta();
                case "sigma" -> values(model.sigma());
                case "first standard error and sigma" -> values(standardErrors()[0], model.sigma());
                case "random variances" -> randomVariances();
                case "random standard deviations" -> randomDeviations();
                case "random standard deviations and sigma" ->
                    DoubleStream.concat(Arrays.stream(randomDeviations()), DoubleStream.of(model.sigma()))
                            .toArray();
                default -> valuesOfRowsAndLevels(quantity);
            };
        }

        private double[] valuesOfRowsAndLevels(String quantity) {
            return switch (quantity) {
                case "conditional covariance of the first level" ->
                    Arrays.stream(factor(0).conditionalCovariance(0))
                            .flatMapToDouble(Arrays::stream)
                            .toArray();
                case "conditional variances and covariance of the first level" ->
                    values(
                            factor(0).conditionalCovariance(0, 0, 0),
                            factor(0).conditionalCovariance(0, 0, 1),
                            factor(0).conditionalCovariance(0, 1, 1));
                case "conditional variance of the first level of each factor" ->
                    model.groupingFactors().stream()
                            .mapToDouble(factor -> factor.conditionalCovariance(0, 0, 0))
                            .toArray();
                case "effects and conditional standard deviations of the first level" ->
                    values(
                            factor(0).effect(0, 0),
                            factor(0).effect(0, 1),
                            factor(0).conditionalSd(0, 0),
                            factor(0).conditionalSd(0, 1));
                case "effect of the last level of the last factor" -> lastEffect();
                case "range of residuals" -> range(1);
                case "range of residuals over sigma" -> range(model.sigma());
                case "first fitted values" -> column(0, 0, 1, 2, 3);
                case "first population predictions" -> column(1, 0, 1, 2, 3, 4, 5);
                case "fitted values of rows 1, 10, 11, 20, 21, 30" -> column(0, 0, 9, 10, 19, 20, 29);
                case "first leverages" -> Arrays.copyOf(leverages(), 6);
                case "sum of leverages" -> values(Arrays.stream(leverages()).sum());
                case "first leverage and sum of leverages" ->
                    values(leverages()[0], Arrays.stream(leverages()).sum());
                case "first Cook's distances" -> cooksDistances();
                case "first standard error, last random variance, residual variance and first residuals" -> pastes();
                default -> throw new IllegalArgumentException(quantity);
            };
        }

        private static double[] values(double... values) {
            return values;
        }

        private GroupingFactor factor(int f) {
            return model.groupingFactors().get(f);
        }

        private double[] standardErrors() {
            return IntStream.range(0, model.fixedEffects().size())
                    .mapToDouble(model.fixedEffects()::standardError)
                    .toArray();
        }

        private double[] wald() {
            var test = Inference.asymptotic().coefficients(model).get(0);
            return values(test.estimate(), test.standardError(), test.statistic());
        }

        private double[] randomVariances() {
            return model.groupingFactors().stream()
                    .flatMapToDouble(f -> IntStream.range(0, f.width()).mapToDouble(f::variance))
                    .toArray();
        }

        private double[] randomDeviations() {
            return Arrays.stream(randomVariances()).map(Math::sqrt).toArray();
        }

        private double[] lastEffect() {
            GroupingFactor last = factor(model.groupingFactors().size() - 1);
            return values(last.effect(last.size() - 1, 0));
        }

        private double[] range(double unit) {
            return values(
                    rows.stream().mapToDouble(row -> row[2] / unit).min().orElseThrow(),
                    rows.stream().mapToDouble(row -> row[2] / unit).max().orElseThrow());
        }

        private double[] column(int column, int... chosen) {
            return Arrays.stream(chosen).mapToDouble(i -> rows.get(i)[column]).toArray();
        }

        private double[] pastes() {
            return DoubleStream.concat(
                            DoubleStream.of(standardErrors()[0], factor(1).variance(0), model.sigma() * model.sigma()),
                            Arrays.stream(column(2, 0, 1, 2, 3, 4)))
                    .toArray();
        }

        /** Cook's distance as lme4 has it: (r / (1 - h))^2 h / (sigma^2 p). */
        private double[] cooksDistances() {
            double[] h = leverages();
            double scale = model.sigma() * model.sigma() * model.fixedEffects().size();
            return IntStream.range(0, 6)
                    .mapToDouble(i -> Math.pow(rows.get(i)[2] / (1 - h[i]), 2) * h[i] / scale)
                    .toArray();
        }

        /** The leverages are no result of a model; they follow from its variances. */
        private double[] leverages() {
            double[] ones = new double[frame.size()];
            Arrays.fill(ones, 1);
            double[][] columns = model.fixedEffects().size() == 1
                    ? new double[][] {ones}
                    : new double[][] {ones, frame.numbers("Days")};
            GroupingFactor factor = factor(0);
            DenseModel dense = new DenseModel(frame.numbers(model.response()), columns)
                    .term(frame.labels(factor.name()), Arrays.copyOf(columns, factor.width()));
            return dense.solve(model.method(), Relative.covariances(model)).leverages;
        }
    }

    /**
     * The ends of lme4's profile interval of the intercept of Penicillin (tests/profile-tst.R): with the intercept held there by an
     * offset the deviance is larger by the 95% point of chi-squared with one degree of freedom.
     */
    @ParameterizedTest
    @ValueSource(doubles = {21.26662738, 24.67781762})
    void devianceAtTheEndsOfTheProfileIntervalIsThePublishedOne(double end) {
        Frame frame = Frame.read("Penicillin", "plate", "sample").number("held", i -> end);
        LinearMixedModel free = LinearMixedModel.of("diameter ~ 1 + (1 | plate) + (1 | sample)");
        LinearMixedModel held = LinearMixedModel.of("diameter ~ 0 + offset(held) + (1 | plate) + (1 | sample)");
        double rise = criterion(held, frame) - criterion(free, frame);
        // The ends are good to 1e-4, as the published numbers are, where the deviance rises by 5 per unit.
        assertEquals(3.841458820694124, rise, 5e-4);
    }

    private static double criterion(LinearMixedModel model, Frame frame) {
        return model.withMethod(EstimationMethod.ML)
                .fit(frame.table())
                .statistics()
                .criterion();
    }

    @Test
    void everyRowOfTheTableIsRead() {
        assertEquals(38, published().map(Published::id).distinct().count());
    }
}
