package org.multilevel.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.multilevel.data.Progress;

/** Answers a question from the rows of one bucket, where they lie. */
final class Answers implements Function2<Integer, Iterator<Row>, Iterator<byte[]>> {
    private static final long serialVersionUID = 1L;

    private final RowReader reader;
    private final Broadcast<SentQuestion> question;

    Answers(RowReader reader, Broadcast<SentQuestion> question) {
        this.reader = reader;
        this.question = question;
    }

    @Override
    public Iterator<byte[]> call(Integer bucket, Iterator<Row> rows) {
        byte[] answer = question.value().answer(reader.table(() -> rows), progress());
        return List.of(answer).iterator();
    }

    /** Returns what stops a task of Spark. */
    static Progress progress() {
        return new OfTask(TaskContext.get());
    }

    /** Stops where Spark stops the task. */
    private record OfTask(TaskContext task) implements Progress {
        @Override
        public void report(String activity, double fraction) {}

        @Override
        public boolean isCancelled() {
            return task.isInterrupted();
        }
    }
}
