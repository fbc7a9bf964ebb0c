package org.multilevel.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.VariableFacts;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Term;

/**
 * The fixed part of a model as a function of its predictors, for questions about combinations of rows: X beta + offset.
 *
 * <p>Rows are over all columns of X, also those that were left out of the fit, so that it can be told whether a combination is estimable.
 */
public final class Expectation {
    private final ModelParts parts;
    private final Design design;
    private final Estimability estimability;

    Expectation(ModelParts parts) {
        this.parts = parts;
        this.design = parts.design();
        this.estimability = Estimability.of(parts);
    }

    /** Gets a row of X over all columns and the offset; the array is the consumer's. */
    public interface RowConsumer {
        /** Takes row {@code row} of the table. */
        void accept(int row, double[] x, double offset);
    }

    /** Returns the columns of the table that the fixed part and the offset read, in order of first appearance. */
    public List<ModelPredictor> predictors() {
        return fixedColumns().stream().map(this::predictor).toList();
    }

    /** Returns the columns of the table that only random terms read: groups, and slopes without a fixed effect. */
    public List<ModelPredictor> others() {
        Set<String> fixed = fixedColumns();
        return design.predictorColumns().stream()
                .filter(name -> !fixed.contains(name))
                .map(this::predictor)
                .toList();
    }

    /** Returns for every fixed term the columns of the table that it reads. */
    public List<Set<String>> terms() {
        return design.terms().fixed().stream().map(Expectation::columns).toList();
    }

    /** Returns whether the response is computed, so that what is expected of it is on another scale than its column. */
    public boolean isResponseTransformed() {
        return !(design.terms().response() instanceof Expression.Column);
    }

    /**
     * Evaluates X and the offset on the rows of a table, through the transformations of the formula as the fit found them.
     *
     * @param table the columns of {@link #predictors()} and {@link #others()}; a value that cannot be computed gives NaN
     * @throws org.multilevel.error.ModelException if a column is missing or has another type
     */
    public void rows(Table table, RowConsumer consumer) {
        int width = design.fixed().size();
        design.scanForPrediction(table, Progress.NONE, block -> {
            for (int i = 0; i < block.rows; i++) {
                double[] x = new double[width];
                System.arraycopy(block.x, i * width, x, 0, width);
                consumer.accept((int) block.row[i], x, block.offset[i]);
            }
        });
    }

    /** Returns how many columns X has, also those that were left out. */
    public int width() {
        return design.fixed().size();
    }

    /**
     * Returns whether the rows of the fit tell l'beta, for l over all columns: whether every column that was left out is the same
     * combination of the others in l as in the rows; never where the model's file does not tell the combinations.
     */
    public boolean isEstimable(double[] l) {
        return estimability.isKnown() && estimability.holds(l);
    }

    /** Returns whether columns of X were left out, so that some combinations of its columns are not estimable. */
    public boolean isRankDeficient() {
        return parts.kept().size() < design.fixed().size();
    }

    /** Returns the p coefficients of l that belong to estimated fixed effects. */
    public double[] estimated(double[] l) {
        return parts.kept().stream().mapToDouble(k -> l[k]).toArray();
    }

    private Set<String> fixedColumns() {
        Set<String> columns = new LinkedHashSet<>();
        design.terms().fixed().forEach(term -> columns.addAll(columns(term)));
        design.terms().offsets().forEach(offset -> columns.addAll(offset.columns()));
        return columns;
    }

    private static Set<String> columns(Term term) {
        Set<String> columns = new LinkedHashSet<>();
        term.variables().forEach(variable -> columns.addAll(variable.columns()));
        return columns;
    }

    private ModelPredictor predictor(String name) {
        VariableFacts facts = design.facts();
        return new ModelPredictor(
                name,
                !facts.categorical().contains(name),
                design.levels(name),
                Optional.ofNullable(facts.covariates().get(name)));
    }
}
