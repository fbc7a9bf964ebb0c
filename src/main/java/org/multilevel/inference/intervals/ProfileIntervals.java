package org.multilevel.inference.intervals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.multilevel.data.Progress;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.answers.LikelihoodProfile;
import org.multilevel.fit.answers.LikelihoodProfiles;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.inference.LinearFunction;
import org.multilevel.inference.Parameters;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.inference.numeric.Parallel;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/**
 * Intervals by the profile likelihood: all values of a parameter for which -2 log-likelihood, minimised over the others, rises by no
 * more than the square of the normal quantile.
 *
 * <p>As in lme4 the likelihood is ML's for a REML fit too, since restricted likelihoods at different fixed effects do not compare. With
 * covariance structures the parameters of covariances have that of the fit.
 * Reference: Bates et al. (2015), J. Stat. Softw. 67(1), section 5.1. Each end is found to 1e-5 of the quantile.
 */
public final class ProfileIntervals {
    private static final double TOLERANCE = 1e-6;
    private static final int STEPS = 60;
    /** The part of the way to the edge of a parameter's values that a step goes, and how many do. */
    private static final double MOST = 0.7;

    private static final int BEFORE = 2;
    /** How often ends are looked for anew where searches ended in poorer optima. */
    private static final int ROUNDS = 5;
    /** By how much a maximum must be higher than another to be told. */
    private static final double TOLD = 1e-4;

    private final List<ParameterInterval> intervals;
    private final List<ProfilePoint> points;
    private final List<String> notes;

    private ProfileIntervals(List<ParameterInterval> intervals, List<ProfilePoint> points, List<String> notes) {
        this.intervals = List.copyOf(intervals);
        this.points = List.copyOf(points);
        this.notes = List.copyOf(notes);
    }

    /**
     * Profiles every parameter.
     *
     * @param level confidence level
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static ProfileIntervals of(LiveModel live, double level, int threads, Progress progress) {
        return of(live, List.of(), level, threads, progress);
    }

    /**
     * Profiles every parameter, the intraclass correlation where one variance decides it, and functions of the fixed effects.
     *
     * @param level confidence level
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static ProfileIntervals of(
            LiveModel live, List<LinearFunction> functions, double level, int threads, Progress progress) {
        return of(live, asked(live, functions), true, level, threads, progress);
    }

    /**
     * Profiles one parameter, such as for a picture of it.
     *
     * @param name one of the names of {@link Parameters}
     * @param level confidence level
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static ProfileIntervals ofOne(LiveModel live, String name, double level, Progress progress) {
        List<Asked> asked = asked(live, List.of()).stream()
                .filter(one -> one.name().equals(name))
                .limit(1)
                .toList();
        return of(live, asked, false, level, 1, progress);
    }

    /**
     * Profiles what is asked.
     *
     * @param isAll whether that is all there is, so that what has no profile is to be told
     */
    private static ProfileIntervals of(
            LiveModel live, List<Asked> asked, boolean isAll, double level, int threads, Progress progress) {
        LikelihoodProfiles profiles = live.problem().profiles(progress);
        double quantile = Distributions.normalReach(level);
        List<One> found = Parallel.map(asked.size(), threads, "profile", progress, i -> {
            Asked one = asked.get(i);
            if (Double.isNaN(one.estimate())) {
                return One.none(one.name());
            }
            try (LikelihoodProfile profile = profiles.of(one.kind())) {
                return new One(one.name(), one.estimate(), one.constant(), profile, quantile);
            }
        });
        List<String> notes = new ArrayList<>();
        boolean structured = live.model().structures().isPresent();
        if (live.model().method() == EstimationMethod.REML
                && (structured || !live.model().groupingFactors().isEmpty())) {
            notes.add(
                    structured
                            ? "Profile intervals of variances and correlations are of the restricted likelihood, and those of fixed effects"
                                    + " of the likelihood (ML): restricted likelihoods at different fixed effects do not compare."
                            : "Profile intervals are of the likelihood (ML) though the model was estimated by REML: restricted"
                                    + " likelihoods at different fixed effects do not compare.");
        }
        if (isAll
                && !structured
                && live.model().groupingFactors().stream()
                                .mapToInt(GroupingFactor::width)
                                .sum()
                        > 1) {
            notes.add(
                    "The intraclass correlation has no profile where more than one variance decides it; ask for wald or bootstrap"
                            + " intervals.");
        }
        return of(found, notes);
    }

    /**
     * Profiles every parameter of a generalised model, and functions of its fixed effects.
     *
     * @param level confidence level
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static ProfileIntervals of(
            LiveGeneralisedModel live, List<LinearFunction> functions, double level, int threads, Progress progress) {
        List<Asked> asked = asked(live);
        addFunctions(live.model(), functions, asked);
        return followed(live, asked, level, threads, progress);
    }

    /**
     * Profiles one parameter of a generalised model, such as for a picture of it.
     *
     * @param name one of the names of {@link Parameters}
     * @param level confidence level
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static ProfileIntervals ofOne(LiveGeneralisedModel live, String name, double level, Progress progress) {
        List<Asked> asked = asked(live).stream()
                .filter(one -> one.name().equals(name))
                .limit(1)
                .toList();
        return followed(live, asked, level, 1, progress);
    }

    private static List<Asked> asked(LiveGeneralisedModel live) {
        Parameters parameters = Parameters.of(live.model());
        return asked(live.model(), parameters, parameters.inProblem(live));
    }

    private static ProfileIntervals followed(
            LiveGeneralisedModel live, List<Asked> asked, double level, int threads, Progress progress) {
        double quantile = Distributions.normalReach(level);
        List<One> found = Parallel.map(asked.size(), threads, "profile", progress, i -> {
            Asked one = asked.get(i);
            if (Double.isNaN(one.estimate())) {
                return One.none(one.name());
            }
            try (LikelihoodProfile profile = live.problem().profile(one.kind(), live.fit(), progress)) {
                return new One(one.name(), one.estimate(), one.constant(), profile, quantile);
            }
        });
        return of(found, List.of());
    }

    private static ProfileIntervals of(List<One> found, List<String> before) {
        List<String> notes = new ArrayList<>(before);
        found.forEach(one -> notes.addAll(one.notes));
        return new ProfileIntervals(
                found.stream().map(one -> one.interval).toList(),
                found.stream().flatMap(one -> one.points.stream()).toList(),
                notes);
    }

    /**
     * What is profiled.
     *
     * @param constant what is subtracted from the parameter
     */
    private record Asked(String name, double estimate, ProfiledParameter kind, double constant) {}

    private static List<Asked> asked(LiveModel live, List<LinearFunction> functions) {
        MixedModel model = live.model();
        Parameters parameters = Parameters.of(model);
        List<Asked> asked = asked(model, parameters, parameters.inProblem(live));
        if (model.theta().length == 1 && model.structures().isEmpty()) {
            VarianceParts.shares(live)
                    .forEach(share -> asked.add(new Asked(share.name(), share.estimate(), share.inProblem(), 0)));
        }
        addFunctions(model, functions, asked);
        return asked;
    }

    private static List<Asked> asked(MixedModel model, Parameters parameters, List<ProfiledParameter> kinds) {
        double[] estimates = parameters.values(model);
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < estimates.length; i++) {
            asked.add(new Asked(parameters.names().get(i), estimates[i], kinds.get(i), 0));
        }
        return asked;
    }

    private static void addFunctions(MixedModel model, List<LinearFunction> functions, List<Asked> to) {
        for (LinearFunction function : functions) {
            to.add(new Asked(
                    function.name(),
                    function.value(model.fixedEffects().estimates()),
                    new ProfiledParameter.LinearFunction(function.coefficients()),
                    function.constant()));
        }
    }

    /** Returns an interval for every parameter, in the order of {@link Parameters}, then of what else was asked for. */
    public List<ParameterInterval> intervals() {
        return intervals;
    }

    /** Returns the points at which the likelihood was asked, parameter by parameter and in the order of values. */
    public List<ProfilePoint> points() {
        return points;
    }

    /** Returns sentences about the intervals. */
    public List<String> notes() {
        return notes;
    }

    /** The profile of one parameter. */
    static final class One {
        final List<ProfilePoint> points = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        final ParameterInterval interval;
        private final String name;

        /** Subtracted from the values of the profile. */
        private final double constant;

        One(String name, double estimate, double constant, LikelihoodProfile profile, double quantile) {
            this.name = name;
            this.constant = constant;
            double[] ends = ends(profile, quantile);
            for (int i = 0; i < ROUNDS && profile.settle(); i++) {
                points.clear();
                notes.clear();
                ends = ends(profile, quantile);
            }
            noteBetter(profile);
            points.sort(Comparator.comparingDouble(ProfilePoint::value));
            this.interval = new ParameterInterval(
                    name, estimate, ends[0] - constant, ends[1] - constant, "profile", Double.NaN);
        }

        private double[] ends(LikelihoodProfile profile, double quantile) {
            double middle = profile.best();
            points.add(new ProfilePoint(name, middle - constant, 0, 0));
            double[] ends = {end(profile, quantile, -1), end(profile, quantile, 1)};
            for (double end : ends) {
                fill(profile, end, middle);
            }
            return ends;
        }

        private void noteBetter(LikelihoodProfile profile) {
            double above = profile.best() == profile.estimate() ? 0 : profile.rise(profile.estimate());
            if (above > TOLD) {
                notes.add(String.format(
                        Locale.ROOT,
                        "The likelihood has a higher maximum than the one where the search for the estimates ended: where %s is %.4g,"
                                + " -2 log-likelihood is %.2g lower. Its interval is that around the higher one; take the"
                                + " estimates with care, and compare a simpler model.",
                        name,
                        profile.best() - constant,
                        above));
            }
        }

        private One(String name) {
            this.name = name;
            this.constant = 0;
            this.interval = new ParameterInterval(name, Double.NaN, Double.NaN, Double.NaN, "profile", Double.NaN);
            notes.add(String.format(
                    Locale.ROOT,
                    "%s has no profile: one of its effects has no variance, so there is no correlation.",
                    name));
        }

        static One none(String name) {
            return new One(name);
        }

        /** Finds where the root of the rise reaches the quantile; bracketing steps, then regula falsi (Illinois). */
        private double end(LikelihoodProfile profile, double quantile, int side) {
            double bound = side < 0 ? profile.lowest() : profile.highest();
            double inner = profile.best();
            double zetaInner = 0;
            double step = quantile * profile.step();
            double outer = inner;
            double zetaOuter = 0;
            int before = 0;
            for (int i = 0; i < STEPS && zetaOuter < quantile; i++) {
                if (outer == bound) {
                    notes.add(String.format(
                            Locale.ROOT,
                            "The interval of %s %s at %s, the edge of its values, where the likelihood is still high enough.",
                            name,
                            side < 0 ? "begins" : "ends",
                            String.format(Locale.ROOT, "%.4g", bound).replaceAll("\\.?0+$", "")));
                    return bound;
                }
                inner = outer;
                zetaInner = zetaOuter;
                double next = inner + side * step;
                boolean beyond = side * (next - bound) >= 0;
                // near the edge others may have hardly any room, so that it is asked for last
                boolean last = beyond && before++ == BEFORE;
                outer = last ? bound : beyond ? inner + MOST * (bound - inner) : next;
                zetaOuter = ask(profile, outer, side);
                double slope = (zetaOuter - zetaInner) / Math.abs(outer - inner);
                step = slope > 0 ? Math.min(3 * step, 1.1 * (quantile - zetaOuter) / slope + 0.1 * step) : 2 * step;
            }
            if (!(zetaOuter >= quantile)) {
                notes.add(String.format(
                        Locale.ROOT,
                        "The likelihood of %s stays so flat that its interval does not end on this side.",
                        name));
                return side * Double.POSITIVE_INFINITY;
            }
            return refined(profile, quantile, side, inner, zetaInner - quantile, outer, zetaOuter - quantile);
        }

        private double refined(
                LikelihoodProfile profile,
                double quantile,
                int side,
                double inner,
                double below,
                double outer,
                double above) {
            double a = inner;
            double fa = below;
            double b = outer;
            double fb = above;
            int last = 0;
            for (int i = 0; i < STEPS; i++) {
                double next = Double.isInfinite(fb) ? 0.5 * (a + b) : (a * fb - b * fa) / (fb - fa);
                double f = ask(profile, next, side) - quantile;
                if (Math.abs(f) < TOLERANCE * quantile || Math.abs(b - a) <= 1e-12 * Math.abs(b)) {
                    return next;
                }
                if (f > 0) {
                    b = next;
                    fb = f;
                    fa = last > 0 ? fa / 2 : fa;
                    last = 1;
                } else {
                    a = next;
                    fa = f;
                    fb = last < 0 ? fb / 2 : fb;
                    last = -1;
                }
            }
            return 0.5 * (a + b);
        }

        /** Adds points between the estimate and an end, for whoever draws the profile. */
        private void fill(LikelihoodProfile profile, double end, double middle) {
            if (Double.isFinite(end) && end != middle) {
                int side = end < middle ? -1 : 1;
                for (double part : new double[] {0.25, 0.5, 0.75}) {
                    ask(profile, middle + part * (end - middle), side);
                }
            }
        }

        private double ask(LikelihoodProfile profile, double value, int side) {
            double rise = profile.rise(value);
            double zeta = Math.sqrt(rise);
            if (Double.isFinite(rise)) {
                points.add(new ProfilePoint(name, value - constant, rise, side * zeta));
            }
            return zeta;
        }
    }
}
