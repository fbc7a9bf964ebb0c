package org.multilevel.fit.profile;

import org.multilevel.fit.covariance.ThetaLayout;

/** Profiles of what a random term's covariance is made of: standard deviations and correlations. */
public final class TermProfiles {
    private TermProfiles() {}

    /** The standard deviation of the first column of a term: with M its raw template, M_11 = sd / sigma, and sigma is free in its place. */
    static final class StandardDeviation extends WarmSearch {
        private final Deviance deviance;
        private final TermTemplate template;
        private final double rows;
        private final double unit;

        /**
         * Begins at the estimate.
         *
         * @param unit the response's scale, by which sigma is smaller inside
         * @param sigma the residual standard deviation inside
         */
        StandardDeviation(
                Deviance deviance,
                TermTemplate template,
                long rows,
                double unit,
                double sigma,
                double estimate,
                double[] parameters) {
            super(
                    Range.ofDeviation(estimate > 0 ? 0.1 * estimate : 0.1 * unit),
                    estimate,
                    withSigma(template, parameters, sigma),
                    withSigma(template, template.sizes(parameters), sigma),
                    template.diagonal());
            this.deviance = deviance;
            this.template = template;
            this.rows = rows;
            this.unit = unit;
        }

        private static double[] withSigma(TermTemplate template, double[] parameters, double sigma) {
            double[] changed = parameters.clone();
            changed[template.position(0, 0)] = sigma;
            return changed;
        }

        @Override
        QuasiNewton.Objective objective(double value) {
            double sd = value / unit;
            int first = template.position(0, 0);
            return (at, gradient) -> {
                double sigma = at[first];
                double[] parameters = at.clone();
                parameters[first] = sd / sigma;
                Deviance.At result = deviance.at(template.lambda(parameters), sigma * sigma);
                double[] pulled = template.pulledBack(result.half(), parameters);
                pulled[first] = -pulled[first] * sd / (sigma * sigma)
                        + 2 * rows / sigma
                        - 2 * result.residual() / (sigma * sigma * sigma);
                System.arraycopy(pulled, 0, gradient, 0, at.length);
                return result.value();
            };
        }
    }

    /** The correlation of the first two columns of a term: the second row of its raw template is t (r, sqrt(1 - r^2)). */
    static final class Correlation extends WarmSearch {
        private final Deviance deviance;
        private final TermTemplate template;
        private final int second;

        Correlation(Deviance deviance, TermTemplate template, double estimate, double[] parameters) {
            super(
                    new Range(-1, 1, 0.1),
                    estimate,
                    joined(template, parameters),
                    sizes(template, parameters),
                    diagonal(template));
            this.deviance = deviance;
            this.template = template;
            this.second = template.position(1, 0);
        }

        private static double[] sizes(TermTemplate template, double[] parameters) {
            double[] sizes = template.sizes(parameters);
            sizes[template.position(1, 1)] = 1;
            return sizes;
        }

        private static boolean[] diagonal(TermTemplate template) {
            boolean[] diagonal = template.diagonal();
            diagonal[template.position(1, 0)] = true;
            diagonal[template.position(1, 1)] = false;
            return diagonal;
        }

        /** Puts the length of the second row in the place of its first element; the second is not used. */
        private static double[] joined(TermTemplate template, double[] parameters) {
            double[] joined = parameters.clone();
            int at = template.position(1, 0);
            joined[at] = Math.hypot(parameters[at], parameters[at + 1]);
            joined[at + 1] = 1;
            return joined;
        }

        @Override
        QuasiNewton.Objective objective(double r) {
            double rest = Math.sqrt(Math.max(0, 1 - r * r));
            return (at, gradient) -> {
                double[] parameters = at.clone();
                parameters[second] = at[second] * r;
                parameters[second + 1] = at[second] * rest;
                Deviance.At result = deviance.profiled(template.lambda(parameters));
                double[] pulled = template.pulledBack(result.half(), parameters);
                pulled[second] = r * pulled[second] + rest * pulled[second + 1];
                pulled[second + 1] = 0;
                System.arraycopy(pulled, 0, gradient, 0, at.length);
                return result.value();
            };
        }
    }

    /** The residual standard deviation; the parameters are theta. */
    static final class Residual extends WarmSearch {
        private final Deviance deviance;
        private final ThetaLayout layout;
        private final double unit;

        Residual(
                Deviance deviance,
                ThetaLayout layout,
                double unit,
                long rows,
                double estimate,
                double[] theta,
                double[] sizes) {
            super(Range.ofDeviation(estimate / Math.sqrt(2.0 * rows)), estimate, theta, sizes, diagonal(layout));
            this.deviance = deviance;
            this.layout = layout;
            this.unit = unit;
        }

        /** Returns which components of theta are diagonal elements of a template. */
        static boolean[] diagonal(ThetaLayout layout) {
            boolean[] diagonal = new boolean[layout.size()];
            for (int k = 0; k < diagonal.length; k++) {
                diagonal[k] = layout.isDiagonal(k);
            }
            return diagonal;
        }

        @Override
        QuasiNewton.Objective objective(double value) {
            double sigma = value / unit;
            return (theta, gradient) -> {
                Deviance.At result = deviance.at(layout.lambda(theta), sigma * sigma);
                System.arraycopy(layout.gradient(result.half(), theta), 0, gradient, 0, theta.length);
                return result.value();
            };
        }
    }
}
