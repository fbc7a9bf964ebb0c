package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;

/**
 * The Cholesky factor of A = [Z X]'W[Z X], by which A'e-like sums of a residual e are drawn without its rows.
 *
 * <p>With e ~ N(0, W^-1) the sums v = [Z X]'We are normal with covariance A, so v = Lz with LL' = A and z standard normal; the part of e in
 * the space of [Z X] has squared length z'z over the pivots that are not zero, and the rest of e'We is chi-squared on the rows that are
 * left. Z may be rank-deficient, as that of crossed factors always is: directions that repeat earlier ones have a zero pivot. Immutable.
 */
public final class RowsFactor {
    /** What of a column's sum of squares remains by rounding when it repeats earlier ones. */
    private static final double REPEATED = 1e-10;

    private final Plan plan;
    private final BlockedWorkspace factor;
    private final int p;
    private final int[] levels;
    private final int[] widths;
    /** The size of each column of Z, by which it was divided. */
    private final double[][] scale;

    private final long rank;

    RowsFactor(Omega omega, Plan plan, Workers workers) {
        this.plan = plan;
        this.p = omega.p;
        this.levels = omega.products.levels;
        this.widths = omega.products.widths;
        this.scale = new double[widths.length][];
        this.factor = new BlockedWorkspace(plan, p);
        double[][] lambda = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            int q = widths[f];
            double[] information = omega.products.meanInformation(f);
            scale[f] = new double[q];
            lambda[f] = new double[q * q];
            for (int j = 0; j < q; j++) {
                scale[f][j] = information[j] > 0 ? Math.sqrt(information[j]) : 1;
                lambda[f][j * (q + 1)] = 1 / scale[f][j];
            }
        }
        omega.assemble(lambda, factor, workers);
        this.rank = eliminate(workers);
    }

    /** Factors A, which stands in the workspace with ones too many on the diagonal of Z's part; returns its rank. */
    private long eliminate(Workers workers) {
        Elimination elimination = new Elimination(plan, factor, p);
        double[][] least = new double[plan.sparse][];
        for (int i = 0; i < plan.sparse; i++) {
            int q = plan.width[i];
            least[i] = new double[q];
            for (int a = 0; a < q; a++) {
                factor.diagonal[i][a * (q + 1)] -= 1;
                least[i][a] = REPEATED * factor.diagonal[i][a * (q + 1)];
            }
        }
        for (int d = 0; d < plan.denseOrder; d++) {
            factor.rest[d][d] -= 1;
        }
        int dense = plan.denseOrder + p;
        double[] leastDense = new double[dense];
        for (int d = 0; d < dense; d++) {
            leastDense[d] = REPEATED * factor.rest[d][d];
        }
        long count = 0;
        for (int i = 0; i < plan.sparse; i++) {
            workers.checkCancelled();
            int q = plan.width[i];
            SmallMatrices.semidefiniteCholesky(factor.diagonal[i], 0, q, least[i]);
            for (int a = 0; a < q; a++) {
                count += factor.diagonal[i][a * (q + 1)] > 0 ? 1 : 0;
            }
            SmallMatrices.solveLower(factor.diagonal[i], 0, q, factor.rows[i], 0, plan.rowWidth[i]);
            elimination.subtractSquare(i);
        }
        return count + semidefinite(factor.rest, leastDense, dense, workers);
    }

    /** Does the same as {@link SmallMatrices#semidefiniteCholesky} to the lower triangle of rows; returns the rank. */
    private static int semidefinite(double[][] a, double[] least, int n, Workers workers) {
        int count = 0;
        for (int j = 0; j < n; j++) {
            workers.checkCancelled();
            double[] row = a[j];
            double d = row[j];
            for (int k = 0; k < j; k++) {
                d -= row[k] * row[k];
            }
            boolean distinct = d > least[j];
            count += distinct ? 1 : 0;
            double pivot = distinct ? Math.sqrt(d) : 0;
            row[j] = pivot;
            for (int i = j + 1; i < n; i++) {
                double[] other = a[i];
                double s = other[j];
                for (int k = 0; k < j && distinct; k++) {
                    s -= other[k] * row[k];
                }
                other[j] = distinct ? s / pivot : 0;
            }
        }
        return count;
    }

    /** Returns the rank of [Z X]. */
    public long rank() {
        return rank;
    }

    /** Returns the part of X'WX that is not in the space of Z, p x p. */
    public double[] xxBesideZ() {
        double[] l = new double[p * p];
        for (int i = 0; i < p; i++) {
            System.arraycopy(factor.rest[plan.denseOrder + i], plan.denseOrder, l, i * p, i + 1);
        }
        return SmallMatrices.timesTransposed(l, p, p);
    }

    /** Draws one v, with standard normal numbers from {@code normal}. */
    public Draw draw(DoubleSupplier normal) {
        double[][] z = new double[widths.length][];
        for (int f = 0; f < z.length; f++) {
            z[f] = new double[levels[f] * widths[f]];
        }
        int dense = plan.denseOrder;
        double[] rest = new double[dense + p];
        double squares = 0;
        for (int i = 0; i < plan.sparse; i++) {
            squares += drawNode(i, normal, z, rest);
        }
        double squaresOfX = 0;
        double[] within = new double[p];
        for (int d = 0; d < dense + p; d++) {
            double number = factor.rest[d][d] > 0 ? normal.getAsDouble() : 0;
            squares += d < dense ? number * number : 0;
            squaresOfX += d < dense ? 0 : number * number;
            for (int e = d; e < dense + p && number != 0; e++) {
                double part = factor.rest[e][d] * number;
                rest[e] += part;
                if (d >= dense) {
                    within[e - dense] += part;
                }
            }
        }
        for (int i = plan.sparse; i < plan.nodes; i++) {
            System.arraycopy(rest, plan.denseRow[i], z[plan.factor[i]], plan.level[i] * plan.width[i], plan.width[i]);
        }
        for (int f = 0; f < z.length; f++) {
            for (int k = 0; k < z[f].length; k++) {
                z[f][k] *= scale[f][k % widths[f]];
            }
        }
        return new Draw(z, Arrays.copyOfRange(rest, dense, dense + p), within, squares, squaresOfX);
    }

    /** Adds what the normal numbers of a node give to its own sums and to those of its neighbours; returns their squares. */
    private double drawNode(int i, DoubleSupplier normal, double[][] z, double[] rest) {
        int q = plan.width[i];
        int columns = plan.rowWidth[i];
        double[] own = z[plan.factor[i]];
        double squares = 0;
        for (int a = 0; a < q; a++) {
            double number = factor.diagonal[i][a * (q + 1)] > 0 ? normal.getAsDouble() : 0;
            if (number == 0) {
                continue;
            }
            squares += number * number;
            for (int b = a; b < q; b++) {
                own[plan.level[i] * q + b] += factor.diagonal[i][b * q + a] * number;
            }
            int at = a * columns;
            for (int j : plan.structure[i]) {
                int w = plan.width[j];
                for (int y = 0; y < w; y++) {
                    double part = factor.rows[i][at++] * number;
                    if (j < plan.sparse) {
                        z[plan.factor[j]][plan.level[j] * w + y] += part;
                    } else {
                        rest[plan.denseRow[j] + y] += part;
                    }
                }
            }
            for (int j = 0; j < p; j++) {
                rest[plan.denseOrder + j] += factor.rows[i][at + j] * number;
            }
        }
        return squares;
    }

    /**
     * Sums of one e.
     *
     * @param z Z'We of each factor, levels x q
     * @param x X'We, p
     * @param xWithin the part of X'We that is not in the space of Z, p
     * @param squares squared length of e's part in the space of Z
     * @param squaresOfX that of its part in the space of X beside Z
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over at once to what owns it
    public record Draw(double[][] z, double[] x, double[] xWithin, double squares, double squaresOfX) {}
}
