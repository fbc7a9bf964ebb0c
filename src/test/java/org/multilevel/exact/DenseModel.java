package org.multilevel.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.multilevel.fit.EstimationMethod;

/**
 * The model written out with n x n matrices: slow, and shares nothing with the fitting core.
 *
 * <p>With V = W^-1 + Z Lambda Lambda' Z' (in units of sigma^2): log-likelihood, beta, group effects and conditional covariance
 * by the textbook (Searle, Casella, McCulloch 1992, sections 6.6 and 7.4).
 */
public final class DenseModel {
    private final RealVector y;
    private final RealMatrix x;
    private final RealVector weights;
    private final List<Term> terms = new ArrayList<>();

    /** A grouping factor: the group of each row, and the columns that vary over groups. */
    private record Term(String[] group, double[][] columns) {}

    /** Creates the model of a response and the columns of X. */
    public DenseModel(double[] y, double[]... columns) {
        this.y = new ArrayRealVector(y);
        this.x = new Array2DRowRealMatrix(y.length, columns.length);
        for (int j = 0; j < columns.length; j++) {
            x.setColumn(j, columns[j]);
        }
        double[] ones = new double[y.length];
        Arrays.fill(ones, 1);
        this.weights = new ArrayRealVector(ones);
    }

    /** Sets prior weights. */
    public DenseModel weights(double[] values) {
        weights.setSubVector(0, new ArrayRealVector(values));
        return this;
    }

    /** Adds a grouping factor, in the order in which covariances will be given. */
    public DenseModel term(String[] group, double[]... columns) {
        terms.add(new Term(group, columns));
        return this;
    }

    /** Returns what follows from the covariances (in units of sigma^2) of the terms' columns, with sigma at its optimum. */
    public Solution solve(EstimationMethod method, double[][]... relative) {
        return new Solution(method, relative);
    }

    /** What follows from given relative covariances. */
    public final class Solution {
        /** Profiled log-likelihood, restricted for REML. */
        public final double logLikelihood;
        /** Residual standard deviation. */
        public final double sigma;
        /** Fixed effects. */
        public final double[] beta;
        /** sigma^2 (X'V^-1X)^-1. */
        public final double[][] covariance;
        /** Diagonal of d fitted / d y. */
        public final double[] leverages;

        private final double[][][] relative;
        private final RealVector weightedResidual;
        private final RealMatrix inverse;

        Solution(EstimationMethod method, double[][][] relative) {
            this.relative = relative;
            int n = y.getDimension();
            int p = x.getColumnDimension();
            CholeskyDecomposition v = new CholeskyDecomposition(variance(), 1e-13, 0);
            inverse = v.getSolver().getInverse();
            CholeskyDecomposition xvx = new CholeskyDecomposition(
                    symmetric(x.transpose().multiply(inverse).multiply(x)), 1e-13, 0);
            RealMatrix inverted = xvx.getSolver().getInverse();
            RealVector solution = inverted.operate(x.transpose().operate(inverse.operate(y)));
            beta = solution.toArray();
            weightedResidual = inverse.operate(y.subtract(x.operate(solution)));
            double r2 = y.subtract(x.operate(solution)).dotProduct(weightedResidual);
            boolean restricted = method == EstimationMethod.REML;
            double df = n - (restricted ? p : 0);
            sigma = Math.sqrt(r2 / df);
            double logDet = logDet(v) + (restricted ? logDet(xvx) : 0);
            logLikelihood = -(logDet + df * (1 + Math.log(2 * Math.PI * r2 / df))) / 2;
            covariance = inverted.scalarMultiply(sigma * sigma).getData();
            leverages = leverages(inverted);
        }

        private double[] leverages(RealMatrix inverted) {
            RealMatrix vx = inverse.multiply(x);
            RealMatrix projection = inverse.subtract(vx.multiply(inverted).multiply(vx.transpose()));
            double[] values = new double[y.getDimension()];
            for (int i = 0; i < values.length; i++) {
                values[i] = 1 - projection.getEntry(i, i) / weights.getEntry(i);
            }
            return values;
        }

        private RealMatrix variance() {
            int n = y.getDimension();
            RealMatrix v = MatrixUtils.createRealMatrix(n, n);
            for (int i = 0; i < n; i++) {
                v.setEntry(i, i, 1 / weights.getEntry(i));
            }
            for (int t = 0; t < terms.size(); t++) {
                Term term = terms.get(t);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j <= i; j++) {
                        if (term.group[i].equals(term.group[j])) {
                            v.addToEntry(i, j, dot(term, t, i, j));
                            v.setEntry(j, i, v.getEntry(i, j));
                        }
                    }
                }
            }
            return v;
        }

        private double dot(Term term, int t, int i, int j) {
            double sum = 0;
            for (int a = 0; a < term.columns.length; a++) {
                for (int b = 0; b < term.columns.length; b++) {
                    sum += term.columns[a][i] * relative[t][a][b] * term.columns[b][j];
                }
            }
            return sum;
        }

        /** Returns the group effects Lambda Lambda' Z'V^-1(y - X beta) of one level. */
        public double[] effects(int t, String level) {
            return new Array2DRowRealMatrix(relative[t])
                    .operate(columnsOf(t, level).operate(weightedResidual))
                    .toArray();
        }

        /** Returns sigma^2 (S - S Z'V^-1 Z S), the covariance of one level's effects given y, beta and the variances. */
        public double[][] conditionalCovariance(int t, String level) {
            RealMatrix z = columnsOf(t, level);
            RealMatrix s = new Array2DRowRealMatrix(relative[t]);
            return s.subtract(s.multiply(z)
                            .multiply(inverse)
                            .multiply(z.transpose())
                            .multiply(s))
                    .scalarMultiply(sigma * sigma)
                    .getData();
        }

        private RealMatrix columnsOf(int t, String level) {
            Term term = terms.get(t);
            RealMatrix z = MatrixUtils.createRealMatrix(term.columns.length, y.getDimension());
            for (int i = 0; i < y.getDimension(); i++) {
                for (int a = 0; a < term.columns.length; a++) {
                    z.setEntry(a, i, term.group[i].equals(level) ? term.columns[a][i] : 0);
                }
            }
            return z;
        }
    }

    private static RealMatrix symmetric(RealMatrix matrix) {
        return matrix.add(matrix.transpose()).scalarMultiply(0.5);
    }

    private static double logDet(CholeskyDecomposition decomposition) {
        RealMatrix l = decomposition.getL();
        double sum = 0;
        for (int i = 0; i < l.getRowDimension(); i++) {
            sum += 2 * Math.log(l.getEntry(i, i));
        }
        return sum;
    }
}
