package org.multilevel.inference.freedom;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.FullPrecision;
import org.multilevel.error.ModelException;
import org.multilevel.inference.numeric.Dense;

/**
 * An orthonormal basis of the rows of a hypothesis L beta = c, in which rows that say the same are one.
 *
 * @param rows q x p, orthonormal
 * @param values what they are claimed to be, q
 */
public record HypothesisBasis(double[][] rows, double[] values) {
    /** What is left of a row of unit length by rounding. */
    private static final double NOTHING = 1e-9;

    /**
     * Returns the basis.
     *
     * @param l m x p
     * @param c m
     * @throws ModelException if the rows contradict each other, or say nothing
     */
    public static HypothesisBasis of(double[][] l, double[] c) {
        List<double[]> rows = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < l.length; i++) {
            double length = Math.sqrt(Dense.dot(l[i], l[i]));
            if (length == 0 && c[i] != 0) {
                throw new ModelException("The hypothesis says that " + FullPrecision.text(c[i])
                        + " is 0, since its coefficients cancel; name coefficients that do not, such as \"x = "
                        + FullPrecision.text(c[i]) + "\".");
            }
            double[] row = l[i].clone();
            double value = c[i];
            // twice, because one pass of Gram and Schmidt's method leaves the rounding of what it takes away
            for (int pass = 0; pass < 2; pass++) {
                for (int b = 0; b < rows.size(); b++) {
                    double along = Dense.dot(row, rows.get(b));
                    for (int j = 0; j < row.length; j++) {
                        row[j] -= along * rows.get(b)[j];
                    }
                    value -= along * values.get(b);
                }
            }
            double left = Math.sqrt(Dense.dot(row, row));
            if (left > NOTHING * length) {
                for (int j = 0; j < row.length; j++) {
                    row[j] /= left;
                }
                rows.add(row);
                values.add(value / left);
            } else if (Math.abs(value) > NOTHING * (Math.abs(c[i]) + length)) {
                throw new ModelException(
                        "The hypotheses contradict each other, so that no coefficients fulfil them all;"
                                + " test them one at a time.");
            }
        }
        if (rows.isEmpty()) {
            throw new ModelException(
                    "The hypothesis says nothing about the coefficients, since all of them cancel; name what differs.");
        }
        return new HypothesisBasis(
                rows.toArray(double[][]::new),
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
