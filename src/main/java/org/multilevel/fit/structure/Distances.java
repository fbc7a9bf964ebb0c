package org.multilevel.fit.structure;

import java.util.Arrays;
import java.util.TreeMap;

/** The distances between residuals of a subject that follow each other, and the step of which all are multiples, if there is one. */
final class Distances {
    /** Relative difference within which two distances are the same. */
    private static final double SAME = 1e-9;
    /** A step of which some distance is a larger multiple is no step. */
    private static final double MOST_STEPS = 1000;

    private final double[] distances;
    private final double step;
    private final double mean;

    private Distances(double[] distances, double step, double mean) {
        this.distances = distances;
        this.step = step;
        this.mean = mean;
    }

    static Distances of(SubjectRows rows) {
        TreeMap<Double, Integer> found = new TreeMap<>();
        double sum = 0;
        long pairs = 0;
        for (int s = 0; s < rows.subjects(); s++) {
            for (int r = rows.start[s] + 1; r < rows.start[s + 1]; r++) {
                double distance = rows.position[r] - rows.position[r - 1];
                found.merge(distance, 1, Integer::sum);
                sum += distance;
                pairs++;
            }
        }
        double[] all = new double[found.size()];
        int count = 0;
        for (double distance : found.keySet()) {
            if (count == 0 || distance > all[count - 1] * (1 + SAME)) {
                all[count++] = distance;
            }
        }
        double[] distances = Arrays.copyOf(all, count);
        return new Distances(distances, step(distances), sum / Math.max(1, pairs));
    }

    /** Returns the greatest common divisor; 0 if there is none to speak of. */
    private static double step(double[] distances) {
        double step = 0;
        double most = distances.length == 0 ? 0 : distances[distances.length - 1];
        for (double distance : distances) {
            double a = Math.max(step, distance);
            double b = Math.min(step, distance);
            while (b > 1e-6 * most) {
                double rest = Math.abs(a - b * Math.rint(a / b));
                a = b;
                b = rest;
            }
            step = a;
            if (most > MOST_STEPS * step) {
                return 0;
            }
        }
        for (double distance : distances) {
            double multiple = distance / step;
            if (Math.abs(multiple - Math.rint(multiple)) > 1e-6) {
                return 0;
            }
        }
        return step;
    }

    int size() {
        return distances.length;
    }

    double get(int d) {
        return distances[d];
    }

    /** Returns which of them a distance is. */
    int index(double distance) {
        int at = Arrays.binarySearch(distances, distance);
        return at >= 0 ? at : -at - 2;
    }

    /** Returns whether all are the same but for rounding. */
    boolean areEqual() {
        return distances.length < 2 || (step > 0 && Math.rint(distances[distances.length - 1] / step) == 1);
    }

    /** Returns the step of which all are multiples; 0 if there is none. */
    double step() {
        return step;
    }

    /** Returns whether some rows are a single step apart: else the sign of a negative correlation is of no more than odd and even multiples. */
    boolean haveSingleSteps() {
        return step > 0 && distances.length > 0 && distances[0] < 1.5 * step;
    }

    double mean() {
        return mean;
    }
}
