package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.leastsquares.Workspace;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/** Factors are values: what one says does not change, whatever is asked of it or of others. */
class FactorTest {
    private static final String CROSSED = "y ~ x + (x | g) + (1 | h)";

    private static CrossProducts products(String formula, int rows, int g, int h, ThetaLayout[] layout) {
        Random random = new Random(5);
        String[] first = new String[rows];
        String[] second = new String[rows];
        Arrays.setAll(first, i -> "g" + random.nextInt(g));
        Arrays.setAll(second, i -> "h" + random.nextInt(h));
        MemoryTable table = MemoryTable.builder()
                .numeric("y", random.doubles(rows, -1, 1).toArray())
                .numeric("x", random.doubles(rows, -1, 1).toArray())
                .categorical("g", first)
                .categorical("h", second)
                .build();
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        Standardisation standard = new Standardisation(
                design, Orthogonalisation.none(design.fixed().size()));
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, Progress.NONE, block -> products.add(block, standard));
        layout[0] = new ThetaLayout(design.factors());
        return products;
    }

    private static double[] theta(ThetaLayout layout, double value) {
        double[] theta = new double[layout.size()];
        Arrays.fill(theta, value);
        return theta;
    }

    @ParameterizedTest
    @ValueSource(strings = {CROSSED, "y ~ x + (x | g)"})
    void staysWhileOthersAreMadeAndWhateverIsAskedOfIt(String formula) {
        ThetaLayout[] layout = new ThetaLayout[1];
        CrossProducts products = products(formula, 400, 30, 20, layout);
        try (Workers workers = new Workers(1, Progress.NONE)) {
            PenalisedLeastSquares system = products.widths.length == 1
                    ? new SingleFactorSystem(products, workers)
                    : new BlockedSystem(products, workers);
            Factor factor = system.factor(layout[0].lambda(theta(layout[0], 0.5)));
            double[][] slopes = factor.modesByBeta(factor.conditionalCovariance());
            double[][] modes = factor.modes();
            double[][] gradient = factor.halfGradient(1, 3);
            factor.conditionalCovariance();
            system.factor(layout[0].lambda(theta(layout[0], 2))).halfGradient(0, 1);
            for (int f = 0; f < modes.length; f++) {
                assertArrayEquals(slopes[f], factor.modesByBeta(factor.conditionalCovariance())[f], 0);
                assertArrayEquals(modes[f], factor.modes()[f], 0);
                assertArrayEquals(gradient[f], factor.halfGradient(1, 3)[f], 0);
            }
        }
    }

    @Test
    void saysThatItsWorkspaceHasGoneToAnother() {
        ThetaLayout[] layout = new ThetaLayout[1];
        CrossProducts products = products(CROSSED, 200, 10, 8, layout);
        try (Workers workers = new Workers(1, Progress.NONE)) {
            PenalisedLeastSquares system = new BlockedSystem(products, workers);
            Workspace workspace = system.workspace();
            Factor first = system.factor(layout[0].lambda(theta(layout[0], 0.5)), workspace);
            double logDet = first.logDetRandom();
            system.factor(layout[0].lambda(theta(layout[0], 1)), workspace);
            assertEquals(logDet, first.logDetRandom(), 0);
            IllegalStateException e = assertThrows(IllegalStateException.class, first::modes);
            assertTrue(e.getMessage().contains("workspace has been used for another factor"));
        }
    }

    /** The derivative is continuous, so where lambda is singular it is what it is a hair beside; 1e-6 is the size of that step's effect. */
    @Test
    void derivativeHoldsWhereLambdaIsSingular() {
        ThetaLayout[] layout = new ThetaLayout[1];
        CrossProducts products = products(CROSSED, 400, 30, 20, layout);
        try (Workers workers = new Workers(1, Progress.NONE)) {
            PenalisedLeastSquares system = new BlockedSystem(products, workers);
            for (double[] at :
                    new double[][] {{0.8, 0.3, 0, 0.5}, {0.8, 0.3, 0.4, 0}, {0, 0, 0, 0}, {0, 0.3, 0, 0.5}}) {
                double[] beside = Arrays.stream(at).map(v -> v == 0 ? 1e-8 : v).toArray();
                double[][] exact = system.factor(layout[0].lambda(at)).halfGradient(1, 20);
                double[][] near = system.factor(layout[0].lambda(beside)).halfGradient(1, 20);
                assertArrayEquals(layout[0].theta(near), layout[0].theta(exact), 1e-4);
            }
        }
    }

    @Test
    void evaluationInAWorkspaceAllocatesNothingPerLevel() {
        ThetaLayout[] layout = new ThetaLayout[1];
        CrossProducts products = products("y ~ x + (x | g) + (x | h)", 20_000, 4000, 60, layout);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        try (Workers workers = new Workers(1, Progress.NONE)) {
            PenalisedLeastSquares system = new BlockedSystem(products, workers);
            Workspace workspace = system.workspace();
            double[][] lambda = layout[0].lambda(theta(layout[0], 0.5));
            for (int warm = 0; warm < 3; warm++) {
                system.factor(lambda, workspace).halfGradient(1, 100);
            }
            long before = threads.getThreadAllocatedBytes(id);
            system.factor(lambda, workspace).halfGradient(1, 100);
            long perLevel = (threads.getThreadAllocatedBytes(id) - before) / 4060;
            // a block of 2 x 2 is 48 bytes, and there are about 20,000 of them
            assertTrue(perLevel < 400, "bytes per level: " + perLevel);
        }
    }

    /** Five tries, the best of which counts: a busy machine may hold up any one. */
    @Test
    void cancelsWithinAFifthOfASecond() {
        ThetaLayout[] layout = new ThetaLayout[1];
        CrossProducts products = products("y ~ x + (x | g) + (x | h)", 60_000, 6000, 600, layout);
        double[][] lambda = layout[0].lambda(theta(layout[0], 0.5));
        AtomicLong longest = new AtomicLong();
        AtomicLong last = new AtomicLong();
        Progress watch = new Progress() {
            @Override
            public void report(String activity, double fraction) {}

            @Override
            public boolean isCancelled() {
                return false;
            }

            @Override
            public void checkCancelled() {
                long now = System.nanoTime();
                longest.accumulateAndGet(now - last.getAndSet(now), Math::max);
            }
        };
        long best = Long.MAX_VALUE;
        try (Workers workers = new Workers(1, watch)) {
            PenalisedLeastSquares system = new BlockedSystem(products, workers);
            Workspace workspace = system.workspace();
            for (int repeat = 0; repeat < 5; repeat++) {
                last.set(System.nanoTime());
                longest.set(0);
                system.factor(lambda, workspace).halfGradient(1, 100);
                best = Math.min(best, longest.get());
            }
        }
        assertTrue(best < 200_000_000L, "longest time between two looks: " + best / 1_000_000 + " ms");
    }
}
