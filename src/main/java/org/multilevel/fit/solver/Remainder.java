package org.multilevel.fit.solver;

import java.util.Optional;
import java.util.function.Function;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;

/**
 * What is left of a response whose groups and predictors explain nearly all of it: coefficients and effects that were taken out, and the
 * cross-products of the rest.
 *
 * @param beta of the standardised kept columns, p
 * @param effects of the standardised columns of each factor, levels x q; zeros where effects are hardly larger than what is left
 * @param products of the kept columns and what is left of the response
 */
record Remainder(double[] beta, double[][] effects, CrossProducts products) {
    /** Effects, in units of the column's root mean square, so much larger than what is left are taken out. */
    private static final double LARGE = 100;
    /** Effects are shrunk by a hundred-millionth. */
    private static final double NEARLY_FIXED = 1e4;

    /**
     * Takes out what nearly unshrunken effects explain.
     *
     * @param at gives the factor at a theta
     */
    static Optional<Remainder> of(MixedModelEquations equations, Function<double[], Factor> at) {
        CrossProducts products = equations.products();
        double[][] units = units(products);
        double[] theta = nearlyFixed(equations.layout(), units);
        Factor factor = at.apply(theta);
        if (!factor.isPositiveDefinite()) {
            return Optional.empty();
        }
        double[] beta = factor.beta();
        double[][] effects = effects(factor, equations.layout().lambda(theta), products.widths);
        return equations
                .remainder(beta, effects)
                .flatMap(all -> selected(equations, new Remainder(beta, effects, all), units));
    }

    private static double[] nearlyFixed(ThetaLayout layout, double[][] units) {
        double[] theta = new double[layout.size()];
        for (int k = 0; k < theta.length; k++) {
            theta[k] = layout.isDiagonal(k) ? NEARLY_FIXED / units[layout.factor(k)][layout.row(k)] : 0;
        }
        return theta;
    }

    /** Returns the effects of each factor where lambda is diagonal. */
    private static double[][] effects(Factor factor, double[][] lambda, int[] widths) {
        double[][] effects = factor.modes();
        for (int f = 0; f < effects.length; f++) {
            int q = widths[f];
            for (int i = 0; i < effects[f].length; i++) {
                effects[f][i] *= lambda[f][i % q * (q + 1)];
            }
        }
        return effects;
    }

    /**
     * Returns the root mean square of what is left when what is explained of the rest is taken out, too: the first time, shrinking left a
     * hundred-millionth of it.
     */
    double scaleWithoutShrinking(MixedModelEquations equations, Workers workers) {
        double[][] lambda = equations.layout().lambda(nearlyFixed(equations.layout(), units(products)));
        Factor factor = equations.blocked(workers).with(products, workers).factor(lambda);
        double[] sum = sum(beta, factor.beta());
        double[][] more = effects(factor, lambda, products.widths);
        for (int f = 0; f < more.length; f++) {
            more[f] = sum(effects[f], more[f]);
        }
        return equations
                .remainder(sum, more)
                .map(rest -> new Remainder(sum, more, rest).scale())
                .orElseGet(this::scale);
    }

    private static double[] sum(double[] first, double[] second) {
        double[] sum = first.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += second[i];
        }
        return sum;
    }

    /** Effects of factors of which some are not large stay in the response: their variance may be zero. */
    private static Optional<Remainder> selected(MixedModelEquations equations, Remainder all, double[][] units) {
        double scale = all.scale();
        double[][] some = new double[all.effects.length][];
        boolean any = false;
        boolean every = true;
        for (int f = 0; f < some.length; f++) {
            boolean large = true;
            for (int k = 0; k < units[f].length; k++) {
                large &= all.size(f, k) * units[f][k] > LARGE * scale;
            }
            some[f] = large ? all.effects[f] : new double[all.effects[f].length];
            any |= large;
            every &= large;
        }
        if (every || !any) {
            return any ? Optional.of(all) : Optional.empty();
        }
        return equations.remainder(all.beta, some).map(products -> new Remainder(all.beta, some, products));
    }

    private static double[][] units(CrossProducts products) {
        double[][] units = new double[products.widths.length][];
        for (int f = 0; f < units.length; f++) {
            int q = products.widths[f];
            double[] pooled = products.pooled(f);
            units[f] = new double[q];
            for (int k = 0; k < q; k++) {
                units[f][k] = Math.sqrt(pooled[k * (q + 1)] / products.rows);
            }
        }
        return units;
    }

    /** Returns the root mean square of what is left. */
    double scale() {
        return Math.sqrt(squares() / products.rows);
    }

    /** Returns the sum of squares of what is left. */
    double squares() {
        return products.xy[products.xy.length - 1];
    }

    private double size(int f, int k) {
        int q = products.widths[f];
        double squares = 0;
        for (int i = k; i < effects[f].length; i += q) {
            squares += effects[f][i] * effects[f][i];
        }
        return Math.sqrt(squares / products.levels[f]);
    }

    /** Returns the relative error of what penalises effects beside what the rows tell of them, at a theta. */
    double precision(ThetaLayout layout, double[] theta) {
        double largest = 0;
        for (int k = 0; k < theta.length; k++) {
            double information = products.meanInformation(layout.factor(k))[layout.row(k)];
            largest = Math.max(largest, theta[k] * theta[k] * information);
        }
        return largest * Math.ulp(1.0);
    }

    /** Returns the theta that goes with the sizes of effects and rest: where to search on. */
    double[] start(ThetaLayout layout) {
        double[] theta = new double[layout.size()];
        double scale = scale();
        for (int k = 0; k < theta.length; k++) {
            if (layout.isDiagonal(k)) {
                double size = size(layout.factor(k), layout.row(k));
                theta[k] = size > 0 ? size / scale : 1;
            }
        }
        return theta;
    }
}
