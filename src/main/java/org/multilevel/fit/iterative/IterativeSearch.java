package org.multilevel.fit.iterative;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * Finds the relative variances at which the gradient vanishes, by steps of the average information: with few probes at first, for they show
 * the way, then with many.
 *
 * <p>The probes stay the same, so that the criterion is a smooth function and its optimum a point; how far that is from the likelihood's own
 * optimum is what the Monte Carlo errors tell.
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
    /** A step in log gamma after which few probes have shown the way. */
    private static final double NEAR = 0.02;
    /** A step in log gamma that ends the search. */
    private static final double ENOUGH = 1e-6;
    /** The longest step in log gamma. */
    private static final double LONGEST = 2;
    /** How fast the longest step grows again: slower than it is halved, lest the search goes round in circles. */
    private static final double GROWTH = 1.2;
    /** What the longest step may come down to. */
    private static final double SHORTEST = 1e-9;
    /** gamma times a level's mean Z'WZ below which a variance is tried at zero. */
    private static final double NOTHING = 1e-5;

    /** Evaluations of each walk at most. */
    private static final int MOST = 40;

    private static final int HALVINGS = 6;

    private final IterativeCriterion criterion;
    private final double[] floor;
    private final ObjIntConsumer<IterativePoint> listener;

    private final Workers workers;
    private int evaluations;

    /** @param listener hears of every point and how many probes it was found with */
    IterativeSearch(
            CrossedEffects effects, boolean restricted, Workers workers, ObjIntConsumer<IterativePoint> listener) {
        CrossProducts products = effects.products;
        this.workers = workers;
        this.criterion = new IterativeCriterion(effects, restricted, workers);
        this.listener = listener;
        this.floor = IntStream.range(0, products.widths.length)
                .mapToDouble(f -> NOTHING / Math.max(products.meanInformation(f)[0], 1e-300))
                .toArray();
    }

    /**
     * Where the search ended.
     *
     * @param step the last step, relative to gamma, where it did not become small enough
     */
    record Found(IterativePoint point, int probes, int evaluations, double step, boolean converged) {}

    Found search(double[] start) {
        double[] gamma = start.clone();
        for (int f = 0; f < gamma.length; f++) {
            gamma[f] = Math.max(gamma[f], floor[f]);
        }
        Probes few = probes(gamma, FEW);
        Walk walk = new Walk(evaluate(gamma, few), few);
        walk.to(NEAR);
        Probes many = probes(walk.point.gamma(), MANY);
        walk = new Walk(evaluate(walk.point.gamma(), many), many);
        double step = walk.to(ENOUGH);
        return new Found(walk.point, MANY, evaluations, step, step <= ENOUGH);
    }

    private Probes probes(double[] gamma, int signs) {
        return Probes.of(criterion.system(gamma), DIRECTIONS * signs / MANY, signs);
    }

    private IterativePoint evaluate(double[] gamma, Probes probes) {
        workers.checkCancelled();
        IterativePoint point = criterion.evaluate(gamma, probes);
        evaluations++;
        listener.accept(point, probes.signs);
        return point;
    }

    /** Steps with some probes. */
    private final class Walk {
        private final Probes probes;
        private final int from = evaluations;
        private IterativePoint point;
        /** The longest step of each variance. */
        private final double[] longest;

        Walk(IterativePoint point, Probes probes) {
            this.point = point;
            this.probes = probes;
            this.longest = new double[point.gamma().length];
            Arrays.fill(longest, LONGEST);
        }

        /** Steps until steps are small enough; returns the last. */
        double to(double enough) {
            double size = Double.POSITIVE_INFINITY;
            while (size > enough && evaluations < from + MOST) {
                double[] next = next(point, longest);
                size = size(point.gamma(), next);
                if (size <= enough) {
                    return size;
                }
                IterativePoint tried = evaluate(next, probes);
                for (int h = 0; h < HALVINGS && !(tried.value() <= point.value() + slack()); h++) {
                    next = between(point.gamma(), next);
                    tried = evaluate(next, probes);
                }
                shorten(point, tried);
                point = tried;
            }
            return size;
        }

        /** Where a step went too far, so that the derivative changed its sign, the next goes back by half of it at most. */
        private void shorten(IterativePoint before, IterativePoint after) {
            for (int f = 0; f < longest.length; f++) {
                boolean turned = before.gradient()[f] * after.gradient()[f] < 0;
                longest[f] = turned
                        ? Math.max(SHORTEST, Math.abs(Math.log(after.gamma()[f] / before.gamma()[f])) / 2)
                        : Math.min(LONGEST, GROWTH * longest[f]);
            }
        }

        /** The criterion and the gradient are estimated in two ways, so that below its error the first says nothing about the second. */
        private double slack() {
            return point.valueError() + 1e-9 * (1 + Math.abs(point.value()));
        }
    }

    private static double[] between(double[] from, double[] to) {
        double[] half = new double[from.length];
        for (int f = 0; f < half.length; f++) {
            half[f] = to[f] > 0 ? Math.sqrt(from[f] * to[f]) : 0;
        }
        return half;
    }

    private static double size(double[] from, double[] to) {
        double size = 0;
        for (int f = 0; f < from.length; f++) {
            if (from[f] > 0) {
                size = Math.max(size, to[f] > 0 ? Math.abs(Math.log(to[f] / from[f])) : 1);
            }
        }
        return size;
    }

    /** Returns where the average information points to; a variance that is nothing already and would fall is zero from then on. */
    private double[] next(IterativePoint point, double[] longest) {
        double[] gamma = point.gamma();
        double[] next = gamma.clone();
        int[] free = IntStream.range(0, gamma.length)
                .filter(f -> gamma[f] > 0 && !(gamma[f] <= floor[f] && point.gradient()[f] > 0))
                .toArray();
        for (int f = 0; f < gamma.length; f++) {
            next[f] = 0;
        }
        double[] least = new double[gamma.length];
        double[] most = new double[gamma.length];
        for (int f : free) {
            next[f] = gamma[f];
            least[f] = Math.max(floor[f], gamma[f] / Math.exp(longest[f]));
            most[f] = gamma[f] * Math.exp(longest[f]);
        }
        while (free.length > 0) {
            double[] step = newton(point, next, free);
            int out = farthestOut(gamma, step, free, least, most);
            if (out < 0) {
                for (int i = 0; i < free.length; i++) {
                    next[free[i]] = gamma[free[i]] + step[i];
                }
                return next;
            }
            // held at its bound, where the steps of the others take it into account
            int f = free[out];
            next[f] = gamma[f] + step[out] < least[f] ? least[f] : most[f];
            free = Arrays.stream(free).filter(g -> g != f).toArray();
        }
        return next;
    }

    /** Returns the position of the step that goes farthest beyond its bounds, -1 if all stay within. */
    private static int farthestOut(double[] gamma, double[] step, int[] free, double[] least, double[] most) {
        int out = -1;
        double farthest = 0;
        for (int i = 0; i < free.length; i++) {
            int f = free[i];
            double to = gamma[f] + step[i];
            double beyond = Math.max(least[f] - to, to - most[f]) / gamma[f];
            if (beyond > farthest) {
                farthest = beyond;
                out = i;
            }
        }
        return out;
    }

    /** Returns the steps of some variances to where the model of the criterion is least while the others go to where {@code next} has them. */
    private static double[] newton(IterativePoint point, double[] next, int[] free) {
        int k = free.length;
        double[] matrix = new double[k * k];
        double[] step = new double[k];
        for (int i = 0; i < k; i++) {
            double[] row = point.information()[free[i]];
            step[i] = -point.gradient()[free[i]];
            for (int f = 0; f < next.length; f++) {
                step[i] -= row[f] * (next[f] - point.gamma()[f]);
            }
            for (int j = 0; j < k; j++) {
                matrix[i * k + j] = row[free[j]];
            }
        }
        if (!SmallMatrices.cholesky(matrix, 0, k)) {
            return Arrays.stream(free)
                    .mapToDouble(f -> -Math.signum(point.gradient()[f]) * point.gamma()[f] / 2)
                    .toArray();
        }
        SmallMatrices.solveLower(matrix, 0, k, step, 0, 1);
        SmallMatrices.solveLowerTransposed(matrix, 0, k, step, 0, 1);
        return step;
    }
}
