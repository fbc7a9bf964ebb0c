package org.multilevel.design.expression;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.multilevel.data.NumberLabel;

/**
 * The columns of {@code bs()} and {@code ns()}, as R's package splines computes them.
 *
 * <p>Natural splines are the cubic B-splines that have no curvature at the boundary: with C the second derivatives of the
 * B-splines there (2 x K) and C' = QR, they are the last K - 2 columns of B Q (Hastie 1992, in Statistical Models in S, pp.
 * 288-290). Q is made of the Householder reflections of LINPACK's {@code dqrdc}, so that the columns are R's and not others that
 * span the same curves. Beyond the boundary they are straight lines, and B-splines go on as polynomials.
 */
final class SplineBasis implements Basis {
    private static final int CUBIC = 4;

    private final BSplines splines;
    private final double lower;
    private final double upper;
    private final int dropped;
    private final boolean natural;
    /** What the B-splines are multiplied with for natural splines, row by row. */
    private final double[][] rotation;

    private long beyond;

    /**
     * Creates the basis.
     *
     * @param constants the boundary and the knots between
     */
    SplineBasis(SplineShape shape, double[] constants) {
        this.natural = shape.natural();
        this.dropped = shape.intercept() ? 0 : 1;
        this.lower = constants[0];
        this.upper = constants[1];
        int order = natural ? CUBIC : shape.degree() + 1;
        double[] knots = DoubleStream.concat(
                        IntStream.range(0, order).boxed().flatMapToDouble(k -> DoubleStream.of(lower, upper)),
                        Arrays.stream(constants, 2, constants.length))
                .sorted()
                .toArray();
        this.splines = new BSplines(order, knots);
        this.rotation = natural ? rotation() : new double[0][];
    }

    @Override
    public void fill(double[] x, int n, double[][] columns) {
        for (int i = 0; i < n; i++) {
            double[] values = Double.isNaN(x[i]) ? missing() : row(x[i]);
            for (int k = 0; k < columns.length; k++) {
                columns[k][i] = values[k];
            }
        }
    }

    @Override
    public long beyond() {
        return beyond;
    }

    /** Natural splines are straight beyond the boundary; B-splines go on as polynomials, of which R's {@code bs} warns as well. */
    @Override
    public Optional<String> concern(long count) {
        return count == 0
                ? Optional.empty()
                : Optional.of(" has " + count + (count == 1 ? " value" : " values") + " beyond its boundary ("
                        + NumberLabel.of(lower) + " to " + NumberLabel.of(upper)
                        + "), where the curve goes on as a polynomial that soon leaves all data: do not rely on it there, or"
                        + " fit ns(), which goes on as a straight line.");
    }

    private double[] missing() {
        double[] values = new double[splines.size()];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private double[] row(double x) {
        if (!natural) {
            beyond += x < lower || x > upper ? 1 : 0;
            return kept(splines.derivative(x, 0));
        }
        double pivot = Math.min(Math.max(x, lower), upper);
        double[] values = kept(splines.derivative(pivot, 0));
        if (pivot != x) {
            double[] slopes = kept(splines.derivative(pivot, 1));
            for (int k = 0; k < values.length; k++) {
                values[k] += slopes[k] * (x - pivot);
            }
        }
        double[] rotated = new double[values.length - 2];
        for (int k = 0; k < rotated.length; k++) {
            for (int j = 0; j < values.length; j++) {
                rotated[k] += values[j] * rotation[j][k];
            }
        }
        return rotated;
    }

    private double[] kept(double[] values) {
        return Arrays.copyOfRange(values, dropped, values.length);
    }

    private double[][] rotation() {
        double[] first = kept(splines.derivative(lower, 2));
        double[] second = kept(splines.derivative(upper, 2));
        double[] firstReflection = reflection(first, 0);
        reflect(firstReflection, second);
        double[] secondReflection = reflection(second, 1);
        double[][] rows = new double[first.length][];
        for (int j = 0; j < rows.length; j++) {
            double[] unit = new double[first.length];
            unit[j] = 1;
            reflect(firstReflection, unit);
            reflect(secondReflection, unit);
            rows[j] = Arrays.copyOfRange(unit, 2, unit.length);
        }
        return rows;
    }

    /** Returns the vector of the reflection that clears a column below a place, scaled as in LINPACK. */
    private static double[] reflection(double[] column, int place) {
        double norm = Math.sqrt(
                Arrays.stream(column, place, column.length).map(v -> v * v).sum());
        double length = column[place] == 0 ? norm : Math.copySign(norm, column[place]);
        double[] vector = new double[column.length];
        for (int j = place; j < column.length; j++) {
            vector[j] = column[j] / length;
        }
        vector[place] += 1;
        return vector;
    }

    /** Reflects a column in place: the first element of the vector that is not 0 is half its squared length. */
    private static void reflect(double[] vector, double[] column) {
        double product = 0;
        double half = 0;
        for (int j = 0; j < column.length; j++) {
            product += vector[j] * column[j];
            half = half == 0 ? vector[j] : half;
        }
        for (int j = 0; j < column.length; j++) {
            column[j] -= product / half * vector[j];
        }
    }
}
