package org.multilevel.formula;

/**
 * A covariance structure as a formula asks for it.
 *
 * @param kind what the correlations are like
 * @param homogeneous whether all variances are the same
 */
public record Structure(CovarianceKind kind, boolean homogeneous) {
    /** What a random term in plain parentheses has. */
    public static final Structure UNSTRUCTURED = new Structure(CovarianceKind.UNSTRUCTURED, false);

    /** Returns whether anything goes. */
    public boolean isUnstructured() {
        return kind == CovarianceKind.UNSTRUCTURED && !homogeneous;
    }

    /** Returns the number of parameters that m columns have. */
    public int parameters(int m) {
        int variances = homogeneous ? 1 : m;
        return variances
                + switch (kind) {
                    case UNSTRUCTURED -> m * (m - 1) / 2;
                    case DIAGONAL -> 0;
                    case COMPOUND_SYMMETRY, AUTOREGRESSIVE, CONTINUOUS_AUTOREGRESSIVE -> m > 1 ? 1 : 0;
                    case TOEPLITZ -> m - 1;
                };
    }
}
