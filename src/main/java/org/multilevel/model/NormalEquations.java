package org.multilevel.model;

import java.util.List;
import java.util.Optional;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.FixedColumn;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.fit.EstimationMethod;

/**
 * Tells whether the estimates of a linear model are those of rows, from sums over them.
 *
 * <p>They solve the mixed model equations of the rows of the fit (Henderson 1975, Biometrics 31, 423-447): with residuals e and weights W, X'We = 0, and Lambda'Z'We = u. So every estimated column of X is orthogonal to the
 * weighted residuals, and e'We + e'WZb = e'We + |u|^2 is the penalised residual sum of squares, which sigma is made from (Bates et
 * al. 2015, J. Stat. Softw. 67(1), section 3). Both hold at any theta, so also for a fit that did not converge or is singular. With a
 * covariance structure of the residuals there is another matrix in the place of W, and the responses are compared instead.
 */
final class NormalEquations {
    /** The equations are solved to about 1e-10 of their terms at worst, so this is far from both rounding and other values. */
    private static final double TOLERANCE = 1e-6;

    /** Of the terms that cancel in a residual: beta of collinear predictors solves the equations to this, not to the last bit. */
    private static final double ROUNDING = 1e-10;

    private final boolean structured;
    private final Optional<RowFingerprint> fingerprintOfFit;
    private final boolean hasOffset;
    private RowFingerprint fingerprint = RowFingerprint.NONE;
    private final double squaresOfFit;
    private final int width;
    private final int[] kept;
    private final double[] beta;
    private final double[] centres;
    private final double[] products;
    private final double[] productSizes;
    private double squares;
    private double squareSizes;

    NormalEquations(ModelParts parts) {
        List<FixedColumn> columns = parts.design().fixed();
        this.structured = parts.structures().isPresent();
        this.fingerprintOfFit = parts.provenance().fingerprint();
        this.hasOffset = !parts.design().terms().offsets().isEmpty();
        long rowsOfFit = parts.rows().used();
        this.width = columns.size();
        this.kept = parts.kept().stream().mapToInt(Integer::intValue).toArray();
        this.beta = parts.fixed().estimates();
        // Where the residuals add up to zero, a column may be shifted: that of years is checked by how they differ.
        boolean hasIntercept = parts.design().terms().intercept();
        this.centres = parts.kept().stream()
                .mapToDouble(j -> hasIntercept ? columns.get(j).centre() : 0)
                .toArray();
        this.products = new double[kept.length];
        this.productSizes = new double[kept.length];
        long denominator = parts.method() == EstimationMethod.REML ? rowsOfFit - kept.length : rowsOfFit;
        this.squaresOfFit = parts.sigma() * parts.sigma() * denominator;
    }

    /** Takes row i of the block into account, given its residual and z'b. */
    void add(DesignBlock block, int i, double residual, double groupPart) {
        if (structured) {
            fingerprint = fingerprint.plus(new double[] {block.y[i]}, new double[] {block.weight[i]}, 1);
            return;
        }
        double terms = Math.abs(block.offset[i]) + Math.abs(groupPart);
        for (int j = 0; j < kept.length; j++) {
            terms += Math.abs(block.x[i * width + kept[j]] * beta[j]);
        }
        double weight = block.weight[i];
        double size = TOLERANCE * Math.abs(residual) + ROUNDING * terms;
        for (int j = 0; j < kept.length; j++) {
            double x = weight * (block.x[i * width + kept[j]] - centres[j]);
            products[j] += x * residual;
            productSizes[j] += Math.abs(x) * size;
        }
        squares += weight * residual * (residual + groupPart);
        squareSizes += weight * size * (Math.abs(residual) + ROUNDING * terms);
        squareSizes += weight * ROUNDING * terms * Math.abs(groupPart);
    }

    /** Returns whether the estimates are those of the rows so far. */
    boolean hold() {
        if (structured) {
            return hasOffset
                    || fingerprintOfFit
                            .filter(known -> !known.equals(fingerprint))
                            .isEmpty();
        }
        if (isOff(squares - squaresOfFit, squareSizes + TOLERANCE * squaresOfFit)) {
            return false;
        }
        for (int j = 0; j < kept.length; j++) {
            if (isOff(products[j], productSizes[j])) {
                return false;
            }
        }
        return true;
    }

    /** Infinity and NaN, of values that are, are off too. */
    private static boolean isOff(double difference, double tolerance) {
        return !(Math.abs(difference) <= tolerance && Double.isFinite(tolerance));
    }
}
