package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.optimum.Verdict.Status;
import org.multilevel.formula.Formula;

/** Models with many covariance parameters come to an end, whatever their number makes the search do. */
class ManyColumnsTest {
    /** A category of so many levels beside 20 groups, 600 rows. */
    private static MemoryTable table(int levels) {
        Random random = new Random(8);
        int n = 600;
        double[] y = new double[n];
        String[] g = new String[n];
        String[] h = new String[n];
        double[][] effect = new double[20][levels];
        for (double[] group : effect) {
            double common = random.nextGaussian();
            for (int j = 0; j < levels; j++) {
                group[j] = common + 0.6 * random.nextGaussian();
            }
        }
        for (int i = 0; i < n; i++) {
            int group = random.nextInt(20);
            int level = i % levels;
            g[i] = "g" + group;
            h[i] = "h" + level;
            y[i] = effect[group][level] + random.nextGaussian();
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .categorical("g", g)
                .categorical("h", h)
                .build();
    }

    private static Fit fit(String formula, MemoryTable table, FitOptions options, Progress progress) {
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        return Problem.read(design, table, options, Progress.NONE).fit(progress);
    }

    @Test
    void manyColumnsOverFewGroupsTakeNoMoreEvaluationsThanFewDo() {
        // 2^11 patterns of signs of their correlations would each be an evaluation
        Fit fit = fit("y ~ 1 + (0 + h | g)", table(12), FitOptions.DEFAULT, Progress.NONE);
        assertEquals(Status.SINGULAR, fit.verdict().status());
        assertTrue(fit.verdict().evaluations() < 60, fit.verdict()::toString);
    }

    @Test
    void withTooManyColumnsForSecondDerivativesTheOrderOfColumnsDoesNotMatter() {
        Random random = new Random(3);
        int n = 400;
        MemoryTable.Builder table = MemoryTable.builder();
        double[] y = new double[n];
        String[] g = new String[n];
        for (int i = 0; i < n; i++) {
            g[i] = "g" + i % 12;
            y[i] = random.nextGaussian();
        }
        for (int j = 0; j < 36; j++) {
            double[] x = random.doubles(n, -1, 1).toArray();
            double[] effect = random.doubles(12, -1, 1).toArray();
            for (int i = 0; i < n; i++) {
                y[i] += j < 9 ? 2 * effect[i % 12] * x[i] : 0;
            }
            table.numeric("x" + j, x);
        }
        MemoryTable whole = table.numeric("y", y).categorical("g", g).build();
        FitOptions options = FitOptions.DEFAULT.withDf(DfMethod.ASYMPTOTIC);
        Fit forward = fit("y ~ 1 + (" + columns(0, 1) + " || g)", whole, options, Progress.NONE);
        Fit backward = fit("y ~ 1 + (" + columns(35, -1) + " || g)", whole, options, Progress.NONE);
        assertEquals(Status.SINGULAR, forward.verdict().status());
        // both are optima to about 1e-8
        assertEquals(forward.criterion(), backward.criterion(), 1e-6);
    }

    private static String columns(int from, int step) {
        return IntStream.range(0, 36).mapToObj(i -> "x" + (from + step * i)).collect(Collectors.joining(" + "));
    }

    @Test
    void kenwardAndRogersMethodIsRefusedBeforeTheSearchWhereItHasTooManyPairs() {
        FitOptions options = FitOptions.DEFAULT.withDf(DfMethod.KENWARD_ROGER);
        int[] evaluations = {0};
        Progress counting = new Progress() {
            @Override
            public void report(String activity, double fraction) {
                evaluations[0] += activity.startsWith("fitting") ? 1 : 0;
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        };
        MethodException refused =
                assertThrows(MethodException.class, () -> fit("y ~ 1 + (0 + h | g)", table(30), options, counting));
        assertEquals(
                "Kenward and Roger's method compares each of 465 variances and covariances with every other for 1 coefficients, which would"
                        + " take too long; choose satterthwaite, or let fewer columns vary by group.",
                refused.getMessage());
        assertEquals(0, evaluations[0]);
    }

    @Test
    void itsAlgebraStopsWhenItIsAsked() {
        long[] since = {0};
        Progress stopping = new Progress() {
            @Override
            public void report(String activity, double fraction) {
                if (activity.startsWith("fitting: evaluation 3") && since[0] == 0) {
                    since[0] = System.nanoTime();
                }
            }

            @Override
            public boolean isCancelled() {
                return since[0] > 0;
            }
        };
        assertThrows(
                CancellationException.class, () -> fit("y ~ 1 + (0 + h | g)", table(20), FitOptions.DEFAULT, stopping));
        // an evaluation with all that follows takes longer than this; ten times what is promised, for machines under
        // load
        assertTrue(System.nanoTime() - since[0] < 2_000_000_000L);
    }
}
