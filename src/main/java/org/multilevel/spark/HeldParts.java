package org.multilevel.spark;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.rows.KeptPart;
import org.multilevel.fit.rows.KeptParts;

/**
 * What buckets keep, in the memory of their executors and on their disks where that is short. What an executor takes with it when it is
 * lost is made again of the rows, with the same bits; a question is one job, whose answers come in the order of the buckets.
 */
final class HeldParts implements KeptParts {
    private final JavaRDD<Row> rows;
    private final RowReader reader;
    private final JavaRDD<HeldPart> parts;
    private final Consumer<HeldParts> made;

    private HeldParts(JavaRDD<Row> rows, RowReader reader, JavaRDD<HeldPart> parts, Consumer<HeldParts> made) {
        this.rows = rows;
        this.reader = reader;
        this.parts = parts.persist(StorageLevel.MEMORY_AND_DISK());
        this.made = made;
        made.accept(this);
    }

    /**
     * Keeps what a first look at the rows of every bucket finds; it is made when it is first asked for.
     *
     * @param made hears of these, and of what is made of them
     */
    static HeldParts of(JavaRDD<Row> rows, RowReader reader, byte[] making, Consumer<HeldParts> made) {
        return new HeldParts(
                rows,
                reader,
                rows.mapPartitions(
                        bucket -> List.of(first(reader, bucket, making)).iterator()),
                made);
    }

    private static HeldPart first(RowReader reader, Iterator<Row> bucket, byte[] making) {
        return HeldPart.of(() -> KeptPart.of(making, table(reader, bucket), progress()));
    }

    private static Table table(RowReader reader, Iterator<Row> bucket) {
        return reader.table(() -> bucket);
    }

    private static Progress progress() {
        return Answers.progress();
    }

    @Override
    public KeptParts next(byte[] making) {
        RowReader known = reader;
        JavaRDD<HeldPart> next = rows.zipPartitions(
                parts,
                (bucket, held) -> List.of(held.next().then(kept -> kept.next(making, table(known, bucket), progress())))
                        .iterator());
        return new HeldParts(rows, reader, next, made);
    }

    @Override
    public void ask(byte[] question, Consumer<byte[]> answers) {
        take(parts.map(held -> held.answer(kept -> kept.answer(question))), answers);
    }

    @Override
    public void askWithRows(byte[] question, Consumer<byte[]> answers) {
        RowReader known = reader;
        JavaRDD<byte[]> asked = rows.zipPartitions(
                parts,
                (bucket, held) -> List.of(held.next()
                                .answer(kept -> kept.answerFromRows(question, table(known, bucket), progress())))
                        .iterator());
        take(asked, answers);
    }

    private static void take(JavaRDD<byte[]> asked, Consumer<byte[]> answers) {
        List<byte[]> found = DatasetParts.told(asked::collect);
        for (byte[] answer : found) {
            answers.accept(SentAnswer.orThrow(answer));
        }
    }

    /** Returns the buckets. */
    JavaRDD<HeldPart> parts() {
        return parts;
    }

    @Override
    public void close() {
        parts.unpersist(false);
    }
}
