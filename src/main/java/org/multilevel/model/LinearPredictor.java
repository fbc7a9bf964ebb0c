package org.multilevel.model;

import java.util.List;
import org.multilevel.design.DesignBlock;

/** Multiplies rows of X and Z with the estimates. */
final class LinearPredictor {
    private final int width;
    private final int[] kept;
    private final double[] beta;
    private final double[][] betaCovariance;
    private final double sigma;
    private final List<GroupingFactor> factors;

    private LinearPredictor(ModelParts parts) {
        this.width = parts.design().fixed().size();
        this.kept = parts.kept().stream().mapToInt(Integer::intValue).toArray();
        this.beta = parts.fixed().estimates();
        this.betaCovariance = parts.fixed().covariance();
        this.sigma = parts.sigma();
        this.factors = parts.factors();
    }

    /** Returns the predictor of a model. */
    static LinearPredictor of(ModelParts parts) {
        return new LinearPredictor(parts);
    }

    /** Returns X beta + offset for row i of the block. */
    double population(DesignBlock block, int i) {
        double sum = block.offset[i];
        for (int j = 0; j < kept.length; j++) {
            sum += block.x[i * width + kept[j]] * beta[j];
        }
        return sum;
    }

    /** Returns z'b for row i of the block and a level of factor f. */
    double groupPart(DesignBlock block, int i, int f, int level) {
        GroupingFactor factor = factors.get(f);
        int q = factor.width();
        double sum = 0;
        for (int k = 0; k < q; k++) {
            sum += block.z[f][i * q + k] * factor.effect(level, k);
        }
        return sum;
    }

    /** Returns x' cov(beta) x for row i of the block. */
    double populationVariance(DesignBlock block, int i) {
        double sum = 0;
        for (int j = 0; j < kept.length; j++) {
            double row = 0;
            for (int k = 0; k < kept.length; k++) {
                row += betaCovariance[j][k] * block.x[i * width + kept[k]];
            }
            sum += row * block.x[i * width + kept[j]];
        }
        return sum;
    }

    /** Returns the variance of a new response in row i: residual, fixed part and group effects, known or not. */
    double observationVariance(DesignBlock block, int i, double populationVariance) {
        double sum = populationVariance + sigma * sigma / block.weight[i];
        for (int f = 0; f < factors.size(); f++) {
            sum += groupVariance(block, i, f);
        }
        return sum;
    }

    private double groupVariance(DesignBlock block, int i, int f) {
        GroupingFactor factor = factors.get(f);
        int level = block.level[f][i];
        int q = factor.width();
        double sum = 0;
        for (int j = 0; j < q; j++) {
            for (int k = 0; k < q; k++) {
                double covariance = level < 0 ? factor.covariance(j, k) : factor.conditionalCovariance(level, j, k);
                sum += covariance * block.z[f][i * q + j] * block.z[f][i * q + k];
            }
        }
        return sum;
    }
}
