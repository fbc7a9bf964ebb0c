package org.multilevel.glm;

import java.util.List;
import java.util.Locale;

/** Which distribution the response of a generalised model has, given the linear predictor. */
public enum Family {
    /** Yes or no, and successes among trials. */
    BINOMIAL(false),
    /** Counts whose variance is their mean. */
    POISSON(false),
    /** Counts of variance mu + mu^2 / theta, with the size theta estimated (NB2). */
    NEGATIVE_BINOMIAL(true),
    /** Positive numbers of constant coefficient of variation. */
    GAMMA(true);

    private final boolean dispersed;

    Family(boolean dispersed) {
        this.dispersed = dispersed;
    }

    /** Returns the links that it may have, its default first. */
    public List<Link> links() {
        return switch (this) {
            case BINOMIAL -> List.of(Link.LOGIT, Link.PROBIT, Link.CLOGLOG);
            case POISSON, NEGATIVE_BINOMIAL -> List.of(Link.LOG);
            case GAMMA -> List.of(Link.LOG, Link.INVERSE);
        };
    }

    /** Returns whether it has a dispersion parameter, which is estimated. */
    public boolean hasDispersion() {
        return dispersed;
    }

    /** Returns whether responses are whole numbers. */
    public boolean isDiscrete() {
        return this != GAMMA;
    }

    /** Returns the name as it is typed, such as {@code negative-binomial}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
