package org.multilevel.design.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.multilevel.data.Batch;
import org.multilevel.data.levels.LevelReader;
import org.multilevel.design.expression.Evaluators;
import org.multilevel.design.expression.NumericVariable;
import org.multilevel.design.scan.Selection;
import org.multilevel.formula.Expression;

/** The values of all variables of a model in the selected rows of a batch, one after the other. */
public final class VariableValues {
    private final List<NumericVariable> numeric = new ArrayList<>();
    private final List<LevelReader> readers;
    private final int[][] levels;
    private final double[] scratch;
    private final double[] ones;
    private final int[] cells;
    private int rows;

    /** Creates the values of numeric variables and of as many factors as there are readers. */
    public VariableValues(List<Expression> numeric, List<LevelReader> readers, Evaluators nodes) {
        numeric.forEach(variable -> this.numeric.add(new NumericVariable(variable, nodes)));
        this.readers = readers;
        int most = nodes.batchRows();
        this.levels = new int[readers.size()][];
        Arrays.setAll(levels, f -> new int[most]);
        this.scratch = new double[most];
        this.ones = new double[most];
        this.cells = new int[most];
        Arrays.fill(ones, 1);
    }

    /**
     * Takes the values of the selected rows.
     *
     * @param undefined hears, as a sentence, of every value that cannot be computed although nothing is missing; the value
     *     counts as missing if it returns
     */
    public void load(Batch batch, Selection selection, Consumer<String> undefined) {
        rows = selection.count();
        numeric.forEach(variable -> variable.load(batch, selection, undefined));
        for (int f = 0; f < levels.length; f++) {
            readers.get(f).read(batch, selection.rows(), selection.count(), levels[f]);
        }
    }

    /** Returns as sentences which values so far were none that their variables were made for. */
    public List<String> concerns() {
        return numeric.stream().flatMap(variable -> variable.concern().stream()).toList();
    }

    /** Returns for each numeric variable how many values so far were none that it was made for. */
    public List<Long> beyond() {
        return numeric.stream().map(NumericVariable::beyond).toList();
    }

    int rows() {
        return rows;
    }

    /** Returns the level of factor {@code variable} in each row. */
    public int[] levels(int variable) {
        return levels[variable];
    }

    /** Returns an array for the use of whoever fills columns. */
    int[] cells() {
        return cells;
    }

    /** Returns the product's value in each row; the array is valid until the next call. */
    public double[] product(Product product) {
        List<Product.Ref> factors = product.factors();
        if (factors.isEmpty()) {
            return ones;
        }
        double[] first = values(factors.get(0));
        if (factors.size() == 1) {
            return first;
        }
        multiply(first, values(factors.get(1)));
        for (int k = 2; k < factors.size(); k++) {
            multiply(scratch, values(factors.get(k)));
        }
        return scratch;
    }

    private double[] values(Product.Ref ref) {
        return numeric.get(ref.variable()).column(ref.column());
    }

    private void multiply(double[] left, double[] right) {
        for (int i = 0; i < rows; i++) {
            scratch[i] = left[i] * right[i];
        }
    }
}
