package org.multilevel.fit.effects;

/**
 * A variance (row = column) or covariance of the effects of one grouping factor, by the positions of its columns.
 *
 * @param row not before {@code column}
 */
public record EffectPair(int row, int column) {
    /** Puts the positions in order. */
    public static EffectPair of(int j, int k) {
        return new EffectPair(Math.max(j, k), Math.min(j, k));
    }
}
