package org.multilevel.fit.facts;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * What is known of the rows of a fit as a whole, each row counted once whatever its weight: enough to say how much of the response's
 * variance each part of a model explains, without the rows.
 *
 * @param fixedCovariance covariance over the rows (divisor n - 1) of the p estimated columns of X on the raw scale, p x p
 * @param randomSquares per grouping factor, in the order of the design, the mean over the rows of zz' on the raw scale, q x q
 * @param sizes per grouping factor the rows of its levels
 * @param patterns per grouping factor what varies where; empty where a file of an early version did not keep it
 */
public record RowFacts(
        double[][] fixedCovariance,
        List<double[][]> randomSquares,
        List<GroupSizes> sizes,
        List<GroupPattern> patterns) {
    /** Copies the arrays. */
    public RowFacts {
        fixedCovariance = SmallMatrices.copy(fixedCovariance);
        randomSquares = randomSquares.stream().map(SmallMatrices::copy).toList();
        sizes = List.copyOf(sizes);
        patterns = List.copyOf(patterns);
    }

    /** Returns these facts with the factors in another order. */
    public RowFacts reordered(List<Integer> order) {
        return new RowFacts(
                fixedCovariance,
                order.stream().map(randomSquares::get).toList(),
                order.stream().map(sizes::get).toList(),
                patterns.isEmpty()
                        ? patterns
                        : order.stream()
                                .map(f -> new GroupPattern(
                                        patterns.get(f).constant(),
                                        patterns.get(f).within().stream()
                                                .map(order::indexOf)
                                                .toList()))
                                .toList());
    }

    /** Returns a copy. */
    @Override
    public double[][] fixedCovariance() {
        return SmallMatrices.copy(fixedCovariance);
    }

    /** Returns copies. */
    @Override
    public List<double[][]> randomSquares() {
        return randomSquares.stream().map(SmallMatrices::copy).toList();
    }

    /** Returns the variance over the rows of the fixed part X beta. */
    public double fixedVariance(double[] beta) {
        return Math.max(0, SmallMatrices.bilinear(beta, fixedCovariance, beta));
    }

    /**
     * Returns the mean over the rows of the variance z'Gz of what a factor's effects add (Johnson 2014, equation 10).
     *
     * @param factor position in the design
     * @param covariance G, q x q
     */
    public double randomVariance(int factor, double[][] covariance) {
        return Math.max(0, sum(factor, covariance, DoubleUnaryOperator.identity()));
    }

    /**
     * Returns how far {@link #randomVariance} may be from what the mean would be in exact numbers: where a column lies far from 0 beside its
     * spread, large parts of it cancel.
     *
     * @param factor position in the design
     * @param covariance G, q x q
     */
    public double randomRounding(int factor, double[][] covariance) {
        return Math.ulp(1.0) * sum(factor, covariance, Math::abs);
    }

    private double sum(int factor, double[][] covariance, DoubleUnaryOperator part) {
        double[][] squares = randomSquares.get(factor);
        double sum = 0;
        for (int j = 0; j < covariance.length; j++) {
            for (int k = 0; k < covariance.length; k++) {
                sum += part.applyAsDouble(squares[j][k] * covariance[j][k]);
            }
        }
        return sum;
    }
}
