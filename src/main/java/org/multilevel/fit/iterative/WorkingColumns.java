package org.multilevel.fit.iterative;

import java.util.Arrays;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.products.CrossProducts;

/**
 * F_k = Z E_k Z'Py of each variance and covariance, E_k how the covariance of the effects changes with it: columns of length n that only their sums
 * over levels are known of, and the average information that they make.
 */
final class WorkingColumns {
    private static final double TOLERANCE = 1e-8;

    private final ReducedSystem system;
    private final CrossProducts products;
    /** K, the number of columns. */
    private final int size;
    /** F'PF, K x K. */
    private final double[] quadratic;

    private final double residual;

    /**
     * Solves for the columns.
     *
     * @param scores Z_f'Py of each factor, levels x q
     * @param xy the right-hand side of [X y]
     */
    WorkingColumns(ReducedSystem system, CovarianceEntries entries, double[][] scores, FixedPart fixed, double[] xy) {
        this.system = system;
        this.products = system.effects.products;
        this.size = entries.size();
        CrossedEffects effects = system.effects;
        double[][] moved = moved(entries, scores);
        double[] firstScores = moved[effects.first];
        double[] restScores = effects.ofRest(moved, size);
        double[] ofFirst = sumsOfFirst(firstScores, restScores);
        double[] ofRest = sumsOfRest(firstScores, restScores);
        double[] right = system.right(ofFirst, ofRest, size);
        double[] tolerance = new double[size];
        Arrays.fill(tolerance, TOLERANCE);
        ConjugateGradients.Solution solution =
                new ConjugateGradients(system).solve(right, new double[right.length], size, tolerance);
        residual = solution.residual();
        double[] explained = IterativeCriterion.explained(system, ofFirst, right, solution.x(), size);
        double[] own = system.first.gram(firstScores, size, ofFirst, size);
        double[] ofNodes = system.rest.gram(restScores, size, ofRest, size);
        double[] byFixed = byFixed(fixed, firstScores, restScores, ofFirst, xy, solution.x());
        quadratic = new double[size * size];
        for (int i = 0; i < quadratic.length; i++) {
            quadratic[i] = own[i] + ofNodes[i] - explained[i] - byFixed[i];
        }
    }

    /** Returns E_k s of each factor, levels x q x K. */
    private double[][] moved(CovarianceEntries entries, double[][] scores) {
        double[][] moved = new double[scores.length][];
        for (int f = 0; f < scores.length; f++) {
            moved[f] = new double[scores[f].length * size];
        }
        for (int k = 0; k < size; k++) {
            int f = entries.factor(k);
            int q = products.widths[f];
            for (int at = 0; at < scores[f].length; at += q) {
                moved[f][(at + entries.row(k)) * size + k] = scores[f][at + entries.column(k)];
                moved[f][(at + entries.column(k)) * size + k] = scores[f][at + entries.row(k)];
            }
        }
        return moved;
    }

    /** Returns Z_1'W F. */
    private double[] sumsOfFirst(double[] firstScores, double[] restScores) {
        CrossedEffects effects = system.effects;
        double[] sums = new double[firstScores.length];
        double[] own = new double[firstScores.length];
        effects.firstByRest.times(restScores, size, sums, system.workers);
        system.levels.each((from, to) -> effects.firstDiagonal.times(from, to, firstScores, size, own));
        system.first.each((from, to) -> {
            for (int c = from * size; c < to * size; c++) {
                sums[c] += own[c];
            }
        });
        return sums;
    }

    /** Returns Z_2'W F. */
    private double[] sumsOfRest(double[] firstScores, double[] restScores) {
        CrossedEffects effects = system.effects;
        double[] sums = new double[restScores.length];
        double[] among = new double[restScores.length];
        double[] own = new double[restScores.length];
        effects.restByFirst.times(firstScores, size, sums, system.workers);
        effects.rest.times(restScores, size, among, system.workers);
        system.nodes.each((from, to) -> effects.diagonal.times(from, to, restScores, size, own));
        system.rest.each((from, to) -> {
            for (int c = from * size; c < to * size; c++) {
                sums[c] += among[c] + own[c];
            }
        });
        return sums;
    }

    /** Returns F'V^-1X (X'V^-1X)^-1 X'V^-1F. */
    private double[] byFixed(
            FixedPart fixed, double[] firstScores, double[] restScores, double[] ofFirst, double[] xy, double[] x) {
        int p = products.p;
        int p1 = p + 1;
        CrossedEffects effects = system.effects;
        double[] firstXy = products.zxy[effects.first];
        double[] restXy = effects.ofRest(products.zxy, p1);
        double[] crossed = system.first.gram(firstXy, p1, firstScores, size);
        double[] ofNodes = system.rest.gram(restXy, p1, restScores, size);
        double[] eliminated = system.first.gram(firstXy, p1, system.eliminated(ofFirst, size), size);
        double[] solved = system.rest.gram(xy, p1, x, size);
        for (int i = 0; i < crossed.length; i++) {
            crossed[i] += ofNodes[i] - eliminated[i] - solved[i];
        }
        double[] inverse = fixed.inverse();
        double[] taken = new double[size * size];
        for (int k = 0; k < size; k++) {
            for (int l = 0; l < size; l++) {
                for (int i = 0; i < p; i++) {
                    for (int j = 0; j < p; j++) {
                        taken[k * size + l] += crossed[i * size + k] * inverse[i * p + j] * crossed[j * size + l];
                    }
                }
            }
        }
        return taken;
    }

    double residual() {
        return residual;
    }

    /** Returns the average information on the entries, of -2 log-likelihood, with the residual variance profiled out. */
    double[][] information(double[] squares, double variance, double degrees) {
        double[][] information = new double[size][size];
        for (int k = 0; k < size; k++) {
            for (int l = 0; l < size; l++) {
                information[k][l] = (quadratic[k * size + l] + quadratic[l * size + k]) / (2 * variance)
                        - squares[k] * squares[l] / (variance * variance * degrees);
            }
        }
        return information;
    }
}
