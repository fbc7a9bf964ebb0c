package org.multilevel.glm.density;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.LogGamma;

/** The densities of the families with their links. */
final class Densities {
    private static final double ROOT_TWO = Math.sqrt(2);
    private static final double MILLS = Math.sqrt(2 / Math.PI);

    private Densities() {}

    /** log(1 + e^x) without overflow; its error is one of the last digit of 1, which is all that a sum of rows keeps. */
    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log(1 + Math.exp(-Math.abs(x)));
    }

    /** log(1 + e^x) to its own last digit, however small. */
    private static double relativeSoftplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double logChoose(double n, double k) {
        return LogGamma.value(n + 1) - LogGamma.value(k + 1) - LogGamma.value(n - k + 1);
    }

    private static double binomialConstant(double y, double size) {
        if (size > Saturated.LARGE) {
            return Saturated.binomial(y, size);
        }
        return size == 1 ? 0 : logChoose(size, y);
    }

    /**
     * Returns the log-density of y successes among many trials, less that of a saturated model.
     *
     * @param p the probability of a success
     * @param q that of a failure
     * @param logP log p, which stays finite where p is no longer positive
     * @param logQ log q
     */
    private static double ofMany(double y, double size, double p, double q, double logP, double logQ) {
        double less = p < q ? y - size * p : size * q - (size - y);
        double logSize = Math.log(size);
        return Saturated.shortfall(y, less, logSize + logP) + Saturated.shortfall(size - y, -less, logSize + logQ);
    }

    /** Successes y among {@code size} trials: y eta - size log(1 + e^eta). */
    record BinomialLogit() implements Density {
        @Override
        public double value(double y, double size, double eta) {
            return size > Saturated.LARGE ? ofMany(y, size, eta) : y * eta - size * softplus(eta);
        }

        private static double ofMany(double y, double size, double eta) {
            double e = Math.exp(-Math.abs(eta));
            double less = e / (1 + e);
            double more = 1 / (1 + e);
            double logP = -relativeSoftplus(-eta);
            double logQ = -relativeSoftplus(eta);
            return eta > 0
                    ? Densities.ofMany(y, size, more, less, logP, logQ)
                    : Densities.ofMany(y, size, less, more, logP, logQ);
        }

        @Override
        public void at(double y, double size, double eta, double[] to) {
            double e = Math.exp(-Math.abs(eta));
            double less = e / (1 + e);
            double mean = eta > 0 ? 1 - less : less;
            double variance = less / (1 + e);
            to[0] = size > Saturated.LARGE
                    ? ofMany(y, size, eta)
                    : y * eta - size * (Math.max(eta, 0) + Math.log(1 + e));
            to[1] = eta > 0 ? size * less - (size - y) : y - size * less;
            to[2] = -size * variance;
            to[3] = -size * variance * (1 - 2 * mean);
        }

        @Override
        public double constant(double y, double size) {
            return binomialConstant(y, size);
        }
    }

    /** Successes y among {@code size} trials: y log Phi(eta) + (size - y) log Phi(-eta). */
    record BinomialProbit() implements Density {
        @Override
        public double value(double y, double size, double eta) {
            if (size > Saturated.LARGE) {
                double p = 0.5 * Erfc.value(-eta / ROOT_TWO);
                double q = 0.5 * Erfc.value(eta / ROOT_TWO);
                return ofMany(y, size, p, q, logPhi(eta), logPhi(-eta));
            }
            double up = y == 0 ? 0 : y * logPhi(eta);
            return y == size ? up : up + (size - y) * logPhi(-eta);
        }

        @Override
        public void at(double y, double size, double eta, double[] to) {
            double m = mills(eta);
            double n = mills(-eta);
            to[0] = value(y, size, eta);
            to[1] = y * m - (size - y) * n;
            to[2] = -y * m * (eta + m) - (size - y) * n * (n - eta);
            to[3] = y * third(eta, m) - (size - y) * third(-eta, n);
        }

        private static double third(double eta, double m) {
            return m * ((eta + m) * (eta + 2 * m) - 1);
        }

        private static double logPhi(double eta) {
            return eta < 0
                    ? Math.log(0.5 * Erfcx.value(-eta / ROOT_TWO)) - eta * eta / 2
                    : Math.log1p(-0.5 * Erfc.value(eta / ROOT_TWO));
        }

        /** phi(eta) / Phi(eta). */
        private static double mills(double eta) {
            return MILLS / Erfcx.value(-eta / ROOT_TWO);
        }

        @Override
        public double constant(double y, double size) {
            return binomialConstant(y, size);
        }
    }

    /** Successes y among {@code size} trials: y log(1 - e^-t) - (size - y) t with t = e^eta. */
    record BinomialCloglog() implements Density {
        @Override
        public double value(double y, double size, double eta) {
            double t = Math.exp(eta);
            if (size > Saturated.LARGE) {
                double p = -Math.expm1(-t);
                return ofMany(y, size, p, Math.exp(-t), t < 1e-300 ? eta : Math.log(p), -t);
            }
            double up = y == 0 ? 0 : y * Math.log(-Math.expm1(-t));
            return y == size ? up : up - (size - y) * t;
        }

        @Override
        public void at(double y, double size, double eta, double[] to) {
            double t = Math.exp(eta);
            double s = t == 0 ? 1 : t / Math.expm1(t);
            double first = s * (1 - t - s);
            double second = first * (1 - t - s) - s * (t + first);
            to[0] = value(y, size, eta);
            to[1] = y * s - (size - y) * t;
            to[2] = y * first - (size - y) * t;
            to[3] = y * second - (size - y) * t;
        }

        @Override
        public double constant(double y, double size) {
            return binomialConstant(y, size);
        }
    }

    /** y eta - e^eta. */
    record PoissonLog() implements Density {
        @Override
        public double value(double y, double size, double eta) {
            return near(y, eta, Math.exp(eta));
        }

        private static double near(double y, double eta, double mean) {
            return y > Saturated.LARGE ? Saturated.shortfall(y, y - mean, eta) + (y - mean) : y * eta - mean;
        }

        @Override
        public void at(double y, double size, double eta, double[] to) {
            double mean = Math.exp(eta);
            to[0] = near(y, eta, mean);
            to[1] = y - mean;
            to[2] = -mean;
            to[3] = -mean;
        }

        @Override
        public double constant(double y, double size) {
            return y > Saturated.LARGE ? Saturated.poisson(y) : -LogGamma.value(y + 1);
        }
    }

    /**
     * y x - (y + k) log(1 + e^x), with x = eta - log k; a large k asks for all digits of a small e^x. Counts that are more than a few are
     * compared with the mean, since k may be large, too.
     */
    record NegativeBinomialLog(double zeta, double k) implements Density {
        private static final double FEW = 64;

        @Override
        public double value(double y, double size, double eta) {
            double x = eta - zeta;
            if (y > FEW) {
                double e = Math.exp(-Math.abs(x));
                return ofMany(y, x, score(y, x, e / (1 + e)));
            }
            return y * x - (y + k) * relativeSoftplus(x);
        }

        private double score(double y, double x, double less) {
            return x > 0 ? (y + k) * less - k : y - (y + k) * less;
        }

        /** Of y among y + k, less the saturated model's. */
        private double ofMany(double y, double x, double score) {
            double up = Math.abs(score) < 0.5 * y
                    ? y * Math.log1p(-score / y)
                    : y * (Math.log1p(k / y) - relativeSoftplus(-x));
            return up + ofSize(y, x, score);
        }

        /** What k has of that. */
        private double ofSize(double y, double x, double score) {
            return Math.abs(score) < 0.5 * k
                    ? k * Math.log1p(score / k)
                    : k * (Math.log1p(y / k) - relativeSoftplus(x));
        }

        @Override
        public void at(double y, double size, double eta, double[] to) {
            double x = eta - zeta;
            double e = Math.exp(-Math.abs(x));
            double less = e / (1 + e);
            double share = x > 0 ? 1 - less : less;
            double variance = less / (1 + e);
            to[1] = score(y, x, less);
            to[0] = y > FEW ? ofMany(y, x, to[1]) : y * x - (y + k) * (Math.max(x, 0) + Math.log1p(e));
            to[2] = -(y + k) * variance;
            to[3] = -(y + k) * variance * (1 - 2 * share);
        }

        @Override
        public double constant(double y, double size) {
            return y > FEW ? Saturated.negativeBinomial(y, k) : Density.logRising(k, (int) y) - LogGamma.value(y + 1);
        }

        @Override
        public boolean hasDispersion() {
            return true;
        }

        @Override
        public void byZeta(double y, double eta, double[] to) {
            double x = eta - zeta;
            double e = Math.exp(-Math.abs(x));
            double less = e / (1 + e);
            double share = x > 0 ? 1 - less : less;
            double variance = less / (1 + e);
            double score = score(y, x, less);
            to[0] = (y > FEW ? ofSize(y, x, score) : -k * relativeSoftplus(x)) - score;
            to[1] = -k * share + (y + k) * variance;
            to[2] = -k * variance + (y + k) * variance * (1 - 2 * share);
        }

        @Override
        public double constantByZeta(double y) {
            return y > FEW ? Saturated.negativeBinomialSlope(y, k) : k * Density.risingSlope(k, (int) y);
        }
    }

    /** -a (r + e^-r - 1) with the shape a and r = eta - log y: less the saturated model's, since a may be large. */
    record GammaLog(double shape) implements Density {
        @Override
        public double value(double y, double size, double eta) {
            double r = eta - Math.log(y);
            return -shape * (r + Math.expm1(-r));
        }

        @Override
        public void at(double y, double size, double eta, double[] to) {
            double r = eta - Math.log(y);
            double over = Math.expm1(-r);
            to[0] = -shape * (r + over);
            to[1] = shape * over;
            to[2] = -shape * (1 + over);
            to[3] = shape * (1 + over);
        }

        @Override
        public double constant(double y, double size) {
            return Saturated.gamma(y, shape);
        }

        @Override
        public boolean hasDispersion() {
            return true;
        }

        @Override
        public void byZeta(double y, double eta, double[] to) {
            double r = eta - Math.log(y);
            double over = Math.expm1(-r);
            to[0] = -shape * (r + over);
            to[1] = shape * over;
            to[2] = -shape * (1 + over);
        }

        @Override
        public double constantByZeta(double y) {
            return Saturated.gammaSlope(shape);
        }
    }

    /** a (log y eta - (y eta - 1)) with the shape a; not defined where eta is not positive. */
    record GammaInverse(double shape) implements Density {
        @Override
        public double value(double y, double size, double eta) {
            if (!(eta > 0)) {
                return Double.NEGATIVE_INFINITY;
            }
            double over = y * eta - 1;
            return shape * ((Math.abs(over) < 0.5 ? Math.log1p(over) : Math.log(y) + Math.log(eta)) - over);
        }

        @Override
        public void at(double y, double size, double eta, double[] to) {
            to[0] = value(y, size, eta);
            to[1] = shape * (1 / eta - y);
            to[2] = -shape / (eta * eta);
            to[3] = 2 * shape / (eta * eta * eta);
        }

        @Override
        public double constant(double y, double size) {
            return Saturated.gamma(y, shape);
        }

        @Override
        public boolean hasDispersion() {
            return true;
        }

        @Override
        public void byZeta(double y, double eta, double[] to) {
            to[0] = value(y, 1, eta);
            to[1] = shape * (1 / eta - y);
            to[2] = -shape / (eta * eta);
        }

        @Override
        public double constantByZeta(double y) {
            return Saturated.gammaSlope(shape);
        }
    }
}
