package org.multilevel.design;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.expression.Kinds;
import org.multilevel.design.expression.NotNumeric;
import org.multilevel.design.expression.Variables;
import org.multilevel.design.matrix.Product;
import org.multilevel.design.scan.Binding;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.Term;

/** A formula on the columns of a table: all that can be known of a model before a row is read. */
final class BoundFormula {
    private final Formula formula;
    private final DesignOptions options;
    private final List<String> dotColumns;
    private final Set<String> categorical;
    private final ModelTerms terms;
    private final Inputs inputs;
    private final Variables variables;

    /**
     * Binds a formula to columns of which this is known.
     *
     * @param dotColumns the columns that a dot may stand for, empty without a dot
     * @param categorical the columns read that are categorical
     * @throws ModelException if a variable mixes up numbers and categories
     */
    BoundFormula(Formula formula, DesignOptions options, List<String> dotColumns, Set<String> categorical) {
        this.formula = formula;
        this.options = options;
        this.dotColumns = List.copyOf(dotColumns);
        this.categorical = new TreeSet<>(categorical);
        this.terms = formula.expand(dotColumns);
        this.inputs = Inputs.of(terms, options);
        this.variables = new Variables(terms, new Kinds(categorical));
    }

    /**
     * Binds a formula to a table, having checked everything that needs no rows.
     *
     * @throws ModelException if a column does not exist or is of the wrong type
     */
    static BoundFormula of(Formula formula, Table table, DesignOptions options, Progress progress) {
        List<String> dotColumns = formula.hasDot() ? allButWeights(table, options) : List.of();
        ModelTerms terms = formula.expand(dotColumns);
        Binding binding = new Binding(table, Inputs.of(terms, options).all());
        Set<String> categorical = new TreeSet<>(binding.names());
        categorical.removeIf(binding::isNumeric);
        checkRoles(terms, options, new Kinds(categorical), table, progress);
        return new BoundFormula(formula, options, dotColumns, categorical);
    }

    private static List<String> allButWeights(Table table, DesignOptions options) {
        return table.columns().stream()
                .map(Column::name)
                .filter(name -> !options.weights().equals(Optional.of(name)))
                .toList();
    }

    private static void checkRoles(
            ModelTerms terms, DesignOptions options, Kinds kinds, Table table, Progress progress) {
        checkNumeric("The response", terms.response(), kinds, table, progress);
        terms.offsets().forEach(offset -> checkNumeric("The offset", offset, kinds, table, progress));
        options.weights()
                .ifPresent(name ->
                        checkNumeric("The weights column", new Expression.Column(name), kinds, table, progress));
    }

    private static void checkNumeric(
            String role, Expression expression, Kinds kinds, Table table, Progress progress) {
        if (expression instanceof Expression.Column column && kinds.isFactor(column)) {
            throw NotNumeric.of(role, column.name(), table, progress);
        }
        kinds.checkNumeric(expression, expression);
    }

    Formula formula() {
        return formula;
    }

    DesignOptions options() {
        return options;
    }

    List<String> dotColumns() {
        return dotColumns;
    }

    Set<String> categorical() {
        return categorical;
    }

    ModelTerms terms() {
        return terms;
    }

    Inputs inputs() {
        return inputs;
    }

    Variables variables() {
        return variables;
    }

    /** Returns the grouping factors in order of first appearance, each by its columns. */
    List<List<Expression.Column>> groups() {
        Set<List<Expression.Column>> groups = new LinkedHashSet<>();
        terms.random().forEach(random -> groups.add(random.group()));
        return List.copyOf(groups);
    }

    /** Returns the numeric parts of all columns of X and Z, but for that of the intercept. */
    List<Product> products() {
        Set<Product> products = new LinkedHashSet<>();
        for (Term term : terms.fixed()) {
            products.addAll(Product.of(term, variables));
        }
        for (RandomTerm random : terms.random()) {
            random.terms().forEach(term -> products.addAll(Product.of(term, variables)));
        }
        products.remove(new Product(List.of()));
        return List.copyOf(products);
    }

    /** Returns all expressions in which a data-dependent call may stand. */
    Set<Expression> computed() {
        Set<Expression> computed = new LinkedHashSet<>();
        computed.add(terms.response());
        computed.addAll(variables.numeric());
        variables.factors().forEach(factor -> computed.add(Expressions.labelSource(factor)));
        computed.addAll(terms.offsets());
        return computed;
    }
}
