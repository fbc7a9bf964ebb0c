package org.multilevel.model;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;

/** Results that no fit has found, for what is hard to find in data. */
public final class HandMade {
    private HandMade() {}

    /** Returns a factor g with the levels a and b, one block with the columns (Intercept), x1, x2, ... and sigma 1. */
    public static GroupingFactor factor(double[][] lambda) {
        List<RandomColumn> columns = new ArrayList<>();
        columns.add(new RandomColumn("(Intercept)", 0, 1));
        for (int k = 1; k < lambda.length; k++) {
            columns.add(new RandomColumn("x" + k, 10, 2));
        }
        return factor(lambda, columns);
    }

    /** Returns a factor g with the levels a and b, one block with the given columns and sigma 1. */
    public static GroupingFactor factor(double[][] lambda, List<RandomColumn> columns) {
        int q = lambda.length;
        double[][] covariance = new double[q][q];
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                for (int k = 0; k < q; k++) {
                    covariance[i][j] += lambda[i][k] * lambda[j][k];
                }
            }
        }
        double[] conditional = new double[q * (q + 1)];
        for (int i = 0; i < conditional.length; i++) {
            conditional[i] = i + 1;
        }
        FixedEffects none = FixedEffects.of(List.of(), new int[0], new double[0], new double[0][]);
        RandomFactor factor = new RandomFactor("g", List.of("a", "b"), List.of(new RandomBlock(columns)));
        return new GroupingFactor(
                factor, 2, lambda, covariance, new double[2 * q], conditional, new double[0], List.of(), none);
    }
}
