package org.multilevel.fit.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.error.ModelException;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Standardisation;

/** The rows of a model with covariance structures, for which responses are drawn; immutable, and may be asked by many threads. */
public final class DrawnRows {
    private final Structures structures;
    private final SubjectRows rows;

    /** What each subject is called. */
    private final List<String> subjects;

    private DrawnRows(Structures structures, SubjectRows rows, List<String> subjects) {
        this.structures = structures;
        this.rows = rows;
        this.subjects = List.copyOf(subjects);
    }

    /**
     * Reads the rows.
     *
     * @param structures that were read of the same table
     * @param kept positions of the fixed columns that take part
     */
    public static DrawnRows read(
            Structures structures,
            Design design,
            Table table,
            Standardisation standard,
            int[] kept,
            Progress progress) {
        SubjectRows.Read read =
                SubjectRows.read(design, table, standard, kept, new double[kept.length], (block, rows) -> {}, progress);
        return new DrawnRows(structures, read.rows(), read.subjects());
    }

    Structures structures() {
        return structures;
    }

    SubjectRows rows() {
        return rows;
    }

    /** Returns what each subject is called, where residuals of a subject go together; else there are none. */
    public List<String> subjects() {
        return subjects;
    }

    /** Returns which rows are not of a level of a factor. */
    public int[] without(int factor, int level) {
        return IntStream.range(0, rows.count)
                .filter(r -> rows.level[factor][r] != level)
                .toArray();
    }

    /** Returns which rows are not of a subject. */
    public int[] withoutSubject(int subject) {
        return IntStream.range(0, rows.count)
                .filter(r -> r < rows.start[subject] || r >= rows.start[subject + 1])
                .toArray();
    }

    /** Returns how many rows there are. */
    public int count() {
        return rows.count;
    }

    /**
     * Returns the cross-products of some rows.
     *
     * @param some the rows, ascending
     * @param kept which of all the fixed columns the rows have; the others are zeros
     * @param columns how many fixed columns there are
     */
    public CrossProducts products(int[] some, int[] kept, int columns) {
        CrossProducts pattern = structures.unweighted();
        CrossProducts sum = pattern.emptied(columns);
        sum.rows = some.length;
        int p1 = columns + 1;
        double[] xy = new double[p1];
        double[][] z = Arrays.stream(rows.widths).mapToObj(double[]::new).toArray(double[][]::new);
        for (int r : some) {
            for (int j = 0; j < kept.length; j++) {
                xy[kept[j]] = rows.xy[r * rows.p1 + j];
            }
            xy[columns] = rows.xy[(r + 1) * rows.p1 - 1];
            for (int i = 0; i < p1; i++) {
                for (int j = 0; j <= i; j++) {
                    sum.xy[i * p1 + j] += xy[i] * xy[j];
                }
            }
            for (int f = 0; f < z.length; f++) {
                System.arraycopy(rows.z[f], r * rows.widths[f], z[f], 0, rows.widths[f]);
            }
            for (int f = 0; f < z.length; f++) {
                addLevel(sum, f, rows.level[f][r], z[f], xy);
                for (int g = f + 1; g < z.length; g++) {
                    int at = sum.pair(f, g).offset(rows.level[f][r], rows.level[g][r]);
                    for (double first : z[f]) {
                        for (double second : z[g]) {
                            sum.pair(f, g).blocks()[at++] += first * second;
                        }
                    }
                }
            }
        }
        return sum;
    }

    private static void addLevel(CrossProducts sum, int f, int level, double[] z, double[] xy) {
        for (int i = 0; i < z.length; i++) {
            int at = level * z.length + i;
            for (int j = 0; j < z.length; j++) {
                sum.zz[f][at * z.length + j] += z[i] * z[j];
            }
            for (int j = 0; j < xy.length; j++) {
                sum.zxy[f][at * xy.length + j] += z[i] * xy[j];
            }
        }
    }

    /**
     * Returns the structures of some rows.
     *
     * @param some the rows, ascending
     * @param columns positions of the columns that they keep among those of the rows
     * @param products their cross-products with independent residuals, of these columns
     * @param most how many numbers may be kept
     * @throws ModelException if the rows do not tell them, or have others
     */
    public Structures of(
            int[] some,
            int[] columns,
            CrossProducts products,
            Design design,
            Table table,
            double most,
            Workers workers) {
        SubjectRows left = rows.only(some, columns);
        Structures found = structures.of(left, products, design, table, most, workers);
        if (!structures.hasParametersOf(found) || lostStrata(left)) {
            throw new ModelException("some variances and correlations of the residuals are told by its rows only.");
        }
        return found;
    }

    private boolean lostStrata(SubjectRows left) {
        return Arrays.stream(rows.stratum).distinct().count()
                != Arrays.stream(left.stratum).distinct().count();
    }

    /**
     * Returns the factor in whose levels all others and all subjects lie; the number of factors where that is the subject, -1 if there is none.
     */
    public int outermost() {
        boolean together = !subjects.isEmpty();
        int[] subject = new int[rows.count];
        for (int s = 0; s < rows.subjects(); s++) {
            Arrays.fill(subject, rows.start[s], rows.start[s + 1], s);
        }
        List<int[]> all = new ArrayList<>(List.of(rows.level));
        if (together) {
            all.add(subject);
        }
        for (int f = 0; f < all.size(); f++) {
            int[] outer = all.get(f);
            if (all.stream().allMatch(inner -> lieWithin(inner, outer))) {
                return f;
            }
        }
        return -1;
    }

    private static boolean lieWithin(int[] inner, int[] outer) {
        int[] of = new int[Arrays.stream(inner).max().orElse(0) + 1];
        Arrays.fill(of, -1);
        for (int r = 0; r < inner.length; r++) {
            if (of[inner[r]] >= 0 && of[inner[r]] != outer[r]) {
                return false;
            }
            of[inner[r]] = outer[r];
        }
        return true;
    }

    /**
     * Returns a response, times the roots of the weights.
     *
     * @param beta of the standardised kept columns
     * @param lambda of every factor, with the structures of random terms
     * @param sigma on the standardised scale
     * @param parameters of the structures
     * @param normals gives standard normal numbers
     */
    public double[] response(
            double[] beta, double[][] lambda, double sigma, double[] parameters, DoubleSupplier normals) {
        double[] y = structures.residual().draw(structures.ofResidual(parameters), rows, normals);
        for (int r = 0; r < rows.count; r++) {
            y[r] *= sigma;
            for (int j = 0; j < beta.length; j++) {
                y[r] += rows.xy[r * rows.p1 + j] * beta[j];
            }
        }
        for (int f = 0; f < lambda.length; f++) {
            addEffects(y, f, effects(f, lambda[f], sigma, normals));
        }
        return y;
    }

    private double[] effects(int f, double[] lambda, double sigma, DoubleSupplier normals) {
        int q = rows.widths[f];
        double[] b = new double[structures.unweighted().levels[f] * q];
        double[] u = new double[q];
        for (int at = 0; at < b.length; at += q) {
            for (int j = 0; j < q; j++) {
                u[j] = sigma * normals.getAsDouble();
            }
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q; j++) {
                    b[at + i] += lambda[i * q + j] * u[j];
                }
            }
        }
        return b;
    }

    private void addEffects(double[] y, int f, double[] b) {
        int q = rows.widths[f];
        for (int r = 0; r < rows.count; r++) {
            for (int j = 0; j < q; j++) {
                y[r] += rows.z[f][r * q + j] * b[rows.level[f][r] * q + j];
            }
        }
    }

    /** Returns the structures of the same rows with another response, which has the roots of the weights in it. */
    public Structures with(double[] y) {
        SubjectRows changed = rows.withResponse(y);
        CrossProducts pattern = structures.unweighted();
        double[] xy = new double[rows.p1];
        double[][] zy = ResponseSums.zeros(pattern);
        ResponseSums sums = new ResponseSums(xy, zy);
        for (int r = 0; r < rows.count; r++) {
            sums.add(changed, r);
        }
        return structures.withResponse(changed, pattern.withResponse(xy, zy));
    }

    /** [X y]'y and Z'y. */
    private record ResponseSums(double[] xy, double[][] zy) {
        static double[][] zeros(CrossProducts pattern) {
            double[][] zeros = new double[pattern.widths.length][];
            for (int f = 0; f < zeros.length; f++) {
                zeros[f] = new double[pattern.levels[f] * pattern.widths[f]];
            }
            return zeros;
        }

        void add(SubjectRows rows, int r) {
            double y = rows.xy[(r + 1) * rows.p1 - 1];
            for (int j = 0; j < rows.p1; j++) {
                xy[j] += rows.xy[r * rows.p1 + j] * y;
            }
            for (int f = 0; f < zy.length; f++) {
                int q = rows.widths[f];
                for (int j = 0; j < q; j++) {
                    zy[f][rows.level[f][r] * q + j] += rows.z[f][r * q + j] * y;
                }
            }
        }
    }
}
