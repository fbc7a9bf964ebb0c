package org.multilevel.data;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Another table as it is, for views that change what a scan does and nothing else. */
public abstract class TableView implements Table {
    private final Table table;

    /** Creates a view of a table. */
    protected TableView(Table table) {
        this.table = table;
    }

    /** Returns the table that is viewed. */
    protected final Table table() {
        return table;
    }

    @Override
    public List<Column> columns() {
        return table.columns();
    }

    @Override
    public OptionalLong rowCount() {
        return table.rowCount();
    }

    @Override
    public void scan(List<String> columns, Progress progress, Consumer<Batch> consumer) {
        table.scan(columns, progress, consumer);
    }

    @Override
    public List<String> notes(Collection<String> read) {
        return table.notes(read);
    }

    @Override
    public Optional<String> label(String column) {
        return table.label(column);
    }

    @Override
    public List<String> missingCodes() {
        return table.missingCodes();
    }
}
