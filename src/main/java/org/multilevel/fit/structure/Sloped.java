package org.multilevel.fit.structure;

/**
 * A number that parameters of structures decide.
 *
 * @param slope its derivative in them
 */
@SuppressWarnings("ArrayRecordComponent") // used at once
public record Sloped(double value, double[] slope) {
    /** Returns the same among more parameters, of which its own begin at a place. */
    Sloped among(int at, int size) {
        double[] all = new double[size];
        System.arraycopy(slope, 0, all, at, slope.length);
        return new Sloped(value, all);
    }
}
