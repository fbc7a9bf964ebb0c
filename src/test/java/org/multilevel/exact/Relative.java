package org.multilevel.exact;

import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** The covariances of a model's group effects in units of sigma^2, as {@link DenseModel} wants them. */
final class Relative {
    private Relative() {}

    /** Returns lambda lambda' of each grouping factor, in the order of the model. */
    static double[][][] covariances(MixedModel model) {
        return model.groupingFactors().stream()
                .map(GroupingFactor::lambda)
                .map(Relative::square)
                .toArray(double[][][]::new);
    }

    /** Returns l l'. */
    static double[][] square(double[][] l) {
        int q = l.length;
        double[][] square = new double[q][q];
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                for (int k = 0; k < q; k++) {
                    square[i][j] += l[i][k] * l[j][k];
                }
            }
        }
        return square;
    }
}
