package org.multilevel.glm.problem;

import org.multilevel.design.Design;
import org.multilevel.design.FixedTerm;
import org.multilevel.error.ModelException;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.problem.Problem;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.density.Density;
import org.multilevel.glm.marginal.ProfiledLikelihood;
import org.multilevel.glm.rows.ModelRows;
import org.multilevel.glm.rows.RowBlock;

/**
 * The model without its random effects, by Fisher's or Newton's steps: where the search for the coefficients begins, and where predictors
 * that separate the outcomes are found.
 */
final class OrdinaryFit {
    private static final int MOST_STEPS = 60;
    private static final double SETTLED = 1e-10;
    /** A squared coefficient of variation that is rounding. */
    private static final double EXACT = 1e-12;
    /** Means nearer to the end of their range than this are told from it no more: those of a logit of 12. */
    private static final double FAR = 6e-6;
    /** The least step of a linear predictor on its way out; with probit and cloglog they shorten as it goes. */
    private static final double MOVING = 0.02;
    /** What of the largest step is none: rounding, and what the rows that are not separated still settle. */
    private static final double STILL = 1e-4;

    private final ModelRows rows;
    private final Distribution distribution;
    private final Density density;
    private final int p;

    private OrdinaryFit(ModelRows rows, Distribution distribution) {
        this.rows = rows;
        this.distribution = distribution;
        this.density = distribution.family() == Family.NEGATIVE_BINOMIAL
                ? Density.of(Distribution.of(Family.POISSON), 0)
                : Density.of(distribution, 0);
        this.p = rows.p;
    }

    /**
     * Returns coefficients of the standardised kept columns, and the logarithm of the dispersion by moments.
     *
     * @throws ModelException if predictors separate the outcomes, so that a coefficient has no finite estimate
     */
    static ProfiledLikelihood.State of(ModelRows rows, Distribution distribution, Problem problem) {
        OrdinaryFit fit = new OrdinaryFit(rows, distribution);
        double[] beta = fit.beta(problem);
        return new ProfiledLikelihood.State(beta, fit.zeta(beta), new double[0][]);
    }

    private double[] beta(Problem problem) {
        double[] beta = solve(new double[p], true);
        double value = value(beta);
        for (int halving = 0; halving < 60 && !Double.isFinite(value); halving++) {
            for (int j = 0; j < p; j++) {
                beta[j] /= 2;
            }
            value = value(beta);
        }
        double[] last = new double[p];
        for (int step = 0; step < MOST_STEPS && p > 0; step++) {
            double[] next = solve(beta, false);
            double part = 1;
            double[] tried = next;
            double reached = value(tried);
            while (!(reached >= value - SETTLED * (1 + Math.abs(value))) && part > 1e-9) {
                part /= 2;
                tried = between(beta, next, part);
                reached = value(tried);
            }
            for (int j = 0; j < p; j++) {
                last[j] = next[j] - beta[j];
            }
            double gain = reached - value;
            beta = tried;
            value = reached;
            boolean out = movesOut(last, beta);
            if (out && separates(last)) {
                throw separated(last, problem);
            }
            if (gain < SETTLED * (1 + Math.abs(value)) && !out) {
                return beta;
            }
        }
        return beta;
    }

    /** Returns whether a step still moves a row whose mean is at the end of its range already. */
    private boolean movesOut(double[] step, double[] beta) {
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                if (block.weight[r] > 0 && isFar(block.predictor(r, beta)) && Math.abs(block.fixed(r, step)) > MOVING) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether the mean that goes with a linear predictor is as good as at the end of its range, where nothing is left to gain. */
    private boolean isFar(double eta) {
        double mean = distribution.link().mean(eta);
        return switch (distribution.family()) {
            case BINOMIAL -> Math.min(mean, 1 - mean) < FAR;
            case POISSON, NEGATIVE_BINOMIAL -> mean < FAR;
            case GAMMA -> false;
        };
    }

    /** Returns whether a direction makes every outcome at least as likely, for ever, and some more likely. */
    private boolean separates(double[] step) {
        double most = 0;
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                most = block.weight[r] > 0 ? Math.max(most, Math.abs(block.fixed(r, step))) : most;
            }
        }
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                double change = block.fixed(r, step);
                boolean atLeast = block.y[r] == 0;
                boolean atMost = distribution.family() == Family.BINOMIAL && block.y[r] == block.size[r];
                boolean better = (change < 0 && atLeast) || (change > 0 && atMost);
                if (block.weight[r] > 0 && !better && Math.abs(change) > STILL * most) {
                    return false;
                }
            }
        }
        return most > 0;
    }

    private ModelException separated(double[] step, Problem problem) {
        Design design = problem.design();
        int[] kept = problem.keptColumns();
        int most = 0;
        double largest = -1;
        for (int j = 0; j < p; j++) {
            if (!design.fixed().get(kept[j]).isIntercept() && Math.abs(step[j]) > largest) {
                largest = Math.abs(step[j]);
                most = j;
            }
        }
        int column = kept[most];
        String term = design.fixedTerms().stream()
                .filter(each -> each.first() <= column && column < each.first() + each.width())
                .map(FixedTerm::name)
                .findFirst()
                .orElseThrow();
        return new ModelException("The predictors tell the outcome of "
                + design.response().name() + " without error in some or all rows (the coefficient of "
                + design.fixed().get(column).name() + " grows without end), so the likelihood has no maximum; leave "
                + term + " out, or put its levels together.");
    }

    private static double[] between(double[] from, double[] to, double part) {
        double[] between = from.clone();
        for (int j = 0; j < from.length; j++) {
            between[j] += part * (to[j] - from[j]);
        }
        return between;
    }

    private double value(double[] beta) {
        double sum = 0;
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                sum += block.weight[r] * density.value(block.y[r], block.size[r], block.predictor(r, beta));
            }
        }
        return Double.isNaN(sum) ? Double.NEGATIVE_INFINITY : sum;
    }

    /** Returns the coefficients after one step from linear predictors, which are guessed from the response at first. */
    private double[] solve(double[] beta, boolean first) {
        double[] square = new double[p * p];
        double[] right = new double[p];
        double[] to = new double[4];
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                double eta = first ? guess(block, r) : block.predictor(r, beta);
                density.at(block.y[r], block.size[r], eta, to);
                double w = -to[2] * block.weight[r];
                double working = w * (eta - block.offset[r]) + to[1] * block.weight[r];
                for (int i = 0; i < p; i++) {
                    double x = block.x[r * p + i];
                    right[i] += x * working;
                    for (int j = 0; j <= i; j++) {
                        square[i * p + j] += w * x * block.x[r * p + j];
                    }
                }
            }
        }
        for (int i = 0; i < p; i++) {
            square[i * p + i] *= 1 + 1e-14;
        }
        if (!SmallMatrices.cholesky(square, 0, p)) {
            return beta;
        }
        SmallMatrices.solveLower(square, 0, p, right, 0, 1);
        SmallMatrices.solveLowerTransposed(square, 0, p, right, 0, 1);
        return right;
    }

    private double guess(RowBlock block, int r) {
        double mean = distribution.family() == Family.BINOMIAL
                ? (block.y[r] + 0.5) / (block.size[r] + 1)
                : Math.max(block.y[r], distribution.family() == Family.GAMMA ? 1e-300 : 0.1);
        return distribution.link().of(mean);
    }

    private double zeta(double[] beta) {
        if (!distribution.family().hasDispersion()) {
            return 0;
        }
        double squares = 0;
        double means = 0;
        double count = 0;
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                double mean = distribution.link().mean(block.predictor(r, beta));
                double rest = block.y[r] - mean;
                count += block.weight[r];
                if (distribution.family() == Family.GAMMA) {
                    squares += block.weight[r] * rest * rest / (mean * mean);
                } else {
                    squares += block.weight[r] * (rest * rest - mean);
                    means += block.weight[r] * mean * mean;
                }
            }
        }
        double relative = distribution.family() == Family.GAMMA ? squares / count : squares / means;
        if (distribution.family() == Family.GAMMA && relative < EXACT) {
            return -Math.log(Math.max(Double.MIN_NORMAL, relative));
        }
        return -Math.log(Math.min(20, Math.max(0.02, relative)));
    }
}
