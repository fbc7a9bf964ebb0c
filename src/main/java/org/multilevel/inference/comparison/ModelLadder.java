package org.multilevel.inference.comparison;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.multilevel.data.Column;
import org.multilevel.data.CompleteRows;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.Term;
import org.multilevel.inference.PValues;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.MixedModel;
import org.multilevel.model.SpecifiedModel;

/**
 * The models that lead to one, each with a part more: the null model, a random intercept for each grouping factor, the fixed effects, each
 * random slope; tested step by step, with the step that is recommended; immutable.
 *
 * <p>All are fitted by maximum likelihood to the rows that the last can use, so that each test is of the same rows. Order of the steps: Hox,
 * Moerbeek and van de Schoot (2018), Multilevel Analysis, section 4.1.
 */
public final class ModelLadder {
    /** A step is better than the one before where chance alone would seldom make it so. */
    private static final double ALPHA = 0.05;

    private final List<LadderStep> steps;
    private final int recommended;
    /** Whether the first steps have an intercept. */
    private final boolean mean;

    private ModelLadder(List<LadderStep> steps, boolean mean) {
        this.steps = List.copyOf(steps);
        this.mean = mean;
        this.recommended = recommended(steps);
    }

    /**
     * Climbs to a model.
     *
     * @param model the last step; its likelihood is not used
     * @throws ModelException if it has no random term, or a step cannot be estimated on this table
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if the model's progress says so
     */
    public static ModelLadder of(SpecifiedModel model, Table table) {
        Formula formula = model.formula();
        ModelTerms terms =
                formula.expand(table.columns().stream().map(Column::name).toList());
        check(formula, terms);
        SpecifiedModel byMl = model.byMaximumLikelihood();
        MixedModel last = byMl.fit(table);
        String response = formula.responseColumns().iterator().next();
        Table complete = CompleteRows.of(table, response, read(formula, last, table));
        List<LadderStep> steps = new ArrayList<>();
        boolean mean = terms.intercept() || spansMean(byMl, terms, last, complete);
        Map<String, String> formulas = LadderFormulas.of(terms, mean);
        for (Map.Entry<String, String> step : formulas.entrySet()) {
            boolean isLast = steps.size() == formulas.size() - 1;
            MixedModel fitted =
                    isLast ? last : byMl.smaller(Formula.parse(step.getValue())).fit(complete);
            steps.add(step(step.getKey(), fitted, steps));
        }
        return new ModelLadder(steps, mean);
    }

    /** Returns the columns of the table that the model reads; counts are read from several, of which its response is none. */
    private static Set<String> read(Formula formula, MixedModel model, Table table) {
        Set<String> read = new LinkedHashSet<>(formula.responseColumns());
        model.provenance().columns().stream()
                .map(Column::name)
                .filter(name -> table.column(name).isPresent())
                .forEach(read::add);
        return read;
    }

    /** Whether fixed effects without an intercept can make one, as the levels of a factor do: then adding it adds no column. */
    private static boolean spansMean(SpecifiedModel byMl, ModelTerms terms, MixedModel last, Table complete) {
        if (terms.fixed().isEmpty()) {
            return false;
        }
        String predictors = terms.fixed().stream().map(Term::toString).collect(Collectors.joining(" + "));
        MixedModel added = byMl.smaller(Formula.parse(terms.response() + " ~ 1 + " + predictors))
                .fit(complete);
        return added.fixedEffects().size() == last.fixedEffects().size();
    }

    /**
     * Refuses a formula to which no ladder leads.
     *
     * @param columns the names of the columns of its table
     * @throws ModelException if it has no random term
     */
    public static void check(Formula formula, List<String> columns) {
        check(formula, formula.expand(columns));
    }

    private static void check(Formula formula, ModelTerms terms) {
        if (terms.random().isEmpty()) {
            throw new ModelException("The formula " + formula
                    + " has no random term, so there is no ladder to climb; add one such as (1 | group).");
        }
    }

    private static LadderStep step(String name, MixedModel fitted, List<LadderStep> before) {
        ComparedModel compared = before.isEmpty()
                ? ComparedModel.untested(name, fitted)
                : against(name, fitted, before.get(before.size() - 1));
        return new LadderStep(name, compared, VarianceShares.of(fitted));
    }

    private static ComparedModel against(String name, MixedModel fitted, LadderStep before) {
        return ModelComparison.of(List.of(before.name(), name), List.of(before.model(), fitted)).models().stream()
                .filter(compared -> compared.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The last step that is better than the one before, whose optimum lies inside, and whose variances the data determine. */
    private static int recommended(List<LadderStep> steps) {
        int best = 0;
        for (int i = 1; i < steps.size(); i++) {
            MixedModel model = steps.get(i).model();
            boolean sound = model.verdict().status() == Verdict.Status.CONVERGED && model.isIdentified();
            if (sound && steps.get(i).p() < ALPHA) {
                best = i;
            }
        }
        return best;
    }

    /** Returns the steps, the null model first. */
    public List<LadderStep> steps() {
        return steps;
    }

    /** Returns the position of the step that is recommended. */
    public int recommended() {
        return recommended;
    }

    /** Returns in a sentence which step is recommended, and why. */
    public String reason() {
        LadderStep step = steps.get(recommended);
        String why = recommended == 0
                ? "no step is better than the one before at p < 0.05"
                : "it is better than the step before (" + test(step) + ")"
                        + (recommended == steps.size() - 1
                                ? ""
                                : ", and no later step is at p < 0.05 with an optimum inside and variances that the data"
                                        + " determine");
        int lowest = 0;
        for (int i = 1; i < steps.size(); i++) {
            if (aic(i) < aic(lowest)) {
                lowest = i;
            }
        }
        String aic = lowest == recommended
                ? "AIC agrees"
                : "AIC would choose step " + (lowest + 1) + " ("
                        + steps.get(lowest).name() + ")";
        return "Step " + (recommended + 1) + " (" + step.name() + ") is recommended: " + why + "; " + aic + ".";
    }

    private double aic(int i) {
        return steps.get(i).model().statistics().aic();
    }

    private static String test(LadderStep step) {
        return String.format(
                Locale.ROOT, "chi-squared %.2f, %s", step.compared().chiSquared(), PValues.said(step.p()));
    }

    /** Returns what a user should see of the steps: those whose optimum lies at the edge, or was not found. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                steps.get(0).model().generalised().isPresent()
                        ? "All steps are fitted by maximum likelihood to the same rows" + approximation() + "."
                        : "All steps are fitted by maximum likelihood (ML) to the same rows; fit the one that you report by REML.");
        if (!mean) {
            notes.add(
                    "The fixed effects have no intercept and cannot make one, so no step has one, and the null model's mean is 0: with an"
                            + " intercept it would be no special case of the steps after it, and there would be no test.");
        }
        for (int i = 0; i < steps.size(); i++) {
            Verdict.Status status = steps.get(i).model().verdict().status();
            if (status != Verdict.Status.CONVERGED) {
                notes.add("Step " + (i + 1) + " (" + steps.get(i).name() + ") is "
                        + (status == Verdict.Status.SINGULAR
                                ? "singular: the data show no variance for what it adds, or cannot tell it from the rest."
                                : "not converged: its likelihood is only the largest that was found."));
            }
            if (!steps.get(i).model().isIdentified()) {
                notes.add("Step " + (i + 1) + " (" + steps.get(i).name()
                        + ") is not recommended, whatever its p: the data do not determine "
                        + String.join(", ", open(steps.get(i).model())) + ".");
            }
        }
        return notes;
    }

    /** Says how the effects of groups are integrated out; one step may take more points than another. */
    private String approximation() {
        return steps.stream()
                        .map(LadderStep::model)
                        .filter(model -> !model.groupingFactors().isEmpty())
                        .flatMap(model -> model.generalised().stream())
                        .anyMatch(of -> of.points() > 1)
                ? ", by adaptive quadrature"
                : ", by Laplace's approximation";
    }

    /** Names the variances and covariances that the data do not determine. */
    private static List<String> open(MixedModel model) {
        return model.varianceComponents().stream()
                .filter(component -> !component.identified())
                .map(component -> component.term2().isEmpty()
                        ? "the variance of " + component.term1() + " over " + component.group()
                        : "the covariance of " + component.term1() + " and " + component.term2() + " over "
                                + component.group())
                .toList();
    }
}
