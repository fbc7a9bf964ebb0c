package org.multilevel.fit.products;

import java.io.IOException;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * A second change of the fixed columns and the response, for designs whose cross-products alone would lose digits.
 *
 * <p>X* = X~ R with R upper triangular makes the columns nearly orthonormal, and y* = y~ - X* b takes the least-squares fit out of the
 * response. Reading the rows once more with these gives the accuracy of a QR decomposition: a raw cubic of calendar years keeps all
 * its digits. Columns that repeat others to rounding are left for the rank decision.
 */
public final class Orthogonalisation {
    /** Where less than this part of a column's or the response's sum of squares is left, another reading pays. */
    private static final double WORTHWHILE = 1e-6;
    /** What is left of a column that only rounding tells from a combination of others. */
    private static final double ROUNDING = 1e-12;

    private final int p;
    private final double[] rotation;
    private final double[] projection;
    /** Per column the sum of squares that unit length of the changed column stands for, over the original sum of squares. */
    private final double[] share;

    private final double responseSquares;

    private Orthogonalisation(int p, double[] rotation, double[] projection, double[] share, double responseSquares) {
        this.p = p;
        this.rotation = rotation;
        this.projection = projection;
        this.share = share;
        this.responseSquares = responseSquares;
    }

    /** Returns the change that changes nothing. */
    public static Orthogonalisation none(int p) {
        return new Orthogonalisation(p, new double[0], new double[0], new double[0], 0);
    }

    /** Returns the change that these cross-products (formed without one) call for, which may be {@link #none}. */
    public static Orthogonalisation of(CrossProducts products) {
        int p = products.p;
        int stride = p + 1;
        double[] xy = products.xy;
        double[] rotation = new double[p * p];
        double[] projection = new double[p];
        double[] share = new double[p];
        double[] l = new double[p * p];
        boolean worthwhile = false;
        double response = xy[stride * stride - 1];
        double left = response;
        for (int j = 0; j < p; j++) {
            double total = xy[j * stride + j];
            double rest = total;
            for (int k = 0; k < j; k++) {
                double s = xy[j * stride + k];
                for (int t = 0; t < k; t++) {
                    s -= l[j * p + t] * l[k * p + t];
                }
                l[j * p + k] = l[k * p + k] > 0 ? s / l[k * p + k] : 0;
                rest -= l[j * p + k] * l[j * p + k];
            }
            worthwhile |= rest < WORTHWHILE * total;
            boolean distinct = rest > ROUNDING * total;
            l[j * p + j] = distinct ? Math.sqrt(rest) : 0;
            double length = distinct ? l[j * p + j] : Math.sqrt(total > 0 ? total : 1);
            rotation[j * p + j] = 1 / length;
            share[j] = distinct ? rest / total : 1;
            for (int k = 0; k < j; k++) {
                for (int i = 0; i <= k; i++) {
                    rotation[i * p + j] -= rotation[i * p + k] * l[j * p + k] / length;
                }
            }
            if (distinct) {
                projection[j] = projected(xy, rotation, p, j);
                left -= projection[j] * projection[j];
            }
        }
        worthwhile |= left < WORTHWHILE * response;
        return worthwhile ? new Orthogonalisation(p, rotation, projection, share, response) : none(p);
    }

    private static double projected(double[] xy, double[] rotation, int p, int j) {
        double sum = 0;
        for (int i = 0; i <= j; i++) {
            sum += rotation[i * p + j] * xy[p * (p + 1) + i];
        }
        return sum;
    }

    void writeTo(PartWriter out) throws IOException {
        out.flag(!isNone());
        if (!isNone()) {
            out.numbers(rotation, rotation.length);
            out.numbers(projection, projection.length);
            out.numbers(share, share.length);
            out.number(responseSquares);
        }
    }

    /** Reads what {@link #writeTo} wrote for p columns. */
    static Orthogonalisation readFrom(PartReader in, int p) throws IOException {
        if (!in.flag()) {
            return none(p);
        }
        return new Orthogonalisation(p, in.numbers(p * p), in.numbers(p), in.numbers(p), in.number());
    }

    void addTo(Standardisation.Key key) {
        key.add(rotation);
        key.add(projection);
    }

    public boolean isNone() {
        return rotation.length == 0;
    }

    /** Returns the element of R in row i and column j, of which i is not the larger. */
    public double element(int i, int j) {
        return isNone() ? (i == j ? 1 : 0) : rotation[i * p + j];
    }

    /** Changes a row [x~ y~] in place. */
    void apply(double[] row) {
        if (isNone()) {
            return;
        }
        for (int j = p - 1; j >= 0; j--) {
            double s = 0;
            for (int i = 0; i <= j; i++) {
                s += row[i] * rotation[i * p + j];
            }
            row[j] = s;
            row[p] -= s * projection[j];
        }
    }

    /**
     * Returns the part of column j's original sum of squares that {@code rest} is.
     *
     * @param rest what is left of the changed column's sum of squares beside earlier columns
     * @param total the changed column's sum of squares
     */
    public double part(int j, double rest, double total) {
        return isNone() ? rest / total : rest * share[j];
    }

    /**
     * Returns the least residual sum of squares that is more than the rounding of the response itself.
     *
     * @param squares the response's sum of squares as it is now
     */
    public double leastResidual(double squares) {
        return isNone() ? 1e-13 * squares : 1e-22 * responseSquares;
    }

    /** Turns coefficients of y* on the kept columns of X* into those of y~ on the columns of X~, in place. */
    void coefficientsBack(int[] kept, double[] beta) {
        if (isNone()) {
            return;
        }
        for (int j = 0; j < beta.length; j++) {
            beta[j] += projection[kept[j]];
        }
        for (int i = 0; i < beta.length; i++) {
            double s = 0;
            for (int j = i; j < beta.length; j++) {
                s += rotation[kept[i] * p + kept[j]] * beta[j];
            }
            beta[i] = s;
        }
    }

    /** Returns R for the kept columns, row-major. */
    double[] matrix(int[] kept) {
        double[] matrix = SmallMatrices.identity(kept.length);
        for (int i = 0; i < kept.length && !isNone(); i++) {
            for (int j = i; j < kept.length; j++) {
                matrix[i * kept.length + j] = rotation[kept[i] * p + kept[j]];
            }
        }
        return matrix;
    }

    /** Returns log |R| of the kept columns. */
    double logDeterminant(int[] kept) {
        double sum = 0;
        for (int i = 0; i < kept.length && !isNone(); i++) {
            sum += StrictMath.log(rotation[kept[i] * p + kept[i]]);
        }
        return sum;
    }
}
