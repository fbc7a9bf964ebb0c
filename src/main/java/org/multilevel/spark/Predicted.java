package org.multilevel.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.multilevel.data.ColumnType;
import org.multilevel.error.DataException;
import org.multilevel.model.MixedModel;
import org.multilevel.model.UnseenGroups;

/** A Dataset with the predictions of a model in three more columns. */
record Predicted(MixedModel model, String name, UnseenGroups unseen) {
    /** Returns the columns with those that are appended. */
    static StructType schema(StructType schema, String name) {
        StructType appended = schema;
        for (String column : List.of(name, name + "_population", name + "_std_error")) {
            if (Arrays.stream(schema.fieldNames()).anyMatch(column::equalsIgnoreCase)) {
                throw new DataException("The Dataset already has a column \"" + column
                        + "\": choose another name for the predictions, or drop that column.");
            }
            appended = appended.add(column, DataTypes.DoubleType, true);
        }
        return appended;
    }

    /**
     * Rows with what the model reads of them behind.
     *
     * @param rows the columns as they are, then those that are read, as doubles and texts
     * @param read what these are
     * @param kept how many columns the rows had
     */
    private record ReadRows(Dataset<Row> rows, List<DatasetColumn> read, int kept) {
        Column column(String named) {
            for (int k = 0; k < read.size(); k++) {
                if (read.get(k).name().equals(named)) {
                    return functions.col("v" + k);
                }
            }
            return functions.lit(null);
        }
    }

    /** Returns the rows with their predictions, which are made when somebody asks for them. */
    Dataset<Row> of(Dataset<Row> rows) {
        StructType schema = schema(rows.schema(), name);
        ReadRows readable = readable(rows);
        return readable.rows().mapPartitions(predictions(readable), Encoders.row(schema));
    }

    /**
     * Returns the rows with their predictions by the groups' effects that buckets know.
     *
     * @param key the columns by which rows are in buckets
     */
    Dataset<Row> of(Dataset<Row> rows, JavaRDD<HeldPart> buckets, List<String> key, byte[] solution) {
        StructType schema = schema(rows.schema(), name);
        ReadRows readable = readable(rows);
        RowPredictions predictions = predictions(readable);
        Broadcast<SentModel> whole = predictions.sent();
        Column[] keys = key.stream().map(readable::column).toArray(Column[]::new);
        JavaRDD<Row> predicted = readable.rows()
                .repartition(buckets.getNumPartitions(), keys)
                .toJavaRDD()
                .zipPartitions(
                        buckets,
                        (bucket, held) -> predictions.predicted(
                                bucket, whole.value().model().ofPart(held.next().part(), solution)));
        return rows.sparkSession().createDataFrame(predicted, schema);
    }

    private RowPredictions predictions(ReadRows readable) {
        Broadcast<SentModel> sent = JavaSparkContext.fromSparkContext(
                        readable.rows().sparkSession().sparkContext())
                .broadcast(new SentModel(model));
        return new RowPredictions(sent, readable.read(), unseen, readable.kept());
    }

    private ReadRows readable(Dataset<Row> rows) {
        int n = rows.schema().fields().length;
        Set<String> labels = new HashSet<>();
        Set<String> names = new HashSet<>();
        model.provenance().columns().forEach(column -> {
            names.add(column.name());
            if (column.type() == ColumnType.CATEGORICAL) {
                labels.add(column.name());
            }
        });
        Dataset<Row> numbered =
                rows.toDF(IntStream.range(0, n).mapToObj(k -> "c" + k).toArray(String[]::new));
        List<Column> selected = new ArrayList<>();
        IntStream.range(0, n).forEach(k -> selected.add(functions.col("c" + k)));
        List<DatasetColumn> read = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            DatasetColumn column = DatasetColumn.of(rows.schema().fields()[k]);
            if (names.contains(column.name())) {
                column.checkReadable();
                DatasetColumn as = labels.contains(column.name()) && column.kind() == DatasetColumn.Kind.LONG
                        ? column.asLabels()
                        : column;
                selected.add(as.read(functions.col("c" + k)).as("v" + read.size()));
                read.add(as);
            }
        }
        // says now what a task would say later
        model.predictor().rows(read.stream().map(DatasetColumn::shape).toList());
        return new ReadRows(numbered.select(selected.toArray(Column[]::new)), read, n);
    }
}
