package org.multilevel.design;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.scan.Binding;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Term;

/** Tells from the columns alone whether a table can be predicted, so that a host can refuse it before a row is read. */
public final class PredictionCheck {
    private PredictionCheck() {}

    /**
     * Refuses a table that lacks a column of the model, or has texts where the model needs numbers.
     *
     * <p>The columns of groups may be absent. Groups and factors are found by their labels, so there texts that look like the numbers of the fit will do.
     *
     * @param formula the model's
     * @param predictors the columns that a prediction reads, as the table of the fit had them
     * @param columns all columns of the table to be predicted
     * @throws ModelException if the table cannot be predicted
     */
    public static void check(Formula formula, List<Column> predictors, List<Column> columns) {
        List<String> names = predictors.stream().map(Column::name).toList();
        ModelTerms terms = formula.expand(names);
        PredictionColumns read = PredictionColumns.of(
                terms, names, columns.stream().map(Column::name).toList());
        Binding binding = new Binding(columns, read.present());
        Set<String> numbers = readAsNumbers(terms);
        for (Column predictor : predictors) {
            String name = predictor.name();
            if (read.present().contains(name)
                    && predictor.type() == ColumnType.NUMERIC
                    && numbers.contains(name)
                    && !binding.isNumeric(name)) {
                throw new ModelException("Column " + Labels.quoted(name)
                        + " is numeric in the model, but categorical in this table: make it a column of numbers.");
            }
        }
    }

    private static Set<String> readAsNumbers(ModelTerms terms) {
        Set<String> numbers = new LinkedHashSet<>();
        terms.fixed().forEach(term -> addNumbers(term, numbers));
        for (RandomTerm random : terms.random()) {
            random.terms().forEach(term -> addNumbers(term, numbers));
        }
        terms.offsets().forEach(offset -> numbers.addAll(offset.columns()));
        return numbers;
    }

    private static void addNumbers(Term term, Set<String> numbers) {
        for (Expression variable : term.variables()) {
            if (Expressions.labelSource(variable).equals(variable)) {
                numbers.addAll(variable.columns());
            }
        }
    }
}
