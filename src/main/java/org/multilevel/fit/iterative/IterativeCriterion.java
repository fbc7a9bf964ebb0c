package org.multilevel.fit.iterative;

import java.util.Arrays;
import java.util.List;
import org.multilevel.fit.leastsquares.FixedPart;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * -2 log-likelihood of a model with crossed random effects and its gradient, from solutions by conjugate gradients.
 *
 * <p>Per evaluation two blocks are solved: first [X y] and the probes, then Z_f Z_f'Py of each factor for the average information (Gilmour,
 * Thompson and Cullis 1995, Biometrics 51, 1440-1450; Gyger, Furrer and Sigrist 2025, arXiv 2505.09552).
 */
final class IterativeCriterion {
    /** What of a right-hand side may be left of those that estimates are made of. */
    private static final double EXACT = 1e-10;
    /** What may be left of probes. */
    static final double CLOSE = 1e-8;

    private final CrossedEffects crossed;
    private final CrossProducts products;
    private final boolean restricted;
    private final double degrees;
    private final Workers workers;
    private final int p1;
    private final double[] restXy;

    IterativeCriterion(CrossedEffects crossed, boolean restricted, Workers workers) {
        this.crossed = crossed;
        this.products = crossed.products;
        this.restricted = restricted;
        this.degrees = products.rows - (restricted ? products.p : 0);
        this.workers = workers;
        this.p1 = products.p + 1;
        this.restXy = new double[crossed.nodes() * p1];
        for (int i = 0; i < crossed.nodes(); i++) {
            System.arraycopy(products.zxy[crossed.factor[i]], crossed.level[i] * p1, restXy, i * p1, p1);
        }
    }

    ReducedSystem system(double[] gamma) {
        return new ReducedSystem(crossed, gamma, workers);
    }

    /** Returns r^2 at some relative variances. */
    double residual(double[] gamma) {
        ReducedSystem system = system(gamma);
        double[] right = system.right(firstXy(), restXy, p1);
        double[] x = new ConjugateGradients(system)
                .solve(right, new double[right.length], p1, tolerances(p1, 0))
                .x();
        return fixed(system, right, x).residual();
    }

    IterativePoint evaluate(double[] gamma, Probes probes) {
        ReducedSystem system = system(gamma);
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
        double[][] scores = scores(gamma, effects, fixed.residualColumn());
        Determinant determinant = Determinant.of(solution.courses().subList(p1, width), k);
        WorkingColumns working = new WorkingColumns(system, scores, fixed, xy);
        double variance = fixed.residual() / degrees;
        double[] squares = Arrays.stream(scores)
                .mapToDouble(s -> Arrays.stream(s).map(v -> v * v).sum())
                .toArray();
        double value = system.logPivots()
                + determinant.value()
                + (restricted ? fixed.logDet() : 0)
                + degrees * (1 + StrictMath.log(2 * Math.PI * variance));
        return new IterativePoint(
                gamma.clone(),
                value,
                determinant.error(),
                gradient(gamma, diagonal.complements(), effects, fixed, squares, variance),
                noise(gamma, diagonal),
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
        double[] weighted = ofFirst.clone();
        system.first.scale(weighted, k, system.phi);
        double[] eliminated = system.first.gram(weighted, k, ofFirst, k);
        double[] rest = system.rest.gram(right, k, x, k);
        for (int i = 0; i < eliminated.length; i++) {
            eliminated[i] += rest[i];
        }
        return eliminated;
    }

    private double[][] effects(ReducedSystem system, double[] x) {
        double[][] effects = new double[system.gamma.length][];
        double[] scaled = system.scaled(x, p1);
        for (int f = 0; f < effects.length; f++) {
            if (f == crossed.first) {
                effects[f] = system.firstEffects(firstXy(), x, p1);
                continue;
            }
            effects[f] = new double[products.levels[f] * p1];
            for (int l = 0; l < products.levels[f]; l++) {
                System.arraycopy(scaled, crossed.node[f][l] * p1, effects[f], l * p1, p1);
            }
        }
        return effects;
    }

    /** Returns Z_f'Py of each factor, with sigma = 1 in P; nothing where a factor's variance is zero. */
    private double[][] scores(double[] gamma, double[][] effects, double[] d) {
        double[][] scores = new double[gamma.length][];
        for (int f = 0; f < gamma.length; f++) {
            scores[f] = new double[products.levels[f]];
            for (int l = 0; l < scores[f].length && gamma[f] > 0; l++) {
                double sum = 0;
                for (int j = 0; j < p1; j++) {
                    sum += effects[f][l * p1 + j] * d[j];
                }
                scores[f][l] = sum / gamma[f];
            }
        }
        return scores;
    }

    private double[] gradient(
            double[] gamma,
            double[] complements,
            double[][] effects,
            FixedPart fixed,
            double[] squares,
            double variance) {
        double[] gradient = new double[gamma.length];
        for (int f = 0; f < gamma.length; f++) {
            if (gamma[f] > 0) {
                gradient[f] = complements[f] / gamma[f]
                        - (restricted ? takenByFixed(effects[f], fixed) / (gamma[f] * gamma[f]) : 0)
                        - squares[f] / variance;
            }
        }
        return gradient;
    }

    /** Returns tr((X'V^-1X)^-1 H'H) for the effects H of the columns of X. */
    private double takenByFixed(double[] effects, FixedPart fixed) {
        int p = products.p;
        double[] gram = new double[p * p];
        for (int at = 0; at < effects.length; at += p1) {
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    gram[i * p + j] += effects[at + i] * effects[at + j];
                }
            }
        }
        double[] inverse = fixed.inverse();
        double trace = 0;
        for (int i = 0; i < gram.length; i++) {
            trace += inverse[i] * gram[i];
        }
        return trace;
    }

    private static double[][] noise(double[] gamma, InverseDiagonal diagonal) {
        double[][] noise = diagonal.noise();
        for (int f = 0; f < gamma.length; f++) {
            for (int g = 0; g < gamma.length; g++) {
                noise[f][g] = gamma[f] > 0 && gamma[g] > 0 ? noise[f][g] / (gamma[f] * gamma[g]) : 0;
            }
        }
        return noise;
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
