package org.multilevel.fit.profile;

import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.products.CrossProducts;

/**
 * The profile of constant + a'beta: with H the {@link Reflection} of a, the first column of XH times its known coefficient goes to the response,
 * and the other columns stay.
 */
final class FixedEffectProfile extends WarmSearch {
    private final CrossProducts products;
    private final ThetaLayout layout;
    private final Equations equations;
    private final Reflection reflection;
    private final double constant;

    FixedEffectProfile(
            CrossProducts products,
            ThetaLayout layout,
            Equations equations,
            double[] a,
            double constant,
            double estimate,
            double error,
            double[] theta,
            double[] sizes) {
        super(
                new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, error),
                estimate,
                theta,
                sizes,
                TermProfiles.Residual.diagonal(layout));
        this.products = products;
        this.layout = layout;
        this.equations = equations;
        this.constant = constant;
        this.reflection = new Reflection(a);
    }

    @Override
    QuasiNewton.Objective objective(double value) {
        Deviance deviance = new Deviance(equations.combined(reflection.held(value - constant)), layout, products.rows);
        return (theta, gradient) -> {
            Deviance.At result = deviance.profiled(layout.lambda(theta));
            System.arraycopy(layout.gradient(result.half(), theta), 0, gradient, 0, theta.length);
            return result.value();
        };
    }
}
