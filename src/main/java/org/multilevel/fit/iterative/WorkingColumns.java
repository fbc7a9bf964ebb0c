package org.multilevel.fit.iterative;

import java.util.Arrays;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.products.CrossProducts;

/** Z_f Z_f'Py of each factor, columns of length n that only their sums over levels are known of, and the average information that they make. */
final class WorkingColumns {
    private static final double TOLERANCE = 1e-8;

    private final ReducedSystem system;
    private final CrossProducts products;
    private final int factors;
    /** F'PF, factors x factors. */
    private final double[] quadratic;

    private final double residual;

    /**
     * Solves for the columns.
     *
     * @param scores Z_f'Py of each factor
     * @param xy the right-hand side of [X y]
     */
    WorkingColumns(ReducedSystem system, double[][] scores, FixedPart fixed, double[] xy) {
        this.system = system;
        this.products = system.effects.products;
        this.factors = scores.length;
        CrossedEffects effects = system.effects;
        double[] firstScores = new double[effects.firstLevels() * factors];
        double[] restScores = new double[effects.nodes() * factors];
        for (int u = 0; u < effects.firstLevels(); u++) {
            firstScores[u * factors + effects.first] = scores[effects.first][u];
        }
        for (int i = 0; i < effects.nodes(); i++) {
            restScores[i * factors + effects.factor[i]] = scores[effects.factor[i]][effects.level[i]];
        }
        double[] ofFirst = sumsOfFirst(firstScores, restScores);
        double[] ofRest = sumsOfRest(firstScores, restScores);
        double[] right = system.right(ofFirst, ofRest, factors);
        double[] tolerance = new double[factors];
        Arrays.fill(tolerance, TOLERANCE);
        ConjugateGradients.Solution solution =
                new ConjugateGradients(system).solve(right, new double[right.length], factors, tolerance);
        residual = solution.residual();
        double[] explained = IterativeCriterion.explained(system, ofFirst, right, solution.x(), factors);
        double[] own = system.first.gram(firstScores, factors, ofFirst, factors);
        double[] ofNodes = system.rest.gram(restScores, factors, ofRest, factors);
        double[] byFixed = byFixed(fixed, firstScores, restScores, ofFirst, xy, solution.x());
        quadratic = new double[factors * factors];
        for (int i = 0; i < quadratic.length; i++) {
            quadratic[i] = own[i] + ofNodes[i] - explained[i] - byFixed[i];
        }
    }

    /** Returns Z_1'W F. */
    private double[] sumsOfFirst(double[] firstScores, double[] restScores) {
        CrossedEffects effects = system.effects;
        double[] sums = new double[firstScores.length];
        effects.firstByRest.times(restScores, factors, sums, system.workers);
        system.first.each((from, to) -> {
            for (int u = from; u < to; u++) {
                for (int c = u * factors; c < (u + 1) * factors; c++) {
                    sums[c] += effects.firstDiagonal[u] * firstScores[c];
                }
            }
        });
        return sums;
    }

    /** Returns Z_2'W F. */
    private double[] sumsOfRest(double[] firstScores, double[] restScores) {
        CrossedEffects effects = system.effects;
        double[] sums = new double[restScores.length];
        double[] among = new double[restScores.length];
        effects.restByFirst.times(firstScores, factors, sums, system.workers);
        effects.rest.times(restScores, factors, among, system.workers);
        system.rest.each((from, to) -> {
            for (int i = from; i < to; i++) {
                for (int c = i * factors; c < (i + 1) * factors; c++) {
                    sums[c] += among[c] + effects.diagonal[i] * restScores[c];
                }
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
        double[] restXy = new double[effects.nodes() * p1];
        for (int i = 0; i < effects.nodes(); i++) {
            System.arraycopy(products.zxy[effects.factor[i]], effects.level[i] * p1, restXy, i * p1, p1);
        }
        double[] weighted = ofFirst.clone();
        system.first.scale(weighted, factors, system.phi);
        double[] crossed = system.first.gram(firstXy, p1, firstScores, factors);
        double[] ofNodes = system.rest.gram(restXy, p1, restScores, factors);
        double[] eliminated = system.first.gram(firstXy, p1, weighted, factors);
        double[] solved = system.rest.gram(xy, p1, x, factors);
        for (int i = 0; i < crossed.length; i++) {
            crossed[i] += ofNodes[i] - eliminated[i] - solved[i];
        }
        double[] inverse = fixed.inverse();
        double[] taken = new double[factors * factors];
        for (int f = 0; f < factors; f++) {
            for (int g = 0; g < factors; g++) {
                for (int i = 0; i < p; i++) {
                    for (int j = 0; j < p; j++) {
                        taken[f * factors + g] +=
                                crossed[i * factors + f] * inverse[i * p + j] * crossed[j * factors + g];
                    }
                }
            }
        }
        return taken;
    }

    double residual() {
        return residual;
    }

    /** Returns the average information on gamma, of -2 log-likelihood, with the residual variance profiled out. */
    double[][] information(double[] squares, double variance, double degrees) {
        double[][] information = new double[factors][factors];
        for (int f = 0; f < factors; f++) {
            for (int g = 0; g < factors; g++) {
                information[f][g] = (quadratic[f * factors + g] + quadratic[g * factors + f]) / (2 * variance)
                        - squares[f] * squares[g] / (variance * variance * degrees);
            }
        }
        return information;
    }
}
