package weka.core.converters;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Levels;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.Utils;

/** Makes Weka's data of a table: categories become nominal attributes in the order of their levels. */
final class LoadedTable {
    private final List<Column> columns;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Levels> levels = new ArrayList<>();

    private LoadedTable(List<Column> columns) {
        this.columns = columns;
        columns.forEach(column -> levels.add(new Levels(column.declaredLevels().orElse(List.of()))));
    }

    /** Returns all rows of the table. */
    static Instances of(Table table, String name) {
        LoadedTable loaded = new LoadedTable(table.columns());
        table.scan(table.columns().stream().map(Column::name).toList(), Progress.NONE, loaded::add);
        ArrayList<Attribute> attributes = new ArrayList<>();
        for (int k = 0; k < loaded.columns.size(); k++) {
            Column column = loaded.columns.get(k);
            attributes.add(
                    column.type() == ColumnType.NUMERIC
                            ? new Attribute(column.name())
                            : new Attribute(column.name(), loaded.levels.get(k).labels()));
        }
        Instances instances = new Instances(name, attributes, loaded.rows.size());
        loaded.rows.forEach(row -> instances.add(new DenseInstance(1, row)));
        return instances;
    }

    private void add(Batch batch) {
        for (int i = 0; i < batch.size(); i++) {
            double[] row = new double[columns.size()];
            for (int k = 0; k < row.length; k++) {
                if (columns.get(k).type() == ColumnType.NUMERIC) {
                    row[k] = batch.numbers(k)[i];
                } else {
                    int code = batch.codes(k)[i];
                    row[k] = code < 0
                            ? Utils.missingValue()
                            : levels.get(k).add(batch.levels(k).label(code));
                }
            }
            rows.add(row);
        }
    }
}
