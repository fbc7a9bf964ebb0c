package org.multilevel.inference.influence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.multilevel.data.Progress;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.answers.LevelRefits;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.formula.Formula;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.glm.problem.GeneralisedDeletion;
import org.multilevel.inference.Parameters;
import org.multilevel.inference.numeric.Parallel;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/**
 * What each level of a grouping factor does to a model: the model is estimated again without it, from the cross-products less those of the
 * level and from the optimum of the whole; immutable.
 *
 * <p>The refits are exact: all parameters move; those of a generalised model have no cross-products, and each is a fit to the rows that are
 * left. Cook's distance has the textbook's divisor p, the number of fixed effects (Cook 1977,
 * Technometrics 19, 15-18); lme4 1.1-31 multiplies that by (G - p) / G for G levels. The table is read once more; then a level costs a few
 * evaluations. The result is the same bits for any number of threads.
 */
public final class Influence {
    /** A pivot that is a smaller part of its variance has less than three digits. */
    private static final double DIGITS = 1e-13;

    private final String group;
    private final List<String> terms;
    private final List<String> parameters;
    private final List<LevelInfluence> levels;
    private final List<String> notes;

    private Influence(
            String group,
            List<String> terms,
            List<String> parameters,
            List<LevelInfluence> levels,
            List<String> notes) {
        this.group = group;
        this.terms = List.copyOf(terms);
        this.parameters = List.copyOf(parameters);
        this.levels = List.copyOf(levels);
        this.notes = List.copyOf(notes);
    }

    /**
     * Leaves out one level after the other.
     *
     * @param group a grouping factor of the model, such as {@code school}, or the subjects of residuals that go together
     * @param threads how many threads may compute
     * @throws ModelException if the model has no such grouping factor
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static Influence of(LiveModel live, String group, int threads, Progress progress) {
        MixedModel model = live.model();
        int factor = position(factors(model), group);
        boolean ofSubjects = factor == model.groupingFactors().size();
        LevelRefits refits =
                live.problem().refits(ofSubjects ? factor : live.positionInProblem(factor), live.theta(), progress);
        Refits each = new Refits(
                model,
                live.problem().keptColumns(),
                refits.levels(),
                refits::rows,
                g -> live.ordered(refits.without(g)));
        return ofSubjects
                ? of(model, group, refits::label, each, threads, progress)
                : of(model, model.groupingFactors().get(factor), each, threads, progress);
    }

    /**
     * Leaves out one level after the other of a generalised model: each is a fit to the other rows, from the optimum on, with the
     * approximation of the whole.
     *
     * @param group a grouping factor of the model
     * @param threads how many threads may compute
     * @throws ModelException if the model has no such grouping factor
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static Influence of(LiveGeneralisedModel live, String group, int threads, Progress progress) {
        MixedModel model = live.model();
        int factor = position(factors(model), group);
        GroupingFactor levels = model.groupingFactors().get(factor);
        GeneralisedDeletion deletion = live.problem().deletion(live.positionInProblem(factor), live.fit(), progress);
        return of(
                model,
                levels,
                new Refits(
                        model,
                        live.problem().keptColumns(),
                        levels.size(),
                        deletion::rows,
                        g -> live.ordered(deletion.without(g, progress))),
                threads,
                progress);
    }

    private static Influence of(
            MixedModel model, GroupingFactor levels, Refits refits, int threads, Progress progress) {
        return of(model, levels.name(), levels::level, refits, threads, progress);
    }

    private static Influence of(
            MixedModel model, String group, IntFunction<String> labels, Refits refits, int threads, Progress progress) {
        List<LevelInfluence> found =
                Parallel.map(refits.levels, threads, "influence", progress, g -> refits.without(labels.apply(g), g));
        return new Influence(group, model.fixedEffects().names(), refits.parameters, found, refits.notes(found));
    }

    /**
     * Refuses a group that {@link #factors} does not have, before a model is fitted.
     *
     * @param options with the structure of the residuals
     * @param columns the names of the columns of its table
     * @throws ModelException as {@link #of}
     */
    public static void check(Formula formula, DesignOptions options, List<String> columns, String group) {
        position(factors(formula, options, columns), group);
    }

    /**
     * Returns the names of the factors whose levels can be left out, before a model is fitted: the grouping factors that a formula has on a
     * table with these columns, and the subjects of residuals that go together.
     *
     * @param options with the structure of the residuals
     */
    public static List<String> factors(Formula formula, DesignOptions options, List<String> columns) {
        return withSubjects(formula.expand(columns).random().stream().map(RandomTerm::groupName), options.residual());
    }

    /** Returns the names of the factors of a model whose levels can be left out: its grouping factors, then the subjects of its residuals. */
    public static List<String> factors(MixedModel model) {
        return withSubjects(
                model.groupingFactors().stream().map(GroupingFactor::name),
                model.provenance().residual());
    }

    private static List<String> withSubjects(Stream<String> factors, Optional<ResidualTerm> residual) {
        return Stream.concat(factors, residual.map(ResidualTerm::subjectName).stream())
                .distinct()
                .toList();
    }

    private static int position(List<String> names, String group) {
        int position = names.indexOf(group);
        if (position < 0) {
            throw new ModelException(
                    names.isEmpty()
                            ? "The model has no grouping factor, so there is no "
                                    + (group.isEmpty() ? "level that" : Labels.quoted(group) + " of which levels")
                                    + " could be left out."
                            : "The model has no grouping factor \"" + group + "\"; it has " + String.join(", ", names)
                                    + ".");
        }
        return position;
    }

    /** Returns the grouping factor. */
    public String group() {
        return group;
    }

    /** Returns the names of the fixed effects. */
    public List<String> terms() {
        return terms;
    }

    /** Returns the names of the standard deviations and correlations. */
    public List<String> parameters() {
        return parameters;
    }

    /** Returns what leaving out each level changes, in the order of the levels. */
    public List<LevelInfluence> levels() {
        return levels;
    }

    /** Returns the levels that move the fixed effects most, the most influential first. */
    public List<LevelInfluence> mostInfluential(int count) {
        return levels.stream()
                .filter(level -> !Double.isNaN(level.cooksDistance()))
                .sorted(Comparator.comparingDouble(LevelInfluence::cooksDistance)
                        .reversed())
                .limit(count)
                .toList();
    }

    /** Returns sentences that a user should see: levels without which the model cannot be estimated. */
    public List<String> notes() {
        return notes;
    }

    /** Refits without a level, and tells what changed. */
    private static final class Refits {
        private final MixedModel model;
        private final int levels;
        private final IntToLongFunction rows;
        /** Gives the estimates without a level, grouping factors as the model has them. */
        private final IntFunction<Estimates> estimates;

        private final List<String> parameters;
        private final double[] values;
        /** L with V = LL'; NaN where V has no digits for it. */
        private final double[][] factor;

        private final Parameters all;
        private final int[] kept;
        private final String[] problems;

        Refits(MixedModel model, int[] kept, int levels, IntToLongFunction rows, IntFunction<Estimates> estimates) {
            this.levels = levels;
            this.model = model;
            this.rows = rows;
            this.estimates = estimates;
            this.all = Parameters.of(model);
            int p = model.fixedEffects().size();
            this.parameters = all.names().subList(p, all.size());
            this.values = all.values(model);
            this.kept = kept;
            this.factor = cholesky(model.fixedEffects().covariance());
            this.problems = new String[levels];
        }

        LevelInfluence without(String level, int g) {
            int p = model.fixedEffects().size();
            double[] changes = new double[all.size()];
            Arrays.fill(changes, Double.NaN);
            problems[g] = "";
            try {
                Estimates rest = estimates.apply(g);
                double[] found = all.values(rest, kept);
                for (int i = 0; i < changes.length; i++) {
                    changes[i] = found[i] - values[i];
                }
                if (rest.verdict().status() == Verdict.Status.NOT_CONVERGED) {
                    problems[g] = "no optimum was reached without it";
                }
            } catch (ModelException e) {
                problems[g] = levels == 2
                        ? "only one level is left, and one level tells no variance between levels."
                        : e.getMessage();
            }
            FixedEffects fixed = model.fixedEffects();
            double[] dfbetas = IntStream.range(0, p)
                    .mapToDouble(j -> changes[j] / fixed.standardError(j))
                    .toArray();
            double[] rest = Arrays.copyOfRange(changes, p, changes.length);
            return new LevelInfluence(level, rows.applyAsLong(g), cooks(changes, p), dfbetas, rest);
        }

        private double cooks(double[] changes, int p) {
            double[] d = Arrays.copyOf(changes, p);
            double sum = 0;
            for (int i = 0; i < p; i++) {
                for (int k = 0; k < i; k++) {
                    d[i] -= factor[i][k] * d[k];
                }
                d[i] /= factor[i][i];
                sum += d[i] * d[i];
            }
            return sum / p;
        }

        private static double[][] cholesky(double[][] covariance) {
            double[][] l = new double[covariance.length][covariance.length];
            for (int i = 0; i < l.length; i++) {
                for (int j = 0; j <= i; j++) {
                    double s = covariance[i][j];
                    for (int k = 0; k < j; k++) {
                        s -= l[i][k] * l[j][k];
                    }
                    if (i == j) {
                        l[i][i] = s > DIGITS * covariance[i][i] ? Math.sqrt(s) : Double.NaN;
                    } else {
                        l[i][j] = s / l[j][j];
                    }
                }
            }
            return l;
        }

        private boolean hasDigits() {
            return Arrays.stream(factor).flatMapToDouble(Arrays::stream).noneMatch(Double::isNaN);
        }

        List<String> notes(List<LevelInfluence> found) {
            List<String> notes = new ArrayList<>();
            if (!hasDigits()) {
                notes.add(
                        "There is no Cook's distance, since the covariance of the fixed effects has too few digits where all predictors"
                                + " are zero, which is far from the rows: center them, as in center(x).");
            }
            for (int g = 0; g < found.size() && notes.size() < 5; g++) {
                LevelInfluence level = found.get(g);
                if (!problems[g].isEmpty()) {
                    notes.add("Without " + level.level() + ": " + problems[g]);
                } else if (hasDigits() && Double.isNaN(level.cooksDistance())) {
                    notes.add("Without " + level.level()
                            + " a fixed effect cannot be estimated, so there is no Cook's distance.");
                }
            }
            return notes;
        }
    }
}
