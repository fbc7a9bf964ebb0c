package org.multilevel.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Progress;
import org.multilevel.data.RowTable;
import org.multilevel.data.Table;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Requirements;
import org.multilevel.design.scan.MissingRows;
import org.multilevel.error.MethodException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;
import org.multilevel.glm.problem.GeneralisedProblem;

/**
 * A generalised linear mixed model before it meets data: a formula, the family of the response, and how to estimate it; immutable.
 *
 * <pre>{@code
 * MixedModel model = GeneralisedLinearMixedModel.of("passed ~ ses + (1 | school)", Distribution.of(Family.BINOMIAL)).fit(table);
 * }</pre>
 */
public final class GeneralisedLinearMixedModel implements SpecifiedModel {
    private final Formula formula;
    private final Distribution distribution;
    private final DesignOptions designOptions;
    private final FitOptions fitOptions;
    private final int points;
    private final Optional<String> trials;
    private final Optional<String> event;
    private final Progress progress;

    private GeneralisedLinearMixedModel(
            Formula formula,
            Distribution distribution,
            DesignOptions designOptions,
            FitOptions fitOptions,
            int points,
            Optional<String> trials,
            Optional<String> event,
            Progress progress) {
        this.formula = formula;
        this.distribution = distribution;
        this.designOptions = designOptions;
        this.fitOptions = fitOptions;
        this.points = points;
        this.trials = trials;
        this.event = event;
        this.progress = progress;
    }

    /**
     * Returns the model of a formula in lme4's notation, whose response may be {@code cbind(successes, failures)}: by Laplace's
     * approximation, unweighted, rows with missing values left out, on all processors.
     *
     * @throws org.multilevel.error.FormulaException if the text is not a formula
     */
    public static GeneralisedLinearMixedModel of(String formula, Distribution distribution) {
        return of(Formula.parse(formula), distribution);
    }

    /** Returns the model of a formula, with the defaults of {@link #of(String, Distribution)}. */
    public static GeneralisedLinearMixedModel of(Formula formula, Distribution distribution) {
        return new GeneralisedLinearMixedModel(
                formula,
                distribution,
                DesignOptions.DEFAULT,
                FitOptions.DEFAULT.withMethod(EstimationMethod.ML),
                1,
                Optional.empty(),
                Optional.empty(),
                Progress.NONE);
    }

    /** Returns what a fitted generalised model was before it met its data; its quadrature has the points that the fit ended with. */
    static GeneralisedLinearMixedModel specified(MixedModel model) {
        Generalised of = model.generalised()
                .orElseThrow(() -> new IllegalArgumentException("a linear model is no generalised one"));
        GeneralisedLinearMixedModel plain = of(model.formula(), of.distribution())
                .withQuadrature(of.points())
                .withMissing(model.provenance().missing());
        boolean counted = plain.formula.response() instanceof Expression.Call call
                && call.function().equals(Expression.COUNTS);
        if (of.trials().isPresent()) {
            // the trials of cbind() are no column of the table
            return counted ? plain : plain.withTrials(of.trials().get());
        }
        GeneralisedLinearMixedModel weighted =
                model.provenance().weights().map(plain::withWeights).orElse(plain);
        return of.event().map(weighted::withEvent).orElse(weighted);
    }

    @Override
    public GeneralisedLinearMixedModel withFormula(Formula formula) {
        return new GeneralisedLinearMixedModel(
                formula, distribution, designOptions, fitOptions, points, trials, event, progress);
    }

    @Override
    public GeneralisedLinearMixedModel smaller(Formula formula) {
        return withFormula(formula);
    }

    @Override
    public GeneralisedLinearMixedModel byMaximumLikelihood() {
        return this;
    }

    /**
     * Returns this model estimated by adaptive Gauss-Hermite quadrature.
     *
     * @param points nodes in each direction; 1 for Laplace's approximation, 0 for as many as it takes
     */
    public GeneralisedLinearMixedModel withQuadrature(int points) {
        return new GeneralisedLinearMixedModel(
                formula, distribution, designOptions, fitOptions, points, trials, event, progress);
    }

    /** Returns this model estimated by adaptive Gauss-Hermite quadrature of as many nodes as it takes until the log-likelihood no longer moves. */
    public GeneralisedLinearMixedModel withAutomaticQuadrature() {
        return withQuadrature(GeneralisedProblem.AUTOMATIC);
    }

    /** Returns this model with a column of numbers of trials, of which the response is the proportion of successes. */
    public GeneralisedLinearMixedModel withTrials(String column) {
        return new GeneralisedLinearMixedModel(
                formula, distribution, designOptions, fitOptions, points, Optional.of(column), event, progress);
    }

    /** Returns this model with the label of the response that counts as success; by default the second. */
    public GeneralisedLinearMixedModel withEvent(String label) {
        return new GeneralisedLinearMixedModel(
                formula, distribution, designOptions, fitOptions, points, trials, Optional.of(label), progress);
    }

    /** Returns this model with prior weights from a numeric column, which multiply the log-density of a row. */
    public GeneralisedLinearMixedModel withWeights(String column) {
        return new GeneralisedLinearMixedModel(
                formula, distribution, designOptions.withWeights(column), fitOptions, points, trials, event, progress);
    }

    /** Returns this model with another way to treat rows in which a variable of the model is missing. */
    public GeneralisedLinearMixedModel withMissing(MissingRows missing) {
        return new GeneralisedLinearMixedModel(
                formula, distribution, designOptions.withMissing(missing), fitOptions, points, trials, event, progress);
    }

    /** Returns this model computed by at most so many threads; results are the same bits for any number. */
    public GeneralisedLinearMixedModel withThreads(int threads) {
        return new GeneralisedLinearMixedModel(
                formula, distribution, designOptions, fitOptions.withThreads(threads), points, trials, event, progress);
    }

    @Override
    public GeneralisedLinearMixedModel withProgress(Progress progress) {
        return new GeneralisedLinearMixedModel(
                formula, distribution, designOptions, fitOptions, points, trials, event, progress);
    }

    @Override
    public Formula formula() {
        return formula;
    }

    /** Returns the family and its link. */
    public Distribution distribution() {
        return distribution;
    }

    /** Returns how a table is read. */
    public DesignOptions designOptions() {
        return designOptions;
    }

    @Override
    public Optional<List<String>> columns() {
        if (formula.hasDot()) {
            return Optional.empty();
        }
        List<String> columns = new ArrayList<>(formula.columns());
        designOptions.weights().ifPresent(columns::add);
        trials.ifPresent(columns::add);
        return Optional.of(columns.stream().distinct().toList());
    }

    /**
     * Works out what this model needs of a table, told from the columns alone, and refuses what no rows could make right. Text is taken for a
     * response of two labels, which the rows have to show.
     *
     * @param columns all columns of the table
     * @return the columns of the table; the response as results have it
     * @throws org.multilevel.error.ModelException if a column does not exist, is of the wrong type, or does not go with the family
     * @throws org.multilevel.error.FormulaException as {@link Requirements#of}
     */
    public Requirements requirements(List<Column> columns) {
        boolean labelled = isLabelled(columns);
        RowTable.Builder<Void> shape = RowTable.over(row -> {});
        for (Column column : columns) {
            if (column.type() == ColumnType.NUMERIC
                    || (labelled && formula.responseColumns().contains(column.name()))) {
                shape.numeric(column.name(), row -> Double.NaN);
            } else {
                shape.categorical(column.name(), row -> Optional.empty());
            }
        }
        GeneralisedResponse response = GeneralisedResponse.of(
                shape.build(),
                formula,
                distribution.family(),
                trials,
                labelled ? Optional.empty() : event,
                Progress.NONE);
        Requirements needs =
                Requirements.of(response.formula(), response.table().columns(), options(response));
        Set<String> read = new LinkedHashSet<>(formula.responseColumns());
        needs.columns().forEach(column -> read.add(column.name()));
        return new Requirements(
                needs.response(),
                columns.stream().filter(column -> read.contains(column.name())).toList(),
                needs.predictors(),
                needs.factors(),
                needs.labels());
    }

    /** Returns whether the response is a column of text, and text can be a response. */
    private boolean isLabelled(List<Column> columns) {
        return distribution.family() == Family.BINOMIAL
                && trials.isEmpty()
                && formula.response() instanceof Expression.Column response
                && columns.stream()
                        .anyMatch(column ->
                                column.name().equals(response.name()) && column.type() == ColumnType.CATEGORICAL);
    }

    private DesignOptions options(GeneralisedResponse response) {
        if (formula.hasStructures()) {
            throw new MethodException(
                    "A covariance structure such as cs(...) or ar1(...) in a random term is for linear mixed models, and"
                            + " the family is " + distribution.family()
                            + ": write (1 + x | group) or (1 + x || group).");
        }
        if (response.trials().isPresent() && designOptions.weights().isPresent()) {
            throw new MethodException("Prior weights cannot be combined with trials; leave the weights out.");
        }
        return response.trials().map(designOptions::withWeights).orElse(designOptions);
    }

    /**
     * Estimates the model on a table, which is read more than once and whose rows are kept while it is estimated: in memory, or in a
     * temporary file where they do not fit.
     *
     * @throws org.multilevel.error.ModelException if the model cannot be estimated on this table
     * @throws MethodException if the options do not go together
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if the progress listener says so
     */
    @Override
    public MixedModel fit(Table table) {
        return live(table).model();
    }

    /**
     * Estimates the model on a table and keeps its rows, for questions that the estimates alone do not answer.
     *
     * @throws org.multilevel.error.ModelException as {@link #fit}
     */
    public LiveGeneralisedModel live(Table table) {
        return prepared(table).live();
    }

    /**
     * Finds out how the response is read from a table, for who looks at the rows before or beside the fit.
     *
     * @throws org.multilevel.error.ModelException if a column does not exist, or does not go with the family
     * @throws MethodException if the options do not go together
     * @throws org.multilevel.error.DataException if the table cannot be read
     */
    public PreparedModel prepared(Table table) {
        GeneralisedResponse response =
                GeneralisedResponse.of(table, formula, distribution.family(), trials, event, progress);
        checkColumns(table);
        return new PreparedModel(
                formula.toString(),
                distribution,
                response,
                options(response),
                fitOptions,
                points,
                table.columns(),
                progress);
    }

    /** Refuses a column that the user's table lacks, before a sentence would name those that are computed from it, too. */
    private void checkColumns(Table table) {
        if (!formula.hasDot()) {
            List<String> named = new ArrayList<>(formula.columns());
            named.removeAll(formula.responseColumns());
            designOptions.weights().ifPresent(named::add);
            Requirements.checkColumns(table, named);
        }
    }
}
