package org.multilevel.fit.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.multilevel.error.ModelException;
import org.multilevel.fit.linalg.SymmetricEigen;
import org.multilevel.fit.products.CrossProducts;

/**
 * What the exact null distribution of the likelihood ratio of a single variance depends on: the eigenvalues of Z'WZ, and of Z'W(I - H)Z with
 * the fixed effects taken out, for one grouping factor with one column.
 *
 * <p>Levels with equal z'z, of which there are few sizes, share an eigenvalue in all directions that the p fixed effects do not see; only
 * the others are looked for, so that 100,000 groups cost no more than the sizes that they have. Source: Crainiceanu and Ruppert (2004),
 * J. R. Statist. Soc. B 66, 165-185, theorem 1.
 *
 * @param within eigenvalues with the fixed effects taken out, ascending
 * @param withinCounts how often each occurs
 * @param whole eigenvalues of Z'WZ, ascending
 * @param wholeCounts how often each occurs
 * @param rows n
 * @param fixed p
 */
public record VarianceSpectrum(
        double[] within, long[] withinCounts, double[] whole, long[] wholeCounts, long rows, int fixed) {
    /** The most eigenvalues that are looked for together. */
    private static final int MOST = 1200;

    /** Copies the arrays. */
    public VarianceSpectrum {
        within = within.clone();
        withinCounts = withinCounts.clone();
        whole = whole.clone();
        wholeCounts = wholeCounts.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] within() {
        return within.clone();
    }

    /** Returns a copy. */
    @Override
    public long[] withinCounts() {
        return withinCounts.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] whole() {
        return whole.clone();
    }

    /** Returns a copy. */
    @Override
    public long[] wholeCounts() {
        return wholeCounts.clone();
    }

    /**
     * Returns the spectrum of a problem.
     *
     * @throws ModelException unless its random part is one variance, or if too many eigenvalues differ
     */
    public static VarianceSpectrum of(Problem problem) {
        problem.requireGathered("The exact test of a variance");
        CrossProducts products = problem.products();
        if (products.widths.length != 1 || products.widths[0] != 1) {
            throw new ModelException(
                    "The exact test of a variance is for a model with one random term of one column, such as (1 | g);"
                            + " for this one use the boundary p of a comparison, or a bootstrap.");
        }
        double[] squares = products.zz[0];
        Integer[] order = IntStream.range(0, squares.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer level) -> squares[level]));
        double[][] seen = seenByFixed(products);
        Spectrum whole = new Spectrum();
        Spectrum within = new Spectrum();
        List<double[]> rows = new ArrayList<>();
        List<Double> diagonal = new ArrayList<>();
        for (int start = 0; start < order.length; ) {
            int end = start;
            while (end < order.length && same(squares[order[start]], squares[order[end]])) {
                end++;
            }
            whole.add(squares[order[start]], end - start);
            List<double[]> reduced = reduced(seen, order, start, end);
            within.add(squares[order[start]], end - start - reduced.size());
            rows.addAll(reduced);
            for (int i = 0; i < reduced.size(); i++) {
                diagonal.add(squares[order[start]]);
            }
            start = end;
        }
        for (double value : eigenvalues(diagonal, rows)) {
            within.add(value, 1);
        }
        within.sort();
        return new VarianceSpectrum(
                within.values(), within.counts(), whole.values(), whole.counts(), products.rows, products.p);
    }

    private static boolean same(double a, double b) {
        return Math.abs(a - b) <= 1e-12 * Math.abs(b);
    }

    /** Returns Z'WX L'^-1 with X'WX = LL', a row per level: what the fixed effects take out is its product with itself. */
    private static double[][] seenByFixed(CrossProducts products) {
        int p = products.p;
        double[][] l = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                double s = products.xy[i * (p + 1) + j];
                for (int k = 0; k < j; k++) {
                    s -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(s) : s / l[j][j];
            }
        }
        double[][] seen = new double[products.levels[0]][p];
        for (int level = 0; level < seen.length; level++) {
            for (int j = 0; j < p; j++) {
                double s = products.zxy[0][level * (p + 1) + j];
                for (int k = 0; k < j; k++) {
                    s -= seen[level][k] * l[j][k];
                }
                seen[level][j] = s / l[j][j];
            }
        }
        return seen;
    }

    /** Turns the rows of levels of one size so that at most p of them are not zero (Householder), and returns these. */
    private static List<double[]> reduced(double[][] seen, Integer[] order, int start, int end) {
        List<double[]> rows = new ArrayList<>();
        for (int i = start; i < end; i++) {
            rows.add(seen[order[i]].clone());
        }
        int p = rows.get(0).length;
        if (rows.size() <= p) {
            return rows;
        }
        for (int j = 0; j < p; j++) {
            reflect(rows, j);
        }
        return rows.subList(0, p);
    }

    private static void reflect(List<double[]> rows, int j) {
        double norm = 0;
        for (int i = j; i < rows.size(); i++) {
            norm = Math.hypot(norm, rows.get(i)[j]);
        }
        double first = rows.get(j)[j];
        if (norm == 0) {
            return;
        }
        double head = first > 0 ? first + norm : first - norm;
        double scale = 2 / (head * head + norm * norm - first * first);
        for (int c = rows.get(0).length - 1; c >= j; c--) {
            double dot = head * rows.get(j)[c];
            for (int i = j + 1; i < rows.size(); i++) {
                dot += rows.get(i)[j] * rows.get(i)[c];
            }
            dot *= scale;
            rows.get(j)[c] -= dot * head;
            for (int i = j + 1; i < rows.size() && c > j; i++) {
                rows.get(i)[c] -= dot * rows.get(i)[j];
            }
        }
        for (int i = j + 1; i < rows.size(); i++) {
            rows.get(i)[j] = 0;
        }
    }

    /** Returns the eigenvalues of diag(d) - BB'. */
    private static double[] eigenvalues(List<Double> d, List<double[]> b) {
        int n = d.size();
        if (n > MOST) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The exact test of a variance needs %,d eigenvalues at once, more than %,d, since the groups are of so many"
                            + " different sizes; use the boundary p of a comparison, which is right for so many groups.",
                    n,
                    MOST));
        }
        if (n == 0) {
            return new double[0];
        }
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double s = i == j ? d.get(i) : 0;
                for (int k = 0; k < b.get(i).length; k++) {
                    s -= b.get(i)[k] * b.get(j)[k];
                }
                matrix[i][j] = s;
                matrix[j][i] = s;
            }
        }
        return SymmetricEigen.of(matrix).values();
    }

    /** Eigenvalues and how often they occur, while they are being found. */
    private static final class Spectrum {
        private final List<double[]> found = new ArrayList<>();

        void add(double value, long count) {
            if (count > 0) {
                found.add(new double[] {Math.max(0, value), count});
            }
        }

        void sort() {
            found.sort(Comparator.comparingDouble(pair -> pair[0]));
        }

        double[] values() {
            return found.stream().mapToDouble(pair -> pair[0]).toArray();
        }

        long[] counts() {
            return found.stream().mapToLong(pair -> (long) pair[1]).toArray();
        }
    }
}
