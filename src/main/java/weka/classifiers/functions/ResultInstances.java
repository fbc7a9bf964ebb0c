package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.multilevel.result.ColumnSchema;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.Utils;

/**
 * Makes Weka's instances of a table of results: numbers become numeric attributes, texts nominal ones, whose values stand in the
 * order in which they first occur.
 */
public final class ResultInstances {
    private ResultInstances() {}

    /** Returns the table as a data set of its name, without class attribute. */
    public static Instances of(ResultTable table) {
        ArrayList<Attribute> attributes = new ArrayList<>();
        for (ResultColumn column : table.columns()) {
            attributes.add(
                    column.kind() == ColumnSchema.Kind.TEXT
                            ? new Attribute(column.name(), values(column, table.rowCount()))
                            : new Attribute(column.name()));
        }
        Instances instances = new Instances(table.name(), attributes, table.rowCount());
        for (int row = 0; row < table.rowCount(); row++) {
            double[] cells = new double[attributes.size()];
            for (int column = 0; column < cells.length; column++) {
                cells[column] = cell(table.columns().get(column), row, attributes.get(column));
            }
            instances.add(new DenseInstance(1, cells));
        }
        return instances;
    }

    private static List<String> values(ResultColumn column, int rows) {
        Set<String> values = new LinkedHashSet<>();
        for (int row = 0; row < rows; row++) {
            String text = column.text(row);
            if (!text.isEmpty()) {
                values.add(text);
            }
        }
        return List.copyOf(values);
    }

    private static double cell(ResultColumn column, int row, Attribute attribute) {
        if (column instanceof ResultColumn.Real real) {
            return real.cells().applyAsDouble(row);
        }
        if (column instanceof ResultColumn.Whole whole) {
            return whole.cells().applyAsLong(row);
        }
        String value = column.text(row);
        return value.isEmpty() ? Utils.missingValue() : attribute.indexOfValue(value);
    }
}
