package org.multilevel.fit.iterative;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.linalg.Workers;

/**
 * Finds the relative covariances at which the gradient vanishes, by steps of the average information: with few probes at first, for they show the
 * way, then with many.
 *
 * <p>The probes stay the same, so that the criterion is a smooth function and its optimum a point; how far that is from the likelihood's own
 * optimum is what the Monte Carlo errors tell. On the way every component of a covariance keeps a little variance, so that the derivative in it is
 * known; what would still fall there goes at the end.
 */
final class IterativeSearch {
    /** Probes that show the way. */
    private static final int FEW = 8;
    /** Probes of the result. */
    private static final int MANY = 32;
    /** Random directions that a part of the inverse is found in exactly. */
    private static final int DIRECTIONS = 24;
    /** Vectors of the longest block beside [X y]. */
    static final int MOST_VECTORS = MANY + DIRECTIONS;
    /** A step in log variances after which few probes have shown the way. */
    private static final double NEAR = 0.02;
    /** A step in log variances that ends the search. */
    private static final double ENOUGH = 1e-6;
    /** The longest step in log variances. */
    private static final double LONGEST = 2;
    /** How fast the longest step grows again: slower than it is halved, lest the search goes round in circles. */
    private static final double GROWTH = 1.2;
    /** What the longest step may come down to. */
    private static final double SHORTEST = 1e-9;

    /** Evaluations of each walk at most. */
    private static final int MOST = 40;

    private static final int HALVINGS = 6;

    private final IterativeCriterion criterion;
    private final CovarianceEntries entries;
    private final double[][] information;
    private final ObjIntConsumer<IterativePoint> listener;

    private final Workers workers;
    private int evaluations;

    /** @param listener hears of every point and how many probes it was found with */
    IterativeSearch(
            CrossedEffects effects,
            CovarianceEntries entries,
            boolean restricted,
            Workers workers,
            ObjIntConsumer<IterativePoint> listener) {
        this.workers = workers;
        this.entries = entries;
        this.criterion = new IterativeCriterion(effects, entries, restricted, workers);
        this.listener = listener;
        this.information = IntStream.range(0, effects.products.widths.length)
                .mapToObj(effects.products::meanInformation)
                .toArray(double[][]::new);
    }

    /**
     * Where the search ended.
     *
     * @param noise the Monte Carlo covariance of the entries
     * @param step the last step, relative to variances, where it did not become small enough
     */
    record Found(IterativePoint point, double[][] noise, int probes, int evaluations, double step, boolean converged) {}

    /**
     * Searches.
     *
     * @param starts where from
     * @param inside gives where else from when a search ended where not every component has a variance
     */
    Found search(List<double[][]> starts, Function<double[][], List<double[][]>> inside) {
        Walk best = shown(starts.get(0));
        for (double[][] start : starts.subList(1, starts.size())) {
            best = better(best, shown(start));
        }
        Chart ended = best.chart();
        if (ended.holds()) {
            for (double[][] start : inside.apply(ended.step(best.longest, true).lambda())) {
                best = better(best, shown(start));
            }
        }
        return finished(best.point.lambda());
    }

    /** Returns where few probes lead. */
    private Walk shown(double[][] start) {
        double[][] lambda = lifted(start);
        Probes few = probes(lambda, FEW);
        Walk walk = new Walk(evaluate(lambda, few), few, false);
        walk.to(NEAR);
        return walk;
    }

    /** Returns the first of two unless the other is lower by more than both are uncertain. */
    private static Walk better(Walk first, Walk other) {
        double uncertain = first.point.valueError() + other.point.valueError() + first.slack();
        return other.point.value() < first.point.value() - uncertain ? other : first;
    }

    private Found finished(double[][] near) {
        Probes many = probes(near, MANY);
        Walk walk = new Walk(evaluate(near, many), many, false);
        double step = walk.to(ENOUGH);
        Chart chart = walk.chart();
        double[][] noise = chart.noise();
        if (chart.holds()) {
            double[][] without = chart.step(walk.longest, true).lambda();
            walk = new Walk(evaluate(without, many), many, true);
            step = Math.max(step <= ENOUGH ? 0 : step, walk.to(ENOUGH));
        }
        return new Found(walk.point, noise, MANY, evaluations, step, step <= ENOUGH);
    }

    /** Returns templates that have variance along every component. */
    private double[][] lifted(double[][] lambda) {
        double[][] covariances = entries.covariances(lambda);
        for (Term term : entries.layout.terms()) {
            double[] own = Arrays.copyOfRange(information[term.factor()], term.from(), term.to());
            entries.put(term, TermChart.lifted(entries.block(term, covariances), TermChart.roots(own)), covariances);
        }
        return entries.lambda(covariances);
    }

    private Probes probes(double[][] lambda, int signs) {
        return Probes.of(criterion.system(lambda), DIRECTIONS * signs / MANY, signs);
    }

    private IterativePoint evaluate(double[][] lambda, Probes probes) {
        workers.checkCancelled();
        IterativePoint point = criterion.evaluate(lambda, probes);
        evaluations++;
        listener.accept(point, probes.signs);
        return point;
    }

    /** Steps with some probes. */
    private final class Walk {
        private final Probes probes;
        private final boolean gone;
        private final int from = evaluations;
        private IterativePoint point;
        /** The longest step of each term. */
        private final double[] longest = new double[entries.layout.terms().size()];

        Walk(IterativePoint point, Probes probes, boolean gone) {
            this.point = point;
            this.probes = probes;
            this.gone = gone;
            Arrays.fill(longest, LONGEST);
        }

        Chart chart() {
            return new Chart(entries, point, information, gone);
        }

        /** Steps until steps are small enough, or until no digits of the criterion are left where they lead; returns the last. */
        double to(double enough) {
            double size = Double.POSITIVE_INFINITY;
            while (size > enough && evaluations < from + MOST && Double.isFinite(point.value())) {
                Chart.Step step = chart().step(longest, gone);
                size = step.size();
                if (size <= enough) {
                    return size;
                }
                double[][] next = step.lambda();
                double part = 1;
                IterativePoint tried = evaluate(next, probes);
                for (int h = 0; h < HALVINGS && !(tried.value() <= point.value() + slack()); h++) {
                    next = between(point.lambda(), next);
                    part /= 2;
                    tried = evaluate(next, probes);
                }
                if (!Double.isFinite(tried.value())) {
                    return size;
                }
                shorten(tried, step.sizes(), part);
                point = tried;
            }
            return size;
        }

        /** Where a step went too far, so that the derivative along it changed its sign, the next is half of it at most. */
        private void shorten(IterativePoint after, double[] sizes, double part) {
            double[] change = entries.of(entries.covariances(after.lambda()));
            double[] before = entries.of(entries.covariances(point.lambda()));
            double[] moved = new double[change.length];
            for (int k = 0; k < change.length; k++) {
                moved[k] = change[k] - before[k];
            }
            double[] slope = new double[longest.length];
            double[] turned = new double[longest.length];
            for (int k = 0; k < change.length; k++) {
                int t = entries.layout.term(k).number();
                slope[t] += point.gradient()[k] * moved[k];
                turned[t] += after.gradient()[k] * moved[k];
            }
            for (int t = 0; t < longest.length; t++) {
                longest[t] = slope[t] * turned[t] < 0
                        ? Math.max(SHORTEST, part * sizes[t] / 2)
                        : Math.min(LONGEST, GROWTH * longest[t]);
            }
        }

        /** The criterion and the gradient are estimated in two ways, so that below its error the first says nothing about the second. */
        private double slack() {
            return point.valueError() + 1e-9 * (1 + Math.abs(point.value()));
        }
    }

    /** Returns templates between two: of single variances the geometric mean, of others the mean of covariances. */
    private double[][] between(double[][] from, double[][] to) {
        double[][] a = entries.covariances(from);
        double[][] b = entries.covariances(to);
        for (int f = 0; f < a.length; f++) {
            for (int i = 0; i < a[f].length; i++) {
                a[f][i] = a[f].length == 1 ? Math.sqrt(a[f][i] * b[f][i]) : (a[f][i] + b[f][i]) / 2;
            }
        }
        return entries.lambda(a);
    }
}
