package org.multilevel.fit.profile;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.multilevel.fit.structure.Structures;

/**
 * One estimate of the structures as a function of their parameters, or of coordinates of these, and its pivot: the one that gives it a value for any
 * others.
 */
final class HeldEstimate {
    private static final double STEP = 1e-5;
    /** A parameter beyond which nothing changes any more. */
    private static final double FAR = 40;

    private static final int STEPS = 200;

    private final Structures structures;
    private final int position;
    private final int pivot;
    private final boolean alone;
    private final double[] ends;

    private HeldEstimate(Structures structures, int position, int pivot, double[] phi) {
        this.structures = structures;
        this.position = position;
        this.pivot = pivot;
        this.alone = IntStream.range(0, phi.length).noneMatch(k -> k != pivot && Math.abs(slope(phi, k)) > 1e-12);
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
        if (alone && Arrays.equals(back(phi), phi)) {
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

    /** Returns its value, of a standard deviation relative to sigma. */
    double value(double[] phi) {
        return structures.estimate(position, back(phi));
    }

    private double moved(double[] phi, double to) {
        double[] there = phi.clone();
        there[pivot] = to;
        return value(there);
    }

    private double slope(double[] phi, int k) {
        double[] there = phi.clone();
        there[k] = phi[k] + STEP;
        double above = value(there);
        there[k] = phi[k] - STEP;
        return (above - value(there)) / (2 * STEP);
    }

    double lowest() {
        return Math.min(ends[0], ends[1]);
    }

    double highest() {
        return Math.max(ends[0], ends[1]);
    }

    /** Returns its value and writes the derivative of its logarithm. */
    double ratio(double[] phi, double[] slope) {
        double value = value(phi);
        for (int k = 0; k < slope.length; k++) {
            slope[k] = slope(phi, k) / value;
        }
        return value;
    }

    /** Sets the pivot so that the estimate has a value, which may be impossible at these parameters. */
    boolean solve(double value, double[] phi) {
        double a = -FAR;
        double b = FAR;
        double fa = moved(phi, a) - value;
        double fb = moved(phi, b) - value;
        if (fa == 0 || fb == 0) {
            phi[pivot] = fa == 0 ? a : b;
            return true;
        }
        if (!(fa * fb < 0)) {
            return false;
        }
        // halving alone, since values far out are all but the same
        for (int i = 0; i < STEPS && b - a > 2 * Math.ulp(Math.max(Math.abs(a), Math.abs(b))); i++) {
            double middle = 0.5 * (a + b);
            double f = moved(phi, middle) - value;
            if (f == 0) {
                a = middle;
                b = middle;
            } else if (f * fa < 0) {
                b = middle;
            } else {
                a = middle;
            }
        }
        phi[pivot] = 0.5 * (a + b);
        return true;
    }

    /** Turns a derivative in all parameters into that in the others, the estimate being held; that of the pivot is zero. */
    void project(double[] phi, double[] by) {
        double own = slope(phi, pivot);
        for (int k = 0; k < by.length && !alone; k++) {
            if (k != pivot && own != 0) {
                by[k] -= by[pivot] * slope(phi, k) / own;
            }
        }
        by[pivot] = 0;
    }
}
