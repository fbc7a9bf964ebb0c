package org.multilevel.design.expression;

import java.io.IOException;
import java.util.Arrays;
import org.multilevel.data.Batch;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;

/** Finds the constants of {@code poly(x, d)}: the mean in the first pass, then one degree a pass. */
final class PolynomialFinder implements ConstantFinder {
    private final Expression.Call call;
    private final int degree;
    private final double[] constants;
    private final PolynomialBasis basis;
    private Moments moments = new Moments();
    private final double[] distinct;
    private final double[][] columns;
    private int distinctCount;
    /** The degree whose constants this pass finds; 0 for the mean. */
    private int pass;

    private double squares;
    private double weighted;

    PolynomialFinder(Expression.Call call) {
        this.call = call;
        this.degree = Expressions.degree(call);
        this.constants = new double[PolynomialBasis.constantCount(degree)];
        this.basis = new PolynomialBasis(degree, constants);
        this.distinct = new double[degree + 1];
        this.columns = new double[degree][Batch.CAPACITY];
    }

    @Override
    public void accept(double[] values, int n) {
        if (pass == 0) {
            moments.add(values, n);
            countDistinct(values, n);
            return;
        }
        basis.monic(values, n, pass, columns);
        double[] polynomial = columns[pass - 1];
        double chunkSquares = 0;
        double chunkWeighted = 0;
        for (int i = 0; i < n; i++) {
            double square = polynomial[i] * polynomial[i];
            chunkSquares += square;
            chunkWeighted += square * (values[i] - constants[0]);
        }
        squares += chunkSquares;
        weighted += chunkWeighted;
    }

    private void countDistinct(double[] values, int n) {
        for (int i = 0; i < n && distinctCount <= degree; i++) {
            double value = values[i];
            if (Arrays.stream(distinct, 0, distinctCount).noneMatch(known -> known == value)) {
                distinct[distinctCount++] = value;
            }
        }
    }

    @Override
    public void merge(ConstantFinder other) {
        PolynomialFinder part = (PolynomialFinder) other;
        if (pass == 0) {
            moments = moments.plus(part.moments);
            countDistinct(part.distinct, part.distinctCount);
        }
        squares += part.squares;
        weighted += part.weighted;
    }

    @Override
    public void writeTo(PartWriter out) throws IOException {
        out.integer(pass);
        out.numbers(constants, constants.length);
        moments.writeTo(out);
        out.integer(distinctCount);
        out.numbers(distinct, distinctCount);
        out.number(squares);
        out.number(weighted);
    }

    @Override
    public void readFrom(PartReader in) throws IOException {
        pass = in.count();
        in.numbers(constants);
        moments = Moments.readFrom(in);
        distinctCount = in.count();
        if (pass > degree || distinctCount > distinct.length) {
            throw in.damaged("they do not belong to " + call);
        }
        System.arraycopy(in.numbers(distinctCount), 0, distinct, 0, distinctCount);
        squares = in.number();
        weighted = in.number();
    }

    @Override
    public boolean endPass() {
        if (pass == 0) {
            checkDistinct();
            constants[0] = moments.mean();
            constants[degree] = moments.count();
        } else {
            constants[degree + pass] = squares;
            if (pass < degree) {
                constants[pass] = weighted / squares;
            }
        }
        squares = 0;
        weighted = 0;
        return pass++ == degree;
    }

    private void checkDistinct() {
        if (moments.count() > 0 && distinctCount <= degree) {
            throw new ModelException(call + " needs more than " + degree + " different values, but "
                    + call.first() + " has " + distinctCount
                    + (distinctCount == 1 ? "; remove the term." : "; choose a degree below " + distinctCount + "."));
        }
    }

    @Override
    public double[] constants() {
        return constants.clone();
    }
}
