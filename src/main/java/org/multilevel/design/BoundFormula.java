package org.multilevel.design;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.expression.NotNumeric;
import org.multilevel.design.expression.VariableTypes;
import org.multilevel.design.expression.Variables;
import org.multilevel.design.matrix.Product;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.MissingRows;
import org.multilevel.error.DataException;
import org.multilevel.error.FormulaException;
import org.multilevel.error.ModelException;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.RandomTerm;
import org.multilevel.formula.ResidualTerm;
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
    private BoundFormula(
            Formula formula,
            DesignOptions options,
            List<String> dotColumns,
            Set<String> categorical,
            ModelTerms terms,
            Inputs inputs) {
        this.formula = formula;
        this.options = options;
        this.dotColumns = List.copyOf(dotColumns);
        this.categorical = new TreeSet<>(categorical);
        this.terms = terms;
        this.inputs = inputs;
        this.variables = new Variables(terms, new VariableTypes(categorical));
    }

    /**
     * Binds a formula to a table, having checked everything that needs no rows.
     *
     * @throws ModelException if a column does not exist or is of the wrong type
     */
    static BoundFormula of(Formula formula, Table table, DesignOptions options, Progress progress) {
        if (formula.response() instanceof Expression.Call call
                && call.function().equals(Expression.COUNTS)) {
            throw new ModelException("The response " + call
                    + " counts successes and failures, which is for the family binomial; choose that family, or write one column"
                    + " as the response.");
        }
        List<String> dotColumns = formula.hasDot() ? allButWeights(table, options) : List.of();
        ModelTerms terms = formula.expand(dotColumns);
        Inputs inputs = Inputs.of(terms, options);
        Binding binding = new Binding(table, inputs.all());
        Set<String> categorical = new TreeSet<>(binding.names());
        categorical.removeIf(binding::isNumeric);
        checkRoles(terms, options, new VariableTypes(categorical), table, progress);
        BoundFormula bound = new BoundFormula(formula, options, dotColumns, categorical, terms, inputs);
        bound.checkPi(table);
        return bound;
    }

    /** R would take the column; a formula is read before its table is known. */
    private void checkPi(Table table) {
        boolean isColumn =
                table.columns().stream().anyMatch(column -> column.name().equals("pi"));
        if (isColumn) {
            computed().stream().filter(Expressions::hasPi).findFirst().ifPresent(expression -> {
                throw new ModelException(expression + " computes with the number pi, but the table has a column of that"
                        + " name: write `pi` between backticks for the column, or rename it.");
            });
        }
    }

    private static List<String> allButWeights(Table table, DesignOptions options) {
        return table.columns().stream()
                .map(Column::name)
                .filter(name -> !options.weights().equals(Optional.of(name)))
                .filter(name -> options.residual().stream()
                        .noneMatch(term -> term.subject().contains(name)))
                .toList();
    }

    private static void checkRoles(
            ModelTerms terms, DesignOptions options, VariableTypes types, Table table, Progress progress) {
        checkNumeric("The response", terms.response(), types, table, progress);
        terms.offsets().forEach(offset -> checkNumeric("The offset", offset, types, table, progress));
        options.weights()
                .ifPresent(name ->
                        checkNumeric("The weights column", new Expression.Column(name), types, table, progress));
        options.residual().ifPresent(term -> {
            checkIsNotResponse("The residual structure " + term, term.columns(), terms);
            checkTimes(term, types);
        });
        options.strata()
                .ifPresent(name -> checkIsNotResponse("The column of the residual variances", List.of(name), terms));
    }

    private static void checkIsNotResponse(String role, List<String> columns, ModelTerms terms) {
        columns.stream()
                .filter(name -> terms.response().equals(new Expression.Column(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new ModelException(role + " names the response " + terms.response()
                            + ", which says nothing about its own residuals: name another column.");
                });
    }

    private static void checkTimes(ResidualTerm term, VariableTypes types) {
        Optional<String> text = term.position()
                .filter(name -> term.structure().kind() == CovarianceKind.CONTINUOUS_AUTOREGRESSIVE)
                .filter(name -> types.isFactor(new Expression.Column(name)));
        if (text.isPresent()) {
            throw new ModelException("The times " + text.get() + " of " + term
                    + " are text, and a distance needs numbers: name a numeric column, or write ar1 for one step from"
                    + " each occasion to the next.");
        }
    }

    private static void checkNumeric(
            String role, Expression expression, VariableTypes types, Table table, Progress progress) {
        if (expression instanceof Expression.Column column && types.isFactor(column)) {
            throw NotNumeric.of(role, column.name(), table, progress);
        }
        types.checkNumeric(expression, expression);
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

    /** Returns the numeric parts of all columns of X and Z, but for that of the intercept, and each {@code dummy()} by itself. */
    List<Product> products() {
        Set<Product> products = new LinkedHashSet<>();
        for (Term term : terms.fixed()) {
            products.addAll(Product.of(term, variables));
        }
        for (RandomTerm random : terms.random()) {
            random.terms().forEach(term -> products.addAll(Product.of(term, variables)));
        }
        products.remove(new Product(List.of()));
        for (int v = 0; v < variables.numeric().size(); v++) {
            int indicators = Expressions.indicated(variables.numeric().get(v)).size();
            for (int column = 0; column < indicators; column++) {
                products.add(new Product(List.of(new Product.Ref(v, column))));
            }
        }
        return List.copyOf(products);
    }

    /** Returns the numeric columns that the fixed part and the offset read, in order of first appearance. */
    List<String> covariates() {
        return fixedColumns().stream()
                .filter(name -> !categorical.contains(name))
                .toList();
    }

    /** Returns the categorical columns that the fixed part and the offset read without being a factor variable, as in {@code f == "a"}. */
    List<String> comparedColumns() {
        Set<String> sources = new HashSet<>();
        variables.factors().forEach(factor -> {
            if (Expressions.labelSource(factor) instanceof Expression.Column column) {
                sources.add(column.name());
            }
        });
        return fixedColumns().stream()
                .filter(name -> categorical.contains(name) && !sources.contains(name))
                .toList();
    }

    private Set<String> fixedColumns() {
        Set<String> columns = new LinkedHashSet<>();
        terms.fixed().forEach(term -> term.variables().forEach(variable -> columns.addAll(variable.columns())));
        terms.offsets().forEach(offset -> columns.addAll(offset.columns()));
        return columns;
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

    /**
     * Checks that what is found for this and for another adds up.
     *
     * @throws DataException if a column of the table has another type
     * @throws IllegalArgumentException if it is another formula, or other options
     */
    void checkAdds(BoundFormula other) {
        if (!formula.toString().equals(other.formula.toString()) || !options.equals(other.options)) {
            throw new IllegalArgumentException("what is for " + other.formula + ", " + other.options
                    + " does not add to what is for " + formula + ", " + options);
        }
        if (!dotColumns.equals(other.dotColumns)) {
            throw new DataException("A part of the table has the columns " + other.dotColumns + " and another "
                    + dotColumns + ": give all parts the same columns.");
        }
        for (String name : inputs.all()) {
            if (categorical.contains(name) != other.categorical.contains(name)) {
                throw new DataException(
                        "\"" + name + "\" has numbers in one part of the table and categories in another: read"
                                + " it in the same way in all parts.");
            }
        }
    }

    void writeTo(PartWriter out) throws IOException {
        out.text(formula.toString());
        out.texts(options.weights().stream().toList());
        out.text(options.missing().name());
        out.texts(options.residual().map(ResidualTerm::toString).stream().toList());
        out.texts(options.strata().stream().toList());
        out.texts(dotColumns);
        out.texts(List.copyOf(categorical));
    }

    /** Reads what {@link #writeTo} wrote. */
    static BoundFormula readFrom(PartReader in) throws IOException {
        String formula = in.text();
        List<String> weights = in.texts();
        String missing = in.text();
        List<String> residual = in.texts();
        List<String> strata = in.texts();
        List<String> dotColumns = in.texts();
        List<String> categorical = in.texts();
        Optional<MissingRows> policy = Arrays.stream(MissingRows.values())
                .filter(known -> known.name().equals(missing))
                .findFirst();
        if (weights.size() > 1 || policy.isEmpty() || residual.size() > 1 || strata.size() > 1) {
            throw in.damaged("their options are unknown");
        }
        try {
            DesignOptions options = new DesignOptions(
                    weights.stream().findFirst(),
                    policy.get(),
                    residual.stream().findFirst().map(ResidualTerm::parse),
                    strata.stream().findFirst());
            Formula parsed = Formula.parse(formula);
            ModelTerms terms = parsed.expand(dotColumns);
            return new BoundFormula(
                    parsed, options, dotColumns, new HashSet<>(categorical), terms, Inputs.of(terms, options));
        } catch (FormulaException | ModelException notWritten) {
            throw in.damaged("their formula cannot be read");
        }
    }
}
