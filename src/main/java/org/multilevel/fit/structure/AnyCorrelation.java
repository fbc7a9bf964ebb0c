package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/**
 * Any correlations: those of the rows of a lower triangle, each of length one; the parameters are the inverse hyperbolic tangents of partial
 * correlations, row by row, that of i and j given all before j (Lewandowski, Kurowicka and Joe 2009, Journal of Multivariate Analysis 100, 1989-2001).
 * At 1 or -1 of any of them, and nowhere else, the correlations are singular.
 */
final class AnyCorrelation implements Correlation {
    private static final double FAR = 7;
    /** The farthest out that a parameter is looked for: a matrix nearer to singular has no root to speak of. */
    private static final double MOST = 9;
    /** A part of a standard deviation that is none: what follows a partial correlation at the end of its range tells nothing. */
    private static final double LEFT = 2.5e-4;

    private final int n;
    private final List<String> occasions;

    AnyCorrelation(List<String> occasions) {
        this.n = occasions.size();
        this.occasions = List.copyOf(occasions);
    }

    @Override
    public int size() {
        return n * (n - 1) / 2;
    }

    @Override
    public List<Range> ranges() {
        return Range.within(size(), MOST);
    }

    @Override
    public List<double[]> starts() {
        return List.of(new double[size()]);
    }

    private static int parameter(int i, int j) {
        return i * (i - 1) / 2 + j;
    }

    /** Returns the rows, each of length one. */
    private double[][] rows(double[] phi) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[i + 1];
            double left = 1;
            for (int j = 0; j < i; j++) {
                double parameter = left < LEFT ? 0 : phi[parameter(i, j)];
                rows[i][j] = left * Math.tanh(parameter);
                left /= Math.cosh(parameter);
            }
            rows[i][i] = left;
        }
        return rows;
    }

    private static double product(double[] longer, double[] shorter) {
        double sum = 0;
        for (int k = 0; k < shorter.length; k++) {
            sum += longer[k] * shorter[k];
        }
        return sum;
    }

    @Override
    public Evaluated at(double[] phi) {
        double[][] rows = rows(phi);
        return new Evaluated() {
            @Override
            public double of(int i, int j) {
                return i > j ? product(rows[i], rows[j]) : product(rows[j], rows[i]);
            }

            @Override
            public double[] pullBack(double[][] byCorrelation) {
                double[] gradient = new double[size()];
                for (int i = 0; i < n; i++) {
                    addRow(i, phi, rows[i], byRow(i, rows, byCorrelation), gradient);
                }
                return gradient;
            }
        };
    }

    /** Adds what a row's elements, of which each later one has the factor 1 / cosh of a parameter, make of the derivative in them. */
    private static void addRow(int i, double[] phi, double[] row, double[] by, double[] gradient) {
        double left = 1;
        double[] after = new double[i + 1];
        for (int j = i; j > 0; j--) {
            after[j - 1] = after[j] + by[j] * row[j];
        }
        for (int j = 0; j < i; j++) {
            if (left < LEFT) {
                return;
            }
            double parameter = phi[parameter(i, j)];
            double cosh = Math.cosh(parameter);
            gradient[parameter(i, j)] = by[j] * left / (cosh * cosh) - Math.tanh(parameter) * after[j];
            left /= cosh;
        }
    }

    /** Returns the derivative in the elements of row i. */
    private double[] byRow(int i, double[][] rows, double[][] byCorrelation) {
        double[] by = new double[i + 1];
        for (int j = 0; j < n; j++) {
            if (j == i) {
                continue;
            }
            double weight = byCorrelation[Math.max(i, j)][Math.min(i, j)];
            for (int k = 0; k <= Math.min(i, j); k++) {
                by[k] += weight * rows[j][k];
            }
        }
        return by;
    }

    @Override
    public List<Optional<String>> bounds(double[] phi, ResidualLabels labels) {
        List<Optional<String>> bounds = new ArrayList<>();
        for (int i = 1; i < n; i++) {
            boolean singular = false;
            for (int j = 0; j < i; j++) {
                // what follows a partial correlation of 1 or -1 changes nothing
                singular |= Math.abs(phi[parameter(i, j)]) >= FAR;
                bounds.add(
                        singular
                                ? Optional.of(
                                        "The correlations of occasions are at a bound, where some combination of them does not"
                                                + " vary at all.")
                                : Optional.empty());
            }
        }
        return bounds;
    }

    @Override
    public List<Named> named(double[] phi) {
        Evaluated at = at(phi);
        List<Named> named = new ArrayList<>();
        for (int j = 0; j < n; j++) {
            for (int i = j + 1; i < n; i++) {
                named.add(new Named(occasions.get(j), occasions.get(i), at.of(i, j)));
            }
        }
        return named;
    }

    /** With both occasions first their correlation depends on the first parameter only. */
    @Override
    public int pivot(int named) {
        return 0;
    }

    @Override
    public double pivotAt(int named, double value, double[] turned) {
        return Correlation.atanh(value);
    }

    @Override
    public Sloped estimate(int named, double[] turned) {
        return Correlation.tanhOfFirst(turned);
    }

    @Override
    public double[] turned(int named, double[] phi) {
        return inOrder(order(named), phi);
    }

    @Override
    public double[] back(int named, double[] turned) {
        int[] order = order(named);
        int[] inverse = new int[n];
        for (int i = 0; i < n; i++) {
            inverse[order[i]] = i;
        }
        return inOrder(inverse, turned);
    }

    /** Returns the occasions with the two of a pair first. */
    private int[] order(int named) {
        int rest = named;
        int first = 0;
        while (rest >= n - 1 - first) {
            rest -= n - 1 - first;
            first++;
        }
        int one = first;
        int other = first + 1 + rest;
        return IntStream.concat(IntStream.of(one, other), IntStream.range(0, n).filter(k -> k != one && k != other))
                .toArray();
    }

    /** Returns the parameters of the same correlations with the occasions in another order. */
    private double[] inOrder(int[] order, double[] phi) {
        Evaluated at = at(Arrays.stream(phi).map(AnyCorrelation::within).toArray());
        double[] root = SmallMatrices.identity(n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                root[i * n + j] = i == j ? 1 : at.of(order[i], order[j]);
            }
        }
        SmallMatrices.cholesky(root, 0, n);
        double[] turned = new double[size()];
        for (int i = 0; i < n; i++) {
            double left = root[i * (n + 1)] * root[i * (n + 1)];
            for (int j = i - 1; j >= 0; j--) {
                double element = root[i * n + j];
                left += element * element;
                turned[parameter(i, j)] = within(Correlation.atanh(element / Math.sqrt(left)));
            }
        }
        return turned;
    }

    private static double within(double parameter) {
        return Math.max(-MOST, Math.min(MOST, parameter));
    }
}
