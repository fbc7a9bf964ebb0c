package org.multilevel.design;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.RowTable;
import org.multilevel.data.Table;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.scan.Binding;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.formula.Term;

/**
 * What a model needs of a table, told from the columns alone, so that a host can refuse what cannot work before a row is read.
 *
 * @param response the name of the response as results have it
 * @param columns the columns that a fit reads, in the order of the table
 * @param predictors the columns that a prediction reads, in the order of the table
 * @param factors the names of the grouping factors, in order of first appearance
 * @param labels the columns that only tell groups apart, whose values may therefore be labels as well as numbers
 */
public record Requirements(
        String response, List<Column> columns, List<Column> predictors, List<String> factors, Set<String> labels) {

    /** Copies the collections. */
    public Requirements {
        columns = List.copyOf(columns);
        predictors = List.copyOf(predictors);
        factors = List.copyOf(factors);
        labels = Set.copyOf(labels);
    }

    /**
     * Works out what a model needs, and refuses what no rows could make right.
     *
     * @param columns all columns of the table
     * @throws ModelException if a column does not exist or is of the wrong type, with the sentence that a fit would have
     * @throws org.multilevel.error.FormulaException if the terms are too many, or the response is among them
     */
    public static Requirements of(Formula formula, List<Column> columns, DesignOptions options) {
        RowTable.Builder<Void> shape = RowTable.over(row -> {});
        for (Column column : columns) {
            switch (column.type()) {
                case NUMERIC -> shape.numeric(column.name(), row -> Double.NaN);
                case CATEGORICAL -> shape.categorical(column.name(), List.of(), row -> -1);
            }
        }
        ModelTerms terms =
                BoundFormula.of(formula, shape.build(), options, Progress.NONE).terms();
        Inputs inputs = Inputs.of(terms, options);
        Set<String> labels = new LinkedHashSet<>(formula.groupColumns());
        options.residual().ifPresent(term -> labels.addAll(term.subject()));
        options.strata().ifPresent(labels::add);
        options.residual().flatMap(ResidualTerm::position).ifPresent(labels::remove);
        labels.removeAll(valuesRead(terms));
        options.weights().ifPresent(labels::remove);
        return new Requirements(
                Expressions.label(terms.response()),
                chosen(columns, inputs.all()),
                chosen(columns, inputs.predictors()),
                terms.random().stream().map(RandomTerm::groupName).distinct().toList(),
                labels);
    }

    /** Returns the columns of response, predictors and offsets. */
    private static Set<String> valuesRead(ModelTerms terms) {
        Set<String> names = new LinkedHashSet<>(terms.response().columns());
        addColumns(terms.fixed(), names);
        terms.random().forEach(random -> addColumns(random.terms(), names));
        for (Expression offset : terms.offsets()) {
            names.addAll(offset.columns());
        }
        return names;
    }

    private static void addColumns(List<Term> terms, Set<String> names) {
        terms.forEach(term -> term.variables().forEach(variable -> names.addAll(variable.columns())));
    }

    private static List<Column> chosen(List<Column> columns, List<String> names) {
        Set<String> wanted = Set.copyOf(names);
        return columns.stream().filter(column -> wanted.contains(column.name())).toList();
    }

    /**
     * Refuses columns that a table lacks.
     *
     * @throws org.multilevel.error.ModelException naming the first, and those that there are
     */
    public static void checkColumns(Table table, List<String> names) {
        new Binding(table, names);
    }
}
