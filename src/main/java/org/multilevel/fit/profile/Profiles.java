package org.multilevel.fit.profile;

import java.util.stream.IntStream;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.optimum.Units;
import org.multilevel.fit.products.CrossProducts;

/** Makes the profiles of one model's parameters. */
public final class Profiles {
    private final CrossProducts products;
    private final ThetaLayout layout;
    private final Equations equations;
    private final double[] theta;
    private final double sigma;
    private final double unit;
    private final Units units;

    /**
     * Stands at the ML optimum.
     *
     * @param equations of the model
     * @param theta of the standardised columns
     * @param sigma the residual standard deviation on the standardised scale
     * @param unit the response's scale
     */
    public Profiles(
            CrossProducts products,
            ThetaLayout layout,
            Equations equations,
            double[] theta,
            double sigma,
            double unit) {
        this.products = products;
        this.layout = layout;
        this.equations = equations;
        this.theta = theta;
        this.sigma = sigma;
        this.unit = unit;
        this.units = Units.of(layout, products);
    }

    private Deviance deviance() {
        return new Deviance(equations.whole(), layout, products.rows);
    }

    /** Returns the profile of the residual standard deviation. */
    public ParameterProfile residual() {
        return new TermProfiles.Residual(deviance(), layout, unit, products.rows, sigma * unit, theta, sizes());
    }

    private double[] sizes() {
        return IntStream.range(0, theta.length)
                .mapToDouble(k -> units.reach(theta, k))
                .toArray();
    }

    /**
     * Returns the profile of a random effect's standard deviation.
     *
     * @param transform T of the factor, q x q, block-diagonal by term
     */
    public ParameterProfile standardDeviation(int f, int column, double[] transform, double estimate) {
        Term term = TemplateProfiles.term(layout, f, column);
        double[] own = TemplateProfiles.own(layout, term, transform);
        TermTemplate template = new TermTemplate(
                layout, term, own, TemplateProfiles.first(term.columns(), column - term.from()), units);
        double[] parameters = template.parameters(layout.lambda(theta), own);
        return new TermProfiles.StandardDeviation(
                deviance(), template, products.rows, unit, sigma, estimate, parameters);
    }

    /**
     * Returns the profile of the correlation of two random effects of one term.
     *
     * @param transform T of the factor, q x q, block-diagonal by term
     */
    public ParameterProfile correlation(int f, int column, int other, double[] transform, double estimate) {
        Term term = TemplateProfiles.term(layout, f, column);
        double[] own = TemplateProfiles.own(layout, term, transform);
        TermTemplate template = new TermTemplate(
                layout,
                term,
                own,
                TemplateProfiles.first(term.columns(), column - term.from(), other - term.from()),
                units);
        double[] parameters = template.parameters(layout.lambda(theta), own);
        return new TermProfiles.Correlation(deviance().atItsBest(), template, estimate, parameters);
    }

    /**
     * Returns the profile of a linear function of the standardised coefficients, value = constant + a'beta.
     *
     * @param error a rough standard error
     */
    public ParameterProfile fixedEffect(double[] a, double constant, double estimate, double error) {
        return new FixedEffectProfile(products, layout, equations, a, constant, estimate, error, theta, sizes());
    }

    /**
     * Returns the profile of the part s = u theta^2 / (u theta^2 + 1) that the only random column has of the variance left by the fixed
     * effects: theta alone decides it.
     *
     * @param unit u, the mean variance over the rows that the column adds where theta and sigma are 1
     */
    public ParameterProfile share(double unit, double estimate) {
        return new ShareProfile(deviance(), layout, unit, estimate);
    }
}
