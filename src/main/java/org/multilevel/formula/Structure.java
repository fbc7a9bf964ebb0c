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

    /** Returns whether every covariance of this structure is one of another, of the same columns at the same places. */
    public boolean isSpecialCaseOf(Structure other) {
        return (homogeneous || !other.homogeneous) && kind.isSpecialCaseOf(other.kind);
    }

    /**
     * Returns a random term in a formula's notation.
     *
     * @param inside what stands between the parentheses, such as {@code 1 + x | g}
     */
    public String around(String inside) {
        return isUnstructured() ? "(" + inside + ")" : kind.function() + "(" + inside + choice() + ")";
    }

    /** Returns {@code hom} as it is written behind a group, nothing where it is the default. */
    String choice() {
        return homogeneous == kind.isHomogeneousByDefault() ? "" : ", hom = " + (homogeneous ? "TRUE" : "FALSE");
    }

    /** Returns the number of parameters that m columns have. */
    public int parameters(int m) {
        int variances = homogeneous ? 1 : m;
        return variances + (kind == CovarianceKind.UNSTRUCTURED ? m * (m - 1) / 2 : correlations(m));
    }

    /** Returns how many correlations stand for all of m columns, which are none where each pair has its own. */
    public int correlations(int m) {
        return switch (kind) {
            case UNSTRUCTURED, DIAGONAL -> 0;
            case COMPOUND_SYMMETRY, AUTOREGRESSIVE, CONTINUOUS_AUTOREGRESSIVE -> m > 1 ? 1 : 0;
            case TOEPLITZ -> m - 1;
        };
    }
}
