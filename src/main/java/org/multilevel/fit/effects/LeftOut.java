package org.multilevel.fit.effects;

/**
 * A column of X that was left out, and the combination of kept columns that it is in every row of the fit.
 *
 * <p>With m the centre of a column where X has an intercept, else 0: x_j - m_j = sum over k of b_k (x_k - m_k). In a row where that
 * does not hold, what is expected depends on the coefficient of the column, of which the rows of the fit tell nothing.
 *
 * @param column position in the design's fixed columns
 * @param combination b, p numbers in the order of the kept columns, on the raw scale
 */
public record LeftOut(int column, double[] combination) {
    /** Copies the numbers. */
    public LeftOut {
        combination = combination.clone();
    }

    /** Returns a copy of the p numbers. */
    @Override
    public double[] combination() {
        return combination.clone();
    }
}
