package org.multilevel.glm;

import java.util.Locale;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/** What turns the mean of a response into the linear predictor eta. */
public enum Link {
    /** log(mu / (1 - mu)): coefficients are log odds ratios. */
    LOGIT {
        @Override
        public double mean(double eta) {
            return 1 / (1 + Math.exp(-eta));
        }

        @Override
        public double slope(double eta) {
            double e = Math.exp(-Math.abs(eta));
            return e / ((1 + e) * (1 + e));
        }

        @Override
        public double of(double mean) {
            return Math.log(mean / (1 - mean));
        }
    },
    /** The normal quantile of mu. */
    PROBIT {
        @Override
        public double mean(double eta) {
            return 0.5 * Erfc.value(-eta / Math.sqrt(2));
        }

        @Override
        public double slope(double eta) {
            return Math.exp(-eta * eta / 2) / Math.sqrt(2 * Math.PI);
        }

        @Override
        public double of(double mean) {
            return -Math.sqrt(2) * InverseErfc.value(2 * mean);
        }
    },
    /** log(-log(1 - mu)). */
    CLOGLOG {
        @Override
        public double mean(double eta) {
            return -Math.expm1(-Math.exp(eta));
        }

        @Override
        public double slope(double eta) {
            return Math.exp(eta - Math.exp(eta));
        }

        @Override
        public double of(double mean) {
            return Math.log(-Math.log1p(-mean));
        }
    },
    /** log mu: coefficients are logs of ratios of means. */
    LOG {
        @Override
        public double mean(double eta) {
            return Math.exp(eta);
        }

        @Override
        public double slope(double eta) {
            return Math.exp(eta);
        }

        @Override
        public double of(double mean) {
            return Math.log(mean);
        }
    },
    /** 1 / mu, for a positive linear predictor. */
    INVERSE {
        @Override
        public double mean(double eta) {
            return 1 / eta;
        }

        @Override
        public double slope(double eta) {
            return -1 / (eta * eta);
        }

        @Override
        public double of(double mean) {
            return 1 / mean;
        }
    };

    /** Returns the mean mu that goes with a linear predictor. */
    public abstract double mean(double eta);

    /** Returns d mu / d eta. */
    public abstract double slope(double eta);

    /** Returns the linear predictor that goes with a mean. */
    public abstract double of(double mean);

    /**
     * Returns the variance that a latent response has around its linear predictor, of which a success is to be above a threshold: that of the
     * logistic, the normal and the Gumbel distribution. Source: Nakagawa, Johnson, Schielzeth (2017), J. R. Soc. Interface 14, table 2.
     *
     * @return NaN for the links of counts and positive numbers, which have none
     */
    public double latentVariance() {
        return switch (this) {
            case LOGIT -> Math.PI * Math.PI / 3;
            case PROBIT -> 1;
            case CLOGLOG -> Math.PI * Math.PI / 6;
            case LOG, INVERSE -> Double.NaN;
        };
    }

    /** Returns whether exp of a coefficient is a ratio that a user reads: of odds, or of means. */
    public boolean isExponentiated() {
        return this == LOGIT || this == LOG;
    }

    /** Returns the name as it is typed, such as {@code logit}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
