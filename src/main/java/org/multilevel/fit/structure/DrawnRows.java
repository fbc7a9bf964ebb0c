package org.multilevel.fit.structure;

import java.util.function.DoubleSupplier;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Standardisation;

/** The rows of a model with covariance structures, for which responses are drawn; immutable, and may be asked by many threads. */
public final class DrawnRows {
    private final Structures structures;
    private final SubjectRows rows;

    private DrawnRows(Structures structures, SubjectRows rows) {
        this.structures = structures;
        this.rows = rows;
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
        return new DrawnRows(structures, read.rows());
    }

    Structures structures() {
        return structures;
    }

    SubjectRows rows() {
        return rows;
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
