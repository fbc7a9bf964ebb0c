package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/**
 * A correlation for each number of occasions between two (Toeplitz): the parameters are the inverse hyperbolic tangents of the partial
 * autocorrelations, which with Durbin's and Levinson's recursion give every positive definite matrix and no other.
 */
final class ByLag implements Correlation {
    private static final double FAR = 7;
    /** The farthest out that a parameter is looked for: a matrix nearer to singular has no root to speak of. */
    private static final double MOST = 9;

    private static final double ELSEWHERE = 0.8;
    /** Lags that are looked for elsewhere. */
    private static final int FIRST = 2;
    /** A part of the variance that is none. */
    private static final double LEFT = 6.2e-8;

    private final int lags;

    /** @param lags the most occasions that two residuals of a subject are apart */
    ByLag(int lags) {
        this.lags = lags;
    }

    @Override
    public int size() {
        return lags;
    }

    @Override
    public List<Range> ranges() {
        return Range.within(lags, MOST);
    }

    @Override
    public List<double[]> starts() {
        double[] first = new double[lags];
        first[0] = 0.5;
        return List.of(new double[lags], first);
    }

    @Override
    public List<double[]> elsewhere() {
        List<double[]> elsewhere = new ArrayList<>();
        for (int k = 0; k < Math.min(lags, FIRST); k++) {
            for (double side : new double[] {-ELSEWHERE, ELSEWHERE}) {
                double[] point = new double[lags];
                point[k] = side;
                elsewhere.add(point);
            }
        }
        return elsewhere;
    }

    /** Autocorrelations by lag, their derivatives by lag and parameter, and what each lag's partial one has to explain. */
    private record Recursion(double[] rho, double[][] slope, double[] rest) {}

    private Recursion recursion(double[] phi) {
        double[] rho = new double[lags + 1];
        double[][] slope = new double[lags + 1][lags];
        rho[0] = 1;
        double[] coefficients = new double[lags + 1];
        double[][] changes = new double[lags + 1][lags];
        double[] left = new double[lags];
        double rest = 1;
        double[] restChange = new double[lags];
        for (int k = 1; k <= lags; k++) {
            left[k - 1] = rest;
            // behind one at the end of its range nothing is left to be told
            double partial = rest < LEFT ? 0 : Math.tanh(phi[k - 1]);
            double cosh = Math.cosh(phi[k - 1]);
            double partialSlope = rest < LEFT ? 0 : 1 / (cosh * cosh);
            rho[k] = partial * rest;
            slope[k][k - 1] = partialSlope * rest;
            for (int m = 0; m < k - 1; m++) {
                slope[k][m] += partial * restChange[m];
            }
            for (int j = 1; j < k; j++) {
                rho[k] += coefficients[j] * rho[k - j];
                for (int m = 0; m < k - 1; m++) {
                    slope[k][m] += changes[j][m] * rho[k - j] + coefficients[j] * slope[k - j][m];
                }
            }
            step(k, partial, partialSlope, coefficients, changes);
            for (int m = 0; m < k - 1; m++) {
                restChange[m] *= 1 - partial * partial;
            }
            restChange[k - 1] = -2 * partial * partialSlope * rest;
            rest *= 1 - partial * partial;
        }
        return new Recursion(rho, slope, left);
    }

    /** Makes the coefficients of the prediction from k earlier values of those from k - 1. */
    private void step(int k, double partial, double partialSlope, double[] coefficients, double[][] changes) {
        double[] before = coefficients.clone();
        double[][] changesBefore = new double[lags + 1][];
        for (int j = 1; j < k; j++) {
            changesBefore[j] = changes[j].clone();
        }
        for (int j = 1; j < k; j++) {
            coefficients[j] = before[j] - partial * before[k - j];
            for (int m = 0; m < k - 1; m++) {
                changes[j][m] = changesBefore[j][m] - partial * changesBefore[k - j][m];
            }
            changes[j][k - 1] = -partialSlope * before[k - j];
        }
        coefficients[k] = partial;
        changes[k][k - 1] = partialSlope;
    }

    @Override
    public Evaluated at(double[] phi) {
        Recursion found = recursion(phi);
        return new Evaluated() {
            @Override
            public double of(int i, int j) {
                return found.rho[Math.abs(i - j)];
            }

            @Override
            public double[] pullBack(double[][] byCorrelation) {
                double[] gradient = new double[lags];
                for (int i = 0; i < byCorrelation.length; i++) {
                    for (int j = 0; j < i; j++) {
                        for (int m = 0; m < i - j && byCorrelation[i][j] != 0; m++) {
                            gradient[m] += byCorrelation[i][j] * found.slope[i - j][m];
                        }
                    }
                }
                return gradient;
            }
        };
    }

    @Override
    public List<Optional<String>> bounds(double[] phi, ResidualLabels labels) {
        List<Optional<String>> bounds = new ArrayList<>();
        boolean singular = false;
        for (double parameter : phi) {
            // what follows a partial autocorrelation of 1 or -1 changes nothing
            singular |= Math.abs(parameter) >= FAR;
            bounds.add(
                    !singular
                            ? Optional.empty()
                            : Optional.of(
                                    "The correlations by lag are at a bound, where some combination of occasions does not"
                                            + " vary at all."));
        }
        return bounds;
    }

    @Override
    public List<Named> named(double[] phi) {
        Recursion found = recursion(phi);
        List<Named> named = new ArrayList<>();
        for (int k = 1; k <= lags; k++) {
            named.add(new Named("lag " + k, "", found.rho[k]));
        }
        return named;
    }

    @Override
    public int pivot(int named) {
        return named;
    }

    /** An autocorrelation is linear in the partial one of its own lag. */
    @Override
    public double pivotAt(int named, double value, double[] turned) {
        double[] without = turned.clone();
        without[named] = 0;
        Recursion found = recursion(without);
        double rest = found.rest[named];
        return rest < LEFT ? Double.NaN : Correlation.atanh((value - found.rho[named + 1]) / rest);
    }

    @Override
    public Sloped estimate(int named, double[] turned) {
        Recursion found = recursion(turned);
        return new Sloped(found.rho[named + 1], found.slope[named + 1]);
    }
}
