package org.multilevel.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.TransformSurvey;
import org.multilevel.error.DataException;
import org.multilevel.fit.TableParts;
import org.multilevel.model.LinearMixedModel;

/**
 * The rows of a Dataset that a model reads, in buckets: those of a group lie in one, and in an order of their own.
 *
 * <p>Which bucket a row is in, and where, follows from its values alone. So sums over buckets, added up in their order, have the same bits
 * whatever the partitions of the Dataset, the scheduling, and the executors that are lost on the way. Close it to free the rows.
 */
public final class DatasetParts implements TableParts, AutoCloseable {
    /** Many enough for a cluster of some dozens of cores, few enough for a laptop; other numbers would give other last bits. */
    private static final int BUCKETS = 32;
    /** Above it a double may stand for several whole numbers of so many digits. */
    private static final double LARGEST = 1e15;

    private final Dataset<Row> buckets;
    private final RowReader reader;

    private DatasetParts(Dataset<Row> buckets, RowReader reader) {
        this.buckets = buckets;
        this.reader = reader;
    }

    /**
     * Prepares the rows of a Dataset for a model: nothing is read yet but for what decides which columns are labels and how rows are spread.
     *
     * @throws org.multilevel.error.ModelException if the formula cannot be used with these columns
     * @throws DataException if the Dataset has no end, a column of the model can be no variable, or the rows cannot be read
     */
    public static DatasetParts of(Dataset<Row> rows, LinearMixedModel model) {
        if (rows.isStreaming()) {
            throw new DataException(
                    "The Dataset is a stream, which has no end, and a fit reads its rows more than once: write the"
                            + " rows to a table first and fit that.");
        }
        return told(() -> bucketed(rows, model));
    }

    private static DatasetParts bucketed(Dataset<Row> rows, LinearMixedModel model) {
        List<DatasetColumn> all =
                Arrays.stream(rows.schema().fields()).map(DatasetColumn::of).toList();
        TransformSurvey bound = TransformSurvey.of(model.formula(), header(all), model.designOptions());
        List<Integer> used = used(all, bound);
        used.forEach(k -> all.get(k).checkReadable());
        // names may differ in case only, or have dots in them, which Spark would take for something else
        Dataset<Row> numbered =
                rows.toDF(IntStream.range(0, all.size()).mapToObj(k -> "c" + k).toArray(String[]::new));
        Facts facts = Facts.of(numbered, all, used, groups(all, bound));
        List<DatasetColumn> columns = facts.columns();
        Column[] read = IntStream.range(0, used.size())
                .mapToObj(k ->
                        columns.get(k).read(functions.col("c" + used.get(k))).as("v" + k))
                .toArray(Column[]::new);
        Column[] keys = facts.key().stream()
                .map(k -> functions.col("v" + used.indexOf(k)))
                .toArray(Column[]::new);
        Column[] order = IntStream.range(0, read.length)
                .mapToObj(k -> functions.col("v" + k))
                .toArray(Column[]::new);
        Dataset<Row> buckets = numbered.select(read)
                .repartition(BUCKETS, keys)
                .sortWithinPartitions(order)
                .persist(StorageLevel.MEMORY_AND_DISK());
        return new DatasetParts(buckets, new RowReader(columns));
    }

    private static Table header(List<DatasetColumn> columns) {
        return new RowReader(columns).table(List.<Row>of()::iterator);
    }

    private static List<Integer> used(List<DatasetColumn> all, TransformSurvey bound) {
        Set<String> names = new LinkedHashSet<>(bound.columns());
        return IntStream.range(0, all.size())
                .filter(k -> names.contains(all.get(k).name()))
                .boxed()
                .toList();
    }

    private static List<List<Integer>> groups(List<DatasetColumn> all, TransformSurvey bound) {
        List<String> names = all.stream().map(DatasetColumn::name).toList();
        return bound.groupColumns().stream()
                .map(group -> group.stream().map(names::indexOf).toList())
                .toList();
    }

    @Override
    public Table whole() {
        return reader.table(() -> told(() -> buckets.toLocalIterator()));
    }

    @Override
    public void ask(byte[] question, Consumer<byte[]> answers) {
        List<byte[]> found = told(() -> answered(question));
        for (byte[] answer : found) {
            answers.accept(SentAnswer.orThrow(answer));
        }
    }

    /** Returns the answers of all buckets, which Spark collects in the order of these. */
    private List<byte[]> answered(byte[] question) {
        SentQuestion sent = new SentQuestion(question);
        JavaRDD<Row> rows = buckets.toJavaRDD();
        if (rows.getNumPartitions() == 0) {
            return List.of(sent.answer(header(reader.columns()), Progress.NONE));
        }
        Broadcast<SentQuestion> broadcast = JavaSparkContext.fromSparkContext(
                        buckets.sparkSession().sparkContext())
                .broadcast(sent);
        try {
            return new ArrayList<>(rows.mapPartitionsWithIndex(new Answers(reader, broadcast), true)
                    .collect());
        } finally {
            broadcast.destroy();
        }
    }

    private static <T> T told(Supplier<T> action) {
        return SparkProblems.told("The rows cannot be read", "mend what they come from, and fit again", action);
    }

    @Override
    public void close() {
        buckets.unpersist();
    }

    /**
     * What is to be known of the rows before they are spread.
     *
     * @param columns those used, as they are read
     * @param key positions of the columns by which rows are spread: those of the grouping factor with most levels, or all
     */
    private record Facts(List<DatasetColumn> columns, List<Integer> key) {
        /** Looks at the rows, unless nothing depends on them. */
        static Facts of(
                Dataset<Row> numbered, List<DatasetColumn> all, List<Integer> used, List<List<Integer>> groups) {
            List<Column> asked = new ArrayList<>();
            List<Integer> whole = used.stream()
                    .filter(k -> all.get(k).kind() == DatasetColumn.Kind.LONG)
                    .toList();
            whole.forEach(k -> asked.add(functions
                    .max(functions.abs(functions.col("c" + k).cast(DataTypes.DoubleType)))
                    .geq(LARGEST)));
            boolean choice = groups.size() > 1;
            if (choice) {
                groups.forEach(group -> asked.add(levels(group)));
            }
            if (asked.isEmpty()) {
                return new Facts(used.stream().map(all::get).toList(), groups.isEmpty() ? used : groups.get(0));
            }
            Row found = numbered.agg(
                            asked.get(0), asked.subList(1, asked.size()).toArray(Column[]::new))
                    .head();
            List<DatasetColumn> columns = used.stream()
                    .map(k -> {
                        int at = whole.indexOf(k);
                        boolean large = at >= 0 && !found.isNullAt(at) && found.getBoolean(at);
                        return large ? all.get(k).asLabels() : all.get(k);
                    })
                    .toList();
            int most = 0;
            for (int f = 1; choice && f < groups.size(); f++) {
                if (found.getLong(whole.size() + f) > found.getLong(whole.size() + most)) {
                    most = f;
                }
            }
            return new Facts(columns, groups.isEmpty() ? used : groups.get(most));
        }

        /** An estimate whose error does not depend on the order of the rows. */
        private static Column levels(List<Integer> group) {
            Column[] columns = group.stream().map(k -> functions.col("c" + k)).toArray(Column[]::new);
            return functions.approx_count_distinct(functions.xxhash64(columns));
        }
    }
}
