package org.multilevel.inference.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/**
 * Compares models of the same rows, each with the one before it by the likelihood ratio: 2 (logLik - logLik before) is
 * chi-squared with as many degrees of freedom as there are more parameters, if the model before is a special case.
 *
 * <p>Models are sorted by their number of parameters, ties as given. As in lme4's {@code anova}, a negative difference counts as 0, and
 * without more parameters there is no p value; unlike there, models are not refitted, since no rows are kept ({@link #refitted} does it
 * where cross-products are at hand). Reference: Pinheiro and
 * Bates (2000), Mixed-Effects Models in S and S-PLUS, section 2.4.1.
 */
public final class ModelComparison {
    private final List<ComparedModel> models;
    private final List<String> notes;

    private ModelComparison(List<ComparedModel> models, List<String> notes) {
        this.models = List.copyOf(models);
        this.notes = List.copyOf(notes);
    }

    /**
     * Compares models that are named by their formulas.
     *
     * @throws ModelException as {@link #of(List, List)}
     */
    public static ModelComparison of(List<MixedModel> models) {
        return of(models.stream().map(MixedModel::formula).toList(), models);
    }

    /**
     * Compares models.
     *
     * @param names the name of each model, for tables and sentences; names that occur more than once get a number
     * @param models the models, two or more
     * @throws ModelException if the likelihoods cannot be compared: models of different rows, by REML with different fixed effects,
     *     or some by REML and some by ML
     * @throws IllegalArgumentException unless there are as many names as models
     */
    public static ModelComparison of(List<String> names, List<MixedModel> models) {
        if (names.size() != models.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + models.size() + " models");
        }
        if (models.size() < 2) {
            throw new ModelException("A comparison needs two models or more, not " + models.size() + ".");
        }
        List<String> unique = unique(names);
        List<ComparedModel> given = IntStream.range(0, models.size())
                .mapToObj(i -> ComparedModel.untested(unique.get(i), models.get(i)))
                .toList();
        List<String> notes = new ArrayList<>(Comparability.check(given));
        List<ComparedModel> sorted = given.stream()
                .sorted(Comparator.comparingInt(compared -> parameters(compared.model())))
                .toList();
        List<ComparedModel> tested = new ArrayList<>(sorted.subList(0, 1));
        for (int i = 1; i < sorted.size(); i++) {
            tested.add(tested(sorted.get(i - 1), sorted.get(i)));
            notes.addAll(ComparisonNotes.of(sorted.get(i - 1), tested.get(i)));
        }
        for (ComparedModel compared : tested) {
            compared.model()
                    .statistics()
                    .aiccAbsence()
                    .ifPresent(why -> notes.add("\"" + compared.name() + "\": " + why));
            compared.model()
                    .approximation()
                    .ifPresent(found -> notes.add(ComparisonNotes.approximate(compared, found)));
            if (compared.model().verdict().status() == Verdict.Status.NOT_CONVERGED) {
                notes.add("\"" + compared.name()
                        + "\" did not converge: its likelihood is only the largest that was found.");
            }
        }
        return new ModelComparison(tested, notes);
    }

    /**
     * Compares models of which the cross-products are at hand; those by REML whose fixed effects differ are fitted again by ML first, and a
     * note says so.
     *
     * @throws ModelException as {@link #of(List, List)}
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static ModelComparison refitted(List<String> names, List<LiveModel> live, Progress progress) {
        return refitted(names, live, ModelComparison::untouched, progress);
    }

    /**
     * Compares as {@link #refitted(List, List, Progress)}, and tests each model against the one before it by a parametric bootstrap where that
     * is a special case; where it is none, a note says so.
     *
     * @throws ModelException as {@link #of(List, List)}
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static ModelComparison bootstrapped(
            List<String> names, List<LiveModel> live, BootstrapTest test, Progress progress) {
        return refitted(names, live, (comparison, models) -> comparison.tested(models, test, progress), progress);
    }

    /** Returns whether models cannot be compared as they are, but could if all were fitted by ML: {@link #refitted} does so. */
    public static boolean needsOneLikelihood(List<MixedModel> models) {
        boolean restricted = models.stream().anyMatch(m -> m.method() == EstimationMethod.REML);
        return isMixed(models) || (restricted && !Comparability.sameFixedEffects(models));
    }

    private static boolean isMixed(List<MixedModel> models) {
        return models.stream().map(MixedModel::method).distinct().count() > 1;
    }

    private static ModelComparison untouched(ModelComparison comparison, List<LiveModel> live) {
        return comparison;
    }

    private static ModelComparison refitted(
            List<String> names,
            List<LiveModel> live,
            BiFunction<ModelComparison, List<LiveModel>, ModelComparison> more,
            Progress progress) {
        List<MixedModel> models = live.stream().map(LiveModel::model).toList();
        if (!needsOneLikelihood(models)) {
            return more.apply(of(names, models), live);
        }
        List<LiveModel> again = live.stream()
                .map(m -> m.withMethod(EstimationMethod.ML, progress))
                .toList();
        ModelComparison comparison =
                more.apply(of(names, again.stream().map(LiveModel::model).toList()), again);
        List<String> notes = new ArrayList<>();
        notes.add("For the comparison the models were fitted again by maximum likelihood (ML), since "
                + (isMixed(models) ? "some were fitted by REML." : "their fixed effects differ."));
        notes.addAll(comparison.notes);
        return new ModelComparison(comparison.models, notes);
    }

    /** Returns this comparison with the p values of a bootstrap. */
    private ModelComparison tested(List<LiveModel> live, BootstrapTest test, Progress progress) {
        List<ComparedModel> tested = new ArrayList<>(models.subList(0, 1));
        List<String> said = new ArrayList<>(notes);
        for (int i = 1; i < models.size(); i++) {
            ComparedModel before = models.get(i - 1);
            ComparedModel compared = models.get(i);
            List<String> lacking = Nesting.lacking(before.model(), compared.model());
            if (compared.df() == 0 || !lacking.isEmpty()) {
                said.add("\"" + before.name() + "\" is no special case of \"" + compared.name()
                        + "\" by the names of its terms, so there is no bootstrap test between them.");
                tested.add(compared);
                continue;
            }
            Optional<String> refusal = withoutBootstrap(before, live).or(() -> withoutBootstrap(compared, live));
            if (refusal.isPresent()) {
                said.add(refusal.get());
                tested.add(compared);
                continue;
            }
            BootstrapTest.Result result = test.test(of(before, live), of(compared, live), progress);
            said.addAll(result.notes());
            tested.add(compared.withBootstrap(result.pValue()));
        }
        if (tested.stream().anyMatch(compared -> !Double.isNaN(compared.pBootstrap()))) {
            said.add(String.format(
                    Locale.ROOT,
                    "The bootstrap's p is (1 + how many are as large) / (1 + %d) of %d likelihood ratios of responses drawn from the model"
                            + " before (seed %d).",
                    test.replicates(),
                    test.replicates(),
                    test.seed()));
        }
        return new ModelComparison(tested, said.stream().distinct().toList());
    }

    /** Returns as a sentence why no responses can be drawn for a model. */
    private static Optional<String> withoutBootstrap(ComparedModel compared, List<LiveModel> live) {
        LiveModel model = of(compared, live);
        String none = "\"" + compared.name() + "\" %s, so there is no bootstrap test of it.";
        if (model.problem().hasStructures()) {
            return Optional.of(String.format(Locale.ROOT, none, "has covariance structures"));
        }
        return model.model().approximation().isPresent()
                ? Optional.of(String.format(Locale.ROOT, none, "was fitted by the iterative solver"))
                : Optional.empty();
    }

    private static LiveModel of(ComparedModel compared, List<LiveModel> live) {
        return live.stream()
                .filter(one -> one.model().equals(compared.model()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Refuses models of which is known, before they are fitted, that they cannot be compared.
     *
     * @throws ModelException as {@link #of(List, List)}, but for what only the rows tell
     */
    public static void checkPlanned(List<PlannedModel> models) {
        Comparability.checkPlanned(models);
    }

    private static ComparedModel tested(ComparedModel before, ComparedModel compared) {
        double chiSquared = Math.max(
                0,
                2
                        * (compared.model().statistics().logLikelihood()
                                - before.model().statistics().logLikelihood()));
        int df = parameters(compared.model()) - parameters(before.model());
        return new ComparedModel(
                compared.name(),
                compared.model(),
                chiSquared,
                df,
                df == 0 ? Double.NaN : Distributions.chiSquaredTail(chiSquared, df),
                hasOneVarianceMore(before.model(), compared.model()) ? BoundaryTest.pValue(chiSquared, df) : Double.NaN,
                Double.NaN);
    }

    private static boolean hasOneVarianceMore(MixedModel before, MixedModel model) {
        return Nesting.variances(model, before).size() == 1
                && Nesting.lacking(before, model).isEmpty();
    }

    private static int parameters(MixedModel model) {
        return model.statistics().parameters();
    }

    private static List<String> unique(List<String> names) {
        Set<String> taken = new HashSet<>(names);
        List<String> unique = new ArrayList<>();
        for (String name : names) {
            String candidate = name;
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                int number = 1;
                while (!taken.add(name + " (" + number + ")")) {
                    number++;
                }
                candidate = name + " (" + number + ")";
            }
            unique.add(candidate);
        }
        return unique;
    }

    /** Returns the models and their tests, those with fewer parameters first. */
    public List<ComparedModel> models() {
        return models;
    }

    /** Returns the likelihood that all models maximised. */
    public EstimationMethod method() {
        return models.get(0).model().method();
    }

    /** Returns sentences that a user should see: what the tests rest on, and where they are not what they seem. */
    public List<String> notes() {
        return notes;
    }
}
