package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/**
 * A problem that was read once answers as fresh fits of the tables that its questions stand for.
 *
 * <p>1e-5 of standard errors, 1e-6 and of the residual standard deviation, 1e-11 of the criteria; both sides stop at an expected
 * decrease of 1e-13.
 */
class ProblemTest {
    private static final Frame FRAME = Scenarios.frame();

    static Stream<Scenario> scenarios() {
        return Scenarios.all();
    }

    private static Problem read(Scenario scenario, Frame frame) {
        Table table = frame.table();
        Design design = Design.of(Formula.parse(scenario.formula()), table, scenario.designOptions(), Progress.NONE);
        return Problem.read(design, table, new FitOptions(scenario.method(), 1), Progress.NONE);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void criterionAtTheEstimatesIsThatOfTheFit(Scenario scenario) {
        Problem problem = read(scenario, FRAME);
        Fit fit = problem.fit(Progress.NONE);
        assertEquals(fit.criterion(), problem.at(fit.theta(), Progress.NONE).criterion(), 1e-9);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void criterionElsewhereIsHigher(Scenario scenario) {
        Problem problem = read(scenario, FRAME);
        Fit fit = problem.fit(Progress.NONE);
        double[] away = Arrays.stream(fit.theta()).map(t -> 1.1 * t + 0.05).toArray();
        assertTrue(problem.at(away, Progress.NONE).criterion() > fit.criterion() + 1e-6);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void estimatesFromTheOptimumStayThereInFewEvaluations(Scenario scenario) {
        Problem problem = read(scenario, FRAME);
        Fit fit = problem.fit(Progress.NONE);
        Estimates again = problem.estimates(fit.theta(), Progress.NONE);
        assertSame(fit, again);
        if (fit.verdict().status() == Verdict.Status.CONVERGED) {
            assertTrue(again.verdict().evaluations() <= fit.verdict().evaluations());
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void otherLikelihoodNeedsNoOtherReading(Scenario scenario) {
        EstimationMethod other = scenario.method() == EstimationMethod.ML ? EstimationMethod.REML : EstimationMethod.ML;
        Problem problem = read(scenario, FRAME);
        Fit first = problem.fit(Progress.NONE);
        Scenario changed =
                new Scenario(scenario.name(), scenario.formula(), scenario.weights(), other, scenario.shiftable());
        assertSame(
                read(changed, FRAME).fit(Progress.NONE),
                problem.withMethod(other).estimates(first.theta(), Progress.NONE));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void leavingALevelOutIsAFitOfTheOtherRows(Scenario scenario) {
        Problem problem = read(scenario, FRAME);
        Fit whole = problem.fit(Progress.NONE);
        for (int f = 0; f < problem.design().factors().size(); f++) {
            LevelDeletion deletion = problem.deletion(f, Progress.NONE);
            List<String> levels = problem.design().factors().get(f).levels();
            String group = problem.design().factors().get(f).name();
            for (int level : new int[] {0, levels.size() / 2, levels.size() - 1}) {
                int[] others = IntStream.range(0, FRAME.size())
                        .filter(i -> !label(group, i).equals(levels.get(level)))
                        .toArray();
                assertEquals(FRAME.size() - others.length, deletion.rows(level));
                assertSame(
                        read(scenario, FRAME.rows(others)).fit(Progress.NONE),
                        deletion.without(level).estimates(whole.theta(), Progress.NONE));
            }
        }
    }

    private static String label(String group, int row) {
        String[] parts = group.split(":");
        return String.join(
                ":", Arrays.stream(parts).map(part -> FRAME.labels(part)[row]).toList());
    }

    @Test
    void columnThatIsOnlyInTheLevelLeftOutGoesWithIt() {
        Frame frame = FRAME.number("only", i -> FRAME.labels("g")[i].equals("g3") ? 1 + i % 3 : 0);
        Table table = frame.table();
        Design design = design("y ~ only + x + (x | g)", table);
        Problem problem = Problem.read(design, table, FitOptions.DEFAULT, Progress.NONE);
        double[] theta = problem.fit(Progress.NONE).theta();
        int g3 = design.factors().get(0).levels().indexOf("g3");
        Estimates without = problem.deletion(0, Progress.NONE).without(g3).estimates(theta, Progress.NONE);
        assertArrayEquals(new int[] {0, 2}, without.kept());
        int[] others = IntStream.range(0, FRAME.size())
                .filter(i -> !FRAME.labels("g")[i].equals("g3"))
                .toArray();
        Table rest = frame.rows(others).table();
        assertSame(
                Problem.read(design("y ~ x + (x | g)", rest), rest, FitOptions.DEFAULT, Progress.NONE)
                        .fit(Progress.NONE),
                without);
    }

    @Test
    void nearlyExactResponseKeepsItsDigitsWhenALevelIsLeftOut() {
        Frame frame =
                FRAME.number("z", i -> 1e4 * (FRAME.labels("g")[i].hashCode() % 7) + 1e-3 * FRAME.numbers("y")[i]);
        Table table = frame.table();
        Problem problem = Problem.read(design("z ~ x + (1 | g)", table), table, FitOptions.DEFAULT, Progress.NONE);
        double[] theta = problem.fit(Progress.NONE).theta();
        int[] others = IntStream.range(0, FRAME.size())
                .filter(i -> !FRAME.labels("g")[i].equals("g0"))
                .toArray();
        Table rest = frame.rows(others).table();
        assertSame(
                Problem.read(design("z ~ x + (1 | g)", rest), rest, FitOptions.DEFAULT, Progress.NONE)
                        .fit(Progress.NONE),
                problem.deletion(0, Progress.NONE).without(0).estimates(theta, Progress.NONE));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void anotherResponseIsAFitOfThatResponse(Scenario scenario) {
        if (scenario.formula().contains("offset")) {
            return;
        }
        Problem problem = read(scenario, FRAME);
        double[] theta = problem.fit(Progress.NONE).theta();
        Frame mirrored = FRAME.number("y", i -> FRAME.numbers("y")[FRAME.size() - 1 - i]);
        Standardisation standard = problem.standard();
        CrossProducts products = CrossProducts.empty(problem.design());
        problem.design().scan(mirrored.table(), Progress.NONE, block -> products.add(block, standard));
        int p = products.p;
        double[][] zy = new double[products.widths.length][];
        for (int f = 0; f < zy.length; f++) {
            zy[f] = new double[products.zxy[f].length / (p + 1)];
            for (int i = 0; i < zy[f].length; i++) {
                zy[f][i] = products.zxy[f][i * (p + 1) + p];
            }
        }
        double[] xy = Arrays.copyOfRange(products.xy, p * (p + 1), (p + 1) * (p + 1));
        assertSame(
                read(scenario, mirrored).fit(Progress.NONE),
                problem.withResponse(xy, zy).estimates(theta, Progress.NONE));
    }

    @Test
    void problemOfCrossProductsAloneHasNoRowsToReadAgain() {
        Table table = FRAME.table();
        Design design = design("y ~ x + (1 | g)", table);
        Standardisation standard = new Standardisation(design, Orthogonalisation.none(2));
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, Progress.NONE, block -> products.add(block, standard));
        Problem problem = Problem.of(design, products, standard, FitOptions.DEFAULT);
        assertThrows(IllegalStateException.class, () -> problem.deletion(0, Progress.NONE));
    }

    private static Design design(String formula, Table table) {
        return Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
    }

    private static void assertSame(Fit expected, Estimates actual) {
        assertEquals(expected.criterion(), actual.criterion(), 1e-11 * Math.abs(expected.criterion()));
        assertEquals(expected.verdict().status(), actual.verdict().status());
        assertEquals(expected.deviance(), actual.deviance(), 1e-6);
        assertEquals(expected.sigma(), actual.sigma(), 1e-6 * expected.sigma());
        for (int i = 0; i < expected.beta().length; i++) {
            double error = Math.sqrt(expected.betaCovariance()[i][i]);
            assertEquals(expected.beta()[i], actual.beta()[i], 1e-5 * error);
        }
        for (int f = 0; f < expected.factors().size(); f++) {
            double[][] covariance = expected.factors().get(f).covariance();
            for (int i = 0; i < covariance.length; i++) {
                for (int j = 0; j < covariance.length; j++) {
                    double size = Math.sqrt(covariance[i][i] * covariance[j][j]);
                    assertEquals(covariance[i][j], actual.covariances().get(f)[i][j], 1e-5 * Math.max(size, 1e-3));
                }
            }
        }
    }
}
