package org.multilevel.model;

import java.util.List;
import org.multilevel.design.DesignBlock;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;

/**
 * Tells whether the estimates of a generalised model are those of rows, from sums over them.
 *
 * <p>The modes of the effects solve b = Sigma Z'l' at the estimates, with the derivatives l' of the log-densities of the rows; and the sum of
 * the squared Pearson residuals is the one that the fit found. Both hold at any estimates, also of a fit that did not converge.
 */
final class ModeEquations {
    /** The modes are found to far less than that of the terms that cancel in their equations, and other rows give far more. */
    private static final double TOLERANCE = 1e-5;

    private final List<GroupingFactor> factors;
    private final double[][] sums;
    private final double[][] sizes;
    private final double squaresOfFit;
    private double squares;

    ModeEquations(ModelParts parts, Generalised model) {
        this.factors = parts.factors();
        this.sums = zeros();
        this.sizes = zeros();
        boolean dispersed = model.distribution().family().hasDispersion();
        int parameters = parts.fixed().size()
                + factors.stream().mapToInt(factor -> factor.theta().length).sum()
                + (dispersed ? 1 : 0);
        double scale = model.distribution().family() == Family.GAMMA ? model.dispersion() : 1;
        this.squaresOfFit = model.overdispersion() * (parts.rows().used() - parameters) * scale;
    }

    private double[][] zeros() {
        return factors.stream()
                .map(factor -> new double[factor.size() * factor.width()])
                .toArray(double[][]::new);
    }

    /**
     * Takes row i of the block into account.
     *
     * @param score the derivative of its log-density in the linear predictor
     * @param pearson its Pearson residual
     */
    void add(DesignBlock block, int i, double score, double pearson) {
        for (int f = 0; f < sums.length; f++) {
            int q = factors.get(f).width();
            int at = block.level[f][i] * q;
            for (int k = 0; k < q; k++) {
                double part = block.z[f][i * q + k] * score;
                sums[f][at + k] += part;
                sizes[f][at + k] += Math.abs(part);
            }
        }
        squares += pearson * pearson;
    }

    /** Returns whether the estimates are those of the rows so far; the squares are not known of a fit with as many parameters as rows. */
    boolean hold() {
        if (!Double.isNaN(squaresOfFit) && isOff(squares - squaresOfFit, squares + squaresOfFit)) {
            return false;
        }
        for (int f = 0; f < sums.length; f++) {
            GroupingFactor factor = factors.get(f);
            for (int level = 0; level < factor.size(); level++) {
                if (!holds(factor, f, level)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean holds(GroupingFactor factor, int f, int level) {
        int q = factor.width();
        for (int j = 0; j < q; j++) {
            double rest = factor.effect(level, j);
            double size = Math.abs(rest);
            for (int k = 0; k < q; k++) {
                double covariance = factor.covariance(j, k);
                rest -= covariance * sums[f][level * q + k];
                size += Math.abs(covariance) * sizes[f][level * q + k];
            }
            if (isOff(rest, size)) {
                return false;
            }
        }
        return true;
    }

    /** Infinity and NaN, of values that are, are off too. */
    private static boolean isOff(double difference, double size) {
        return !(Math.abs(difference) <= TOLERANCE * size && Double.isFinite(size));
    }
}
