package org.multilevel.inference.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.FitStatistics;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.VarianceComponent;

/**
 * What a model explains of the variance that a null model of the same rows finds, level by level; immutable.
 *
 * <p>The proportional reduction of a variance is 1 - variance / variance of the null model, for the residual and the intercept of each
 * grouping factor (Raudenbush and Bryk 2002, Hierarchical Linear Models, page 74); it can be negative, because a predictor within groups
 * lowers the residual variance and by that raises the variance between groups. Snijders and Bosker (2012, Multilevel Analysis, section 7.1)
 * take sigma^2 + tau^2 for a row and sigma^2 / n + tau^2 for the mean of a group of n rows, n the harmonic mean of the sizes; they are given
 * where there is one grouping factor, with slopes tau^2 being the mean over the rows of z'Gz.
 *
 * <p>A generalised model has no residual variance to reduce, and its group variances are on the scale of the link: their proportional change
 * (Merlo et al. 2005, J. Epidemiol. Community Health 59, 1022-1029) is what is left, and the dispersion of a family that has one.
 */
public final class NullComparison {
    private static final String RESIDUAL = "variance:Residual";

    private static final String DISPERSION = "dispersion";

    /** Relative change of a variance that two searches for the same optimum may leave. */
    private static final double ROUNDING = 1e-5;

    private final List<Row> rows;
    private final ModelComparison comparison;
    private final Optional<ExactVarianceTest.Result> exact;
    private final List<String> notes;

    private NullComparison(
            List<Row> rows, ModelComparison comparison, Optional<ExactVarianceTest.Result> exact, List<String> notes) {
        this.rows = List.copyOf(rows);
        this.comparison = comparison;
        this.exact = exact;
        this.notes = List.copyOf(notes);
    }

    /**
     * A number in both models.
     *
     * @param quantity {@code aic}, {@code aicc}, {@code bic}, {@code variance:Residual} (of several, each with its name), {@code variance:GROUP},
     *     {@code snijders_bosker:1} and {@code snijders_bosker:2}; of a generalised model {@code dispersion}, if its family has one
     * @param without its value in the null model, NaN where that has none
     * @param with its value in the model, NaN where that has none
     */
    public record Row(String quantity, double without, double with) {
        /** Returns by how much it changes from the null model. */
        public double change() {
            return with - without;
        }

        /** Returns for a variance the part of it that is no longer there, else NaN. */
        public double reduction() {
            return quantity.contains(":") && without > 0 ? 1 - with / without : Double.NaN;
        }
    }

    /**
     * Compares a model with a null model.
     *
     * @throws org.multilevel.error.ModelException if they are not of the same rows
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static NullComparison of(LiveModel without, LiveModel with, Progress progress) {
        ModelComparison comparison =
                ModelComparison.refitted(List.of("null", "model"), List.of(without, with), progress);
        List<Row> rows = criteria(comparison);
        addVariances(without.model(), with.model(), rows);
        List<String> notes = new ArrayList<>(comparison.notes());
        addNotes(rows, samePredictors(without.model(), with.model()), notes);
        addLarger(comparison, notes);
        return new NullComparison(rows, comparison, exact(comparison, without, with, progress), notes);
    }

    /**
     * Compares a generalised model with a null model of its family, link and approximation.
     *
     * @throws org.multilevel.error.ModelException if they are not of the same rows, family, link or approximation
     */
    public static NullComparison of(LiveGeneralisedModel without, LiveGeneralisedModel with) {
        ModelComparison comparison =
                ModelComparison.of(List.of("null", "model"), List.of(without.model(), with.model()));
        List<Row> rows = criteria(comparison);
        addDispersion(without.model(), with.model(), rows);
        addIntercepts(without.model(), with.model(), rows);
        List<String> notes = new ArrayList<>(comparison.notes());
        if (rows.stream().anyMatch(row -> row.reduction() < -ROUNDING)) {
            notes.add("A variance is larger than in the null model: " + larger(with.model()));
        }
        addLarger(comparison, notes);
        return new NullComparison(rows, comparison, Optional.empty(), notes);
    }

    private static String larger(MixedModel with) {
        return with.generalised().orElseThrow().distribution().family() == Family.BINOMIAL
                ? "on the scale of the link the variance within groups is a given number, so that what predictors explain of it"
                        + " stretches coefficients and the variances between groups."
                : "at equal predictors groups differ more than without them, as where predictors and groups pull in opposite"
                        + " directions.";
    }

    private static List<Row> criteria(ModelComparison comparison) {
        FitStatistics first = statistics(comparison, "null");
        FitStatistics second = statistics(comparison, "model");
        return new ArrayList<>(List.of(
                new Row("aic", first.aic(), second.aic()),
                new Row("aicc", first.aicc(), second.aicc()),
                new Row("bic", first.bic(), second.bic())));
    }

    /** Says that the null model is the larger one. */
    private static void addLarger(ModelComparison comparison, List<String> notes) {
        int first = statistics(comparison, "null").parameters();
        int second = statistics(comparison, "model").parameters();
        if (first > second) {
            notes.add("The null model has " + first + " parameters and the model " + second
                    + ", so the null model is the larger of the two, and the test is of what it has more: give the smaller one as"
                    + " the null model.");
        }
    }

    /** Says why a variance is larger; residual and group variances grow for different reasons, and by rounding they do not grow. */
    private static void addNotes(List<Row> rows, boolean samePredictors, List<String> notes) {
        boolean residual = rows.stream().anyMatch(row -> isResidual(row) && row.reduction() < -ROUNDING);
        boolean between = rows.stream().anyMatch(row -> !isResidual(row) && row.reduction() < -ROUNDING);
        if (residual) {
            notes.add(
                    "The residual variance is larger than in the null model: what the model adds explains less of it than it costs"
                            + " in degrees of freedom, or the null model has random effects that the model lacks.");
        }
        if (between) {
            notes.add("A variance is larger than in the null model: "
                    + (samePredictors
                            ? "the random effects that the model adds share the variance out anew, and not every part of it need fall."
                            : "a predictor that varies within groups lowers the residual variance and can by that raise the variance"
                                    + " between groups."));
        }
    }

    private static boolean samePredictors(MixedModel without, MixedModel with) {
        return without.fixedEffects().names().equals(with.fixedEffects().names());
    }

    private static boolean isResidual(Row row) {
        return row.quantity().equals(RESIDUAL) || row.quantity().startsWith(RESIDUAL + " ");
    }

    private static FitStatistics statistics(ModelComparison comparison, String name) {
        return comparison.models().stream()
                .filter(compared -> compared.name().equals(name))
                .findFirst()
                .orElseThrow()
                .model()
                .statistics();
    }

    private static void addVariances(MixedModel without, MixedModel with, List<Row> rows) {
        rows.addAll(residuals(without, with));
        addIntercepts(without, with, rows);
        Optional<VarianceShares> before = VarianceShares.of(without);
        Optional<VarianceShares> after = VarianceShares.of(with);
        boolean same = without.groupingFactors().size() == 1
                && with.groupingFactors().size() == 1
                && without.groupingFactors()
                        .get(0)
                        .name()
                        .equals(with.groupingFactors().get(0).name());
        if (same && before.isPresent() && after.isPresent()) {
            GroupSizes sizes = with.rowFacts().orElseThrow().sizes().get(0);
            rows.add(new Row("snijders_bosker:1", level(before.get(), 1), level(after.get(), 1)));
            double n = sizes.harmonicMean();
            rows.add(new Row("snijders_bosker:2", level(before.get(), n), level(after.get(), n)));
        }
    }

    private static void addIntercepts(MixedModel without, MixedModel with, List<Row> rows) {
        for (GroupingFactor factor : with.groupingFactors()) {
            double before = without.groupingFactor(factor.name())
                    .map(NullComparison::intercept)
                    .orElse(Double.NaN);
            double after = intercept(factor);
            if (!Double.isNaN(after)) {
                rows.add(new Row("variance:" + factor.name(), before, after));
            }
        }
    }

    private static void addDispersion(MixedModel without, MixedModel with, List<Row> rows) {
        Generalised before = without.generalised().orElseThrow();
        Generalised after = with.generalised().orElseThrow();
        if (after.distribution().family().hasDispersion()) {
            rows.add(new Row(DISPERSION, before.dispersion(), after.dispersion()));
        }
    }

    /** Returns the residual variances that both have: one, or one of each stratum or occasion. */
    private static List<Row> residuals(MixedModel without, MixedModel with) {
        Map<String, Double> before = residuals(without);
        List<Row> rows = new ArrayList<>();
        residuals(with).forEach((name, after) -> {
            if (before.containsKey(name)) {
                rows.add(new Row(name, before.getOrDefault(name, Double.NaN), after));
            }
        });
        return rows;
    }

    private static Map<String, Double> residuals(MixedModel model) {
        Map<String, Double> variances = new LinkedHashMap<>();
        for (VarianceComponent component : model.varianceComponents()) {
            if (component.kind() == VarianceComponent.Kind.RESIDUAL) {
                String of = component.term1().isEmpty() ? "" : " " + component.term1();
                variances.put(RESIDUAL + of, component.value());
            }
        }
        return variances;
    }

    private static double level(VarianceShares shares, double n) {
        return shares.residual() / n + shares.random();
    }

    private static double intercept(GroupingFactor factor) {
        for (int k = 0; k < factor.width(); k++) {
            if (factor.isIntercept(k)) {
                return factor.variance(k);
            }
        }
        return Double.NaN;
    }

    private static Optional<ExactVarianceTest.Result> exact(
            ModelComparison comparison, LiveModel without, LiveModel with, Progress progress) {
        MixedModel model = with.model();
        boolean one = model.groupingFactors().size() == 1
                && model.groupingFactors().get(0).width() == 1
                && without.model().isLeastSquares()
                && model.structures().isEmpty();
        if (!one || !Nesting.lacking(without.model(), model).isEmpty()) {
            return Optional.empty();
        }
        EstimationMethod method = comparison.method();
        return Optional.of(ExactVarianceTest.of(with.withMethod(method, progress))
                .against(without.withMethod(method, progress).model(), progress));
    }

    /** Returns the numbers of both models, information criteria first. */
    public List<Row> rows() {
        return rows;
    }

    /** Returns the test of one against the other, fitted again by ML where their fixed effects differ. */
    public ModelComparison comparison() {
        return comparison;
    }

    /** Returns the exact test, where the model has one variance and the null model none. */
    public Optional<ExactVarianceTest.Result> exact() {
        return exact;
    }

    /** Returns sentences that a user should see. */
    public List<String> notes() {
        return notes;
    }
}
