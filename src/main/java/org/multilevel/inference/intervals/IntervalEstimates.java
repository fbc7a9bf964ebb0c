package org.multilevel.inference.intervals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.fit.facts.GroupPattern;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.inference.Inference;
import org.multilevel.inference.LinearFunction;
import org.multilevel.inference.Parameters;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.inference.tests.LinearHypothesis;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;

/**
 * Intervals for every parameter of a model, by one of three methods.
 *
 * @param method how they were found
 * @param level confidence level
 * @param intervals one for each of {@link Parameters}, in that order, then intraclass correlations and R squared where the method has
 *     them, then functions of the fixed effects that were asked for
 * @param profile the profile of each parameter, empty unless they are profile intervals
 * @param notes sentences about them
 */
public record IntervalEstimates(
        Method method,
        double level,
        List<ParameterInterval> intervals,
        List<ProfilePoint> profile,
        List<String> notes) {

    /** The ways to find intervals. */
    public enum Method {
        /** Estimate and standard error: {@link WaldIntervals}. */
        WALD,
        /** The profile likelihood: {@link ProfileIntervals}. */
        PROFILE,
        /** The parametric bootstrap: {@link ParametricBootstrap}. */
        BOOTSTRAP;

        /**
         * Returns the method of that name.
         *
         * @throws ModelException if there is none
         */
        public static Method of(String name) {
            return Arrays.stream(values())
                    .filter(method -> method.text().equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new ModelException(
                            "There are no " + name + " intervals; choose wald, profile or bootstrap."));
        }

        /** Returns its name. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the lists. */
    public IntervalEstimates {
        intervals = List.copyOf(intervals);
        profile = List.copyOf(profile);
        notes = List.copyOf(notes);
    }

    /** Returns these intervals with more sentences about them. */
    public IntervalEstimates withNotes(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new IntervalEstimates(method, level, intervals, profile, all);
    }

    /**
     * Returns the intervals of a bootstrap.
     *
     * @param level confidence level
     */
    public static IntervalEstimates of(ParametricBootstrap bootstrap, ParametricBootstrap.Kind kind, double level) {
        List<String> notes = new ArrayList<>(bootstrap.notes());
        if (bootstrap.replicates() < 2) {
            notes.add("An interval needs two replicates or more; 1000 are usual.");
        }
        return new IntervalEstimates(Method.BOOTSTRAP, level, bootstrap.intervals(kind, level), List.of(), notes);
    }

    /**
     * What to ask for; immutable.
     *
     * @param method how to find intervals
     * @param kind which bootstrap interval
     * @param replicates of the bootstrap
     * @param seed of the bootstrap
     * @param threads how many threads may compute; the result is the same for any number
     */
    public record Question(Method method, ParametricBootstrap.Kind kind, int replicates, long seed, int threads) {
        /** Returns the question for intervals of a method: percentiles of 1000 replicates with seed 1, on all processors. */
        public static Question of(Method method) {
            return new Question(
                    method,
                    ParametricBootstrap.Kind.PERCENTILE,
                    1000,
                    1,
                    Runtime.getRuntime().availableProcessors());
        }

        /**
         * Makes sure, before a model is fitted, that its groups allow an answer.
         *
         * @param factors the names of its grouping factors
         * @param sizes of their levels, in that order
         * @param patterns of how they lie to one another
         * @throws ModelException if they do not
         */
        public void check(List<String> factors, List<GroupSizes> sizes, List<GroupPattern> patterns) {
            if (method == Method.BOOTSTRAP && kind == ParametricBootstrap.Kind.BCA) {
                Acceleration.check(factors, sizes, patterns);
            }
        }

        /**
         * Asks it of a model.
         *
         * @param inference level, and for Wald intervals of fixed effects the degrees of freedom
         * @throws ModelException if there is no answer
         * @throws java.util.concurrent.CancellationException if progress says so
         */
        public IntervalEstimates ask(LiveModel live, Inference inference, Progress progress) {
            return ask(live, inference, List.of(), progress);
        }

        /**
         * Asks it of a model, and of functions of its fixed effects.
         *
         * @param inference level, and for Wald intervals of fixed effects the degrees of freedom
         * @param functions such as those of {@link LinearHypothesis#function} or {@link MarginalMeans#functions}
         * @throws ModelException if there is no answer
         * @throws java.util.concurrent.CancellationException if progress says so
         */
        public IntervalEstimates ask(
                LiveModel live, Inference inference, List<LinearFunction> functions, Progress progress) {
            return switch (method) {
                case WALD -> WaldIntervals.of(live, inference, functions, progress);
                case PROFILE -> profile(live, inference, functions, progress);
                case BOOTSTRAP -> bootstrap(live, inference.level(), functions, progress);
            };
        }

        /**
         * Asks it of a generalised model, and of functions of its fixed effects.
         *
         * @param inference level
         * @throws ModelException if there is no answer
         * @throws java.util.concurrent.CancellationException if progress says so
         */
        public IntervalEstimates ask(
                LiveGeneralisedModel live, Inference inference, List<LinearFunction> functions, Progress progress) {
            return switch (method) {
                case WALD -> WaldIntervals.of(live, inference, functions, progress);
                case PROFILE -> {
                    ProfileIntervals profile =
                            ProfileIntervals.of(live, functions, inference.level(), threads, progress);
                    yield new IntervalEstimates(
                            method, inference.level(), profile.intervals(), profile.points(), profile.notes());
                }
                case BOOTSTRAP ->
                    IntervalEstimates.of(
                            ParametricBootstrap.of(live, functions, kind, replicates, seed, threads, progress),
                            kind,
                            inference.level());
            };
        }

        private IntervalEstimates profile(
                LiveModel live, Inference inference, List<LinearFunction> functions, Progress progress) {
            ProfileIntervals profile = ProfileIntervals.of(live, functions, inference.level(), threads, progress);
            IntervalEstimates found = new IntervalEstimates(
                    method, inference.level(), profile.intervals(), profile.points(), profile.notes());
            return live.model().isLeastSquares()
                    ? LeastSquaresIntervals.instead(found, live.model(), functions)
                    : found;
        }

        private IntervalEstimates bootstrap(
                LiveModel live, double level, List<LinearFunction> functions, Progress progress) {
            return IntervalEstimates.of(
                    ParametricBootstrap.of(live, functions, kind, replicates, seed, threads, progress), kind, level);
        }
    }
}
