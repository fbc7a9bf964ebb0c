package org.multilevel.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.multilevel.data.ColumnType;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;

/** A Spark of two threads in the process of the tests, and tables as Datasets. */
public final class LocalSpark {
    private LocalSpark() {}

    /** Returns the session, which all tests share and which ends with them. */
    public static SparkSession session() {
        return builder().getOrCreate();
    }

    static SparkSession.Builder builder() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 4)
                .config("spark.sql.warehouse.dir", "target/spark/warehouse")
                .config("spark.sql.session.timeZone", "UTC");
    }

    /** Returns the rows of a table, which is small, in a number of partitions. */
    static Dataset<Row> dataset(Table table, int partitions) {
        List<StructField> fields = new ArrayList<>();
        table.columns()
                .forEach(column -> fields.add(DataTypes.createStructField(
                        column.name(),
                        column.type() == ColumnType.NUMERIC ? DataTypes.DoubleType : DataTypes.StringType,
                        true)));
        List<Row> rows = new ArrayList<>();
        List<String> names = table.columns().stream().map(c -> c.name()).toList();
        table.scan(names, Progress.NONE, batch -> {
            for (int i = 0; i < batch.size(); i++) {
                Object[] values = new Object[names.size()];
                for (int k = 0; k < values.length; k++) {
                    boolean numeric = table.columns().get(k).type() == ColumnType.NUMERIC;
                    if (numeric) {
                        values[k] = Double.isNaN(batch.numbers(k)[i]) ? null : batch.numbers(k)[i];
                    } else {
                        int code = batch.codes(k)[i];
                        values[k] = code < 0 ? null : batch.levels(k).label(code);
                    }
                }
                rows.add(RowFactory.create(values));
            }
        });
        return session()
                .createDataFrame(rows, new StructType(fields.toArray(StructField[]::new)))
                .repartition(partitions);
    }
}
