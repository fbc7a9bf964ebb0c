package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.structure.ResidualEstimates.Named;

/**
 * Any correlations: those of the rows of a lower triangle with a diagonal of ones, each row divided by its length; the parameters are the
 * elements below the diagonal, row by row (as glmmTMB has them).
 */
final class AnyCorrelation implements Correlation {
    private static final double FAR = 1000;

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
    public List<double[]> starts() {
        return List.of(new double[size()]);
    }

    private static int parameter(int i, int j) {
        return i * (i - 1) / 2 + j;
    }

    /** Returns the rows, each of length one. */
    private double[][] rows(double[] phi, double[] lengths) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[i + 1];
            rows[i][i] = 1;
            double sum = 1;
            for (int j = 0; j < i; j++) {
                rows[i][j] = phi[parameter(i, j)];
                sum += rows[i][j] * rows[i][j];
            }
            lengths[i] = Math.sqrt(sum);
            for (int j = 0; j <= i; j++) {
                rows[i][j] /= lengths[i];
            }
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
        double[] lengths = new double[n];
        double[][] rows = rows(phi, lengths);
        return new Evaluated() {
            @Override
            public double of(int i, int j) {
                return i > j ? product(rows[i], rows[j]) : product(rows[j], rows[i]);
            }

            @Override
            public double[] pullBack(double[][] byCorrelation) {
                double[] gradient = new double[size()];
                for (int i = 0; i < n; i++) {
                    double[] by = byRow(i, rows, byCorrelation);
                    double along = product(rows[i], by);
                    for (int j = 0; j < i; j++) {
                        gradient[parameter(i, j)] = (by[j] - along * rows[i][j]) / lengths[i];
                    }
                }
                return gradient;
            }
        };
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
        for (double parameter : phi) {
            bounds.add(
                    Math.abs(parameter) < FAR
                            ? Optional.empty()
                            : Optional.of("A correlation of two occasions is at 1 or -1."));
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
        Evaluated at = at(phi);
        double[] root = SmallMatrices.identity(n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                root[i * n + j] = i == j ? 1 : at.of(order[i], order[j]);
            }
        }
        SmallMatrices.cholesky(root, 0, n);
        double[] turned = new double[size()];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                turned[parameter(i, j)] = root[i * n + j] / root[i * (n + 1)];
            }
        }
        return turned;
    }
}
