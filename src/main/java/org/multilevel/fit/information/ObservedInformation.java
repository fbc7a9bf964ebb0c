package org.multilevel.fit.information;

import java.util.Arrays;
import java.util.function.Function;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.ExactDerivatives;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.SymmetricEigen;
import org.multilevel.fit.optimum.Units;
import org.multilevel.fit.products.CrossProducts;

/**
 * The uncertainty of gamma = (theta inside the boundary, log sigma) at an optimum, from the curvature of the likelihood there, on the
 * standardised scale.
 *
 * <p>With beta profiled out but not sigma, -2 log-likelihood = log-determinants + r^2 / sigma^2 + df log(2 pi sigma^2), whose gradient in
 * theta is known exactly. With one factor its Hessian H and the derivatives of Phi = (X'V^-1X)^-1 are known too; with several they are
 * central differences at two distances, extrapolated (Richardson), good to about 1e-9. In log sigma they are exact: H = 4 df, and
 * -2 dr^2 / sigma^2 beside theta. The covariance of gamma is 2 H^-1. Source: Kuznetsova, Brockhoff, Christensen (2017), J. Stat. Software
 * 82(13), section 2.1.
 */
public final class ObservedInformation {
    /** The larger distance of the differences, in the units in which theta begins to matter. */
    private static final double DISTANCE = 4e-3;
    /** Directions of less curvature than this (of a matrix of unit diagonal) are those that the data do not determine. */
    private static final double FLAT = 1e-7;
    /** The exact derivatives of a single factor take as long as so many evaluations. */
    private static final int ONE_PASS = 4;
    /** The eigenvalues of a matrix and what is made of them take so many times the cube of its order. */
    private static final double SOLVING = 10;

    private final Function<double[], Factor> factors;
    private final Units units;
    private final ThetaLayout layout;
    private final double[] theta;
    private final boolean restricted;
    private final double df;
    private final int[] inside;
    private final boolean isExact;

    /**
     * What was found.
     *
     * @param covariance of gamma
     * @param slopes for each component of gamma the derivative of sigma^2 Phi divided by sigma^2, p x p row-major
     */
    public record Result(double[][] covariance, double[][] slopes) {}

    /**
     * @param factors gives the factor at any theta, which lasts until the next
     * @param df n - p for the restricted likelihood, else n
     * @param theta the optimum
     * @param isExact whether the factors know second derivatives
     */
    public ObservedInformation(
            Function<double[], Factor> factors,
            CrossProducts products,
            ThetaLayout layout,
            double[] theta,
            boolean restricted,
            double df,
            boolean isExact) {
        this.isExact = isExact;
        this.factors = factors;
        this.units = Units.of(layout, products);
        this.layout = layout;
        this.theta = theta.clone();
        this.restricted = restricted;
        this.df = df;
        this.inside = inside(layout, theta);
    }

    /** Returns the components of theta inside the boundary: all but those in a column of lambda that has no variance of its own. */
    public static int[] inside(ThetaLayout layout, double[] theta) {
        boolean[] free = new boolean[theta.length];
        Arrays.fill(free, true);
        int size = 0;
        for (Term term : layout.terms()) {
            term.covariance().hold(term.place(), theta, free);
        }
        int[] inside = new int[theta.length];
        for (int k = 0; k < theta.length; k++) {
            if (free[k]) {
                inside[size++] = k;
            }
        }
        return Arrays.copyOf(inside, size);
    }

    /** Returns how many factors {@link #compute} asks for, or what it does instead takes as long as. */
    public int factors() {
        return isExact ? ONE_PASS : 4 * inside.length + 1;
    }

    /** Returns how many multiplications it takes, roughly, to turn what is observed into a covariance. */
    public double solving() {
        double k = inside.length + 1.0;
        return SOLVING * k * k * k;
    }

    /** Computes it. */
    public Result compute() {
        Factor factor = factors.apply(theta.clone());
        double variance = factor.residual() / df;
        double[] inverse = factor.fixedInverse();
        Curves curves = factor.exactDerivatives(restricted ? 1 : 0, 1 / variance)
                .map(exact -> exact(exact, variance))
                .orElseGet(() -> differenced(residualSlope(factor, variance), variance));
        int k = inside.length;
        double[][] hessian = SmallMatrices.zeros(k + 1, k + 1);
        double[][] slopes = Arrays.copyOf(curves.slopes, k + 1);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                hessian[i][j] = (curves.hessian[i][j] + curves.hessian[j][i]) / 2;
            }
            hessian[i][k] = -2 * curves.residual[i];
            hessian[k][i] = hessian[i][k];
        }
        hessian[k][k] = 4 * df;
        slopes[k] = new double[inverse.length];
        for (int i = 0; i < inverse.length; i++) {
            slopes[k][i] = 2 * inverse[i];
        }
        return new Result(twiceInverse(hessian), slopes);
    }

    /**
     * What varies with the components of theta inside.
     *
     * @param hessian k x k, symmetric but for rounding
     * @param residual dr^2 / sigma^2, k
     * @param slopes of Phi, k matrices
     */
    private record Curves(double[][] hessian, double[] residual, double[][] slopes) {}

    /** Returns what the derivatives in the covariance of a single factor say by the chain rule. */
    private Curves exact(ExactDerivatives exact, double variance) {
        int k = inside.length;
        int square = exact.first().length;
        double[] curvature = new double[theta.length * theta.length];
        layout.terms().forEach(term -> term.covariance().addCurvature(term.place(), exact.first(), theta, curvature));
        double[][] changes = new double[k][];
        Arrays.setAll(changes, i -> layout.change(theta, inside[i]));
        double[][] hessian = SmallMatrices.zeros(k, k);
        double[] residual = new double[k];
        double[][] slopes = new double[k][exact.fixedInverse()[0].length];
        for (int i = 0; i < k; i++) {
            double[] row = SmallMatrices.times(exact.second(), changes[i], square, square, 1);
            for (int j = 0; j < k; j++) {
                hessian[i][j] = SmallMatrices.dot(row, changes[j]) + curvature[inside[i] * theta.length + inside[j]];
            }
            residual[i] = SmallMatrices.dot(exact.residual(), changes[i]) / variance;
            for (int ab = 0; ab < square; ab++) {
                for (int m = 0; m < slopes[i].length; m++) {
                    slopes[i][m] += changes[i][ab] * exact.fixedInverse()[ab][m];
                }
            }
        }
        return new Curves(hessian, residual, slopes);
    }

    private Curves differenced(double[] residualSlope, double variance) {
        int k = inside.length;
        double[][] hessian = SmallMatrices.zeros(k, k);
        double[][] slopes = new double[k][];
        for (int i = 0; i < k; i++) {
            double h = DISTANCE * units.reach(theta, inside[i]);
            Slope wide = slope(inside[i], h, variance);
            Slope narrow = slope(inside[i], h / 2, variance);
            for (int j = 0; j < k; j++) {
                hessian[i][j] = extrapolated(wide.gradient[inside[j]], narrow.gradient[inside[j]]);
            }
            slopes[i] = new double[wide.inverse.length];
            Arrays.setAll(slopes[i], j -> extrapolated(wide.inverse[j], narrow.inverse[j]));
        }
        return new Curves(
                hessian,
                Arrays.stream(inside).mapToDouble(i -> residualSlope[i]).toArray(),
                slopes);
    }

    /** Returns dr^2 / sigma^2 in theta: what r^2 adds to the derivative of log |Lambda'Z'WZ Lambda + I|. */
    private double[] residualSlope(Factor factor, double variance) {
        double[] slope = new double[theta.length];
        if (theta.length > 0) {
            double[] both = layout.gradient(factor.halfGradient(0, 1 / variance), theta);
            double[] without = layout.gradient(factor.halfGradient(0, 0), theta);
            Arrays.setAll(slope, i -> both[i] - without[i]);
        }
        return slope;
    }

    private record Slope(double[] gradient, double[] inverse) {}

    /** Returns the central difference of gradient and Phi along one component. */
    private Slope slope(int component, double h, double variance) {
        Slope up = at(component, h, variance);
        Slope down = at(component, -h, variance);
        double width = (theta[component] + h) - (theta[component] - h);
        Arrays.setAll(up.gradient, j -> (up.gradient[j] - down.gradient[j]) / width);
        Arrays.setAll(up.inverse, j -> (up.inverse[j] - down.inverse[j]) / width);
        return up;
    }

    private Slope at(int component, double h, double variance) {
        double[] moved = theta.clone();
        moved[component] += h;
        Factor factor = factors.apply(moved);
        double[] gradient = layout.gradient(factor.halfGradient(restricted ? 1 : 0, 1 / variance), moved);
        return new Slope(gradient, factor.fixedInverse());
    }

    private static double extrapolated(double wide, double narrow) {
        return (4 * narrow - wide) / 3;
    }

    /** Returns 2 H^-1, and zero in directions that the data do not determine, on which nothing asked of the fit depends. */
    static double[][] twiceInverse(double[][] hessian) {
        int n = hessian.length;
        double[] unit = new double[n];
        for (int i = 0; i < n; i++) {
            unit[i] = hessian[i][i] > 0 ? 1 / Math.sqrt(hessian[i][i]) : 0;
        }
        double[][] scaled = SmallMatrices.zeros(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i][j] = hessian[i][j] * unit[i] * unit[j];
            }
        }
        double[][] inverse = SmallMatrices.zeros(n, n);
        if (SmallMatrices.isAbove(FLAT, scaled)) {
            double[] whole = SmallMatrices.inverse(scaled);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    inverse[i][j] = 2 * whole[i * n + j] * unit[i] * unit[j];
                }
            }
            return inverse;
        }
        SymmetricEigen eigen = SymmetricEigen.of(scaled);
        for (int e = 0; e < n; e++) {
            double value = eigen.value(e);
            if (value > FLAT) {
                double[] v = eigen.vector(e);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        inverse[i][j] += 2 / value * v[i] * unit[i] * v[j] * unit[j];
                    }
                }
            }
        }
        return inverse;
    }
}
