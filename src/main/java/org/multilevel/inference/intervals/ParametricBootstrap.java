package org.multilevel.inference.intervals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.multilevel.data.Progress;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.Redraws;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.glm.problem.GeneralisedSampler;
import org.multilevel.inference.LinearFunction;
import org.multilevel.inference.Parameters;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.inference.numeric.Parallel;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;

/**
 * The parametric bootstrap: responses drawn from the fitted model, each fitted again, without a pass over the table.
 *
 * <p>Those of a generalised model, or of one with covariance structures, are drawn row by row. Replicate i depends on the seed and i only, so the result is the same for any number of threads. Intervals are the percentile's, the
 * basic one, BC and BCa; reference: Davison and Hinkley (1997), Bootstrap Methods and their Application, sections 5.2-5.3.
 */
public final class ParametricBootstrap {
    /** How an interval is made from the replicates; {@code text} is how hosts name it. */
    public enum Kind {
        /** Between the quantiles of the replicates. */
        PERCENTILE,
        /** Between twice the estimate and those quantiles: their distance to it is turned around. */
        BASIC,
        /** Quantiles corrected for bias. */
        BC,
        /** Quantiles corrected for bias and for a standard error that changes with the parameter ({@link Acceleration}). */
        BCA;

        /** Returns how hosts name it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final List<String> names;
    private final double[] estimates;
    /** Replicates x parameters. */
    private final double[][] replicates;

    /** Of each parameter; none unless BCa intervals were asked for. */
    private final double[] accelerations;

    private final List<String> notes;

    private ParametricBootstrap(
            List<String> names, double[] estimates, double[] accelerations, double[][] replicates, List<String> notes) {
        this.names = List.copyOf(names);
        this.accelerations = accelerations;
        this.estimates = estimates;
        this.replicates = replicates;
        this.notes = List.copyOf(notes);
    }

    /**
     * Draws and refits, for the parameters and for how much the model explains.
     *
     * @param replicates how many, one or more
     * @param seed the same seed gives the same replicates
     * @param threads how many threads may compute
     * @throws ModelException if there is nothing to draw from
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static ParametricBootstrap of(LiveModel live, int replicates, long seed, int threads, Progress progress) {
        return of(live, List.of(), Kind.PERCENTILE, replicates, seed, threads, progress);
    }

    /**
     * Draws and refits.
     *
     * @param functions of the fixed effects that are wanted beside the parameters
     * @param kind which intervals will be asked for: for {@link Kind#BCA} each level of the outermost grouping factor is left out once
     * @param replicates how many, one or more
     * @param seed the same seed gives the same replicates
     * @param threads how many threads may compute
     * @throws ModelException if there is nothing to draw from, or the model has no independent groups for the kind
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static ParametricBootstrap of(
            LiveModel live,
            List<LinearFunction> functions,
            Kind kind,
            int replicates,
            long seed,
            int threads,
            Progress progress) {
        check(replicates);
        BootstrapQuantities quantities = BootstrapQuantities.of(live, functions);
        double[] accelerations =
                kind == Kind.BCA ? Acceleration.of(live, quantities, threads, progress) : new double[0];
        Redraws redraws = live.problem().redraws(live.theta(), Distributions::chiSquaredQuantile, progress);
        long[] seeds = new SplittableRandom(seed).longs(replicates).toArray();
        List<Refit> refits = Parallel.map(replicates, threads, "bootstrap", progress, i -> {
            Estimates refit = redraws.estimates(seeds[i]);
            return new Refit(
                    quantities.values(live.ordered(refit)), refit.verdict().status());
        });
        return of(quantities, accelerations, refits, new ArrayList<>());
    }

    /**
     * Draws responses of a generalised model and refits.
     *
     * @param functions of the fixed effects that are wanted beside the parameters
     * @param kind which intervals will be asked for
     * @param replicates how many, one or more
     * @param seed the same seed gives the same replicates
     * @param threads how many threads may compute
     * @throws ModelException if there is nothing to draw from
     * @throws MethodException for {@link Kind#BCA}, and if the rows have prior weights
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static ParametricBootstrap of(
            LiveGeneralisedModel live,
            List<LinearFunction> functions,
            Kind kind,
            int replicates,
            long seed,
            int threads,
            Progress progress) {
        check(replicates);
        checkGeneralised(kind);
        BootstrapQuantities quantities = BootstrapQuantities.of(live, functions);
        GeneralisedSampler sampler = live.problem().sampler(live.fit(), progress);
        long[] seeds = new SplittableRandom(seed).longs(replicates).toArray();
        List<Refit> refits = Parallel.map(
                replicates,
                threads,
                "bootstrap",
                progress,
                i -> sampler.refit(seeds[i], progress)
                        .map(refit -> new Refit(
                                quantities.values(live.ordered(refit)),
                                refit.verdict().status()))
                        .orElseGet(() -> Refit.none(quantities.names().size())));
        List<String> notes = new ArrayList<>();
        long none = refits.stream().filter(Refit::isNone).count();
        if (none > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d of %d bootstrap replicates have no estimates, because a predictor separates the outcomes that were drawn or"
                            + " all are the same; the intervals are of the others.",
                    none,
                    replicates));
        }
        return of(quantities, new double[0], refits, notes);
    }

    /**
     * Refuses intervals that generalised models do not have.
     *
     * @throws MethodException for {@link Kind#BCA}
     */
    public static void checkGeneralised(Kind kind) {
        if (kind == Kind.BCA) {
            throw new MethodException(
                    "BCa intervals leave out one group after the other, which is for linear mixed models; ask for bc, percentile or"
                            + " basic.");
        }
    }

    private static void check(int replicates) {
        if (replicates < 1) {
            throw new ModelException(
                    "A bootstrap needs at least one replicate, not " + replicates + "; 1000 are usual for intervals.");
        }
    }

    private static ParametricBootstrap of(
            BootstrapQuantities quantities, double[] accelerations, List<Refit> refits, List<String> notes) {
        addCount(
                refits,
                Verdict.Status.SINGULAR,
                "have their optimum at the boundary (a variance of zero, or a correlation of 1 or -1).",
                notes);
        addCount(
                refits,
                Verdict.Status.NOT_CONVERGED,
                "did not converge; they are counted with the best values found.",
                notes);
        double[] estimates = quantities.estimates();
        double[][] values = refits.stream().map(refit -> refit.values).toArray(double[][]::new);
        for (int i = 0; i < estimates.length; i++) {
            if (Double.isNaN(estimates[i])) {
                notes.add(
                        quantities.names().get(i)
                                + " has no bootstrap interval: one of its effects has no variance in the fit, so there is no correlation.");
            }
        }
        return new ParametricBootstrap(quantities.names(), estimates, accelerations, values, notes);
    }

    private static void addCount(List<Refit> refits, Verdict.Status status, String said, List<String> notes) {
        long count = refits.stream().filter(refit -> refit.status == status).count();
        if (count > 0) {
            notes.add(String.format(Locale.ROOT, "%d of %d bootstrap replicates %s", count, refits.size(), said));
        }
    }

    /** What a refit gave. */
    private record Refit(double[] values, Verdict.Status status, boolean isNone) {
        Refit(double[] values, Verdict.Status status) {
            this(values, status, false);
        }

        /** One without estimates. */
        static Refit none(int quantities) {
            double[] values = new double[quantities];
            Arrays.fill(values, Double.NaN);
            return new Refit(values, Verdict.Status.CONVERGED, true);
        }
    }

    /**
     * Returns the names of what was estimated: those of {@link Parameters}, then with grouping factors {@code icc:GROUP} for each,
     * {@code r2_marginal} and {@code r2_conditional}, without them {@code r_squared} and {@code adj_r_squared}, then those of the functions.
     */
    public List<String> names() {
        return names;
    }

    /** Returns how many replicates there are. */
    public int replicates() {
        return replicates.length;
    }

    /** Returns the estimate of a quantity in a replicate, counted from 0; NaN where it has none. */
    public double value(int replicate, int quantity) {
        return replicates[replicate][quantity];
    }

    /** Returns the estimate of a quantity in every replicate; NaN where a replicate has none. */
    public double[] of(int quantity) {
        return Arrays.stream(replicates).mapToDouble(values -> values[quantity]).toArray();
    }

    /** Returns the standard deviation of a quantity over the replicates. */
    public double standardError(int quantity) {
        double[] values = sorted(quantity);
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }

    /** Returns how far the mean of the replicates lies from the estimate. */
    public double bias(int quantity) {
        return Arrays.stream(sorted(quantity)).average().orElse(Double.NaN) - estimates[quantity];
    }

    /**
     * Returns an interval for every quantity.
     *
     * @param level confidence level
     * @throws IllegalStateException for {@link Kind#BCA} where it was not asked for
     */
    public List<ParameterInterval> intervals(Kind kind, double level) {
        List<ParameterInterval> intervals = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            double[] ends = ends(kind, level, i);
            intervals.add(new ParameterInterval(
                    names.get(i), estimates[i], ends[0], ends[1], "bootstrap " + kind.text(), standardError(i)));
        }
        return intervals;
    }

    private double[] ends(Kind kind, double level, int quantity) {
        double[] values = sorted(quantity);
        double estimate = estimates[quantity];
        if (values.length < 2 || Double.isNaN(estimate)) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double tail = (1 - level) / 2;
        return switch (kind) {
            case PERCENTILE -> new double[] {quantile(values, tail), quantile(values, 1 - tail)};
            case BASIC ->
                new double[] {2 * estimate - quantile(values, 1 - tail), 2 * estimate - quantile(values, tail)};
            case BC -> corrected(values, estimate, 0, level);
            case BCA -> corrected(values, estimate, acceleration(quantity), level);
        };
    }

    private double acceleration(int quantity) {
        if (accelerations.length == 0) {
            throw new IllegalStateException("the bootstrap was made without what BCa intervals need");
        }
        return accelerations[quantity];
    }

    /** Returns the ends of a BCa interval from sorted replicates (Davison and Hinkley 1997, equation 5.21); of BC without acceleration. */
    static double[] corrected(double[] values, double estimate, double acceleration, double level) {
        double below = 0;
        for (double value : values) {
            below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
        }
        double shift = Distributions.normalQuantile(
                Math.min(Math.max(below / values.length, 0.5 / values.length), 1 - 0.5 / values.length));
        double z = Distributions.normalReach(level);
        return new double[] {
            quantile(values, probability(shift, shift - z, acceleration)),
            quantile(values, probability(shift, shift + z, acceleration))
        };
    }

    private static double probability(double shift, double reach, double acceleration) {
        double rest = 1 - acceleration * reach;
        return rest > 0 ? Distributions.normalCumulative(shift + reach / rest) : reach > 0 ? 1 : 0;
    }

    /** Returns the quantile between order statistics at (r + 1) p, as boot's intervals have it. */
    private static double quantile(double[] sorted, double p) {
        double at = (sorted.length + 1) * p - 1;
        int below = (int) Math.floor(at);
        if (below < 0) {
            return sorted[0];
        }
        if (below >= sorted.length - 1) {
            return sorted[sorted.length - 1];
        }
        return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
    }

    private double[] sorted(int quantity) {
        return Arrays.stream(of(quantity))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /** Returns sentences about the replicates. */
    public List<String> notes() {
        return notes;
    }
}
