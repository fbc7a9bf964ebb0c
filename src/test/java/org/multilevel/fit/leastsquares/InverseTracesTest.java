package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/** The traces of the inverse without the inverse, against the blocks of the inverse; sums of some hundred numbers below one. */
class InverseTracesTest {
    private static final double TOLERANCE = 1e-10;

    @ParameterizedTest
    @CsvSource({
        "y ~ 1 + (1 | g) + (1 | h), 150, 1",
        "y ~ 1 + (x | g) + (1 | h), 150, 3",
        "y ~ 1 + (x | g) + (x | h), 90, 1",
        "y ~ 1 + (1 | g) + (x | h), 97, 2"
    })
    void equalTheSumsOfTheBlocks(String formula, int h, int threads) {
        Random random = new Random(11);
        CrossedTable crossed = CrossedTable.of(formula, h, random);
        CrossProducts products = crossed.products();
        ThetaLayout layout = crossed.layout();
        double[][] lambda =
                layout.lambda(random.doubles(layout.size(), 0.2, 1.5).toArray());
        try (Workers workers = new Workers(threads, Progress.NONE)) {
            Plan plan = new Plan(products, workers);
            BlockedWorkspace workspace = new BlockedWorkspace(plan, products.p);
            BlockedFactor factor = new BlockedFactor(new Omega(products, plan), plan, lambda, workspace, workers);
            assertTrue(factor.isPositiveDefinite());
            assertTrue(plan.sparse <= plan.independent, "every later neighbour is dense");
            double[][] expected =
                    Arrays.stream(lambda).map(l -> new double[l.length]).toArray(double[][]::new);
            new InverseBlocks(plan, workspace, workers).forEachNode((i, scratch) -> {
                synchronized (expected) {
                    double[] sum = expected[plan.factor[i]];
                    for (int x = 0; x < sum.length; x++) {
                        sum[x] += scratch.own[x];
                    }
                }
            });
            double[][] actual = new InverseTraces(plan, workspace, workers).sums(lambda);
            double[][] blocks = new InverseTraces(plan, workspace, workers).blocks();
            double[][] differences = new double[plan.nodes][];
            new InverseBlocks(plan, workspace, workers).forEachNode((i, scratch) -> {
                int q = plan.width[i];
                int at = plan.level[i] * q * q;
                double[] block = Arrays.copyOfRange(blocks[plan.factor[i]], at, at + q * q);
                Arrays.setAll(block, x -> block[x] - scratch.own[x]);
                differences[i] = block;
            });
            for (double[] difference : differences) {
                assertArrayEquals(new double[difference.length], difference, TOLERANCE);
            }
            for (int f = 0; f < expected.length; f++) {
                assertArrayEquals(expected[f], actual[f], TOLERANCE);
            }
        }
    }
}
