package org.multilevel.glm.marginal;

import java.util.Arrays;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.glm.density.Density;
import org.multilevel.glm.modes.Mode;
import org.multilevel.glm.rows.ModelRows;
import org.multilevel.glm.rows.RowBlock;

/**
 * Adaptive Gauss-Hermite quadrature over the effects of the levels of a single factor.
 *
 * <p>Nodes u_k = u + L^-T z_k, H = L L' at the mode u of a level, with weights w_k of the normal distribution: the likelihood of a level is
 * |H|^-1/2 sum w_k exp(-h(u_k) + z_k'z_k / 2). With pi_k the share of node k in that sum, N = sum pi_k L^-1 (dh/du at u_k) z_k', and P the
 * symmetric matrix that has half of the upper triangle of N in both triangles (and half of its diagonal), the spread
 * C = L^-T (I - 2 P) L^-1 takes the place of H^-1 in the derivative of Laplace's approximation. Source: Pinheiro and Bates (1995), J. Comp.
 * Graph. Stat. 4, 12-35; the derivative is that of their formula by the chain rule through the Cholesky factor.
 */
public final class Quadrature {
    /** The most random effects per level; nodes are counted in powers of it. */
    public static final int MOST_COLUMNS = 3;

    private final ModelRows rows;
    private final int q;
    /** Nodes z, count x q. */
    private final double[] nodes;

    private final double[] logWeights;
    private final int count;

    Quadrature(ModelRows rows, int points) {
        this.rows = rows;
        this.q = rows.widths[0];
        GaussIntegrator rule = new GaussIntegratorFactory().hermite(points);
        int total = 1;
        for (int k = 0; k < q; k++) {
            total *= points;
        }
        this.count = total;
        this.nodes = new double[total * q];
        this.logWeights = new double[total];
        for (int k = 0; k < total; k++) {
            int rest = k;
            for (int d = 0; d < q; d++) {
                int at = rest % points;
                rest /= points;
                nodes[k * q + d] = Math.sqrt(2) * rule.getPoint(at);
                logWeights[k] += Math.log(rule.getWeight(at)) - Math.log(Math.PI) / 2;
            }
        }
    }

    /**
     * The integral and what its derivative is made of.
     *
     * @param value -2 log-likelihood without constants of l
     * @param spread C of each level, q x q
     * @param inverse H^-1 of each level
     * @param meanDown a = sum pi_k dh/du at u_k of each level
     * @param half half of what the nodes have of the derivative in lambda explicitly, q x q
     */
    @SuppressWarnings("ArrayRecordComponent") // passed between loops of this package only
    record Integral(double value, double[] spread, double[] inverse, double[] meanDown, double[] half) {

        /** Returns H^-1 (Lambda's + 2 a) for sums s over the levels. */
        double[][] solve(double[][] sums, double[][] lambda) {
            int q = (int) Math.round(Math.sqrt(lambda[0].length));
            double[] v = new double[sums[0].length];
            double[] right = new double[q];
            for (int at = 0; at < v.length; at += q) {
                for (int j = 0; j < q; j++) {
                    right[j] = 2 * meanDown[at + j];
                    for (int i = 0; i < q; i++) {
                        right[j] += lambda[0][i * q + j] * sums[0][at + i];
                    }
                }
                for (int i = 0; i < q; i++) {
                    for (int j = 0; j < q; j++) {
                        v[at + i] += inverse[(at + i) * q + j] * right[j];
                    }
                }
            }
            return new double[][] {v};
        }
    }

    /**
     * Integrates.
     *
     * @param inverse H^-1 of each level
     */
    Integral integrate(double[][] lambda, Density density, Mode mode, double[] inverse) {
        int levels = mode.u()[0].length / q;
        double[] factors = factors(lambda[0], mode, levels);
        double[] shifts = shifts(factors, levels);
        double[] moved = new double[shifts.length];
        SmallMatrices.timesTransposedInto(shifts, lambda[0], moved, 0, levels * count, q, q);
        double[] joint = joint(mode, shifts, moved, density, levels);
        double[] shares = new double[levels * count];
        double value = mode.factor().logDetRandom() - 2 * logSums(joint, shares, levels);
        return derivative(lambda[0], density, mode, inverse, factors, shifts, moved, shares, value);
    }

    /** Returns L of each level. */
    private double[] factors(double[] lambda, Mode mode, int levels) {
        double[] factors = new double[levels * q * q];
        double[] scratch = new double[q * q];
        for (int level = 0; level < levels; level++) {
            SmallMatrices.penalised(mode.products().zz[0], level * q * q, lambda, q, factors, level * q * q, scratch);
            SmallMatrices.cholesky(factors, level * q * q, q);
        }
        return factors;
    }

    /** Returns L^-T z_k of each level and node. */
    private double[] shifts(double[] factors, int levels) {
        double[] shifts = new double[levels * count * q];
        double[] z = new double[q];
        for (int level = 0; level < levels; level++) {
            for (int k = 0; k < count; k++) {
                System.arraycopy(nodes, k * q, z, 0, q);
                SmallMatrices.solveLowerTransposed(factors, level * q * q, q, z, 0, 1);
                System.arraycopy(z, 0, shifts, (level * count + k) * q, q);
            }
        }
        return shifts;
    }

    /** Returns -h at the nodes plus z'z / 2 and the logarithms of the weights, levels x nodes. */
    private double[] joint(Mode mode, double[] shifts, double[] moved, Density density, int levels) {
        double[] joint = new double[levels * count];
        for (int level = 0; level < levels; level++) {
            for (int k = 0; k < count; k++) {
                double sum = logWeights[k];
                for (int d = 0; d < q; d++) {
                    double u = mode.u()[0][level * q + d] + shifts[(level * count + k) * q + d];
                    double z = nodes[k * q + d];
                    sum += (z * z - u * u) / 2;
                }
                joint[level * count + k] = sum;
            }
        }
        for (RowBlock block : rows.blocks()) {
            for (int r = 0; r < block.rows; r++) {
                int at = block.level[0][r] * count;
                for (int k = 0; k < count; k++) {
                    joint[at + k] +=
                            block.weight[r] * density.value(block.y[r], block.size[r], eta(block, r, moved, at + k));
                }
            }
        }
        return joint;
    }

    private double eta(RowBlock block, int r, double[] moved, int node) {
        double eta = block.eta[r];
        for (int d = 0; d < q; d++) {
            eta += block.z[0][r * q + d] * moved[node * q + d];
        }
        return eta;
    }

    /** Writes pi_k of each level; returns the sum of the logarithms of the levels' sums. */
    private double logSums(double[] joint, double[] shares, int levels) {
        double total = 0;
        for (int level = 0; level < levels; level++) {
            int at = level * count;
            double most = Double.NEGATIVE_INFINITY;
            for (int k = at; k < at + count; k++) {
                most = Math.max(most, joint[k]);
            }
            double sum = 0;
            for (int k = at; k < at + count; k++) {
                shares[k] = Math.exp(joint[k] - most);
                sum += shares[k];
            }
            for (int k = at; k < at + count; k++) {
                shares[k] /= sum;
            }
            total += most + Math.log(sum);
        }
        return total;
    }

    private Integral derivative(
            double[] lambda,
            Density density,
            Mode mode,
            double[] inverse,
            double[] factors,
            double[] shifts,
            double[] moved,
            double[] shares,
            double value) {
        double[] sums = scores(density, moved, shares);
        int levels = mode.u()[0].length / q;
        double[] spread = new double[levels * q * q];
        double[] meanDown = new double[levels * q];
        double[] half = new double[q * q];
        double[] down = new double[q];
        double[] n = new double[q * q];
        for (int level = 0; level < levels; level++) {
            Arrays.fill(n, 0);
            for (int k = 0; k < count; k++) {
                int node = level * count + k;
                double share = shares[node];
                for (int i = 0; i < q; i++) {
                    double u = mode.u()[0][level * q + i] + shifts[node * q + i];
                    down[i] = u;
                    for (int j = 0; j < q; j++) {
                        down[i] -= lambda[j * q + i] * sums[node * q + j];
                        half[j * q + i] -= share * sums[node * q + j] * u;
                    }
                    meanDown[level * q + i] += share * down[i];
                }
                SmallMatrices.solveLower(factors, level * q * q, q, down, 0, 1);
                for (int i = 0; i < q; i++) {
                    for (int j = 0; j < q; j++) {
                        n[i * q + j] += share * down[i] * nodes[k * q + j];
                    }
                }
            }
            spread(n, factors, level, spread);
        }
        return new Integral(value, spread, inverse, meanDown, half);
    }

    /** Returns Z'l' at every node of each level, levels x nodes x q; leaves in the rows the averages of l' and dl/dzeta over the nodes. */
    private double[] scores(Density density, double[] moved, double[] shares) {
        double[] sums = new double[moved.length];
        double[] to = new double[4];
        double[] by = new double[3];
        boolean dispersed = density.hasDispersion();
        for (RowBlock block : rows.worked()) {
            double[] score = block.averaged();
            double[] byZeta = block.made;
            Arrays.fill(score, 0);
            Arrays.fill(byZeta, 0);
            for (int r = 0; r < block.rows; r++) {
                int at = block.level[0][r] * count;
                for (int k = 0; k < count; k++) {
                    double eta = eta(block, r, moved, at + k);
                    density.at(block.y[r], block.size[r], eta, to);
                    double own = block.weight[r] * to[1];
                    score[r] += shares[at + k] * own;
                    for (int d = 0; d < q; d++) {
                        sums[(at + k) * q + d] += block.z[0][r * q + d] * own;
                    }
                    if (dispersed) {
                        density.byZeta(block.y[r], eta, by);
                        byZeta[r] += shares[at + k] * by[0];
                    }
                }
            }
        }
        return sums;
    }

    /** Writes C = L^-T (I - 2 P) L^-1 of a level. */
    private void spread(double[] n, double[] factors, int level, double[] spread) {
        double[] middle = new double[q * q];
        for (int i = 0; i < q; i++) {
            middle[i * q + i] = 1 - n[i * q + i];
            for (int j = i + 1; j < q; j++) {
                middle[i * q + j] = -n[i * q + j];
                middle[j * q + i] = -n[i * q + j];
            }
        }
        double[] inverse =
                SmallMatrices.invertLower(Arrays.copyOfRange(factors, level * q * q, (level + 1) * q * q), q);
        double[] right = SmallMatrices.times(middle, inverse, q, q, q);
        double[] all = SmallMatrices.times(SmallMatrices.transposed(inverse, q, q), right, q, q, q);
        System.arraycopy(all, 0, spread, level * q * q, q * q);
    }
}
