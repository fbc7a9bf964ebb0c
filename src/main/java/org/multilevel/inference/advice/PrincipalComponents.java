package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.design.RandomColumn;
import org.multilevel.fit.linalg.SymmetricEigen;

/**
 * The principal components of the effects of a term (Bates, Kliegl, Vasishth and Baayen 2015, section 3): how many of them have variance, and
 * which combination of effects has none.
 */
final class PrincipalComponents {
    /** A part of a combination that is smaller than this beside the largest, in standard deviations, is left out of the words. */
    private static final double WORTH_SAYING = 1e-3;

    private final List<String> names;
    private final double[] values;
    /** The combination of the raw effects that has the least variance, scaled by their standard deviations for the size of its parts. */
    private final double[] combination;

    private final double[] sizes;

    private PrincipalComponents(List<String> names, double[] values, double[] combination, double[] sizes) {
        this.names = names;
        this.values = values;
        this.combination = combination;
        this.sizes = sizes;
    }

    /**
     * Decomposes what the rows say.
     *
     * @param columns the columns of the term that have variance
     * @param rows for each of them lambda's row on the scale of standardised columns, the intercept moved to the centre of the others
     * @param centred whether the first column is the intercept, which was moved
     */
    static PrincipalComponents of(List<RandomColumn> columns, List<double[]> rows, boolean centred) {
        int n = rows.size();
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < rows.get(i).length; k++) {
                    covariance[i][j] += rows.get(i)[k] * rows.get(j)[k];
                }
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        double[] least = eigen.vector(n - 1);
        double[] raw = new double[n];
        for (int k = 0; k < n; k++) {
            RandomColumn column = columns.get(k);
            double moved = centred && k > 0 ? least[0] * column.centre() / column.scale() : 0;
            raw[k] = (least[k] + moved) * column.scale();
        }
        return new PrincipalComponents(
                columns.stream().map(RandomColumn::name).toList(),
                eigen.values(),
                raw,
                IntStream.range(0, n)
                        .mapToDouble(k ->
                                Math.sqrt(covariance[k][k]) / columns.get(k).scale())
                        .toArray());
    }

    /** Returns how many components have a standard deviation above a part of sigma, or of the largest. */
    long varying(double tolerance) {
        double least = tolerance * tolerance * Math.max(1, values[0]);
        return IntStream.range(0, values.length).filter(k -> values[k] > least).count();
    }

    /** Returns the combination without variance, its first part once, as in {@code (Intercept) + 4 x x}. */
    String combination() {
        double most = 0;
        for (int k = 0; k < combination.length; k++) {
            most = Math.max(most, Math.abs(combination[k]) * sizes[k]);
        }
        List<String> parts = new ArrayList<>();
        double first = 0;
        for (int k = 0; k < combination.length; k++) {
            if (Math.abs(combination[k]) * sizes[k] < WORTH_SAYING * most) {
                continue;
            }
            first = first == 0 ? combination[k] : first;
            double times = combination[k] / first;
            String sign = parts.isEmpty() ? "" : times < 0 ? "- " : "+ ";
            String number = Words.number(Math.abs(times));
            parts.add(sign + (number.equals("1") ? "" : number + " x ") + names.get(k));
        }
        return String.join(" ", parts);
    }
}
