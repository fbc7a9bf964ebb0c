package org.multilevel.fit.profile;

/** -2 log-likelihood (ML) as a function of one parameter, minimised over the others. */
public interface ParameterProfile {

    /** Returns the parameter's ML estimate. */
    double estimate();

    /** Returns where the parameter's values begin. */
    double lowest();

    /** Returns where the parameter's values end. */
    double highest();

    /** Returns a rough standard error, only to begin with. */
    double step();

    /** Returns by how much the minimum at a value lies above the least of all. */
    double rise(double value);

    /**
     * Goes over all values that were asked for once more, where a search may have ended in a minimum that is not the lowest.
     *
     * @return whether rises are others now than they were said to be
     */
    default boolean settle() {
        return false;
    }

    /** Returns where the minimum is the least of all: the estimate, unless that was found to be none. */
    default double best() {
        return estimate();
    }
}
