package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.exact.Scenarios;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.CovarianceDerivatives;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.optimum.ProfiledCriterion;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;
import org.multilevel.model.Samples;

/** The profiled criterion and its analytic gradient, against differences and between the two systems that compute them. */
class GradientTest {
    /** Of the largest derivative; the rounding of differences of five values is ten times smaller. */
    private static final double TOLERANCE = 1e-7;
    /** Two ways to the same sums, of some thousand terms at most. */
    private static final double SAME = 1e-10;

    /** A model of the reference file or of {@link Scenarios}, by one of the two likelihoods, at one theta. */
    record Case(String id, String formula, Table table, DesignOptions options, EstimationMethod method, String where) {
        @Override
        public String toString() {
            return id + ", " + method + ", " + where;
        }
    }

    static Stream<Case> cases() throws JsonProcessingException {
        List<Case> cases = new ArrayList<>();
        Set<String> models = new LinkedHashSet<>();
        for (JsonNode node : new ObjectMapper()
                .readTree(Samples.resource("/reference/open.json"))
                .get("cases")) {
            String data = node.get("data").asText().replace("data/", "").replace(".csv", "");
            List<String> groups = new ArrayList<>();
            node.get("results").get("ngroups").fieldNames().forEachRemaining(g -> groups.addAll(List.of(g.split(":"))));
            String formula = node.get("formula").asText();
            if (models.add(data + formula)) { // both likelihoods are tried of every model
                Table table = Samples.table(data, groups.toArray(String[]::new));
                for (EstimationMethod method : EstimationMethod.values()) {
                    addCases(node.get("id").asText(), formula, table, DesignOptions.DEFAULT, method, cases);
                }
            }
        }
        Table table = Scenarios.frame().table();
        Scenarios.all()
                .forEach(scenario -> addCases(
                        scenario.name(),
                        scenario.formula(),
                        table,
                        scenario.designOptions(),
                        scenario.method(),
                        cases));
        return cases.stream();
    }

    private static void addCases(
            String id, String formula, Table table, DesignOptions options, EstimationMethod method, List<Case> cases) {
        for (String where : List.of("at the optimum", "with small variances", "with large variances")) {
            cases.add(new Case(id, formula, table, options, method, where));
        }
    }

    static Stream<Case> singleFactorCases() throws JsonProcessingException {
        return cases().filter(given -> Formula.parse(given.formula()).expand(List.of()).random().stream()
                        .map(term -> term.group())
                        .distinct()
                        .count()
                == 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientEqualsCentralDifferences(Case given) {
        try (Setup problem = new Setup(given)) {
            double[] theta = problem.theta(given.where());
            for (PenalisedLeastSquares system : problem.systems()) {
                assertGradient(problem.criterion(system, given.method()), theta);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("singleFactorCases")
    void bothSystemsAgreeOnASingleFactor(Case given) {
        try (Setup problem = new Setup(given)) {
            double[] theta = problem.theta(given.where());
            List<Point> points = problem.systems().stream()
                    .map(system -> problem.criterion(system, given.method()).evaluate(theta, "test"))
                    .toList();
            assertEquals(2, points.size());
            double[] gradient = points.get(0).gradient();
            assertEquals(
                    points.get(0).value(),
                    points.get(1).value(),
                    SAME * Math.abs(points.get(0).value()));
            assertArrayEquals(gradient, points.get(1).gradient(), SAME * Math.max(1, largest(gradient)));
        }
    }

    /** From differences of the analytic gradient in the covariances' square root: S and its derivative are those of {@link CovarianceDerivatives}. */
    @ParameterizedTest
    @MethodSource("singleFactorCases")
    void secondDerivativesEqualDifferencesOfTheGradient(Case given) {
        try (Setup problem = new Setup(given)) {
            double[] theta = problem.theta(given.where());
            ProfiledCriterion criterion = problem.criterion(problem.systems().get(0), given.method());
            Point point = criterion.evaluate(theta, "test");
            double[] exact = hessian(problem.layout, point);
            int k = theta.length;
            double yardstick = Math.max(1, largest(exact));
            for (int i = 0; i < k; i++) {
                double h = 1e-3 * Math.max(Math.abs(theta[i]), 0.1 * Math.max(0.1, largest(theta)));
                double[][] g = new double[5][];
                for (int s = -2; s <= 2; s++) {
                    double[] moved = theta.clone();
                    moved[i] += s * h;
                    g[s + 2] = criterion.evaluate(moved, "test").gradient();
                }
                for (int j = 0; j < k; j++) {
                    double difference = (g[0][j] - 8 * g[1][j] + 8 * g[3][j] - g[4][j]) / (12 * h);
                    assertEquals(difference, exact[j * k + i], 1e-6 * yardstick, "components " + j + ", " + i);
                }
            }
        }
    }

    /** The Hessian in the triangle of an unstructured lambda: 4 (second lambda lambda) + 2 S within columns. */
    private static double[] hessian(ThetaLayout layout, Point point) {
        int q = layout.width(0);
        double[] first = point.derivatives().get(0).first();
        double[] lambda = layout.lambda(point.theta())[0];
        List<double[]> derivatives = new ArrayList<>();
        for (int k = 0; k < layout.size(); k++) {
            double[] d = new double[q * q];
            Term term = layout.term(k);
            term.covariance()
                    .derivative(term.place(), point.theta(), k - term.place().at(), d);
            derivatives.add(d);
        }
        int n = derivatives.size();
        double[] hessian = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double[] a = symmetric(derivatives.get(i), lambda, q);
                double[] b = symmetric(derivatives.get(j), lambda, q);
                double[] both = symmetric(derivatives.get(i), derivatives.get(j), q);
                double[] change = point.derivatives().get(0).change(b);
                hessian[i * n + j] = SmallMatrices.dot(first, both) + SmallMatrices.dot(a, change);
            }
        }
        return hessian;
    }

    /** Returns ab' + ba'. */
    private static double[] symmetric(double[] a, double[] b, int q) {
        double[] sum = new double[q * q];
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                for (int k = 0; k < q; k++) {
                    sum[i * q + j] += a[i * q + k] * b[j * q + k] + b[i * q + k] * a[j * q + k];
                }
            }
        }
        return sum;
    }

    /** lme4's test suite (tests/testthat/test-lmer.R) publishes the REML criterion of Dyestuff at two theta. */
    @Test
    void criterionAtAGivenThetaIsThePublishedOne() {
        Table table = Samples.table("Dyestuff", "Batch");
        Case given =
                new Case("dye-i", "Yield ~ 1 + (1 | Batch)", table, DesignOptions.DEFAULT, EstimationMethod.REML, "");
        try (Setup problem = new Setup(given)) {
            double raw = 2 * (problem.products.rows - 1) * Math.log(problem.standard.yScale);
            for (PenalisedLeastSquares system : problem.systems()) {
                ProfiledCriterion criterion = problem.criterion(system, EstimationMethod.REML);
                assertEquals(319.792389, raw + criterion.evaluateValue(new double[] {1}, "test"), 5e-7);
                assertEquals(326.0232322, raw + criterion.evaluateValue(new double[] {0}, "test"), 5e-8);
            }
        }
    }

    private static void assertGradient(ProfiledCriterion criterion, double[] theta) {
        double[] gradient = criterion.evaluate(theta, "test").gradient();
        // At an optimum the derivatives vanish, so those at a theta larger by a tenth are the yardstick too.
        double[] further = Arrays.stream(theta).map(t -> 1.1 * t).toArray();
        double yardstick = largest(criterion.evaluate(further, "test").gradient());
        double gate = TOLERANCE * Math.max(1, Math.max(largest(gradient), yardstick));
        for (int k = 0; k < theta.length; k++) {
            assertEquals(difference(criterion, theta, k), gradient[k], gate, "component " + k + " of " + theta.length);
        }
    }

    /** Returns the derivative in component k from values at five points (Abramowitz and Stegun, 25.3.6). */
    private static double difference(ProfiledCriterion criterion, double[] theta, int k) {
        double h = 3e-3 * Math.max(Math.abs(theta[k]), 0.1 * Math.max(0.1, largest(theta)));
        double[] f = new double[5];
        for (int s = -2; s <= 2; s++) {
            double[] moved = theta.clone();
            moved[k] += s * h;
            f[s + 2] = criterion.evaluateValue(moved, "test");
        }
        return (f[0] - 8 * f[1] + 8 * f[3] - f[4]) / (12 * h);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    /** The cross-products of a case and what can be asked of them. */
    private static final class Setup implements AutoCloseable {
        private final Workers workers = new Workers(1, Progress.NONE);
        private final Design design;
        private final CrossProducts products;
        private final Standardisation standard;
        private final ThetaLayout layout;
        private final Case given;

        Setup(Case given) {
            this.given = given;
            design = Design.of(Formula.parse(given.formula()), given.table(), given.options(), Progress.NONE);
            CrossProducts plain = read(new Standardisation(
                    design, Orthogonalisation.none(design.fixed().size())));
            standard = new Standardisation(design, Orthogonalisation.of(plain));
            products = read(standard);
            layout = new ThetaLayout(design.factors());
        }

        private CrossProducts read(Standardisation standardisation) {
            CrossProducts read = CrossProducts.empty(design);
            design.scan(given.table(), Progress.NONE, block -> read.add(block, standardisation));
            return read;
        }

        /** Returns the systems that can be used: both for a single factor. */
        List<PenalisedLeastSquares> systems() {
            BlockedSystem blocked = new BlockedSystem(products, workers);
            return design.factors().size() == 1
                    ? List.of(new SingleFactorSystem(products, workers), blocked)
                    : List.of(blocked);
        }

        ProfiledCriterion criterion(PenalisedLeastSquares system, EstimationMethod method) {
            return new ProfiledCriterion(
                    system, layout, method == EstimationMethod.REML, products.rows, 0, Progress.NONE);
        }

        double[] theta(String where) {
            double[] theta =
                    Problem.of(design, products, standard, new FitOptions(given.method(), 1))
                            .fit(Progress.NONE)
                            .log()
                            .stream()
                            .min(Comparator.comparingDouble(Evaluation::criterion))
                            .orElseThrow()
                            .theta()
                            .clone();
            Random random = new Random(7);
            double scale = where.equals("with small variances") ? 0.2 : 3;
            for (int k = 0; k < theta.length && !where.equals("at the optimum"); k++) {
                double size = scale * Math.max(Math.abs(theta[k]), 0.1);
                theta[k] = size * (layout.isDiagonal(k) ? 0.7 + 0.6 * random.nextDouble() : random.nextGaussian());
            }
            return theta;
        }

        @Override
        public void close() {
            workers.close();
        }
    }
}
