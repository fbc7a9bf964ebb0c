package org.multilevel.fit.answers;

import java.util.List;
import org.multilevel.fit.facts.RowFacts;

/** A parameter of a model of which the likelihood can be asked, on the raw scale of the data. */
public sealed interface ProfiledParameter {

    /**
     * Returns its value among estimates; NaN for a correlation with an effect that has no variance.
     *
     * @param beta the kept fixed effects
     * @param covariances of the random effects of each grouping factor
     * @param sigma the residual standard deviation
     */
    double value(double[] beta, List<double[][]> covariances, double sigma);

    /**
     * A fixed effect.
     *
     * @param position among the kept fixed effects
     */
    record FixedEffect(int position) implements ProfiledParameter {
        @Override
        public double value(double[] beta, List<double[][]> covariances, double sigma) {
            return beta[position];
        }
    }

    /**
     * The standard deviation of a random effect.
     *
     * @param factor position of the grouping factor
     * @param column position of the column among those of the factor
     */
    record StandardDeviation(int factor, int column) implements ProfiledParameter {
        @Override
        public double value(double[] beta, List<double[][]> covariances, double sigma) {
            return Math.sqrt(covariances.get(factor)[column][column]);
        }
    }

    /**
     * The correlation of two random effects of one term.
     *
     * @param factor position of the grouping factor
     * @param column position of the first column among those of the factor
     * @param other position of the second
     */
    record Correlation(int factor, int column, int other) implements ProfiledParameter {
        @Override
        public double value(double[] beta, List<double[][]> covariances, double sigma) {
            double[][] covariance = covariances.get(factor);
            double size = Math.sqrt(covariance[column][column] * covariance[other][other]);
            return size > 0 ? Math.max(-1, Math.min(1, covariance[column][other] / size)) : Double.NaN;
        }
    }

    /**
     * A linear function of the fixed effects.
     *
     * @param coefficients of the kept fixed effects
     */
    record LinearFunction(List<Double> coefficients) implements ProfiledParameter {
        /** Copies the coefficients. */
        public LinearFunction {
            coefficients = List.copyOf(coefficients);
        }

        @Override
        public double value(double[] beta, List<double[][]> covariances, double sigma) {
            double sum = 0;
            for (int j = 0; j < beta.length; j++) {
                sum += coefficients.get(j) * beta[j];
            }
            return sum;
        }
    }

    /**
     * The part of a grouping factor in the variance that the fixed effects leave, averaged over the rows (intraclass correlation): with S the
     * mean over the rows of zz' and G the covariance of the effects of each factor, tr(SG) / (sum of all tr(SG) + sigma^2).
     *
     * @param factor position of the grouping factor
     * @param facts of the rows, with their grouping factors in the same order
     */
    record VarianceShare(int factor, RowFacts facts) implements ProfiledParameter {
        @Override
        public double value(double[] beta, List<double[][]> covariances, double sigma) {
            double all = sigma * sigma;
            for (int f = 0; f < covariances.size(); f++) {
                all += facts.randomVariance(f, covariances.get(f));
            }
            return facts.randomVariance(factor, covariances.get(factor)) / all;
        }
    }

    /** The standard deviation of the residuals (per unit weight). */
    record ResidualStandardDeviation() implements ProfiledParameter {
        @Override
        public double value(double[] beta, List<double[][]> covariances, double sigma) {
            return sigma;
        }
    }

    /**
     * A correlation that is a covariance structure's own.
     *
     * @param position among the estimates of the structures
     */
    record StructureCorrelation(int position) implements ProfiledParameter {
        @Override
        public double value(double[] beta, List<double[][]> covariances, double sigma) {
            throw new UnsupportedOperationException("a structure's parameter is among its estimates");
        }
    }

    /**
     * A residual standard deviation of a model with covariance structures.
     *
     * @param position among the estimates of the structures
     */
    record StructureDeviation(int position) implements ProfiledParameter {
        @Override
        public double value(double[] beta, List<double[][]> covariances, double sigma) {
            throw new UnsupportedOperationException("a structure's parameter is among its estimates");
        }
    }

    /** The dispersion of a generalised model, which stands in the place of sigma among its estimates. */
    record Dispersion() implements ProfiledParameter {
        @Override
        public double value(double[] beta, List<double[][]> covariances, double sigma) {
            return sigma;
        }
    }
}
