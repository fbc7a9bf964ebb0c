package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The second derivatives of the criterion with a single grouping factor.
 *
 * <p>With A = Z'V^-1Z, E = Z'V^-1X K (K K' = (X'V^-1X)^-1) and u = Z'V^-1(y - X beta) of each level, f the weight of log |X'V^-1X| and w
 * that of r^2, whose own derivative is -w^2/df: the first derivative along D is sum tr S D, S = A - f E E' - w u u'; the second along D
 * and G is sum tr D A G N - f tr F_D F_G - 2 w b_D'b_G - w^2/df c_D c_G with N = 2 f E E' + 2 w u u' - A, where F_D = sum E'D E,
 * b_D = sum E'D u and c_D = sum u'D u run over all levels (derivatives of P = V^-1 - V^-1X (X'V^-1X)^-1 X'V^-1; Searle, Casella, McCulloch
 * 1992, Variance Components, appendix M.7). Everything costs about one more evaluation.
 */
final class SingleCurvature {
    /** So many chunks are worked on before their sums are added up, which bounds the storage. */
    private static final int WAVE = 8;

    private final double[] inverseFactor;
    private final double fixedWeight;
    private final double residualWeight;
    private final int p;
    private final int q;
    private final CurvatureStrip.Sums total;

    /** @param total the sums over all levels, which were asked for with these weights */
    SingleCurvature(int q, FixedPart fixed, double fixedWeight, double residualWeight, CurvatureStrip.Sums total) {
        this.inverseFactor = fixed.inverseFactor();
        this.fixedWeight = fixedWeight;
        this.residualWeight = residualWeight;
        this.p = fixed.columns();
        this.q = q;
        this.total = total;
    }

    /** Returns the derivatives; {@code degrees} is df. */
    CovarianceDerivatives.Values derivatives(double degrees) {
        return new CovarianceDerivatives.Values(total.s, second(total, degrees));
    }

    /** Returns the derivatives with w held, and those of r^2 and (X'V^-1X)^-1. */
    ExactDerivatives all() {
        double[] residual = new double[q * q];
        double[][] inverse = new double[q * q][];
        for (int a = 0; a < q; a++) {
            for (int b = 0; b < q; b++) {
                residual[a * q + b] = -square(total, a, b);
                double[] half = SmallMatrices.times(fixed(total, a, b), inverseFactor, p, p, p);
                inverse[a * q + b] = SmallMatrices.times(SmallMatrices.transposed(inverseFactor, p, p), half, p, p, p);
            }
        }
        return new ExactDerivatives(total.s, second(total, Double.POSITIVE_INFINITY), residual, inverse);
    }

    /**
     * Sums over the levels of a problem.
     *
     * @param fixed of all levels, where these are only some
     * @param withFixed whether F is wanted, which the criterion needs only with a weight
     */
    static CurvatureStrip.Sums sums(
            SingleFactorSystem system,
            double[] lambda,
            FixedPart fixed,
            double fixedWeight,
            double residualWeight,
            boolean withFixed) {
        double[][] combinations = fixed.orthogonalColumns();
        CurvatureStrip.Sums total = new CurvatureStrip.Sums(system.q, system.p, withFixed);
        CurvatureStrip[] wave = new CurvatureStrip[Math.min(WAVE, system.chunks)];
        Arrays.setAll(
                wave, i -> new CurvatureStrip(system, lambda, combinations, fixedWeight, residualWeight, withFixed));
        for (int from = 0; from < system.chunks; from += WAVE) {
            int first = from;
            int count = Math.min(WAVE, system.chunks - from);
            system.workers.run(count, i -> wave[i].sum(system.chunkStart(first + i), system.chunkStart(first + i + 1)));
            for (int i = 0; i < count; i++) {
                total.add(wave[i].sums);
            }
        }
        return total;
    }

    private double[] second(CurvatureStrip.Sums sums, double degrees) {
        int square = q * q;
        double[] second = new double[square * square];
        double[][] fixed = new double[square][];
        double[][] mixed = new double[square][];
        for (int ab = 0; ab < square; ab++) {
            int ba = ab % q * q + ab / q;
            boolean known = ba < ab;
            fixed[ab] = known ? fixed[ba] : fixedWeight > 0 ? fixed(sums, ab / q, ab % q) : new double[0];
            mixed[ab] = known ? mixed[ba] : mixed(sums, ab / q, ab % q);
        }
        for (int ab = 0; ab < square; ab++) {
            for (int cd = 0; cd < square; cd++) {
                second[ab * square + cd] = symmetric(sums.outer, ab / q, ab % q, cd / q, cd % q)
                        - fixedWeight * SmallMatrices.dot(fixed[ab], fixed[cd])
                        - 2 * residualWeight * SmallMatrices.dot(mixed[ab], mixed[cd])
                        - residualWeight
                                * residualWeight
                                / degrees
                                * square(sums, ab / q, ab % q)
                                * square(sums, cd / q, cd % q);
            }
        }
        return second;
    }

    /** Returns the mean of an element over the exchanges a b, c d, and ab cd. */
    private double symmetric(double[] h, int a, int b, int c, int d) {
        return 0.125
                * (at(h, a, b, c, d)
                        + at(h, b, a, c, d)
                        + at(h, a, b, d, c)
                        + at(h, b, a, d, c)
                        + at(h, c, d, a, b)
                        + at(h, d, c, a, b)
                        + at(h, c, d, b, a)
                        + at(h, d, c, b, a));
    }

    /** Returns sum A_bc N_da. */
    private double at(double[] h, int a, int b, int c, int d) {
        return h[(b * q + c) * q * q + d * q + a];
    }

    /** Returns c of a pair of columns. */
    private double square(CurvatureStrip.Sums sums, int a, int b) {
        return sums.squares[Math.max(a, b) * q + Math.min(a, b)];
    }

    /** Returns b of a pair of columns, p. */
    private double[] mixed(CurvatureStrip.Sums sums, int a, int b) {
        double[] mixed = new double[p];
        for (int k = 0; k < p; k++) {
            mixed[k] = 0.5 * (sums.mixed[(a * p + k) * q + b] + sums.mixed[(b * p + k) * q + a]);
        }
        return mixed;
    }

    /** Returns F of a pair of columns, p x p, symmetric. */
    private double[] fixed(CurvatureStrip.Sums sums, int a, int b) {
        double[] fixed = new double[p * p];
        for (int k = 0; k < p; k++) {
            for (int l = 0; l < p; l++) {
                fixed[k * p + l] = 0.5 * (product(sums, a * p + k, b * p + l) + product(sums, a * p + l, b * p + k));
            }
        }
        return fixed;
    }

    private double product(CurvatureStrip.Sums sums, int i, int j) {
        return sums.fixed[Math.max(i, j) * q * p + Math.min(i, j)];
    }
}
