package org.multilevel.chart.data;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.TableView;

/** A table that lets a second reader look at the batch that the first is handed, so that one pass serves both. */
final class TappedTable extends TableView {
    private List<String> wanted = List.of();
    private Optional<Batch> current = Optional.empty();

    TappedTable(Table table) {
        super(table);
    }

    @Override
    public void scan(List<String> columns, Progress progress, Consumer<Batch> consumer) {
        wanted = columns;
        super.scan(columns, progress, batch -> {
            current = Optional.of(batch);
            consumer.accept(batch);
        });
    }

    /** Returns the batch that the first reader is at. */
    Batch batch() {
        return current.orElseThrow();
    }

    /** Returns where a column stands in the batch, -1 if the first reader did not ask for it. */
    int position(String column) {
        return wanted.indexOf(column);
    }
}
