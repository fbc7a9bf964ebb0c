package org.multilevel.model;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.model.VarianceComponent.Kind;

/** Lists variances and covariances in the order of lme4's {@code as.data.frame(VarCorr(model))}. */
final class VarianceComponents {
    private VarianceComponents() {}

    /** @param residual whether there is a residual variance */
    static List<VarianceComponent> of(List<GroupingFactor> factors, double sigma, boolean residual) {
        List<VarianceComponent> components = new ArrayList<>();
        for (GroupingFactor factor : factors) {
            int start = 0;
            for (int b = 0; b < factor.blocks().size(); b++) {
                int end = start + factor.blocks().get(b).columns().size();
                addBlock(factor, start, end, components);
                start = end;
            }
        }
        if (residual) {
            components.add(new VarianceComponent("Residual", "", "", Kind.RESIDUAL, sigma * sigma, sigma, true));
        }
        return components;
    }

    private static void addBlock(GroupingFactor factor, int start, int end, List<VarianceComponent> components) {
        for (int k = start; k < end; k++) {
            components.add(new VarianceComponent(
                    factor.name(),
                    factor.column(k),
                    "",
                    Kind.VARIANCE,
                    factor.variance(k),
                    factor.standardDeviation(k),
                    factor.isIdentified(k, k)));
        }
        for (int j = start; j < end; j++) {
            for (int k = j + 1; k < end; k++) {
                components.add(new VarianceComponent(
                        factor.name(),
                        factor.column(j),
                        factor.column(k),
                        Kind.COVARIANCE,
                        factor.covariance(j, k),
                        factor.correlation(j, k),
                        factor.isIdentified(j, k)));
            }
        }
    }
}
