package weka.knowledgeflow.steps;

import org.jspecify.annotations.NullMarked;

/** The tables of means or slopes that a step can give; flows save the names. */
@NullMarked
public enum MixedModelMeansTable {
    /** The means or slopes. */
    ESTIMATES,
    /** The differences between them. */
    CONTRASTS
}
