package org.multilevel.inference.influence;

/**
 * What leaving out one level of a grouping factor changes; arrays in the order of {@link Influence}.
 *
 * @param level the level
 * @param rows how many rows it has
 * @param cooksDistance d'V^-1 d / p, with d the change of the p fixed effects and V their covariance in the full fit; NaN where one of them
 *     cannot be estimated without the level, or nothing can
 * @param dfbetas the change of each fixed effect, without the level less with it, in standard errors of the full fit
 * @param changes the change of each standard deviation and correlation
 */
public record LevelInfluence(String level, long rows, double cooksDistance, double[] dfbetas, double[] changes) {
    /** Copies the arrays. */
    public LevelInfluence {
        dfbetas = dfbetas.clone();
        changes = changes.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] dfbetas() {
        return dfbetas.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] changes() {
        return changes.clone();
    }
}
