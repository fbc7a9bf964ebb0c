package org.multilevel.fit.iterative;

import org.multilevel.fit.covariance.Entries;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.SmallMatrices;

/** The variances and covariances of unstructured random terms as K numbers, in the order of theta. */
final class CovarianceEntries {
    final ThetaLayout layout;
    private final Entries entries;

    CovarianceEntries(ThetaLayout layout) {
        this.layout = layout;
        this.entries = layout.entries();
    }

    /** Returns K. */
    int size() {
        return entries.size();
    }

    int factor(int k) {
        return entries.factor(k);
    }

    int row(int k) {
        return entries.row(k);
    }

    int column(int k) {
        return entries.column(k);
    }

    /** Returns the entries of symmetric matrices, one per factor. */
    double[] of(double[][] matrices) {
        double[] values = new double[size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = matrices[factor(k)][row(k) * layout.width(factor(k)) + column(k)];
        }
        return values;
    }

    /** Returns the derivatives in the entries, given those in the elements of symmetric matrices: covariances stand there twice. */
    double[] slopes(double[][] matrices) {
        double[] slopes = of(matrices);
        for (int k = 0; k < slopes.length; k++) {
            slopes[k] *= row(k) == column(k) ? 1 : 2;
        }
        return slopes;
    }

    /** Returns symmetric matrices of some entries. */
    double[][] matrices(double[] values) {
        double[][] matrices = layout.zeros();
        for (int k = 0; k < values.length; k++) {
            int q = layout.width(factor(k));
            matrices[factor(k)][row(k) * q + column(k)] = values[k];
            matrices[factor(k)][column(k) * q + row(k)] = values[k];
        }
        return matrices;
    }

    /** Returns the block of a term in matrices, one per factor. */
    double[][] block(Term term, double[][] matrices) {
        int q = layout.width(term.factor());
        double[][] block = new double[term.columns()][term.columns()];
        for (int i = 0; i < block.length; i++) {
            System.arraycopy(matrices[term.factor()], (term.from() + i) * q + term.from(), block[i], 0, block.length);
        }
        return block;
    }

    /** Writes the block of a term into matrices, one per factor. */
    void put(Term term, double[][] block, double[][] matrices) {
        int q = layout.width(term.factor());
        for (int i = 0; i < block.length; i++) {
            System.arraycopy(block[i], 0, matrices[term.factor()], (term.from() + i) * q + term.from(), block.length);
        }
    }

    /** Returns lambda lambda' of each factor. */
    double[][] covariances(double[][] lambda) {
        double[][] covariances = new double[lambda.length][];
        for (int f = 0; f < lambda.length; f++) {
            covariances[f] = SmallMatrices.timesTransposed(lambda[f], layout.width(f), layout.width(f));
        }
        return covariances;
    }

    /** Returns the lower triangular lambda of some covariances, with columns of zeros where these have not full rank. */
    double[][] lambda(double[][] covariances) {
        double[][] lambda = SmallMatrices.copy(covariances);
        for (int f = 0; f < lambda.length; f++) {
            SmallMatrices.semidefiniteCholesky(lambda[f], 0, layout.width(f));
        }
        return lambda;
    }
}
