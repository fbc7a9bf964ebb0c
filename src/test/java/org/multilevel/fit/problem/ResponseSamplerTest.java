package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.exact.Frame;
import org.multilevel.exact.Scenarios;
import org.multilevel.exact.Scenarios.Scenario;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.formula.Formula;
import org.multilevel.inference.numeric.Distributions;

/**
 * Estimates from drawn responses scatter as theory says: the mean of an unbiased estimate within 4 of its standard errors, a variance
 * within 4 of its own.
 *
 * <p>At the true theta generalised least squares gives estimates of beta that are normal with the covariance of the fit, and r^2 that is
 * sigma^2 chi-squared: both exact, whatever the size of the table.
 */
class ResponseSamplerTest {
    private static final int DRAWS = 400;

    static Stream<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void estimatesAtTheTrueThetaScatterAsTheoryHasIt(Scenario scenario) {
        Problem problem = read(Scenarios.frame(), scenario);
        Fit fit = problem.fit(Progress.NONE);
        ResponseSampler sampler =
                ResponseSampler.of(problem, fit.theta(), Distributions::chiSquaredQuantile, Progress.NONE);
        int p = fit.beta().length;
        SummaryStatistics[] scatter = new SummaryStatistics[p];
        for (int j = 0; j < p; j++) {
            scatter[j] = new SummaryStatistics();
        }
        SummaryStatistics variance = new SummaryStatistics();
        for (int draw = 0; draw < DRAWS; draw++) {
            Estimates at = sampler.draw(1000 + draw).at(fit.theta(), Progress.NONE);
            for (int j = 0; j < p; j++) {
                scatter[j].addValue((at.beta()[j] - fit.beta()[j]) / Math.sqrt(fit.betaCovariance()[j][j]));
            }
            variance.addValue(Math.pow(at.sigma() / fit.sigma(), 2));
        }
        for (SummaryStatistics one : scatter) {
            assertEquals(0, one.getMean(), 4 / Math.sqrt(DRAWS));
            assertEquals(1, one.getVariance(), 4 * Math.sqrt(2.0 / DRAWS));
        }
        double df = problem.equations().degreesOfFreedom();
        double free = problem.equations().degreesOfFreedom(true);
        assertEquals(free / df, variance.getMean(), 4 * Math.sqrt(2 * free / DRAWS) / df);
        assertEquals(2 * free / (df * df), variance.getVariance(), 8 * free / (df * df) * Math.sqrt(2.0 / DRAWS));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void refitsScatterAroundTheVariancesDrawnFrom(Scenario scenario) {
        Problem problem = read(Scenarios.frame(), scenario).withMethod(EstimationMethod.REML);
        Fit fit = problem.fit(Progress.NONE);
        ResponseSampler sampler =
                ResponseSampler.of(problem, fit.theta(), Distributions::chiSquaredQuantile, Progress.NONE);
        SummaryStatistics sigma = new SummaryStatistics();
        for (int draw = 0; draw < 100; draw++) {
            Estimates refit = sampler.draw(draw).estimates(fit.theta(), Progress.NONE);
            sigma.addValue(Math.pow(refit.sigma() / fit.sigma(), 2));
        }
        assertEquals(1, sigma.getMean(), 4 * sigma.getStandardDeviation() / 10 + 0.01);
    }

    @Test
    void sameSeedGivesTheSameResponse() {
        Problem problem = read(Scenarios.frame(), Scenarios.all().findFirst().orElseThrow());
        double[] theta = problem.fit(Progress.NONE).theta();
        ResponseSampler sampler = ResponseSampler.of(problem, theta, Distributions::chiSquaredQuantile, Progress.NONE);
        double[] first = sampler.draw(7).estimates(theta, Progress.NONE).beta();
        assertArrayEquals(first, sampler.draw(7).estimates(theta, Progress.NONE).beta());
        assertTrue(first[0] != sampler.draw(8).estimates(theta, Progress.NONE).beta()[0]);
    }

    @Test
    void smallResidualBesideLargeGroupsKeepsItsDigits() {
        Frame frame = Scenarios.frame();
        Frame exact =
                frame.number("y", i -> 1e5 * (frame.labels("g")[i].hashCode() % 7) + 1e-2 * frame.numbers("y")[i]);
        Problem problem = read(exact, Scenarios.all().findFirst().orElseThrow());
        Fit fit = problem.fit(Progress.NONE);
        ResponseSampler sampler =
                ResponseSampler.of(problem, fit.theta(), Distributions::chiSquaredQuantile, Progress.NONE);
        SummaryStatistics sigma = new SummaryStatistics();
        for (int draw = 0; draw < 100; draw++) {
            sigma.addValue(
                    Math.pow(sampler.draw(draw).at(fit.theta(), Progress.NONE).sigma() / fit.sigma(), 2));
        }
        double free = problem.equations().degreesOfFreedom();
        assertEquals(1, sigma.getMean(), 4 * Math.sqrt(2 / free / 100));
        assertEquals(2 / free, sigma.getVariance(), 8 / free * Math.sqrt(2.0 / 100));
    }

    private static Problem read(String formula, Table table) {
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        return Problem.read(design, table, FitOptions.DEFAULT, Progress.NONE);
    }

    private static Table table(int n, int groups) {
        Random random = new Random(8);
        String[] g = new String[n];
        Arrays.setAll(g, i -> "g" + i % groups);
        return MemoryTable.builder()
                .numeric("y", random.doubles(n, -1, 1).toArray())
                .numeric("x", random.doubles(n, 1, 3).toArray())
                .numeric("v", random.doubles(n, -5, 0).toArray())
                .categorical("g", g)
                .build();
    }

    /** What lies within groups is the whole less what their sums say: each group's sums of two columns over its number of rows. */
    @Test
    void whatIsDrawnWithinGroupsIsTheWholeLessTheirSums() {
        Problem problem = read("y ~ x + v + I(x * v) + (1 | g)", table(40, 6));
        ResponseSampler sampler =
                ResponseSampler.of(problem, new double[] {0.7}, Distributions::chiSquaredQuantile, Progress.NONE);
        for (int seed = 0; seed < 5; seed++) {
            Problem drawn = sampler.draw(seed);
            CrossProducts products = drawn.products();
            int n = products.p + 1;
            assertEquals(5, n);
            double[] within = drawn.within(new double[products.p]).orElseThrow();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double expected = products.xy[i * n + j];
                    for (int level = 0; level < 6; level++) {
                        expected -=
                                products.zxy[0][level * n + i] * products.zxy[0][level * n + j] / products.zz[0][level];
                    }
                    double size = Math.sqrt(products.xy[i * n + i] * products.xy[j * n + j]);
                    assertEquals(expected, within[i * n + j], 1e-10 * size, i + " " + j);
                }
            }
        }
    }

    /** With an intercept and a slope for each two rows nothing is left beside the columns, and no chi-squared of no degrees is asked for. */
    @Test
    void whereTheColumnsSpanAllRowsNothingIsDrawnBesideThem() {
        Problem problem = read("y ~ x + (x | g)", table(20, 10));
        List<Double> degrees = new ArrayList<>();
        ResponseSampler sampler = ResponseSampler.of(
                problem,
                new double[] {0.7, 0.1, 0.2},
                (probability, df) -> {
                    degrees.add(df);
                    return Double.NaN;
                },
                Progress.NONE);
        double[] xy = sampler.draw(3).products().xy;
        assertTrue(Arrays.stream(xy).allMatch(Double::isFinite));
        assertEquals(List.of(), degrees);
    }

    private static Problem read(Frame frame, Scenario scenario) {
        Table table = frame.table();
        Design design = Design.of(Formula.parse(scenario.formula()), table, scenario.designOptions(), Progress.NONE);
        return Problem.read(design, table, new FitOptions(scenario.method(), 1), Progress.NONE);
    }
}
