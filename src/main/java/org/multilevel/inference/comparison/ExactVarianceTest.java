package org.multilevel.inference.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.problem.VarianceSpectrum;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/**
 * The test that the only variance of a model's random part is zero, with the exact null distribution of the (restricted) likelihood ratio,
 * which is simulated from its spectral form; immutable.
 *
 * <p>It is exact for any number of groups, where the mixture of {@link BoundaryTest} needs many. With K eigenvalues mu of Z'W(I - H)Z and xi
 * of Z'WZ, w_s standard normal and the rest chi-squared with n - p - K degrees of freedom, the ratio is the supremum over lambda >= 0 of
 * m log(1 + N(lambda) / D(lambda)) - sum log(1 + lambda mu_s), with xi in place of mu and m = n for ML and m = n - p for REML; N is sum of
 * lambda mu_s / (1 + lambda mu_s) w_s^2, and D is sum of w_s^2 / (1 + lambda mu_s) plus the rest. For ML with q fixed effects zero as well,
 * n log(1 + chi-squared_q / (sum of w_s^2 + rest)) is added. Source: Crainiceanu and Ruppert (2004), J. R. Statist. Soc. B 66, 165-185. A draw
 * costs as many steps as there are different eigenvalues; rows are not needed.
 */
public final class ExactVarianceTest {
    private static final int STEPS = 200;
    private static final double LOWEST = -10;
    private static final double HIGHEST = 8;

    private final LiveModel live;
    private final int replicates;
    private final long seed;

    private ExactVarianceTest(LiveModel live, int replicates, long seed) {
        this.live = live;
        this.replicates = replicates;
        this.seed = seed;
    }

    /**
     * The answer.
     *
     * @param statistic the likelihood ratio, twice the difference of the (restricted) log-likelihoods
     * @param pValue the part of the simulated ratios that is as large or larger
     * @param replicates how many were simulated
     */
    public record Result(double statistic, double pValue, int replicates) {}

    /** Returns the test of a model with 10,000 replicates. */
    public static ExactVarianceTest of(LiveModel live) {
        return new ExactVarianceTest(live, 10_000, 1);
    }

    /**
     * Returns this test with another number of replicates.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public ExactVarianceTest withReplicates(int replicates) {
        if (replicates < 1) {
            throw new IllegalArgumentException("The number of replicates is " + replicates + " but must be positive.");
        }
        return new ExactVarianceTest(live, replicates, seed);
    }

    /** Returns this test with another seed; the same seed gives the same draws. */
    public ExactVarianceTest withSeed(long seed) {
        return new ExactVarianceTest(live, replicates, seed);
    }

    /**
     * Tests the variance alone: against the same fixed effects by least squares.
     *
     * @throws ModelException unless the random part is one variance
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public Result test(Progress progress) {
        VarianceSpectrum spectrum = VarianceSpectrum.of(live.problem());
        Estimates none = live.problem().at(new double[1], progress);
        return result(spectrum, none.criterion() - live.model().statistics().criterion(), 0, progress);
    }

    /**
     * Tests the variance and, by ML, fixed effects: against a model by least squares whose fixed effects are some of this one's.
     *
     * @throws ModelException unless the random part is one variance and the other model has none and is a special case, by the same likelihood
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public Result against(MixedModel none, Progress progress) {
        MixedModel model = live.model();
        ModelComparison comparison = ModelComparison.of(List.of(none, model));
        int q = model.fixedEffects().size() - none.fixedEffects().size();
        model.requireUnstructured("The exact test of a variance");
        none.requireUnstructured("The exact test of a variance");
        if (!none.groupingFactors().isEmpty()
                || q < 0
                || !Nesting.lacking(none, model).isEmpty()) {
            throw new ModelException("The exact test compares " + model.formula()
                    + " with a model without random terms whose fixed effects" + " are some of its own, not with "
                    + none.formula() + ".");
        }
        return result(
                VarianceSpectrum.of(live.problem()), comparison.models().get(1).chiSquared(), q, progress);
    }

    private Result result(VarianceSpectrum spectrum, double difference, int q, Progress progress) {
        double statistic = Math.max(0, difference);
        if (BoundaryTest.isZero(statistic)) {
            return new Result(0, 1, replicates);
        }
        Draws draws = new Draws(spectrum, live.model().method() == EstimationMethod.REML, q);
        int larger = 0;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < replicates; i++) {
            if (i % 256 == 0) {
                progress.checkCancelled();
                progress.report("exact test", (double) i / replicates);
            }
            larger += draws.next(random) >= statistic ? 1 : 0;
        }
        return new Result(statistic, (double) larger / replicates, replicates);
    }

    /** Draws ratios under the null hypothesis. */
    private static final class Draws {
        private final long[] counts;
        private final double m;
        private final long rest;
        private final long rows;
        private final int q;
        /** Per step of lambda 1 / (1 + lambda mu) for each eigenvalue. */
        private final double[][] shrunk;

        private final double[] logarithms;

        Draws(VarianceSpectrum spectrum, boolean restricted, int q) {
            double[] all = spectrum.within();
            double[] xi = restricted ? all : spectrum.whole();
            long[] xiCounts = restricted ? spectrum.withinCounts() : spectrum.wholeCounts();
            double scale = Math.max(largest(all), largest(xi));
            // what the fixed effects take out altogether, beside rounding
            int first = 0;
            while (first < all.length && !(all[first] > 1e-10 * scale)) {
                first++;
            }
            double[] mu = Arrays.copyOfRange(all, first, all.length);
            counts = Arrays.copyOfRange(spectrum.withinCounts(), first, all.length);
            rows = spectrum.rows();
            m = restricted ? rows - spectrum.fixed() : rows;
            rest = rows - spectrum.fixed() - Arrays.stream(counts).sum();
            this.q = q;
            shrunk = new double[STEPS][mu.length];
            logarithms = new double[STEPS];
            for (int i = 0; i < STEPS; i++) {
                double lambda = i == 0 ? 0 : Math.exp(LOWEST + (HIGHEST - LOWEST) * (i - 1) / (STEPS - 2)) / scale;
                for (int s = 0; s < mu.length; s++) {
                    shrunk[i][s] = 1 / (1 + lambda * mu[s]);
                }
                for (int s = 0; s < xi.length; s++) {
                    logarithms[i] += xiCounts[s] * Math.log1p(lambda * xi[s]);
                }
            }
        }

        private static double largest(double[] values) {
            return values.length == 0 ? 0 : values[values.length - 1];
        }

        double next(SplittableRandom random) {
            double[] squares = new double[counts.length];
            double total = ChiSquaredDraws.next(random, rest);
            double beside = total;
            for (int s = 0; s < squares.length; s++) {
                squares[s] = ChiSquaredDraws.next(random, counts[s]);
                total += squares[s];
            }
            double best = 0;
            for (int i = 1; i < STEPS; i++) {
                double d = beside;
                for (int s = 0; s < squares.length; s++) {
                    d += shrunk[i][s] * squares[s];
                }
                best = Math.max(best, m * Math.log(total / d) - logarithms[i]);
            }
            return q == 0 ? best : best + rows * Math.log1p(ChiSquaredDraws.next(random, q) / total);
        }
    }
}
