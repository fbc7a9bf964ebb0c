package org.multilevel.fit;

/** Which likelihood is maximised. */
public enum EstimationMethod {
    /** Restricted maximum likelihood. */
    REML,
    /** Maximum likelihood. */
    ML
}
