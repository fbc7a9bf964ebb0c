package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.exact.Frame;
import org.multilevel.exact.Scenarios;
import org.multilevel.exact.Scenarios.Scenario;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Fit;
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

    private static Problem read(Frame frame, Scenario scenario) {
        Table table = frame.table();
        Design design = Design.of(Formula.parse(scenario.formula()), table, scenario.designOptions(), Progress.NONE);
        return Problem.read(design, table, new FitOptions(scenario.method(), 1), Progress.NONE);
    }
}
