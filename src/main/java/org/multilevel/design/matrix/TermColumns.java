package org.multilevel.design.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.multilevel.design.expression.Contrasts;
import org.multilevel.design.expression.Expressions;
import org.multilevel.design.expression.VariableTypes;
import org.multilevel.design.expression.Variables;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Term;

/**
 * The columns of one term: every product of one column of each of its variables, the first variable varying fastest.
 *
 * <p>In any row at most one combination of factor levels is not 0, so a row writes one cell for each column of the numeric part.
 */
public final class TermColumns {
    /** More columns of one term than these do not fit into any model that could be estimated. */
    private static final long MOST_COLUMNS = 5000;

    private static final int NO_CELL = -1;
    private static final int UNKNOWN_CELL = -2;

    /** A column's name and what it is made of. */
    public record CodedColumn(String name, Product product, boolean indicator) {}

    /** How a factor's level moves the cell: by {@code stride} times the position of the column among the factor's. */
    private record FactorPart(int variable, int stride, int firstLevel) {}

    /** A factor whose levels stand for numbers: how much further each of its columns is, and the numbers level by level. */
    private record ContrastPart(int variable, int stride, double[][] numbers) {}

    /** A variable: whether it is a factor, and a row for each level (or column of a number) with the numbers of its columns. */
    public record VariableCoding(Expression variable, boolean factor, double[][] matrix) {}

    private final Term term;
    private final List<VariableCoding> codings = new ArrayList<>();
    private final List<CodedColumn> columns;
    private final List<ContrastPart> contrasts = new ArrayList<>();
    private final List<FactorPart> factors = new ArrayList<>();
    private final List<Product> products;
    /** For each product its column where all factors have their first column. */
    private final int[] productOffsets;

    /**
     * Works out the columns of a term.
     *
     * @param contrasts the factors in it that lack a column for their first level
     * @param levels the levels of all factors of the model, by number
     */
    public TermColumns(Term term, Set<Expression> contrasts, Variables variables, List<List<String>> levels) {
        this.term = term;
        List<CodedColumn> coded = List.of(new CodedColumn("", new Product(List.of()), false));
        List<Integer> offsets = List.of(0);
        for (Expression variable : term.variables()) {
            Optional<Contrasts> numbers = contrasts.contains(variable) ? Contrasts.of(variable) : Optional.empty();
            List<CodedColumn> own = numbers.isPresent()
                    ? contrastColumns(variable, numbers.get(), levels, variables)
                    : variables.isFactor(variable)
                            ? factorColumns(variable, contrasts.contains(variable) ? 1 : 0, levels, variables)
                            : numericColumns(variable, variables);
            int stride = coded.size();
            if ((long) stride * own.size() > MOST_COLUMNS) {
                throw new ModelException(term + " would have " + (long) stride * own.size()
                        + " columns, more than the " + MOST_COLUMNS
                        + " that a term may have: make its variable with the most levels a grouping factor.");
            }
            if (numbers.isPresent()) {
                int position = variables.position(variable);
                this.contrasts.add(new ContrastPart(
                        position,
                        stride,
                        numbers.get().matrix(levels.get(position).size())));
            } else if (variables.isFactor(variable)) {
                factors.add(new FactorPart(variables.position(variable), stride, contrasts.contains(variable) ? 1 : 0));
            } else {
                offsets = offsets(offsets, stride, own.size());
            }
            codings.add(new VariableCoding(
                    variable,
                    variables.isFactor(variable),
                    numbers.map(c -> c.matrix(
                                    levels.get(variables.position(variable)).size()))
                            .orElseGet(() -> indicators(
                                    own.size(),
                                    variables.isFactor(variable) && contrasts.contains(variable) ? 1 : 0))));
            coded = crossed(coded, own);
        }
        columns = coded;
        products = Product.of(term, variables);
        productOffsets = offsets.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns the identity below rows of zeros. */
    private static double[][] indicators(int columns, int zeros) {
        double[][] matrix = new double[columns + zeros][columns];
        for (int k = 0; k < columns; k++) {
            matrix[k + zeros][k] = 1;
        }
        return matrix;
    }

    private static List<CodedColumn> factorColumns(
            Expression factor, int first, List<List<String>> levels, Variables variables) {
        List<String> labels = levels.get(variables.position(factor));
        return labels.subList(first, labels.size()).stream()
                .map(label ->
                        new CodedColumn(Expressions.label(factor) + "[" + label + "]", new Product(List.of()), true))
                .toList();
    }

    private static List<CodedColumn> contrastColumns(
            Expression factor, Contrasts contrasts, List<List<String>> levels, Variables variables) {
        return contrasts.suffixes(levels.get(variables.position(factor)).size()).stream()
                .map(suffix ->
                        new CodedColumn(Expressions.label(factor) + "[" + suffix + "]", new Product(List.of()), true))
                .toList();
    }

    private static List<CodedColumn> numericColumns(Expression variable, Variables variables) {
        String name = Expressions.label(variable);
        List<String> indicated = Expressions.indicated(variable);
        return IntStream.range(0, VariableTypes.width(variable))
                .mapToObj(k -> new CodedColumn(
                        Expressions.isCurve(variable)
                                ? name + "[" + (k + 1) + "]"
                                : indicated.size() > 1 ? name + "[" + indicated.get(k) + "]" : name,
                        new Product(List.of(new Product.Ref(variables.position(variable), k))),
                        false))
                .toList();
    }

    private static List<CodedColumn> crossed(List<CodedColumn> left, List<CodedColumn> right) {
        List<CodedColumn> crossed = new ArrayList<>(left.size() * right.size());
        for (CodedColumn r : right) {
            for (CodedColumn l : left) {
                List<Product.Ref> refs = new ArrayList<>(l.product().factors());
                refs.addAll(r.product().factors());
                String name = l.name().isEmpty() ? r.name() : l.name() + ":" + r.name();
                crossed.add(new CodedColumn(name, new Product(refs), l.indicator() || r.indicator()));
            }
        }
        return crossed;
    }

    private static List<Integer> offsets(List<Integer> before, int stride, int width) {
        List<Integer> offsets = new ArrayList<>();
        for (int k = 0; k < width; k++) {
            int shift = k * stride;
            before.forEach(offset -> offsets.add(offset + shift));
        }
        return offsets;
    }

    /** Returns the term. */
    public Term term() {
        return term;
    }

    /** Returns how its variables are coded. */
    public List<VariableCoding> codings() {
        return List.copyOf(codings);
    }

    List<CodedColumn> columns() {
        return columns;
    }

    /**
     * Writes the term's columns for the rows that {@code values} holds.
     *
     * @param target a row-major matrix with {@code stride} columns, of which {@code offset} is the term's first
     */
    void fill(VariableValues values, double[] target, int stride, int offset) {
        if (factors.isEmpty() && contrasts.isEmpty()) {
            for (int k = 0; k < products.size(); k++) {
                copy(values.product(products.get(k)), values.rows(), target, stride, offset + productOffsets[k]);
            }
            return;
        }
        clear(values.rows(), target, stride, offset);
        int[] cells = values.cells();
        findCells(values, cells);
        for (int k = 0; k < products.size(); k++) {
            double[] product = values.product(products.get(k));
            int first = offset + productOffsets[k];
            for (int i = 0; i < values.rows(); i++) {
                if (cells[i] == UNKNOWN_CELL || Double.isNaN(product[i])) {
                    Arrays.fill(target, i * stride + offset, i * stride + offset + columns.size(), Double.NaN);
                } else if (cells[i] != NO_CELL) {
                    writeContrasts(values, i, 0, product[i], target, i * stride + first + cells[i]);
                }
            }
        }
    }

    /** Writes the products of a value and one number of each contrast from {@code part} on. */
    private void writeContrasts(VariableValues values, int row, int part, double value, double[] target, int cell) {
        if (part == contrasts.size()) {
            target[cell] = value;
            return;
        }
        ContrastPart contrast = contrasts.get(part);
        double[] numbers = contrast.numbers()[values.levels(contrast.variable())[row]];
        for (int k = 0; k < numbers.length; k++) {
            writeContrasts(values, row, part + 1, value * numbers[k], target, cell + k * contrast.stride());
        }
    }

    private static void copy(double[] values, int rows, double[] target, int stride, int offset) {
        int k = offset;
        for (int i = 0; i < rows; i++) {
            target[k] = values[i];
            k += stride;
        }
    }

    private void clear(int rows, double[] target, int stride, int offset) {
        for (int i = 0; i < rows; i++) {
            Arrays.fill(target, i * stride + offset, i * stride + offset + columns.size(), 0);
        }
    }

    private void findCells(VariableValues values, int[] cells) {
        Arrays.fill(cells, 0);
        for (ContrastPart contrast : contrasts) {
            int[] levels = values.levels(contrast.variable());
            for (int i = 0; i < values.rows(); i++) {
                cells[i] = levels[i] < 0 ? UNKNOWN_CELL : cells[i];
            }
        }
        for (FactorPart factor : factors) {
            int[] levels = values.levels(factor.variable());
            for (int i = 0; i < values.rows(); i++) {
                int column = levels[i] - factor.firstLevel();
                if (levels[i] < 0 || cells[i] == UNKNOWN_CELL) {
                    cells[i] = UNKNOWN_CELL;
                } else if (column < 0 || cells[i] == NO_CELL) {
                    cells[i] = NO_CELL;
                } else {
                    cells[i] += column * factor.stride();
                }
            }
        }
    }
}
