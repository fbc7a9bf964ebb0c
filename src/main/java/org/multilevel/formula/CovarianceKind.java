package org.multilevel.formula;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The covariance structures that effects of a group, or the residuals of a subject, can have; named as lme4 2.0 and glmmTMB name them. */
public enum CovarianceKind {
    /** Any variances and correlations. */
    UNSTRUCTURED("us", false),
    /** No correlations. */
    DIAGONAL("diag", false),
    /** The same correlation everywhere. */
    COMPOUND_SYMMETRY("cs", false),
    /** Correlation rho at distance one and its powers further off. */
    AUTOREGRESSIVE("ar1", true),
    /** The same over a continuous distance; for residuals only. */
    CONTINUOUS_AUTOREGRESSIVE("car1", true),
    /** A correlation of its own for each distance. */
    TOEPLITZ("toep", false);

    private final String function;
    private final boolean homogeneous;

    CovarianceKind(String function, boolean homogeneous) {
        this.function = function;
        this.homogeneous = homogeneous;
    }

    /** Returns the name in formulas, such as {@code ar1}. */
    public String function() {
        return function;
    }

    /** Returns whether all variances are the same in a random term that does not say, which is lme4's choice. */
    public boolean isHomogeneousByDefault() {
        return homogeneous;
    }

    /** Returns whether there is a choice between one variance and several. */
    public boolean hasChoice() {
        return this != UNSTRUCTURED;
    }

    /** Returns whether correlations of this kind are among those of another, between the same columns at equal steps. */
    boolean isSpecialCaseOf(CovarianceKind other) {
        return this == other
                || other == UNSTRUCTURED
                || this == DIAGONAL
                || switch (this) {
                    case COMPOUND_SYMMETRY, AUTOREGRESSIVE -> other == TOEPLITZ;
                    case CONTINUOUS_AUTOREGRESSIVE -> other == AUTOREGRESSIVE;
                    default -> false;
                };
    }

    /** Returns the kind of a name. */
    static Optional<CovarianceKind> of(String function) {
        return Arrays.stream(values())
                .filter(kind -> kind.function.equals(function))
                .findFirst();
    }

    /** Returns all names but one, for a sentence. */
    static String namesBut(CovarianceKind other) {
        return Arrays.stream(values())
                .filter(kind -> kind != other)
                .map(CovarianceKind::function)
                .collect(Collectors.joining(", "));
    }
}
