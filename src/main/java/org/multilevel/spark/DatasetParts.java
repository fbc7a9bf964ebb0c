package org.multilevel.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
import org.apache.spark.storage.StorageLevel;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.TransformSurvey;
import org.multilevel.error.DataException;
import org.multilevel.error.MethodException;
import org.multilevel.fit.Spread;
import org.multilevel.fit.rows.KeepingParts;
import org.multilevel.fit.rows.KeptParts;
import org.multilevel.fit.rows.TableParts;
import org.multilevel.model.LinearMixedModel;

/**
 * The rows of a Dataset that a model reads, in buckets: those of a group lie in one, and in an order of their own.
 *
 * <p>Which bucket a row is in, and where, follows from its values alone. So sums over buckets, added up in their order, have the same bits
 * whatever the partitions of the Dataset, the scheduling, and the executors that are lost on the way. Close it to free the rows.
 */
public final class DatasetParts implements TableParts, KeepingParts, AutoCloseable {
    /** Many enough for a cluster of some dozens of cores, few enough for a laptop; other numbers would give other last bits. */
    static final int BUCKETS = 32;

    private final Dataset<Row> buckets;
    private final RowReader reader;
    /** The columns that decide in which bucket a row is, as they are read. */
    private final List<DatasetColumn> key;

    private final Spread spread;
    /** Whether no group is in two buckets. */
    private final boolean apart;

    private final long[] pairs;
    /** What was made of the buckets, one after the other; the last is what a fit stands on. */
    private final List<HeldParts> made = new ArrayList<>();

    private DatasetParts(
            Dataset<Row> buckets,
            RowReader reader,
            List<DatasetColumn> key,
            Spread spread,
            boolean apart,
            long[] pairs) {
        this.pairs = pairs;
        this.buckets = buckets;
        this.reader = reader;
        this.key = key;
        this.spread = spread;
        this.apart = apart;
    }

    /**
     * Prepares the rows of a Dataset for a model: nothing is read yet but for what decides which columns are labels and how rows are spread.
     *
     * @param spread where cross-products are going to be
     * @param count how many buckets there are, and so how many tasks may work at a time; another number gives other last bits
     * @throws org.multilevel.error.ModelException if the formula cannot be used with these columns, or cross-products are to stay spread and
     *     grouping factors cross
     * @throws MethodException if there is to be no bucket
     * @throws DataException if the Dataset has no end, a column of the model can be no variable, or the rows cannot be read
     */
    public static DatasetParts of(Dataset<Row> rows, LinearMixedModel model, Spread spread, int count) {
        if (rows.isStreaming()) {
            throw new DataException(
                    "The Dataset is a stream, which has no end, and a fit reads its rows more than once: write the"
                            + " rows to a table first and fit that.");
        }
        if (count < 1) {
            throw new MethodException("The number of buckets is " + count + ": name at least 1.");
        }
        return told(() -> bucketed(rows, model, spread, count));
    }

    private static DatasetParts bucketed(Dataset<Row> rows, LinearMixedModel model, Spread spread, int count) {
        List<DatasetColumn> all =
                Arrays.stream(rows.schema().fields()).map(DatasetColumn::of).toList();
        TransformSurvey bound = TransformSurvey.of(model.formula(), header(all), model.designOptions());
        List<Integer> used = used(all, bound);
        used.forEach(k -> all.get(k).checkReadable());
        // names may differ in case only, or have dots in them, which Spark would take for something else
        Dataset<Row> numbered =
                rows.toDF(IntStream.range(0, all.size()).mapToObj(k -> "c" + k).toArray(String[]::new));
        BucketFacts facts = BucketFacts.of(numbered, all, used, groups(all, bound), spread);
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
                .repartition(count, keys)
                .sortWithinPartitions(order)
                .persist(StorageLevel.MEMORY_AND_DISK());
        List<DatasetColumn> key =
                facts.key().stream().map(k -> columns.get(used.indexOf(k))).toList();
        return new DatasetParts(buckets, new RowReader(columns), key, spread, facts.apart(), facts.pairs());
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

    @Override
    public long[] pairsOfGroups() {
        return pairs.clone();
    }

    @Override
    public Optional<KeepingParts> keeping() {
        boolean may = apart && spread != Spread.NO && rows().getNumPartitions() > 0;
        return may ? Optional.of(this) : Optional.empty();
    }

    @Override
    public boolean always() {
        return spread == Spread.YES;
    }

    @Override
    public KeptParts keep(byte[] making) {
        return HeldParts.of(rows(), reader, making, made::add);
    }

    /** Returns the buckets, for which Spark reads and spreads the rows where it has not yet. */
    private JavaRDD<Row> rows() {
        return told(buckets::toJavaRDD);
    }

    /** Returns what buckets keep now. */
    HeldParts held() {
        if (made.isEmpty()) {
            throw new IllegalStateException("nothing is kept");
        }
        return made.get(made.size() - 1);
    }

    /** Returns the columns that decide in which bucket a row is, as they are read. */
    List<DatasetColumn> key() {
        return key;
    }

    static <T> T told(Supplier<T> action) {
        return SparkProblems.told("The rows cannot be read", "mend what they come from, and fit again", action);
    }

    @Override
    public void close() {
        made.forEach(HeldParts::close);
        buckets.unpersist();
    }
}
