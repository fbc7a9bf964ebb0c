package org.multilevel.fit.profile;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.multilevel.fit.structure.Sloped;
import org.multilevel.fit.structure.Structures;

/**
 * One estimate of the structures as a function of their parameters, or of coordinates of these, and its pivot: the one that gives it a value for any
 * others.
 */
final class HeldEstimate {
    private static final double STEP = 1e-5;
    /** A parameter beyond which nothing changes any more. */
    private static final double FAR = 40;

    private final Structures structures;
    private final int position;
    private final int pivot;
    private final boolean alone;
    private final double[] ends;

    private HeldEstimate(Structures structures, int position, int pivot, double[] phi) {
        this.structures = structures;
        this.position = position;
        this.pivot = pivot;
        double[] slope = at(phi).slope();
        this.alone = IntStream.range(0, phi.length).noneMatch(k -> k != pivot && slope[k] != 0);
        this.ends = alone && pivot >= 0 ? new double[] {moved(phi, -FAR), moved(phi, FAR)} : new double[] {-1, 1};
    }

    /** Returns a residual standard deviation, for which there is no pivot: sigma takes its place. */
    static HeldEstimate deviation(Structures structures, int position, double[] phi) {
        return new HeldEstimate(structures, position, -1, phi);
    }

    /** Returns a correlation. */
    static HeldEstimate correlation(Structures structures, int position, double[] phi) {
        return new HeldEstimate(structures, position, structures.pivot(position), structures.turned(position, phi));
    }

    /** Returns the parameters in the coordinates in which everything here is said. */
    double[] turned(double[] parameters) {
        return pivot < 0 ? parameters.clone() : structures.turned(position, parameters);
    }

    /** Returns the parameters of coordinates. */
    double[] back(double[] phi) {
        return pivot < 0 ? phi.clone() : structures.back(position, phi);
    }

    /** Returns a derivative in the coordinates, given that in the parameters. */
    double[] turnedSlope(double[] phi, double[] byParameters) {
        double[] by = byParameters.clone();
        if (Arrays.equals(back(phi), phi)) {
            return by;
        }
        for (int k = 0; k < by.length; k++) {
            double[] there = phi.clone();
            there[k] = phi[k] + STEP;
            double[] above = back(there);
            there[k] = phi[k] - STEP;
            double[] below = back(there);
            by[k] = 0;
            for (int j = 0; j < by.length; j++) {
                by[k] += byParameters[j] * (above[j] - below[j]) / (2 * STEP);
            }
        }
        return by;
    }

    /** Returns its value, of a standard deviation relative to sigma, with its derivative. */
    private Sloped at(double[] phi) {
        return structures.estimate(position, phi);
    }

    /** Returns its value, of a standard deviation relative to sigma. */
    double value(double[] phi) {
        return at(phi).value();
    }

    private double moved(double[] phi, double to) {
        double[] there = phi.clone();
        there[pivot] = to;
        return value(there);
    }

    double lowest() {
        return Math.min(ends[0], ends[1]);
    }

    double highest() {
        return Math.max(ends[0], ends[1]);
    }

    /** Returns its value and writes the derivative of its logarithm. */
    double ratio(double[] phi, double[] slope) {
        Sloped at = at(phi);
        for (int k = 0; k < slope.length; k++) {
            slope[k] = at.slope()[k] / at.value();
        }
        return at.value();
    }

    /** Sets the pivot so that the estimate has a value, which may be impossible at these parameters. */
    boolean solve(double value, double[] phi) {
        double found = structures.pivotAt(position, value, phi);
        phi[pivot] = Math.max(-FAR, Math.min(FAR, found));
        return !Double.isNaN(found);
    }

    /** Turns a derivative in all parameters into that in the others, the estimate being held; that of the pivot is zero. */
    void project(double[] phi, double[] by) {
        double[] slope = alone ? new double[by.length] : at(phi).slope();
        for (int k = 0; k < by.length; k++) {
            if (k != pivot && slope[k] != 0) {
                by[k] -= by[pivot] * slope[k] / slope[pivot];
            }
        }
        by[pivot] = 0;
    }
}
