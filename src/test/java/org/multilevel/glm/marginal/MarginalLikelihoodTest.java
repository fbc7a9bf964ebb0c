package org.multilevel.glm.marginal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.problem.Problem;
import org.multilevel.fit.rows.Room;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.modes.InnerProblem;
import org.multilevel.glm.modes.Mode;
import org.multilevel.glm.rows.ModelRows;

/** The gradient of the approximate likelihood against differences of its value: in every element of lambda, coefficients and dispersion. */
class MarginalLikelihoodTest {
    private static final int ROWS = 90;
    /** Relative to the gradient and the value; the difference of fourth order is right to about 1e-9 of the value. */
    private static final double TOLERANCE = 1e-6;

    /** A model and how it is approximated. */
    record Case(String family, String random, int points) {}

    static Stream<Case> cases() {
        List<String> families = List.of(
                "binomial",
                "binomial:probit",
                "binomial:cloglog",
                "poisson",
                "negative-binomial",
                "gamma",
                "gamma:inverse");
        List<Case> cases = new ArrayList<>();
        for (String family : families) {
            cases.add(new Case(family, "(1 | g)", 1));
            cases.add(new Case(family, "(1 + x | g)", 1));
            cases.add(new Case(family, "(1 + x | g) + (1 + w | h)", 1));
            cases.add(new Case(family, "(1 | g)", 7));
            cases.add(new Case(family, "(1 + x | g)", 5));
        }
        for (String family : List.of("binomial", "poisson", "negative-binomial", "gamma")) {
            cases.add(new Case(family, "(1 + x + w | g)", 1));
            cases.add(new Case(family, "(1 + x + w | g)", 3));
            cases.add(new Case(family, "(1 + x || g) + (1 | h)", 1));
        }
        return cases.stream();
    }

    private static Table table(Distribution distribution) {
        Random random = new Random(5);
        double[] x = new double[ROWS];
        double[] w = new double[ROWS];
        double[] y = new double[ROWS];
        double[] weight = new double[ROWS];
        List<String> g = new ArrayList<>();
        List<String> h = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            x[i] = random.nextGaussian();
            w[i] = random.nextDouble() - 0.5;
            weight[i] = 0.5 + random.nextDouble();
            g.add("g" + i % 9);
            h.add("h" + random.nextInt(6));
            y[i] = switch (distribution.family()) {
                case BINOMIAL -> random.nextInt(2);
                case POISSON, NEGATIVE_BINOMIAL -> random.nextInt(7);
                case GAMMA -> 0.1 - 1.5 * Math.log(random.nextDouble());
            };
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("w", w)
                .numeric("weight", weight)
                .categorical("g", g)
                .categorical("h", h)
                .build();
    }

    private static final class Criterion implements AutoCloseable {
        final Workers workers = new Workers(1, Progress.NONE);
        final ModelRows rows;
        final MarginalLikelihood likelihood;
        final double[][] zeros;

        Criterion(Case of) {
            Distribution distribution = Distribution.parse(of.family);
            Table table = table(distribution);
            DesignOptions options = DesignOptions.DEFAULT.withWeights("weight");
            Design design = Design.of(Formula.parse("y ~ x + " + of.random), table, options, Progress.NONE);
            FitOptions ml = FitOptions.DEFAULT.withMethod(EstimationMethod.ML);
            Problem problem = Problem.readColumns(design, table, ml, Progress.NONE);
            rows = ModelRows.read(problem, table, distribution.family(), false, Room.ofJava(), Progress.NONE);
            InnerProblem inner = new InnerProblem(rows, problem.products().keeping(problem.keptColumns()), workers);
            zeros = inner.zeros();
            likelihood = new MarginalLikelihood(inner, distribution, of.points);
        }

        Likelihood at(double[][] lambda, double[] beta, double zeta) {
            return likelihood.at(lambda, beta, zeta, zeros).orElseThrow();
        }

        double[][] zeros(double[][] like) {
            return Stream.of(like).map(each -> new double[each.length]).toArray(double[][]::new);
        }

        @Override
        public void close() {
            workers.close();
        }
    }

    /** The value as a function of one of its parameters. */
    private interface Along {
        double value(double step);
    }

    private static double slope(Along along) {
        double h = 1e-3;
        return (8 * (along.value(h) - along.value(-h)) - (along.value(2 * h) - along.value(-2 * h))) / (12 * h);
    }

    private static double[][] moved(double[][] lambda, int f, int at, double step) {
        double[][] moved = Stream.of(lambda).map(double[]::clone).toArray(double[][]::new);
        moved[f][at] += step;
        return moved;
    }

    private static double[] moved(double[] beta, int at, double step) {
        double[] moved = beta.clone();
        moved[at] += step;
        return moved;
    }

    /** The inverse link wants a positive linear predictor, so that effects are small beside the intercept. */
    private static double unit(Case of) {
        return of.family.endsWith("inverse") ? 0.06 : 0.5;
    }

    private static double[][] lambda(Criterion criterion, double unit) {
        double[][] lambda = new double[criterion.rows.widths.length][];
        for (int f = 0; f < lambda.length; f++) {
            int q = criterion.rows.widths[f];
            lambda[f] = new double[q * q];
            for (int i = 0; i < q; i++) {
                for (int j = 0; j <= i; j++) {
                    lambda[f][i * q + j] = unit * (i == j ? 1 - 0.2 * i : 0.3 - 0.5 * j);
                }
            }
        }
        return lambda;
    }

    private static double[] beta(Criterion criterion, boolean inverse) {
        double[] beta = new double[criterion.rows.p];
        beta[0] = inverse ? 1.2 : 0.4;
        beta[1] = inverse ? 0.1 : -0.3;
        return beta;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theGradientIsTheSlopeOfTheValue(Case of) {
        try (Criterion criterion = new Criterion(of)) {
            boolean inverse = of.family.endsWith("inverse");
            double unit = unit(of);
            double[][] lambda = lambda(criterion, unit);
            double[] beta = beta(criterion, inverse);
            double zeta = 0.6;
            Likelihood here = criterion.at(lambda, beta, zeta);
            double scale = 1 + 1e-3 * Math.abs(here.value());
            for (int j = 0; j < beta.length; j++) {
                int at = j;
                double difference = slope(
                        s -> criterion.at(lambda, moved(beta, at, s), zeta).value());
                assertEquals(difference, here.beta()[j], TOLERANCE * (scale + Math.abs(difference)), "beta " + j);
            }
            for (int f = 0; f < lambda.length; f++) {
                int q = criterion.rows.widths[f];
                for (int i = 0; i < q; i++) {
                    for (int j = 0; j <= i; j++) {
                        int own = f;
                        int at = i * q + j;
                        double difference = slope(s -> criterion
                                .at(moved(lambda, own, at, unit * s), beta, zeta)
                                .value());
                        assertEquals(
                                difference,
                                2 * unit * here.half()[f][at],
                                TOLERANCE * (scale + Math.abs(difference)),
                                "lambda " + f + " " + i + " " + j);
                    }
                }
            }
            if (Distribution.parse(of.family).family().hasDispersion()) {
                double difference =
                        slope(s -> criterion.at(lambda, beta, zeta + s).value());
                assertEquals(difference, here.zeta(), TOLERANCE * (scale + Math.abs(difference)), "zeta");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void besideModesTheGradientChangesAlongTheirTangentAsWithModesThatAreSought(Case of) {
        try (Criterion criterion = new Criterion(of)) {
            double unit = unit(of);
            double[][] lambda = lambda(criterion, unit);
            double[] beta = beta(criterion, of.family.endsWith("inverse"));
            double zeta = 0.6;
            MarginalLikelihood likelihood = criterion.likelihood;
            double h = 1e-4 * unit;
            double[] step = new double[beta.length];
            step[1] = h;
            double[][] change = moved(criterion.zeros(lambda), 0, lambda[0].length - 1, h);
            Mode mode = criterion.at(lambda, beta, zeta).mode();
            double[][] byBeta = likelihood.changeByBeta(lambda, step, mode);
            double[][] byLambda = likelihood.changeByLambda(lambda, change, mode);
            Along sought =
                    side -> gradient(criterion.at(moved(lambda, side, change), moved(beta, 1, side * h), zeta), unit);
            Along beside = side -> gradient(
                    likelihood
                            .beside(
                                    moved(lambda, side, change),
                                    moved(beta, 1, side * h),
                                    zeta,
                                    moved(moved(mode.u(), side, byBeta), side, byLambda))
                            .orElseThrow(),
                    unit);
            double expected = (sought.value(1) - sought.value(-1)) / (2 * h);
            double found = (beside.value(1) - beside.value(-1)) / (2 * h);
            assertEquals(expected, found, TOLERANCE * (1 + Math.abs(expected)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void withTheDispersionTheModesChangeAsTheirTangentSays(Case of) {
        if (!Distribution.parse(of.family).family().hasDispersion()) {
            return;
        }
        try (Criterion criterion = new Criterion(of)) {
            double[][] lambda = lambda(criterion, unit(of));
            double[] beta = beta(criterion, of.family.endsWith("inverse"));
            double h = 1e-4;
            Mode mode = criterion.at(lambda, beta, 0.6).mode();
            double[][] change = criterion.likelihood.changeByZeta(lambda, 0.6, h, mode);
            double[][] up = criterion.at(lambda, beta, 0.6 + h).mode().u();
            double[][] down = criterion.at(lambda, beta, 0.6 - h).mode().u();
            for (int f = 0; f < change.length; f++) {
                for (int i = 0; i < change[f].length; i++) {
                    assertEquals((up[f][i] - down[f][i]) / (2 * h), change[f][i] / h, TOLERANCE);
                }
            }
        }
    }

    /** Returns one combination of all derivatives. */
    private static double gradient(Likelihood at, double unit) {
        double sum = at.zeta();
        for (double b : at.beta()) {
            sum += b;
        }
        for (double[] half : at.half()) {
            for (double each : half) {
                sum += unit * each;
            }
        }
        return sum;
    }

    private static double[][] moved(double[][] from, double times, double[][] step) {
        double[][] moved = new double[from.length][];
        for (int f = 0; f < from.length; f++) {
            moved[f] = from[f].clone();
            for (int i = 0; i < moved[f].length; i++) {
                moved[f][i] += times * step[f][i];
            }
        }
        return moved;
    }
}
