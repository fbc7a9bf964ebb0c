package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.Solver;
import org.multilevel.fit.answers.Approximation;
import org.multilevel.fit.optimum.Verdict;

/** Models by the iterative solver beside the exact ones, which are tested against lme4. */
class IterativeModelTest {
    private static final String RATINGS = "y ~ service + (1 | s) + (1 | d) + (1 | dept)";

    private static Table ratings() {
        return CsvTable.open(Path.of("workflows/data/InstEval.csv"));
    }

    private static MixedModel fit(String formula, EstimationMethod method, Solver solver, Table table) {
        return LinearMixedModel.of(formula)
                .withMethod(method)
                .withSolver(solver)
                .withDf(DfMethod.ASYMPTOTIC)
                .fit(table);
    }

    /** The tolerances are those that users are promised. */
    @ParameterizedTest
    @EnumSource(EstimationMethod.class)
    void ratingsAreAsNearToTheExactFitAsIsStated(EstimationMethod method) {
        Table table = ratings();
        MixedModel exact = fit(RATINGS, method, Solver.EXACT, table);
        MixedModel found = fit(RATINGS, method, Solver.ITERATIVE, table);
        assertNear(exact, found);
        assertPredictsAlike(exact, found, table);
        assertEquals(Verdict.Status.CONVERGED, found.verdict().status());
        Approximation errors = found.approximation().orElseThrow();
        assertTrue(errors.residual() <= 1e-8);
        double off =
                Math.abs(exact.statistics().criterion() - found.statistics().criterion());
        assertTrue(off < 3 * errors.criterionError(), off + " of " + errors.criterionError());
        assertTrue(errors.criterionError() < 0.1);
    }

    /** The first has a correlation of -1. The effects of studage are so small that even the stated error is nearly one per cent of their variance there. */
    @ParameterizedTest
    @CsvSource({
        "y ~ service + (1 + studage | s) + (1 + service | d), REML, SINGULAR",
        "y ~ service + (1 + service | s) + (1 + service | d) + (1 | dept), ML, CONVERGED",
        "y ~ service + (1 + service || s) + (1 + service || d), REML, CONVERGED"
    })
    void slopesAreAsNearToTheExactFitAsIsStated(String formula, EstimationMethod method, Verdict.Status status) {
        Table table = ratings();
        MixedModel exact = fit(formula, method, Solver.EXACT, table);
        MixedModel found = fit(formula, method, Solver.ITERATIVE, table);
        assertEquals(status, exact.verdict().status());
        assertEquals(status, found.verdict().status());
        assertNear(exact, found);
        assertPredictsAlike(exact, found, table);
        assertTrue(
                found.verdict().evaluations() <= 24,
                () -> "evaluations " + found.verdict().evaluations());
    }

    private static void assertNear(MixedModel exact, MixedModel found) {
        List<VarianceComponent> expected = exact.varianceComponents();
        List<VarianceComponent> actual = found.varianceComponents();
        for (int i = 0; i < expected.size(); i++) {
            double off = Math.abs(expected.get(i).value() - actual.get(i).value());
            double error = actual.get(i).monteCarloError();
            // below that the tolerance of the iterations is larger than the probes' error
            double least = 1e-6 * Math.abs(expected.get(i).value());
            assertTrue(off < 3 * Math.max(error, least), expected.get(i).group() + " is " + off + " off of " + error);
            double size = Math.abs(expected.get(i).value());
            boolean poorlyKnown = expected.get(i).term1().equals("studage")
                    || expected.get(i).kind() == VarianceComponent.Kind.COVARIANCE;
            assertTrue(off < (poorlyKnown ? 0.02 : 0.005) * size, expected.get(i) + " off by " + off);
            assertTrue(error < (poorlyKnown ? 0.01 : 0.001) * size, expected.get(i) + " error " + error);
            assertTrue(Double.isNaN(expected.get(i).monteCarloError()));
        }
        FixedEffects fixed = exact.fixedEffects();
        for (int j = 0; j < fixed.size(); j++) {
            double error = fixed.standardError(j);
            assertEquals(fixed.estimate(j), found.fixedEffects().estimate(j), 0.02 * error);
            assertEquals(error, found.fixedEffects().standardError(j), 1e-3 * error);
        }
    }

    private static void assertPredictsAlike(MixedModel exact, MixedModel found, Table table) {
        assertArrayEquals(exact.predict(table), found.predict(table), 1e-3 * exact.sigma());
        for (int f = 0; f < exact.groupingFactors().size(); f++) {
            GroupingFactor expected = exact.groupingFactors().get(f);
            GroupingFactor actual = found.groupingFactors().get(f);
            for (int l = 0; l < expected.size(); l++) {
                for (int k = 0; k < expected.width(); k++) {
                    double sd = expected.conditionalSd(l, k);
                    assertEquals(sd, actual.conditionalSd(l, k), (expected.width() > 1 ? 0.05 : 0.01) * sd);
                }
            }
        }
    }

    /** Each two rows of a level of h have opposite residuals, so that those tell nothing of h. */
    private static Table crossed(double ofG, double ofH) {
        Random random = new Random(5);
        int rows = 6000;
        int[] g = random.ints(rows, 0, 400).toArray();
        int[] h = IntStream.range(0, rows).map(i -> i / 2 % 150).toArray();
        double[] noise = IntStream.range(0, rows / 2)
                .mapToDouble(i -> random.nextGaussian())
                .toArray();
        double[] a = random.doubles(400, -1, 1).map(v -> ofG * v).toArray();
        double[] b = random.doubles(150, -1, 1).map(v -> ofH * v).toArray();
        return MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> a[g[i]] + b[h[i]] + (i % 2 == 0 ? 1 : -1) * noise[i / 2])
                                .toArray())
                .numeric("x", random.doubles(rows).toArray())
                .categorical("g", IntStream.of(g).mapToObj(l -> "g" + l).toArray(String[]::new))
                .categorical("h", IntStream.of(h).mapToObj(l -> "h" + l).toArray(String[]::new))
                .build();
    }

    @Test
    void aVarianceOfZeroIsFoundAsSuch() {
        Table table = crossed(1, 0);
        MixedModel exact = fit("y ~ x + (1 | g) + (1 | h)", EstimationMethod.REML, Solver.EXACT, table);
        MixedModel found = fit("y ~ x + (1 | g) + (1 | h)", EstimationMethod.REML, Solver.ITERATIVE, table);
        assertEquals(Verdict.Status.SINGULAR, exact.verdict().status());
        assertEquals(Verdict.Status.SINGULAR, found.verdict().status());
        assertEquals(0, found.groupingFactors().get(1).variance(0));
        double variance = exact.groupingFactors().get(0).variance(0);
        assertEquals(variance, found.groupingFactors().get(0).variance(0), 1e-6 * variance);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void aResponseThatGroupsExplainExactlyIsRefused(double ofH) {
        Table table = explained(ofH);
        ModelException refused = assertThrows(
                ModelException.class,
                () -> fit("y ~ x + (1 | g) + (1 | h)", EstimationMethod.REML, Solver.ITERATIVE, table));
        assertTrue(
                refused.getMessage().contains("fitted all but exactly by the fixed effects and groups"),
                refused.getMessage());
    }

    /** Nothing is left of y but rounding, so that the relative variances of groups grow until the criterion has no digits. */
    private static Table explained(double ofH) {
        Random random = new Random(3);
        int rows = 3000;
        int[] g = random.ints(rows, 0, 200).toArray();
        int[] h = random.ints(rows, 0, 80).toArray();
        double[] x = random.doubles(rows, -1, 1).toArray();
        double[] a = random.doubles(200, -1, 1).toArray();
        double[] b = random.doubles(80, -1, 1).toArray();
        return MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> 2 + 0.5 * x[i] + a[g[i]] + ofH * b[h[i]])
                                .toArray())
                .numeric("x", x)
                .categorical("g", IntStream.of(g).mapToObj(l -> "g" + l).toArray(String[]::new))
                .categorical("h", IntStream.of(h).mapToObj(l -> "h" + l).toArray(String[]::new))
                .build();
    }

    @Test
    void aModelFileKeepsWhatIsApproximate() {
        MixedModel found = fit("y ~ x + (1 | g) + (1 | h)", EstimationMethod.REML, Solver.ITERATIVE, crossed(1, 1));
        MixedModel read = MixedModel.fromJson(found.toJson());
        assertEquals(found.approximation(), read.approximation());
        assertEquals(found.varianceComponents(), read.varianceComponents());
        assertTrue(found.toJson().contains("\"version\": 5"));
    }

    @Test
    void aSavedModelIsFittedAgainBySameSolver() {
        Table table = crossed(1, 1);
        MixedModel found = fit("y ~ x + (1 | g) + (1 | h)", EstimationMethod.REML, Solver.ITERATIVE, table);
        LiveModel again = LiveModel.again(found, table, 1, Progress.NONE);
        assertEquals(found.approximation(), again.model().approximation());
    }

    @Test
    void smallModelsAreExactUnlessAskedOtherwise() {
        MixedModel model = fit("y ~ x + (1 | g) + (1 | h)", EstimationMethod.REML, Solver.AUTOMATIC, crossed(1, 1));
        assertTrue(model.approximation().isEmpty());
        assertEquals(List.of(), model.notes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y ~ x + (1 _ g) | and this model has only g, for which the exact one is quick",
                "y ~ x | and this model has none",
                "y ~ x + cs(1 _ g) + (1 _ h) | is for models without covariance structures"
            })
    void whatCannotBeSolvedByIterationIsRefusedInASentence(String formula, String sentence) {
        MethodException refused = assertThrows(
                MethodException.class,
                () -> fit(formula.replace('_', '|'), EstimationMethod.REML, Solver.ITERATIVE, crossed(1, 1)));
        assertTrue(refused.getMessage().contains(sentence), refused.getMessage());
    }

    @Test
    void whatNeedsAnExactFitIsRefusedInASentence() {
        LiveModel live = LinearMixedModel.of("y ~ x + (1 | g) + (1 | h)")
                .withSolver(Solver.ITERATIVE)
                .live(crossed(1, 1));
        MethodException refused =
                assertThrows(MethodException.class, () -> live.problem().profiles(Progress.NONE));
        assertEquals(
                "A profile of the likelihood is not known for fits by the iterative solver, which are approximate; leave it out, or choose"
                        + " the exact solver.",
                refused.getMessage());
        MethodException df = assertThrows(
                MethodException.class,
                () -> LinearMixedModel.of("y ~ x + (1 | g) + (1 | h)")
                        .withSolver(Solver.ITERATIVE)
                        .withDf(DfMethod.SATTERTHWAITE)
                        .fit(crossed(1, 1)));
        assertTrue(df.getMessage().startsWith("The iterative solver gives normal tests only"), df.getMessage());
    }
}
