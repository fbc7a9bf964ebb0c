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
}
