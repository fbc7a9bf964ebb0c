package org.multilevel.fit.covariance;

import java.util.List;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomFactor;

/**
 * Where each component of theta stands in the templates lambda: the lower triangle of each term's block, column by column,
 * factors and terms in the order of the design (Bates et al. 2015, section 2.3).
 */
public final class ThetaLayout {
    private final int[] widths;
    private final int[] factor;
    private final int[] row;
    private final int[] column;
    private final int[] block;
    private final int[][] starts;

    public ThetaLayout(List<RandomFactor> factors) {
        widths = factors.stream().mapToInt(RandomFactor::width).toArray();
        int size = factors.stream()
                .flatMap(f -> f.blocks().stream())
                .mapToInt(b -> b.columns().size() * (b.columns().size() + 1) / 2)
                .sum();
        factor = new int[size];
        row = new int[size];
        column = new int[size];
        block = new int[size];
        starts = new int[widths.length][];
        int k = 0;
        int blocks = 0;
        for (int f = 0; f < factors.size(); f++) {
            int start = 0;
            List<RandomBlock> terms = factors.get(f).blocks();
            starts[f] = new int[terms.size() + 1];
            for (int b = 0; b < terms.size(); b++) {
                int end = start + terms.get(b).columns().size();
                starts[f][b + 1] = end;
                for (int c = start; c < end; c++) {
                    for (int r = c; r < end; r++) {
                        factor[k] = f;
                        block[k] = blocks;
                        row[k] = r;
                        column[k++] = c;
                    }
                }
                start = end;
                blocks++;
            }
        }
    }

    /** Returns the number of components. */
    public int size() {
        return factor.length;
    }

    /** Returns q of each factor. */
    public int[] widths() {
        return widths.clone();
    }

    /** Returns q of factor f. */
    public int width(int f) {
        return widths[f];
    }

    /** Returns where the terms of factor f begin among its columns, and last where they end. */
    public int[] blockStarts(int f) {
        return starts[f].clone();
    }

    /** Returns the number of factors. */
    public int factors() {
        return widths.length;
    }

    /** Returns term b of factor f, counted through all factors. */
    public int term(int f, int b) {
        int term = b;
        for (int g = 0; g < f; g++) {
            term += starts[g].length - 1;
        }
        return term;
    }

    /** Returns the random term, counted through all factors, to which component k belongs. */
    public int block(int k) {
        return block[k];
    }

    public int factor(int k) {
        return factor[k];
    }

    public int row(int k) {
        return row[k];
    }

    public int column(int k) {
        return column[k];
    }

    /** Returns whether component k is a diagonal element of its template. */
    public boolean isDiagonal(int k) {
        return row[k] == column[k];
    }

    /** Returns lambda of each factor, q x q row-major. */
    public double[][] lambda(double[] theta) {
        double[][] lambda = zeros();
        for (int k = 0; k < factor.length; k++) {
            lambda[factor[k]][row[k] * widths[factor[k]] + column[k]] = theta[k];
        }
        return lambda;
    }

    /** Picks theta out of matrices shaped like lambda, times {@code multiple}. */
    public double[] theta(double[][] matrices, double multiple) {
        double[] theta = new double[factor.length];
        for (int k = 0; k < factor.length; k++) {
            theta[k] = multiple * matrices[factor[k]][row[k] * widths[factor[k]] + column[k]];
        }
        return theta;
    }

    /** Returns zero matrices shaped like lambda. */
    public double[][] zeros() {
        double[][] matrices = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            matrices[f] = new double[widths[f] * widths[f]];
        }
        return matrices;
    }

    /** Makes the diagonal of every template non-negative by flipping whole columns; lambda lambda' stays the same. */
    public double[] withPositiveDiagonal(double[] theta) {
        double[][] lambda = lambda(theta);
        for (int f = 0; f < widths.length; f++) {
            int q = widths[f];
            for (int c = 0; c < q; c++) {
                if (lambda[f][c * q + c] < 0) {
                    for (int r = c; r < q; r++) {
                        lambda[f][r * q + c] = -lambda[f][r * q + c];
                    }
                }
            }
        }
        double[] flipped = theta(lambda, 1);
        for (int k = 0; k < flipped.length; k++) {
            flipped[k] += 0.0; // no negative zero
        }
        return flipped;
    }
}
