package org.multilevel.fit.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.optimum.Units;
import org.multilevel.fit.structure.StructuredCriterion;
import org.multilevel.fit.structure.Structures;

/**
 * Makes the profiles of a model with covariance structures: theta, the structures' parameters and the residual variance are searched together, and
 * one of them is what the value that is held makes of the others.
 */
public final class StructuredProfiles {
    /**
     * Standard deviations of random effects relative to the residual one at which the likelihood of no residual variance is all but reached. Beyond
     * them sums cancel, and a search is kept from there by what rises as the square of a logarithm.
     */
    private static final double LARGEST = 1e4;
    /** By how many times they may exceed those at the estimate: by more than a residual one of nothing makes of them. */
    private static final double LARGER = 3000;
    /** What they may be at most. */
    private static final double MOST = 1e6;
    /** By how many times they may exceed that before nothing is told. */
    private static final double BEYOND = 100;
    /** How many times larger effects are where the residuals are small. */
    private static final double MORE = 5;
    /** The part of a residual standard deviation that stands for none, since the likelihood is only approached there. */
    private static final double NONE = 1e-3;

    private final StructuredCriterion criterion;
    private final Structures structures;
    private final ThetaLayout layout;
    private final Units units;
    private final double[] theta;
    private final double[] phi;
    private final double sigma;
    private final double unit;
    private final double largest;

    /**
     * Stands at an optimum of the criterion.
     *
     * @param theta of the standardised columns
     * @param phi the structures' parameters
     * @param sigma the residual standard deviation on the standardised scale
     * @param unit the response's scale
     */
    public StructuredProfiles(
            StructuredCriterion criterion,
            Structures structures,
            ThetaLayout layout,
            Units units,
            double[] theta,
            double[] phi,
            double sigma,
            double unit) {
        this.criterion = criterion;
        this.structures = structures;
        this.layout = layout;
        this.units = units;
        this.theta = theta.clone();
        this.phi = phi.clone();
        this.sigma = sigma;
        this.unit = unit;
        this.largest = Math.max(LARGEST, Math.min(MOST, LARGER * largest(layout.lambda(theta))));
    }

    /** Returns what keeps elements of lambda from being too large, and adds half of its derivative. */
    private double kept(double[][] lambda, double[][] half) {
        double sum = 0;
        for (int f = 0; f < lambda.length; f++) {
            for (int i = 0; i < lambda[f].length; i++) {
                double over = Math.log(Math.abs(lambda[f][i]) / largest);
                if (over > 0) {
                    sum += over * over;
                    half[f][i] += over / lambda[f][i];
                }
            }
        }
        return sum;
    }

    private static double largest(double[][] lambda) {
        return Arrays.stream(lambda)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /** What the parameters before phi make of lambda. */
    private interface Templates {
        double[][] lambda(double[] at);

        double[] pulledBack(double[][] half, double[] at);
    }

    private Templates ofTheta() {
        return new Templates() {
            @Override
            public double[][] lambda(double[] at) {
                return layout.lambda(at);
            }

            @Override
            public double[] pulledBack(double[][] half, double[] at) {
                return layout.gradient(half, at);
            }
        };
    }

    private static Templates of(TermTemplate template) {
        return new Templates() {
            @Override
            public double[][] lambda(double[] at) {
                return template.lambda(at);
            }

            @Override
            public double[] pulledBack(double[][] half, double[] at) {
                return template.pulledBack(half, at);
            }
        };
    }

    /** The criterion and its derivatives in the parameters of templates, in phi and in log sigma. */
    private record Point(double value, double[] byTemplates, double[] byPhi, double byLogSigma) {
        double write(double[] gradient) {
            System.arraycopy(byTemplates, 0, gradient, 0, byTemplates.length);
            System.arraycopy(byPhi, 0, gradient, byTemplates.length, byPhi.length);
            return value;
        }
    }

    private Point point(StructuredCriterion of, Templates templates, double[] at, double[] phi, double sigma) {
        double[][] lambda = templates.lambda(at);
        TurnedTemplates turned = new TurnedTemplates(layout, lambda);
        StructuredCriterion.Whole whole = of.whole(turned.triangular(), phi, sigma * sigma);
        boolean told = largest(lambda) <= BEYOND * largest && !Double.isNaN(whole.value());
        double[][] half = turned.back(whole.half());
        return new Point(
                told ? whole.value() + kept(lambda, half) : Double.POSITIVE_INFINITY,
                templates.pulledBack(half, at),
                whole.byParameters(),
                whole.byLogSigma());
    }

    private Point point(Templates templates, double[] at, double[] phi, double sigma) {
        return point(criterion, templates, at, phi, sigma);
    }

    private double[] withPhi(double[] templates) {
        double[] joined = Arrays.copyOf(templates, templates.length + phi.length);
        System.arraycopy(phi, 0, joined, templates.length, phi.length);
        return joined;
    }

    private double[] sizes(double[] templates) {
        double[] sizes = Arrays.copyOf(templates, templates.length + phi.length);
        Arrays.fill(sizes, templates.length, sizes.length, 1);
        return sizes;
    }

    private double[] sizesOfTheta() {
        return sizes(IntStream.range(0, theta.length)
                .mapToDouble(k -> units.reach(theta, k))
                .toArray());
    }

    private boolean[] lifted(boolean[] templates) {
        return Arrays.copyOf(templates, templates.length + phi.length);
    }

    private boolean[] liftedTheta() {
        return lifted(TermProfiles.Residual.diagonal(layout));
    }

    private double[] ofPhi(double[] at) {
        return Arrays.copyOfRange(at, at.length - phi.length, at.length);
    }

    private double[] ofTemplates(double[] at) {
        return Arrays.copyOf(at, at.length - phi.length);
    }

    /**
     * Returns the profile of a linear function of the standardised coefficients, value = constant + a'beta, of the likelihood that is not
     * restricted.
     *
     * @param error a rough standard error
     */
    public ParameterProfile fixedEffect(double[] a, double constant, double estimate, double error) {
        Reflection reflection = new Reflection(a);
        JointProfile.Objectives objectives = (value, from) -> {
            StructuredCriterion held = criterion.combined(reflection.held(value - constant));
            return (at, gradient) -> point(held, ofTheta(), ofTemplates(at), ofPhi(at), Double.NaN)
                    .write(gradient);
        };
        return new JointProfile(
                new WarmSearch.Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, error),
                estimate,
                withPhi(theta),
                sizesOfTheta(),
                liftedTheta(),
                structures.ends(),
                elsewhere(withPhi(theta), -1),
                JointProfile.Carrying.NONE,
                objectives);
    }

    /**
     * Returns the profile of a random effect's standard deviation.
     *
     * @param transform T of the factor, q x q, block-diagonal by term
     */
    public ParameterProfile standardDeviation(int f, int column, double[] transform, double estimate) {
        Term term = TemplateProfiles.term(layout, f, column);
        if (!term.covariance().isBasisFree()) {
            return scaled(term, column - term.from(), transform[column * (layout.width(f) + 1)], estimate);
        }
        double[] own = TemplateProfiles.own(layout, term, transform);
        TermTemplate template = new TermTemplate(
                layout, term, own, TemplateProfiles.first(term.columns(), column - term.from()), units);
        double[] first = template.parameters(layout.lambda(theta), own);
        double[] sizes = template.sizes(first);
        boolean[] lifted = template.diagonal();
        int place = template.position(0, 0);
        double step = Math.max(0.1 * estimate, 0.05 * sizes[place] * sigma * unit);
        return held(
                WarmSearch.Range.ofDeviation(step),
                estimate,
                of(template),
                first,
                sizes,
                lifted,
                place,
                (parameters, slope) -> 1);
    }

    /**
     * Returns points far from a first, from which other minima may be reached: with other parameters of structures, and with effects that are larger beside
     * the residuals.
     *
     * @param place where log sigma stands; -1 where it does not
     */
    private List<double[]> elsewhere(double[] first, int place) {
        List<double[]> others = structures.elsewhere(phi);
        List<double[]> elsewhere = new ArrayList<>();
        for (double times : others.isEmpty() ? new double[0] : new double[] {1, MORE}) {
            double[] larger = first.clone();
            for (int k = 0; k < first.length - phi.length; k++) {
                larger[k] = k == place ? first[k] - Math.log(times) : times * first[k];
            }
            for (double[] other : others) {
                double[] point = larger.clone();
                System.arraycopy(other, 0, point, first.length - phi.length, phi.length);
                elsewhere.add(point);
            }
        }
        return elsewhere;
    }

    private double[] turned(double[] point, HeldEstimate held) {
        double[] turned = point.clone();
        double[] own = held.turned(ofPhi(point));
        System.arraycopy(own, 0, turned, turned.length - own.length, own.length);
        return turned;
    }

    /** A factor that depends on phi: writes the derivative of its logarithm. */
    private interface Multiple {
        double of(double[] phi, double[] slope);
    }

    /** Returns the profile of the standard deviation of effects that have a parameter of theta of their own, or share one. */
    private ParameterProfile scaled(Term term, int column, double scale, double estimate) {
        int place = term.place().at() + (term.covariance().size() == 1 ? 0 : column);
        double[] sizes = IntStream.range(0, theta.length)
                .mapToDouble(k -> units.reach(theta, k))
                .toArray();
        double step = Math.max(0.1 * estimate, 0.05 * sizes[place] * sigma * unit * scale);
        return held(
                WarmSearch.Range.ofDeviation(step),
                estimate,
                ofTheta(),
                theta,
                sizes,
                TermProfiles.Residual.diagonal(layout),
                place,
                (parameters, slope) ->
                        scale * Math.exp(structures.logDeviation(term.number(), column, parameters, slope)));
    }

    /** Holds sd = sigma times unit times a multiple times the parameter at a place, where log sigma stands instead. */
    private ParameterProfile held(
            WarmSearch.Range range,
            double estimate,
            Templates templates,
            double[] first,
            double[] sizes,
            boolean[] lifted,
            int place,
            Multiple multiple) {
        double[] begin = first.clone();
        begin[place] = Math.log(sigma);
        double[] ownSizes = sizes.clone();
        ownSizes[place] = 1;
        boolean[] ownLifted = lifted.clone();
        ownLifted[place] = false;
        return new JointProfile(
                range,
                estimate,
                withPhi(begin),
                sizes(ownSizes),
                lifted(ownLifted),
                structures.ends(),
                elsewhere(withPhi(begin), place),
                JointProfile.Carrying.NONE,
                (value, from) -> (at, gradient) -> {
                    double[] parameters = ofPhi(at);
                    double[] slope = new double[parameters.length];
                    double[] own = ofTemplates(at);
                    double there = Math.exp(at[place]);
                    own[place] = value / (there * unit * multiple.of(parameters, slope));
                    Point point = point(templates, own, parameters, there);
                    double pulled = point.byTemplates[place] * own[place];
                    for (int j = 0; j < slope.length; j++) {
                        point.byPhi[j] -= pulled * slope[j];
                    }
                    point.byTemplates[place] = point.byLogSigma - pulled;
                    return point.write(gradient);
                });
    }

    /**
     * Returns the profile of the correlation of two random effects of one term that may have any covariance.
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
        double[] first = template.parameters(layout.lambda(theta), own);
        double[] sizes = template.sizes(first);
        boolean[] lifted = template.diagonal();
        int second = template.position(1, 0);
        // the second row is t (r, sqrt(1 - r^2)), and t stands in the place of its first element
        first[second] = Math.hypot(first[second], first[second + 1]);
        first[second + 1] = 1;
        sizes[second + 1] = 1;
        lifted[second] = true;
        lifted[second + 1] = false;
        Templates templates = of(template);
        return new JointProfile(
                new WarmSearch.Range(-1, 1, 0.1),
                estimate,
                withPhi(first),
                sizes(sizes),
                lifted(lifted),
                structures.ends(),
                elsewhere(withPhi(first), -1),
                JointProfile.Carrying.NONE,
                (r, from) -> (at, gradient) -> {
                    double rest = Math.sqrt(Math.max(0, 1 - r * r));
                    double[] parameters = ofTemplates(at);
                    parameters[second] = at[second] * r;
                    parameters[second + 1] = at[second] * rest;
                    Point point = point(templates, parameters, ofPhi(at), Double.NaN);
                    point.byTemplates[second] = r * point.byTemplates[second] + rest * point.byTemplates[second + 1];
                    point.byTemplates[second + 1] = 0;
                    return point.write(gradient);
                });
    }

    /** Returns the profile of the only residual standard deviation of a model whose residuals have no structure. */
    public ParameterProfile residual() {
        return residual((parameters, slope) -> 1, sigma * unit, Double.NaN);
    }

    /**
     * Returns the profile of a residual standard deviation.
     *
     * @param i its position in {@link Structures#estimates(double[], double, java.util.List)}
     * @param error its standard error, if it is known, else NaN
     */
    public ParameterProfile residual(int i, double error) {
        HeldEstimate held = HeldEstimate.deviation(structures, i, phi);
        return residual(held::ratio, held.value(phi) * sigma * unit, error);
    }

    private ParameterProfile residual(Multiple ratio, double estimate, double error) {
        return new JointProfile(
                WarmSearch.Range.ofDeviation(error > 0 ? error : 0.1 * estimate),
                estimate,
                withPhi(theta),
                sizesOfTheta(),
                liftedTheta(),
                structures.ends(),
                elsewhere(withPhi(theta), -1),
                (at, from, to) -> carried(ratio, at, Math.max(from, NONE * estimate), Math.max(to, NONE * estimate)),
                (value, from) -> (at, gradient) -> {
                    double[] parameters = ofPhi(at);
                    double[] slope = new double[parameters.length];
                    double there = Math.max(value, NONE * estimate) / (unit * ratio.of(parameters, slope));
                    // theta relative to the estimate's sigma, so that effects stay as large as they are when sigma is
                    // another
                    double scale = sigma / there;
                    double[] own = ofTemplates(at);
                    for (int k = 0; k < own.length; k++) {
                        own[k] *= scale;
                    }
                    Point point = point(ofTheta(), own, parameters, there);
                    double pulled = 0;
                    for (int k = 0; k < own.length; k++) {
                        pulled += point.byTemplates[k] * own[k];
                        point.byTemplates[k] *= scale;
                    }
                    for (int j = 0; j < slope.length; j++) {
                        point.byPhi[j] += (pulled - point.byLogSigma) * slope[j];
                    }
                    return point.write(gradient);
                });
    }

    /** Returns the other parameters with other residual standard deviations staying what they are, as far as one of phi is that of the value alone. */
    private double[] carried(Multiple ratio, double[] at, double from, double to) {
        double[] slope = new double[phi.length];
        ratio.of(ofPhi(at), slope);
        double square = Arrays.stream(slope).map(s -> s * s).sum();
        double[] carried = at.clone();
        for (int j = 0; j < slope.length && square > 0; j++) {
            carried[at.length - phi.length + j] += slope[j] / square * Math.log(to / from);
        }
        return carried;
    }

    /**
     * Returns the profile of a correlation that is a structure's own.
     *
     * @param i its position in {@link Structures#estimates(double[], double, java.util.List)}
     * @param error its standard error, if it is known, else NaN
     */
    public ParameterProfile correlation(int i, double error) {
        HeldEstimate held = HeldEstimate.correlation(structures, i, phi);
        double[] turned = held.turned(phi);
        double[] first = withPhi(theta);
        System.arraycopy(turned, 0, first, theta.length, turned.length);
        return new JointProfile(
                new WarmSearch.Range(held.lowest(), held.highest(), error > 0 ? error : 0.1),
                held.value(turned),
                first,
                sizesOfTheta(),
                liftedTheta(),
                structures.ends(),
                elsewhere(first, -1).stream().map(each -> turned(each, held)).toList(),
                JointProfile.Carrying.NONE,
                (value, from) -> new OfCorrelation(held.near(ofPhi(from)), value));
    }

    /** The criterion where a correlation has a value. */
    private final class OfCorrelation implements QuasiNewton.Objective {
        private final HeldEstimate held;
        private final double value;

        OfCorrelation(HeldEstimate held, double value) {
            this.held = held;
            this.value = value;
        }

        @Override
        public double value(double[] at, double[] gradient) {
            double[] coordinates = ofPhi(at);
            if (!held.solve(value, coordinates)) {
                return Double.POSITIVE_INFINITY;
            }
            Point point = point(ofTheta(), ofTemplates(at), held.back(coordinates), Double.NaN);
            double[] by = held.turnedSlope(coordinates, point.byPhi);
            held.project(coordinates, by);
            return new Point(point.value, point.byTemplates, by, 0).write(gradient);
        }

        @Override
        public int decided() {
            return theta.length + held.pivot();
        }

        @Override
        public double[] completed(double[] at) {
            double[] coordinates = ofPhi(at);
            double[] completed = at.clone();
            if (held.solve(value, coordinates)) {
                completed[decided()] = coordinates[held.pivot()];
            }
            return completed;
        }
    }
}
