package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.Solver;

/**
 * Optima of small crossed tables, of whose levels the iterative solver knows all, so that nothing is uncertain and it must end where the exact one
 * does: also where there are several optima, or variances of nothing.
 */
class IterativeOptimumTest {
    /** @param far how far the predictor is from zero, in its standard deviations */
    private static MemoryTable table(int seed, double far, double ofIntercepts, double ofSlopes) {
        Random random = new Random(seed);
        int rows = 300;
        int[] g = random.ints(rows, 0, 25).toArray();
        int[] h = random.ints(rows, 0, 12).toArray();
        double[] x = IntStream.range(0, rows)
                .mapToDouble(i -> far + random.nextGaussian())
                .toArray();
        double[] a = IntStream.range(0, 25)
                .mapToDouble(i -> ofIntercepts * random.nextGaussian())
                .toArray();
        double[] b = IntStream.range(0, 25)
                .mapToDouble(i -> ofSlopes * random.nextGaussian() + a[i] / 2)
                .toArray();
        double[] c = IntStream.range(0, 12)
                .mapToDouble(i -> random.nextGaussian() / 3)
                .toArray();
        return MemoryTable.builder()
                .numeric(
                        "y",
                        IntStream.range(0, rows)
                                .mapToDouble(
                                        i -> (1 + b[g[i]]) * (x[i] - far) + a[g[i]] + c[h[i]] + random.nextGaussian())
                                .toArray())
                .numeric("x", x)
                .numeric("z", random.doubles(rows, -1, 1).toArray())
                .categorical("g", IntStream.of(g).mapToObj(l -> "g" + l).toArray(String[]::new))
                .categorical("h", IntStream.of(h).mapToObj(l -> "h" + l).toArray(String[]::new))
                .build();
    }

    private static MixedModel fit(String formula, Solver solver, MemoryTable table) {
        return LinearMixedModel.of(formula)
                .withSolver(solver)
                .withDf(DfMethod.ASYMPTOTIC)
                .fit(table);
    }

    /** In the first case two terms of g all but repeat each other, and the optimum is far from where moments lead. */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | g) + (0 + x | g) + (1 | h), 100, 5, 0.5",
        "y ~ x + (1 | g) + (0 + x | g) + (1 | h), 30, 1, 0",
        "y ~ x + (1 + x | g) + (1 | h), 5, 1, 0",
        "y ~ x + (1 + x + z | g) + (1 | h), 0, 1, 0.5",
        "y ~ x + (1 + x | g) + (1 + z | h), 0, 1, 0.5",
        "y ~ x + (1 + x || g) + (1 + z || h), 0, 1, 0.5"
    })
    void theOptimumIsThatOfTheExactSolver(String formula, double far, double ofIntercepts, double ofSlopes) {
        for (int seed = 1; seed <= 5; seed++) {
            MemoryTable table = table(seed, far, ofIntercepts, ofSlopes);
            MixedModel exact = fit(formula, Solver.EXACT, table);
            MixedModel found = fit(formula, Solver.ITERATIVE, table);
            assertEquals(exact.statistics().criterion(), found.statistics().criterion(), 1e-5, "seed " + seed);
            assertEquals(exact.verdict().status(), found.verdict().status(), "seed " + seed);
        }
    }
}
