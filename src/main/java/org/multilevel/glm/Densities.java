package org.multilevel.glm;

import org.apache.commons.numbers.gamma.Digamma;
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

    /** Successes y among {@code size} trials: y eta - size log(1 + e^eta). */
    record BinomialLogit() implements Density {
        @Override
        public double value(double y, double size, double eta) {
            return y * eta - size * softplus(eta);
        }

        @Override
        public void at(double y, double size, double eta, double[] to) {
            double e = Math.exp(-Math.abs(eta));
            double less = e / (1 + e);
            double mean = eta > 0 ? 1 - less : less;
            double variance = less / (1 + e);
            to[0] = y * eta - size * (Math.max(eta, 0) + Math.log(1 + e));
            to[1] = eta > 0 ? size * less - (size - y) : y - size * less;
            to[2] = -size * variance;
            to[3] = -size * variance * (1 - 2 * mean);
        }

        @Override
        public double constant(double y, double size) {
            return size == 1 ? 0 : logChoose(size, y);
        }
    }

    /** Successes y among {@code size} trials: y log Phi(eta) + (size - y) log Phi(-eta). */
    record BinomialProbit() implements Density {
        @Override
        public double value(double y, double size, double eta) {
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
            return size == 1 ? 0 : logChoose(size, y);
        }
    }

    /** Successes y among {@code size} trials: y log(1 - e^-t) - (size - y) t with t = e^eta. */
    record BinomialCloglog() implements Density {
        @Override
        public double value(double y, double size, double eta) {
            double t = Math.exp(eta);
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
            return size == 1 ? 0 : logChoose(size, y);
        }
    }

    /** y eta - e^eta. */
    record PoissonLog() implements Density {
        @Override
        public double value(double y, double size, double eta) {
            return y * eta - Math.exp(eta);
        }

        @Override
        public void at(double y, double size, double eta, double[] to) {
            double mean = Math.exp(eta);
            to[0] = y * eta - mean;
            to[1] = y - mean;
            to[2] = -mean;
            to[3] = -mean;
        }

        @Override
        public double constant(double y, double size) {
            return -LogGamma.value(y + 1);
        }
    }

    /** y x - (y + k) log(1 + e^x), with x = eta - log k; a large k asks for all digits of a small e^x. */
    record NegativeBinomialLog(double zeta, double k) implements Density {
        @Override
        public double value(double y, double size, double eta) {
            return y * (eta - zeta) - (y + k) * relativeSoftplus(eta - zeta);
        }

        @Override
        public void at(double y, double size, double eta, double[] to) {
            double x = eta - zeta;
            double e = Math.exp(-Math.abs(x));
            double less = e / (1 + e);
            double share = x > 0 ? 1 - less : less;
            double variance = less / (1 + e);
            to[0] = y * x - (y + k) * (Math.max(x, 0) + Math.log1p(e));
            to[1] = x > 0 ? (y + k) * less - k : y - (y + k) * less;
            to[2] = -(y + k) * variance;
            to[3] = -(y + k) * variance * (1 - 2 * share);
        }

        @Override
        public double constant(double y, double size) {
            return Density.logRising(k, y) - LogGamma.value(y + 1);
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
            to[0] = -y - k * relativeSoftplus(x) + (y + k) * share;
            to[1] = -k * share + (y + k) * variance;
            to[2] = -k * variance + (y + k) * variance * (1 - 2 * share);
        }

        @Override
        public double constantByZeta(double y) {
            return k * Density.risingSlope(k, y);
        }
    }

    /** -a (eta + y e^-eta) with the shape a. */
    record GammaLog(double shape) implements Density {
        @Override
        public double value(double y, double size, double eta) {
            return -shape * (eta + y * Math.exp(-eta));
        }

        @Override
        public void at(double y, double size, double eta, double[] to) {
            double ratio = y * Math.exp(-eta);
            to[0] = -shape * (eta + ratio);
            to[1] = shape * (ratio - 1);
            to[2] = -shape * ratio;
            to[3] = shape * ratio;
        }

        @Override
        public double constant(double y, double size) {
            return gammaConstant(shape, y);
        }

        @Override
        public boolean hasDispersion() {
            return true;
        }

        @Override
        public void byZeta(double y, double eta, double[] to) {
            double ratio = y * Math.exp(-eta);
            to[0] = -shape * (eta + ratio);
            to[1] = shape * (ratio - 1);
            to[2] = -shape * ratio;
        }

        @Override
        public double constantByZeta(double y) {
            return gammaConstantByZeta(shape, y);
        }
    }

    /** a (log eta - y eta) with the shape a; not defined where eta is not positive. */
    record GammaInverse(double shape) implements Density {
        @Override
        public double value(double y, double size, double eta) {
            return eta > 0 ? shape * (Math.log(eta) - y * eta) : Double.NEGATIVE_INFINITY;
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
            return gammaConstant(shape, y);
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
            return gammaConstantByZeta(shape, y);
        }
    }

    private static double gammaConstant(double a, double y) {
        return a * Math.log(a) - LogGamma.value(a) + (a - 1) * Math.log(y);
    }

    private static double gammaConstantByZeta(double a, double y) {
        return a * (Math.log(a) + 1 - Digamma.value(a) + Math.log(y));
    }
}
