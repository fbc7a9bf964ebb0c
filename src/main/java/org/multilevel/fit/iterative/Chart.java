package org.multilevel.fit.iterative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * Where the covariances of all terms may go from a point, and the step to where the model of the criterion by its average information is least.
 *
 * <p>A step that would go too far somewhere is held at its bound there, where the steps of the others take it into account.
 */
final class Chart {
    private final CovarianceEntries entries;
    private final IterativePoint point;
    private final List<TermChart> terms = new ArrayList<>();
    /** Where the coordinates of each term begin. */
    private final int[] begin;
    /** How each of the K entries changes with each of the d coordinates, K x d. */
    private final double[] tangents;
    /** The model of the Hessian, d x d. */
    private final double[] hessian;
    /** K changes of the entries when all that is held goes. */
    private final double[] going;

    private final double[][] covariances;

    /**
     * @param information what a level tells of each column, per factor
     * @param gone whether components without variance are none
     */
    Chart(CovarianceEntries entries, IterativePoint point, double[][] information, boolean gone) {
        this.entries = entries;
        this.point = point;
        this.covariances = entries.covariances(point.lambda());
        begin = new int[entries.layout.terms().size() + 1];
        for (Term term : entries.layout.terms()) {
            TermChart chart = new TermChart(
                    term,
                    entries.block(term, covariances),
                    entries.block(term, point.slopes()),
                    Arrays.copyOfRange(information[term.factor()], term.from(), term.to()),
                    gone);
            terms.add(chart);
            begin[terms.size()] = begin[terms.size() - 1] + chart.coordinates();
        }
        tangents = tangents();
        hessian = hessian();
        going = going();
    }

    /** Returns d. */
    int coordinates() {
        return begin[terms.size()];
    }

    private double[] tangents() {
        int d = coordinates();
        double[] all = new double[entries.size() * d];
        for (int t = 0; t < terms.size(); t++) {
            double[][][] own = terms.get(t).tangents();
            for (int c = 0; c < own.length; c++) {
                double[][] matrices = entries.layout.zeros();
                entries.put(terms.get(t).term, own[c], matrices);
                double[] changes = entries.of(matrices);
                for (int k = 0; k < changes.length; k++) {
                    all[k * d + begin[t] + c] = changes[k];
                }
            }
        }
        return all;
    }

    private double[] hessian() {
        int d = coordinates();
        double[] model = SmallMatrices.times(
                transposed(),
                SmallMatrices.times(
                        SmallMatrices.flat(point.information()), tangents, entries.size(), entries.size(), d),
                d,
                entries.size(),
                d);
        for (int t = 0; t < terms.size(); t++) {
            terms.get(t).addCurvature(model, d, begin[t]);
        }
        return model;
    }

    /** Returns whether the model of the criterion has a lowest point. */
    boolean isPositive() {
        return SmallMatrices.cholesky(hessian.clone(), 0, coordinates());
    }

    private double[] transposed() {
        return SmallMatrices.transposed(tangents, entries.size(), coordinates());
    }

    private double[] going() {
        double[][] matrices = entries.layout.zeros();
        for (TermChart chart : terms) {
            double[][] part = chart.heldPart();
            for (double[] row : part) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = -row[j];
                }
            }
            entries.put(chart.term, part, matrices);
        }
        return entries.of(matrices);
    }

    /** Returns whether anything is held. */
    boolean holds() {
        return terms.stream().anyMatch(chart -> chart.held.length > 0);
    }

    /**
     * A step.
     *
     * @param lambda where it leads
     * @param sizes of each term's part
     */
    record Step(double[][] lambda, double[] sizes) {
        double size() {
            return SmallMatrices.largest(sizes);
        }
    }

    /**
     * Returns the step.
     *
     * @param longest that each term may make
     * @param without whether what is held goes with it
     */
    Step step(double[] longest, boolean without) {
        double[] step = bounded(longest, without);
        double[][] moved = entries.layout.zeros();
        double[] sizes = new double[terms.size()];
        for (int t = 0; t < terms.size(); t++) {
            double[] own = own(t, step);
            entries.put(terms.get(t).term, terms.get(t).moved(own, without), moved);
            sizes[t] = terms.get(t).size(own);
        }
        return new Step(entries.lambda(moved), sizes);
    }

    private double[] own(int t, double[] step) {
        return Arrays.copyOfRange(step, begin[t], begin[t + 1]);
    }

    private double[] bounded(double[] longest, boolean without) {
        int d = coordinates();
        double[] gradient = point.gradient().clone();
        if (without) {
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] += SmallMatrices.dot(point.information()[k], going);
            }
        }
        double[] slope = SmallMatrices.times(transposed(), gradient, d, entries.size(), 1);
        if (!isPositive()) {
            return nearest(downhill(slope), longest);
        }
        return new BoundedStep(hessian, slope).within(weights(), step -> nearest(step, longest));
    }

    private double[] nearest(double[] step, double[] longest) {
        double[] nearest = new double[step.length];
        for (int t = 0; t < terms.size(); t++) {
            double[] own = terms.get(t).nearest(own(t, step), longest[t]);
            System.arraycopy(own, 0, nearest, begin[t], own.length);
        }
        return nearest;
    }

    private double[] weights() {
        int d = coordinates();
        double[] diagonal = new double[d];
        Arrays.setAll(diagonal, k -> hessian[k * (d + 1)]);
        double[] weights = new double[d];
        for (int t = 0; t < terms.size(); t++) {
            double[] own = terms.get(t).weights(own(t, diagonal));
            System.arraycopy(own, 0, weights, begin[t], own.length);
        }
        return weights;
    }

    /** Returns half of every variance less or more, as the criterion falls. */
    private double[] downhill(double[] slope) {
        double[] step = new double[slope.length];
        for (int t = 0; t < terms.size(); t++) {
            int k = begin[t];
            for (int i = 0; i < terms.get(t).free.length; i++) {
                k += i;
                step[k] = -Math.signum(slope[k]) / 2;
                k++;
            }
        }
        return step;
    }

    /** Returns the Monte Carlo covariance of the entries: that of the gradient between two inverses of the Hessian. */
    double[][] noise() {
        int d = coordinates();
        int size = entries.size();
        double[] factor = hessian.clone();
        if (d == 0 || !SmallMatrices.cholesky(factor, 0, d)) {
            return new double[size][size];
        }
        double[] inverse = new double[d * d];
        SmallMatrices.inverseInto(factor, d, inverse);
        double[] noise = SmallMatrices.flat(point.noise());
        double[] map =
                SmallMatrices.times(tangents, SmallMatrices.times(inverse, transposed(), d, d, size), size, d, size);
        double[] both = SmallMatrices.times(SmallMatrices.times(map, noise, size, size, size), map, size, size, size);
        return SmallMatrices.rows(both, size);
    }
}
