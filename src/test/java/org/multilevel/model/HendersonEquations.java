package org.multilevel.model;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The mixed-model equations written out and inverted as a whole, at given variances; shares nothing with the fitting core.
 *
 * <p>The inverse of [X'WX, X'WZ; Z'WX, Z'WZ + (lambda lambda')^-1] times sigma^2 is the covariance of the errors of beta and b
 * (Henderson 1975; Searle, Casella, McCulloch 1992, section 7.6). Needs a lambda that is not singular.
 */
final class HendersonEquations {
    private final double sigma;
    private final double[] weights;
    private final double[][] x;
    private final List<Part> parts = new ArrayList<>();
    private RealMatrix errors = MatrixUtils.createRealMatrix(1, 1);
    private RealMatrix errorsGivenFixed = errors;

    /** A grouping factor, its columns of Z before they are spread over its levels, and where it starts. */
    private record Part(GroupingFactor factor, String[] labels, double[][] columns, int start) {}

    HendersonEquations(double sigma, double[] weights, double[]... x) {
        this.sigma = sigma;
        this.weights = weights;
        this.x = x;
    }

    /** Adds a grouping factor of a fit. */
    HendersonEquations factor(GroupingFactor factor, String[] labels, double[]... columns) {
        parts.add(new Part(factor, labels, columns, order()));
        return this;
    }

    /** Inverts. */
    HendersonEquations solve() {
        int order = order();
        RealMatrix left = MatrixUtils.createRealMatrix(order, order);
        for (int i = 0; i < weights.length; i++) {
            double[] fixed = new double[x.length];
            for (int j = 0; j < fixed.length; j++) {
                fixed[j] = x[j][i];
            }
            RealVector row = MatrixUtils.createRealVector(new double[order]);
            row.setSubVector(0, MatrixUtils.createRealVector(fixed));
            for (Part part : parts) {
                double[] z = new double[part.columns.length];
                for (int k = 0; k < z.length; k++) {
                    z[k] = part.columns[k][i];
                }
                spread(row, part, part.labels[i], z);
            }
            left = left.add(row.outerProduct(row).scalarMultiply(weights[i]));
        }
        for (Part part : parts) {
            RealMatrix lambda = MatrixUtils.createRealMatrix(part.factor.lambda());
            double[][] precision = new LUDecomposition(lambda.multiply(lambda.transpose()))
                    .getSolver()
                    .getInverse()
                    .getData();
            for (int g = 0; g < part.factor.size(); g++) {
                for (int j = 0; j < precision.length; j++) {
                    for (int k = 0; k < precision.length; k++) {
                        int at = part.start + g * precision.length;
                        left.addToEntry(at + j, at + k, precision[j][k]);
                    }
                }
            }
        }
        errors = inverse(left);
        errorsGivenFixed = inverse(left.getSubMatrix(x.length, order - 1, x.length, order - 1));
        return this;
    }

    /** Returns the variance of the error of x'beta + z'b; groups and z are in the order of the factors, "" for none. */
    double variance(double[] fixed, List<String> groups, List<double[]> z) {
        RealVector row = MatrixUtils.createRealVector(new double[order()]);
        row.setSubVector(0, MatrixUtils.createRealVector(fixed));
        for (int f = 0; f < parts.size(); f++) {
            if (!groups.get(f).isEmpty()) {
                spread(row, parts.get(f), groups.get(f), z.get(f));
            }
        }
        return row.dotProduct(errors.operate(row));
    }

    /** Returns the covariance of z'b of a group of the first and one of the second factor, were beta known. */
    double covarianceGivenFixed(String first, double[] z1, String second, double[] z2) {
        RealVector row1 = MatrixUtils.createRealVector(new double[order()]);
        RealVector row2 = row1.copy();
        spread(row1, parts.get(0), first, z1);
        spread(row2, parts.get(1), second, z2);
        int random = order() - x.length;
        return row1.getSubVector(x.length, random)
                .dotProduct(errorsGivenFixed.operate(row2.getSubVector(x.length, random)));
    }

    private static void spread(RealVector row, Part part, String label, double[] z) {
        int at = part.start + part.factor.indexOf(label) * z.length;
        row.setSubVector(at, MatrixUtils.createRealVector(z));
    }

    private RealMatrix inverse(RealMatrix matrix) {
        return new LUDecomposition(matrix).getSolver().getInverse().scalarMultiply(sigma * sigma);
    }

    private int order() {
        int order = x.length;
        for (Part part : parts) {
            order += part.factor.size() * part.factor.width();
        }
        return order;
    }
}
