package org.multilevel.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.matrix.TermColumns;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.design.scan.RowFilter;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.design.scan.Selection;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;

/**
 * What a formula means on a table: the columns of X (n x p), the terms of Z, and which rows take part.
 *
 * <p>It holds no rows and never changes; any number of threads may scan with it. The columns of X and Z are on the raw scale of
 * the data.
 */
public final class Design {
    private final DesignParts parts;
    private final Inputs inputs;

    private Design(DesignParts parts) {
        this.parts = parts;
        this.inputs = Inputs.of(parts.terms(), parts.options());
    }

    /**
     * Surveys a table, as {@link Schema#of} does, and makes the design for it.
     *
     * @throws ModelException if the formula cannot be used with this table
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static Design of(Formula formula, Table table, DesignOptions options, Progress progress) {
        return of(Schema.of(formula, table, options, progress));
    }

    /**
     * Makes the design for a table from what was found in it.
     *
     * @param schema of the whole table, which may have been added up from its parts
     * @throws ModelException if the formula cannot be used with this table
     */
    public static Design of(Schema schema) {
        return new Design(SurveyedDesign.of(schema));
    }

    /**
     * Rebuilds the design of a saved model from what its accessors gave; no data are needed.
     *
     * @throws ModelException if the parts do not belong together
     */
    public static Design restore(
            Formula formula,
            DesignOptions options,
            VariableFacts facts,
            List<FixedColumn> fixed,
            List<RandomFactor> factors,
            ResponseFacts response,
            RowCounts rows) {
        return new Design(RestoredDesign.of(formula, options, facts, fixed, factors, response, rows));
    }

    /** Returns the columns that a design of a formula without a dot reads, known before there is a table. */
    public static List<String> columnsOf(Formula formula, DesignOptions options) {
        return Inputs.of(formula.expand(List.of()), options).all();
    }

    /** Returns the formula. */
    public Formula formula() {
        return parts.formula();
    }

    /** Returns what was decided beside the formula. */
    public DesignOptions options() {
        return parts.options();
    }

    /** Returns the formula expanded. */
    public ModelTerms terms() {
        return parts.terms();
    }

    /** Returns what the data decided about the variables. */
    public VariableFacts facts() {
        return parts.facts();
    }

    /**
     * Returns the levels of a column: those of the first variable of the fixed part that is this column with levels ({@code f},
     * {@code factor(x)}, {@code ref(f, "B")}), or those of one that is only compared with texts; none for a covariate.
     */
    public List<String> levels(String column) {
        Expression source = new Expression.Column(column);
        Map<String, List<String>> levels = facts().levels();
        return terms().fixed().stream()
                .flatMap(term -> term.variables().stream())
                .filter(variable -> Expressions.labelSource(variable).equals(source))
                .map(variable -> Optional.ofNullable(levels.get(variable.toString())))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Optional.ofNullable(levels.get(source.toString())))
                .orElse(List.of());
    }

    /** Returns the p columns of X. */
    public List<FixedColumn> fixed() {
        return parts.fixed();
    }

    /** Returns the terms that the columns of X belong to, in their order; the intercept is none. */
    public List<FixedTerm> fixedTerms() {
        List<FixedTerm> terms = new ArrayList<>();
        int next = parts.terms().intercept() ? 1 : 0;
        for (TermColumns term : parts.layout().fixed().terms()) {
            FixedTerm fixed = new FixedTerm(
                    term.term().toString(),
                    next,
                    term.codings().stream()
                            .map(c -> new FixedTerm.Coding(c.variable().toString(), c.factor(), c.matrix()))
                            .toList());
            terms.add(fixed);
            next += fixed.width();
        }
        return terms;
    }

    /** Returns the grouping factors in order of first appearance, each with all that varies over its levels. */
    public List<RandomFactor> factors() {
        return parts.factors();
    }

    /** Returns how many parameters the covariances of all random terms have. */
    public int thetaCount() {
        return factors().stream()
                .flatMap(factor -> factor.blocks().stream())
                .mapToInt(block -> block.structure().parameters(block.columns().size()))
                .sum();
    }

    /** Returns the response as it was found in the rows used. */
    public ResponseFacts response() {
        return parts.response();
    }

    /** Returns how many rows take part and why others do not. */
    public RowCounts rows() {
        return parts.rows();
    }

    /** Returns which variables had values that they were not made for in the rows used, each as a sentence; none for a saved model. */
    public List<String> concerns() {
        return parts.concerns();
    }

    /** Returns what tells the rows used from others; empty for a restored design, which has read none. */
    public Optional<RowFingerprint> fingerprint() {
        return parts.fingerprint();
    }

    /** Returns the columns that a fit reads: response, predictors, groups, offsets, weights. */
    public List<String> columns() {
        return inputs.all();
    }

    /** Returns the columns that a prediction reads: predictors, groups, offsets. */
    public List<String> predictorColumns() {
        return inputs.predictors();
    }

    /**
     * Reads y, X, Z, weights and offset of the rows that take part, in table order, a block at a time.
     *
     * <p>The block is reused. The table may be a part of the one that was surveyed; levels are known by their labels.
     *
     * @throws ModelException if the table holds a level that the surveyed one does not, or a value that cannot be computed
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public void scan(Table table, Progress progress, Consumer<DesignBlock> consumer) {
        scan(table, progress, Optional.empty(), consumer);
    }

    /**
     * Reads as {@link #scan(Table, Progress, Consumer)} does, and with each block what the covariance of the residuals depends on.
     *
     * @return subjects, positions and strata: as long as the consumer runs those of the rows of its block
     */
    public ResidualRows scanResiduals(Table table, Progress progress, BiConsumer<DesignBlock, ResidualRows> consumer) {
        ResidualRows residuals = new ResidualRows(parts, new Binding(table, inputs.all()));
        scan(table, progress, Optional.of(residuals), block -> consumer.accept(block, residuals));
        return residuals;
    }

    private void scan(
            Table table, Progress progress, Optional<ResidualRows> residuals, Consumer<DesignBlock> consumer) {
        Binding binding = new Binding(table, inputs.all());
        BlockFiller filler = new BlockFiller(parts, true, binding);
        RowFilter filter = new RowFilter(
                binding,
                parts.options().weights().stream().toList(),
                parts.options().missing());
        Selection selection = new Selection(binding.batchRows());
        table.scan(binding.names(), progress, batch -> {
            filter.select(batch, selection);
            if (selection.count() > 0) {
                residuals.ifPresent(rows -> rows.read(batch, selection));
                consumer.accept(filler.fill(batch, selection));
            }
        });
    }

    /**
     * Reads X, Z and offset of every row of any table with the predictors, in table order, a block at a time.
     *
     * <p>The block is reused. The response is not read and y is NaN; weights are 1. Where a predictor is missing, cannot be
     * computed or has a level that the fit did not see, the columns that need it are NaN; a group's level may be
     * {@link DesignBlock#UNSEEN} or {@link DesignBlock#MISSING}.
     *
     * @return what made predictions missing, beside missing values
     * @throws ModelException if the table lacks a column, or has a categorical one where the model needs numbers
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public PredictionReport scanForPrediction(Table table, Progress progress, Consumer<DesignBlock> consumer) {
        PredictionReader reader = predictionReader(table, false);
        table.scan(reader.columns(), progress, batch -> consumer.accept(reader.read(batch)));
        return reader.report();
    }

    /**
     * Returns what {@link #scanForPrediction} reads batches with, for a host that fills them itself.
     *
     * @param table says which columns there are; its rows are not read
     * @param withResiduals whether batches have the columns of subjects, times and strata of residuals, too, where the table has them
     * @throws ModelException as {@link #scanForPrediction}
     */
    public PredictionReader predictionReader(Table table, boolean withResiduals) {
        return new PredictionReader(parts, inputs, table, withResiduals);
    }
}
