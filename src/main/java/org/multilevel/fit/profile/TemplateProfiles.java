package org.multilevel.fit.profile;

import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.optimum.Units;

/** Makes the profiles of a model whose covariances are not relative to a residual variance, such as a generalised one. */
public final class TemplateProfiles {
    private final ThetaLayout layout;
    private final Units units;
    private final double[] theta;

    /**
     * Stands at the optimum.
     *
     * @param theta of the standardised columns
     */
    public TemplateProfiles(ThetaLayout layout, Units units, double[] theta) {
        this.layout = layout;
        this.units = units;
        this.theta = theta.clone();
    }

    /**
     * Returns the profile of a random effect's standard deviation.
     *
     * @param transform of the factor, q x q, block-diagonal by term
     */
    public ParameterProfile standardDeviation(
            TemplateDeviance deviance, int f, int column, double[] transform, double estimate) {
        Term term = term(layout, f, column);
        double[] own = own(layout, term, transform);
        TermTemplate template = new TermTemplate(layout, term, own, first(term.columns(), column - term.from()), units);
        return new TermProfiles.FreeDeviation(
                deviance, template, estimate, template.parameters(layout.lambda(theta), own));
    }

    /**
     * Returns the profile of the correlation of two random effects of one term.
     *
     * @param transform of the factor, q x q, block-diagonal by term
     */
    public ParameterProfile correlation(
            TemplateDeviance deviance, int f, int column, int other, double[] transform, double estimate) {
        Term term = term(layout, f, column);
        double[] own = own(layout, term, transform);
        TermTemplate template = new TermTemplate(
                layout, term, own, first(term.columns(), column - term.from(), other - term.from()), units);
        return new TermProfiles.Correlation(
                deviance, template, estimate, template.parameters(layout.lambda(theta), own));
    }

    /**
     * Returns the profile of a parameter that has nothing to do with random effects.
     *
     * @param held returns the likelihood where the parameter has a value
     * @param lowest where its values begin
     * @param error a rough standard error
     */
    public ParameterProfile held(DoubleFunction<TemplateDeviance> held, double lowest, double estimate, double error) {
        double[] sizes = IntStream.range(0, theta.length)
                .mapToDouble(k -> units.reach(theta, k))
                .toArray();
        return new HeldProfile(
                layout, held, new WarmSearch.Range(lowest, Double.POSITIVE_INFINITY, error), estimate, theta, sizes);
    }

    static Term term(ThetaLayout layout, int f, int column) {
        return layout.terms(f).stream()
                .filter(term -> term.from() <= column && column < term.to())
                .findFirst()
                .orElseThrow();
    }

    /** Returns the block of a factor's change of columns that belongs to a term. */
    static double[] own(ThetaLayout layout, Term term, double[] transform) {
        int q = layout.width(term.factor());
        int m = term.columns();
        double[] own = new double[m * m];
        for (int r = 0; r < m; r++) {
            System.arraycopy(transform, (term.from() + r) * q + term.from(), own, r * m, m);
        }
        return own;
    }

    /** Returns 0 to m - 1 with the given ones first. */
    static int[] first(int m, int... chosen) {
        return IntStream.concat(
                        IntStream.of(chosen),
                        IntStream.range(0, m).filter(j -> IntStream.of(chosen).noneMatch(c -> c == j)))
                .toArray();
    }
}
