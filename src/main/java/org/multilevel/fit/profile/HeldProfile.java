package org.multilevel.fit.profile;

import java.util.function.DoubleFunction;
import org.multilevel.fit.covariance.ThetaLayout;

/** The profile of a parameter that is none of theta's: it is held by whoever evaluates the likelihood, and theta is searched. */
final class HeldProfile extends WarmSearch {
    private final ThetaLayout layout;
    private final DoubleFunction<TemplateDeviance> held;

    /** @param held returns the likelihood where the parameter has a value */
    HeldProfile(
            ThetaLayout layout,
            DoubleFunction<TemplateDeviance> held,
            Range range,
            double estimate,
            double[] theta,
            double[] sizes) {
        super(range, estimate, theta, sizes, TermProfiles.Residual.diagonal(layout));
        this.layout = layout;
        this.held = held;
    }

    @Override
    QuasiNewton.Objective objective(double value) {
        TemplateDeviance deviance = held.apply(value);
        return (theta, gradient) -> {
            TemplateDeviance.At result = deviance.at(layout.lambda(theta));
            System.arraycopy(layout.gradient(result.half(), theta), 0, gradient, 0, theta.length);
            return result.value();
        };
    }
}
