package org.multilevel.inference.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.problem.NestedSampler;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.inference.numeric.Parallel;
import org.multilevel.model.LiveModel;

/**
 * The likelihood ratio test of a model against a special case of it, with the null distribution from the parametric bootstrap: responses
 * are drawn from the smaller model, and both are fitted to each; immutable.
 *
 * <p>It is right where chi-squared is not: with few groups, and where any number of variances are zero under the smaller model. The p value is
 * (1 + how many of N ratios are as large or larger) / (1 + N). No row is read: the cross-products of both models are drawn. Replicate i
 * depends on the seed and i only. Source: Davison and Hinkley (1997), Bootstrap Methods and their Application, section 4.2.5; as pbkrtest's
 * {@code PBmodcomp} (Halekoh and Hojsgaard 2014, J. Stat. Software 59(9)).
 *
 * @param replicates how many responses are drawn, one or more
 * @param seed the same seed gives the same ratios
 * @param threads how many threads may compute; the result is the same for any number
 */
public record BootstrapTest(int replicates, long seed, int threads) {
    /** So few replicates cannot give p below 0.05. */
    private static final int FEW = 19;

    /**
     * Checks the number.
     *
     * @throws ModelException unless there is a replicate
     */
    public BootstrapTest {
        if (replicates < 1) {
            throw new ModelException(
                    "A bootstrap test needs at least one replicate, not " + replicates + "; 1000 are usual.");
        }
    }

    /** Returns the test with 1000 replicates and seed 1, on all processors. */
    public static BootstrapTest standard() {
        return new BootstrapTest(1000, 1, Runtime.getRuntime().availableProcessors());
    }

    /**
     * The answer.
     *
     * @param statistic the likelihood ratio, twice the difference of the (restricted) log-likelihoods
     * @param pValue from the bootstrap
     * @param ratios of the replicates, in their order
     * @param notes sentences about them
     */
    public record Result(double statistic, double pValue, List<Double> ratios, List<String> notes) {
        /** Copies the lists. */
        public Result {
            ratios = List.copyOf(ratios);
            notes = List.copyOf(notes);
        }
    }

    /** What a replicate gave. */
    private record Refit(double ratio, boolean converged) {}

    /**
     * Tests a model against a smaller one of the same rows.
     *
     * @throws ModelException if they were not estimated by the same likelihood, which by REML needs the same fixed effects, or the smaller
     *     one is no special case of the other by the names of columns and groups
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public Result test(LiveModel smaller, LiveModel larger, Progress progress) {
        List<ComparedModel> compared = ModelComparison.of(
                        List.of("smaller", "larger"), List.of(smaller.model(), larger.model()))
                .models();
        List<String> lacking = Nesting.lacking(smaller.model(), larger.model());
        if (!lacking.isEmpty() || !compared.get(0).model().equals(smaller.model())) {
            throw new ModelException("A bootstrap test is of a model against a special case of it, but "
                    + smaller.model().formula() + " is none of "
                    + larger.model().formula()
                    + (lacking.isEmpty() ? "" : ", which lacks " + String.join(", ", lacking))
                    + "; write both formulas with the same terms.");
        }
        double statistic = compared.get(1).chiSquared();
        double[] theta = smaller.theta();
        double[] other = larger.theta();
        NestedSampler sampler = NestedSampler.of(
                smaller.problem(), larger.problem(), theta, Distributions::chiSquaredQuantile, progress);
        long[] seeds = new SplittableRandom(seed).longs(replicates).toArray();
        List<Refit> refits = Parallel.map(replicates, threads, "bootstrap test", progress, i -> {
            NestedSampler.Draw draw = sampler.draw(seeds[i]);
            Estimates without = draw.smaller().estimates(theta, progress);
            Estimates with = draw.larger().estimates(other, progress);
            return new Refit(
                    Math.max(0, without.criterion() - with.criterion()), converged(without) && converged(with));
        });
        double least = BoundaryTest.isZero(statistic) ? 0 : statistic * (1 - 1e-9);
        long larger0 = refits.stream().filter(refit -> refit.ratio >= least).count();
        return new Result(
                statistic,
                (1 + (double) larger0) / (1 + (double) replicates),
                refits.stream().map(Refit::ratio).toList(),
                notes(refits));
    }

    private static boolean converged(Estimates estimates) {
        return estimates.verdict().status() != Verdict.Status.NOT_CONVERGED;
    }

    private List<String> notes(List<Refit> refits) {
        List<String> notes = new ArrayList<>();
        long failed = refits.stream().filter(refit -> !refit.converged).count();
        if (failed > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d of %d bootstrap replicates did not converge; they are counted with the best values found.",
                    failed,
                    replicates));
        }
        if (replicates < FEW) {
            notes.add(String.format(
                    Locale.ROOT,
                    "With %d bootstrap replicate%s p cannot be smaller than %.2g; 1000 are usual.",
                    replicates,
                    replicates == 1 ? "" : "s",
                    1 / (1.0 + replicates)));
        }
        return notes;
    }
}
