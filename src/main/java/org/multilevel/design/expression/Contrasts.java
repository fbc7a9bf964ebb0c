package org.multilevel.design.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.multilevel.formula.Expression;

/** The numbers that stand for the levels of a categorical variable where they are not indicators: R's {@code contr.sum} and others. */
public enum Contrasts {
    /** Each level but the last against the mean of all. */
    SUM,
    /** Each level but the first against the mean of those before it. */
    HELMERT,
    /** Orthogonal polynomials over the levels, one step apart. */
    POLY;

    /** Returns the coding that a variable asks for, empty for treatment contrasts. */
    public static Optional<Contrasts> of(Expression variable) {
        if (!(variable instanceof Expression.Call call) || !call.function().equals("C")) {
            return Optional.empty();
        }
        String name =
                call.argument("contr").map(Expression::toString).orElse("").replace("\"", "");
        return switch (name) {
            case "Sum", "sum", "contr.sum" -> Optional.of(SUM);
            case "Helmert", "helmert", "contr.helmert" -> Optional.of(HELMERT);
            case "Poly", "poly", "contr.poly" -> Optional.of(POLY);
            default -> Optional.empty();
        };
    }

    /** Returns what distinguishes the columns in names: numbers, and for polynomials R's letters. */
    public List<String> suffixes(int levels) {
        List<String> letters = List.of(".L", ".Q", ".C");
        return IntStream.range(1, levels)
                .mapToObj(k -> this != POLY ? "" + k : k <= letters.size() ? letters.get(k - 1) : "^" + k)
                .toList();
    }

    /** Returns a row for each level, with one column fewer. */
    public double[][] matrix(int levels) {
        double[][] matrix = new double[levels][levels - 1];
        switch (this) {
            case SUM -> fillSum(matrix);
            case HELMERT -> fillHelmert(matrix);
            case POLY -> fillPolynomials(matrix);
        }
        return matrix;
    }

    private static void fillSum(double[][] matrix) {
        int last = matrix.length - 1;
        for (int k = 0; k < last; k++) {
            matrix[k][k] = 1;
            matrix[last][k] = -1;
        }
    }

    private static void fillHelmert(double[][] matrix) {
        for (int k = 0; k < matrix.length - 1; k++) {
            for (int level = 0; level <= k; level++) {
                matrix[level][k] = -1;
            }
            matrix[k + 1][k] = k + 1.0;
        }
    }

    /** Uses the three-term recurrence; the points lie evenly about 0, so that it has no middle term. */
    private static void fillPolynomials(double[][] matrix) {
        int n = matrix.length;
        double[] before = new double[n];
        double[] current = new double[n];
        Arrays.fill(current, 1 / Math.sqrt(n));
        for (int k = 0; k < n - 1; k++) {
            double[] next = new double[n];
            double overlap = 0;
            for (int level = 0; level < n; level++) {
                next[level] = (level - (n - 1) / 2.0) * current[level];
                overlap += next[level] * before[level];
            }
            double squares = 0;
            for (int level = 0; level < n; level++) {
                next[level] -= overlap * before[level];
                squares += next[level] * next[level];
            }
            for (int level = 0; level < n; level++) {
                next[level] /= Math.sqrt(squares);
                matrix[level][k] = next[level];
            }
            before = current;
            current = next;
        }
    }
}
