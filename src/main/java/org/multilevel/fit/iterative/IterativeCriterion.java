package org.multilevel.fit.iterative;

import java.util.Arrays;
import java.util.List;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * -2 log-likelihood of a model with crossed random effects and its gradient, from solutions by conjugate gradients.
 *
 * <p>Per evaluation two blocks are solved: first [X y] and the probes, then Z E_k Z'Py of each variance and covariance for the average information
 * (Gilmour, Thompson and Cullis 1995, Biometrics 51, 1440-1450; Gyger, Furrer and Sigrist 2025, arXiv 2505.09552).
 */
final class IterativeCriterion {
    /** What of a right-hand side may be left of those that estimates are made of. */
    private static final double EXACT = 1e-10;
    /** What may be left of probes. */
    static final double CLOSE = 1e-8;

    private final CrossedEffects crossed;
    private final CovarianceEntries entries;
    private final CrossProducts products;
    private final boolean restricted;
    private final double degrees;
    private final Workers workers;
    private final int p1;
    private final double[] restXy;

    IterativeCriterion(CrossedEffects crossed, CovarianceEntries entries, boolean restricted, Workers workers) {
        this.crossed = crossed;
        this.entries = entries;
        this.products = crossed.products;
        this.restricted = restricted;
        this.degrees = products.rows - (restricted ? products.p : 0);
        this.workers = workers;
        this.p1 = products.p + 1;
        this.restXy = crossed.ofRest(products.zxy, p1);
    }

    ReducedSystem system(double[][] lambda) {
        return new ReducedSystem(crossed, lambda, workers);
    }

    /** Returns r^2 at some templates. */
    double residual(double[][] lambda) {
        ReducedSystem system = system(lambda);
        double[] right = system.right(firstXy(), restXy, p1);
        double[] x = new ConjugateGradients(system)
                .solve(right, new double[right.length], p1, tolerances(p1, 0))
                .x();
        return fixed(system, right, x).residual();
    }

    IterativePoint evaluate(double[][] lambda, Probes probes) {
        ReducedSystem system = system(lambda);
        Blocks rest = system.rest;
        int k = probes.directions;
        int width = p1 + k + probes.signs;
        double[] right = new double[rest.length() * width];
        double[] xy = system.right(firstXy(), restXy, p1);
        rest.put(xy, p1, right, width, 0);
        rest.put(probes.basis, k, right, width, p1);
        rest.put(probes.beside, probes.signs, right, width, p1 + k);
        ConjugateGradients.Solution solution = new ConjugateGradients(system)
                .solve(right, new double[right.length], width, tolerances(p1, k + probes.signs));
        double[] x = rest.part(solution.x(), width, 0, p1);
        InverseDiagonal diagonal = new InverseDiagonal(system, probes, rest.part(solution.x(), width, p1, width - p1));
        FixedPart fixed = fixed(system, xy, x);
        double[][] effects = effects(system, x);
        Inverses inverses = new Inverses(lambda);
        double[][] scores = inverses.scores(effects, fixed.residualColumn());
        Determinant determinant = Determinant.of(solution.courses().subList(p1, width), k);
        WorkingColumns working = new WorkingColumns(system, entries, scores, fixed, xy);
        double variance = fixed.residual() / degrees;
        double[][] outer = outer(scores);
        double[] squares = entries.slopes(outer);
        double value = system.logPivots()
                + determinant.value()
                + (restricted ? fixed.logDet() : 0)
                + degrees * (1 + StrictMath.log(2 * Math.PI * variance));
        double[][] slopes = slopes(inverses, diagonal, effects, fixed, outer, variance);
        return new IterativePoint(
                system.lambda,
                value,
                determinant.error(),
                slopes,
                entries.slopes(slopes),
                inverses.noise(diagonal),
                working.information(squares, variance, degrees),
                fixed,
                degrees,
                squares,
                effects,
                diagonal,
                solution.iterations(),
                Math.max(solution.residual(), working.residual()));
    }

    private double[] firstXy() {
        return products.zxy[crossed.first];
    }

    private static double[] tolerances(int exact, int close) {
        double[] tolerances = new double[exact + close];
        Arrays.fill(tolerances, 0, exact, EXACT);
        Arrays.fill(tolerances, exact, exact + close, CLOSE);
        return tolerances;
    }

    /** Returns the factor of [X y]'V^-1[X y]. */
    private FixedPart fixed(ReducedSystem system, double[] right, double[] x) {
        double[] explained = explained(system, firstXy(), right, x, p1);
        double[] left = products.xy.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] -= explained[i];
        }
        return FixedPart.factor(left, products.p);
    }

    /** Returns C'Lambda A^-1 Lambda'C of sums C over levels, k x k, from the right-hand side that they make and its solution. */
    static double[] explained(ReducedSystem system, double[] ofFirst, double[] right, double[] x, int k) {
        double[] eliminated = system.first.gram(system.eliminated(ofFirst, k), k, ofFirst, k);
        double[] rest = system.rest.gram(right, k, x, k);
        for (int i = 0; i < eliminated.length; i++) {
            eliminated[i] += rest[i];
        }
        return eliminated;
    }

    private double[][] effects(ReducedSystem system, double[] x) {
        double[][] effects = new double[system.lambda.length][];
        double[] scaled = system.scaled(x, p1);
        for (int f = 0; f < effects.length; f++) {
            if (f == crossed.first) {
                effects[f] = system.firstEffects(firstXy(), x, p1);
                continue;
            }
            int size = products.widths[f] * p1;
            effects[f] = new double[products.levels[f] * size];
            for (int l = 0; l < products.levels[f]; l++) {
                System.arraycopy(scaled, crossed.diagonal.row[crossed.node[f][l]] * p1, effects[f], l * size, size);
            }
        }
        return effects;
    }

    /** Returns the sum over levels of s s' of each factor. */
    private double[][] outer(double[][] scores) {
        double[][] outer = new double[scores.length][];
        for (int f = 0; f < scores.length; f++) {
            int q = products.widths[f];
            outer[f] = new double[q * q];
            for (int at = 0; at < scores[f].length; at += q) {
                for (int i = 0; i < q; i++) {
                    for (int j = 0; j < q; j++) {
                        outer[f][i * q + j] += scores[f][at + i] * scores[f][at + j];
                    }
                }
            }
        }
        return outer;
    }

    private double[][] slopes(
            Inverses inverses,
            InverseDiagonal diagonal,
            double[][] effects,
            FixedPart fixed,
            double[][] outer,
            double variance) {
        double[][] complements = diagonal.complements();
        double[][] slopes = new double[outer.length][];
        for (int f = 0; f < slopes.length; f++) {
            slopes[f] = inverses.between(f, complements[f]);
            double[] taken = restricted
                    ? inverses.twice(f, takenByFixed(effects[f], products.widths[f], fixed))
                    : new double[slopes[f].length];
            for (int i = 0; i < slopes[f].length; i++) {
                slopes[f][i] -= taken[i] + outer[f][i] / variance;
            }
        }
        return slopes;
    }

    /** Returns the sum over levels of H (X'V^-1X)^-1 H' for the effects H of the columns of X. */
    private double[] takenByFixed(double[] effects, int q, FixedPart fixed) {
        int p = products.p;
        double[] inverse = fixed.inverse();
        double[] taken = new double[q * q];
        for (int i = 0; i < q; i++) {
            for (int j = 0; j <= i; j++) {
                double[] gram = new double[p * p];
                for (int at = 0; at < effects.length; at += q * p1) {
                    for (int a = 0; a < p; a++) {
                        for (int b = 0; b < p; b++) {
                            gram[a * p + b] += effects[at + i * p1 + a] * effects[at + j * p1 + b];
                        }
                    }
                }
                taken[i * q + j] = SmallMatrices.dot(inverse, gram);
                taken[j * q + i] = taken[i * q + j];
            }
        }
        return taken;
    }

    /** lambda^-1 of each factor, zero where there is no variance. */
    private final class Inverses {
        private final double[][] transposed;

        Inverses(double[][] lambda) {
            transposed = new double[lambda.length][];
            for (int f = 0; f < lambda.length; f++) {
                int q = products.widths[f];
                transposed[f] = SmallMatrices.identity(q);
                SmallMatrices.solveLowerTransposed(lambda[f], 0, q, transposed[f], 0, q);
            }
        }

        /** Returns lambda^-T M lambda^-1. */
        double[] between(int f, double[] m) {
            int q = products.widths[f];
            double[] half = SmallMatrices.times(transposed[f], m, q, q, q);
            return SmallMatrices.times(half, SmallMatrices.transposed(transposed[f], q, q), q, q, q);
        }

        /** Returns (lambda lambda')^-1. */
        private double[] inverse(int f) {
            int q = products.widths[f];
            return SmallMatrices.timesTransposed(transposed[f], q, q);
        }

        /** Returns G^-1 M G^-1. */
        double[] twice(int f, double[] m) {
            int q = products.widths[f];
            return SmallMatrices.times(SmallMatrices.times(inverse(f), m, q, q, q), inverse(f), q, q, q);
        }

        /** Returns Z'Py of each factor, with sigma = 1 in P, levels x q, from the effects of [X y] and the combination that the residual is. */
        double[][] scores(double[][] effects, double[] d) {
            double[][] scores = new double[effects.length][];
            for (int f = 0; f < scores.length; f++) {
                int q = products.widths[f];
                double[] inverse = inverse(f);
                scores[f] = new double[products.levels[f] * q];
                double[] own = new double[q];
                for (int l = 0; l < products.levels[f]; l++) {
                    for (int i = 0; i < q; i++) {
                        own[i] = 0;
                        for (int j = 0; j < p1; j++) {
                            own[i] += effects[f][(l * q + i) * p1 + j] * d[j];
                        }
                    }
                    SmallMatrices.timesInto(inverse, 0, own, 0, scores[f], l * q, q, q, 1);
                }
            }
            return scores;
        }

        /** Returns the Monte Carlo covariance of the derivatives in the entries. */
        double[][] noise(InverseDiagonal diagonal) {
            double[][] noise = diagonal.noise();
            int sums = noise.length;
            double[][] map = new double[entries.size()][sums];
            for (int f = 0; f < transposed.length && sums > 0; f++) {
                int q = products.widths[f];
                int e = diagonal.begin(f);
                for (int i = 0; i < q; i++) {
                    for (int j = 0; j <= i; j++) {
                        double[][] unit = entries.layout.zeros();
                        unit[f][i * q + j] = 1;
                        unit[f][j * q + i] = 1;
                        unit[f] = between(f, unit[f]);
                        double[] slopes = entries.slopes(unit);
                        for (int k = 0; k < slopes.length; k++) {
                            map[k][e] = slopes[k];
                        }
                        e++;
                    }
                }
            }
            double[][] mapped = new double[map.length][map.length];
            for (int k = 0; k < map.length; k++) {
                for (int l = 0; l < map.length; l++) {
                    for (int e = 0; e < sums; e++) {
                        mapped[k][l] += map[k][e] * SmallMatrices.dot(noise[e], map[l]);
                    }
                }
            }
            return mapped;
        }
    }

    /** log |S| of the scaled system: the trace of log(S) - S + I, which is as S has a diagonal of ones, and is the less uncertain the nearer S is to I. */
    private record Determinant(double value, double error) {
        /** @param courses those of the exact directions first */
        static Determinant of(List<Course> courses, int exact) {
            double value = 0;
            for (Course course : courses.subList(0, exact)) {
                value += course.quadrature();
            }
            List<Course> probes = courses.subList(exact, courses.size());
            double[][] parts = probes.stream()
                    .map(course -> new double[] {course.quadrature()})
                    .toArray(double[][]::new);
            for (double[] part : parts) {
                value += part[0] / parts.length;
            }
            return new Determinant(value, Math.sqrt(Noise.ofMean(parts)[0][0]));
        }
    }
}
