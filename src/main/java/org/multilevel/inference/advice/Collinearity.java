package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.multilevel.fit.linalg.SymmetricEigen;

/**
 * Finds fixed columns that are nearly combinations of columns made of other variables.
 *
 * <p>A column is compared only with those that share no variable with it: that x goes with its own square or with its own interactions is a
 * matter of where zero lies, and says nothing against the model.
 */
final class Collinearity {
    /** Below this part of the largest share, a column takes no part in what repeats another. */
    private static final double TAKES_PART = 0.1;

    private static final double LEAST = 1e-14;

    private final FixedColumns columns;
    private final double[][] covariance;

    /** @param covariance of the columns over the rows */
    Collinearity(FixedColumns columns, double[][] covariance) {
        this.columns = columns;
        this.covariance = covariance;
    }

    /** A column and how much of its variance those that share no variable with it leave. */
    private record Inflated(int column, double inflation, List<Integer> with) {}

    List<Finding> findings() {
        List<Inflated> inflated = IntStream.range(0, columns.size())
                .filter(columns::isVarying)
                .filter(j -> covariance[j][j] > 0)
                .mapToObj(this::inflated)
                .filter(found -> found.inflation() > Thresholds.INFLATION)
                .sorted((a, b) -> Double.compare(b.inflation(), a.inflation()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        Set<Integer> said = new HashSet<>();
        for (Inflated found : inflated) {
            if (said.add(found.column())) {
                said.addAll(found.with());
                findings.add(finding(found));
            }
        }
        return findings;
    }

    private Inflated inflated(int j) {
        List<Integer> others =
                columns.apartFrom(j).stream().filter(k -> covariance[k][k] > 0).toList();
        if (others.isEmpty()) {
            return new Inflated(j, 1, List.of());
        }
        int n = others.size();
        double[][] inner = new double[n][n];
        double[] with = new double[n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                inner[a][b] = correlation(others.get(a), others.get(b));
            }
            with[a] = correlation(others.get(a), j);
        }
        SymmetricEigen eigen = SymmetricEigen.of(inner);
        double explained = 0;
        double[] shares = new double[n];
        for (int e = 0; e < n; e++) {
            double value = eigen.value(e);
            if (value > LEAST * n) {
                double[] vector = eigen.vector(e);
                double along = IntStream.range(0, n)
                        .mapToDouble(k -> vector[k] * with[k])
                        .sum();
                explained += along * along / value;
                IntStream.range(0, n).forEach(k -> shares[k] += along / value * vector[k]);
            }
        }
        double most = IntStream.range(0, n)
                .mapToDouble(k -> Math.abs(shares[k]))
                .max()
                .orElse(0);
        List<Integer> taking = IntStream.range(0, n)
                .filter(k -> Math.abs(shares[k]) >= TAKES_PART * most)
                .mapToObj(others::get)
                .toList();
        return new Inflated(j, 1 / Math.max(LEAST, 1 - explained), taking);
    }

    private double correlation(int j, int k) {
        return covariance[j][k] / Math.sqrt(covariance[j][j] * covariance[k][k]);
    }

    private Finding finding(Inflated found) {
        List<Integer> all = new ArrayList<>(found.with());
        all.add(found.column());
        all.sort(null);
        String column = columns.name(found.column());
        String names = Words.list(all.stream().map(columns::name).toList());
        return new Finding(
                FindingKind.COLLINEAR,
                String.join(", ", all.stream().map(columns::name).toList()),
                names + " are nearly linearly dependent, so the data hardly tell their effects apart.",
                String.format(
                        Locale.ROOT,
                        "The variance of the coefficient of %s is inflated %s times (its standard error %s times); their condition"
                                + " number is %s.",
                        column,
                        Words.number(found.inflation()),
                        Words.number(Math.sqrt(found.inflation())),
                        Words.number(condition(all))),
                "Leave one of them out, or read only what they say together: predictions are not affected.");
    }

    /** Returns the root of the largest by the smallest eigenvalue of the columns' correlations. */
    private double condition(List<Integer> all) {
        double[][] matrix = new double[all.size()][all.size()];
        for (int a = 0; a < matrix.length; a++) {
            for (int b = 0; b < matrix.length; b++) {
                matrix[a][b] = correlation(all.get(a), all.get(b));
            }
        }
        double[] values = SymmetricEigen.of(matrix).values();
        return Math.sqrt(values[0] / Math.max(LEAST, values[values.length - 1]));
    }
}
