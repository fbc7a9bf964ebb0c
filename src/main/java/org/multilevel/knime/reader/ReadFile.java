package org.multilevel.knime.reader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.files.FileFormat;
import org.multilevel.data.files.FileOptions;
import org.multilevel.data.files.FileTable;
import org.multilevel.data.files.Recognised;
import org.multilevel.error.DataException;
import org.multilevel.knime.ExecutionProgress;
import org.multilevel.knime.KnimeCells;

/** Makes KNIME tables of a statistics program's file: its rows, and what it says about its columns. */
final class ReadFile {
    private static final List<FileFormat> FORMATS =
            List.of(FileFormat.SPSS, FileFormat.STATA, FileFormat.SAS, FileFormat.TRANSPORT);
    /** The part of the progress bar that the first pass takes, which finds what the columns hold. */
    private static final double FIRST_SHARE = 0.4;

    private static final DataTableSpec COLUMNS = new DataTableSpecCreator()
            .setName("Columns")
            .addColumns(
                    new DataColumnSpecCreator("Column", StringCell.TYPE).createSpec(),
                    new DataColumnSpecCreator("Label", StringCell.TYPE).createSpec(),
                    new DataColumnSpecCreator("Values", StringCell.TYPE).createSpec(),
                    new DataColumnSpecCreator("Notes", StringCell.TYPE).createSpec())
            .createSpec();

    private final FileTable table;
    private final List<Column> columns;

    private ReadFile(FileTable table) {
        this.table = table;
        this.columns = table.columns();
    }

    /** Returns the spec of the table of columns, which does not depend on the file. */
    static DataTableSpec columnsSpec() {
        return COLUMNS;
    }

    /**
     * Opens a file and reads it once.
     *
     * @throws DataException if it is damaged, or none of those that this node reads
     */
    static ReadFile open(Path file, FileOptions options, ExecutionContext context) {
        if (!Files.exists(file)) {
            throw new DataException("There is no file " + file + ": check its name and folder.");
        }
        Recognised found = Recognised.of(file);
        if (!FORMATS.contains(found.format())) {
            throw new DataException(file + " is " + found.format().words()
                    + ", and no file of SPSS, Stata or SAS: choose KNIME's own reader for it.");
        }
        return new ReadFile(
                FileTable.open(file, found, options, new ExecutionProgress(context.createSubProgress(FIRST_SHARE))));
    }

    /** Returns what there is to say about how the columns were read, but for what the file calls them. */
    List<String> notes() {
        List<String> names = columns.stream().map(Column::name).toList();
        List<String> notes = new ArrayList<>(table.notes(names));
        table.called(names).ifPresent(notes::remove);
        return notes;
    }

    /**
     * Writes the rows.
     *
     * @throws CanceledExecutionException if the user has asked to stop
     */
    BufferedDataTable rows(ExecutionContext context) throws CanceledExecutionException {
        DataColumnSpec[] specs = columns.stream().map(ReadFile::spec).toArray(DataColumnSpec[]::new);
        BufferedDataContainer container = context.createDataContainer(
                new DataTableSpecCreator().setName("Data").addColumns(specs).createSpec());
        try {
            table.scan(
                    columns.stream().map(Column::name).toList(),
                    new ExecutionProgress(context.createSubProgress(1 - FIRST_SHARE)),
                    batch -> add(batch, container));
        } finally {
            container.close();
        }
        return container.getTable();
    }

    /** The levels stand in the column's domain in their order. */
    private static DataColumnSpec spec(Column column) {
        DataType type = column.type() == ColumnType.NUMERIC ? DoubleCell.TYPE : StringCell.TYPE;
        DataColumnSpecCreator creator = new DataColumnSpecCreator(column.name(), type);
        column.declaredLevels().ifPresent(levels -> {
            Set<DataCell> values = new LinkedHashSet<>();
            levels.forEach(level -> values.add(new StringCell(level)));
            creator.setDomain(new DataColumnDomainCreator(values).createDomain());
        });
        return creator.createSpec();
    }

    private void add(Batch batch, BufferedDataContainer container) {
        for (int i = 0; i < batch.size(); i++) {
            DataCell[] cells = new DataCell[columns.size()];
            for (int k = 0; k < cells.length; k++) {
                cells[k] = columns.get(k).type() == ColumnType.NUMERIC
                        ? KnimeCells.of(batch.numbers(k)[i])
                        : label(batch, k, i);
            }
            container.addRowToTable(new DefaultRow(RowKey.createRowKey(batch.firstRow() + i), cells));
        }
    }

    private static DataCell label(Batch batch, int column, int row) {
        int code = batch.codes(column)[row];
        return code < 0
                ? DataType.getMissingCell()
                : new StringCell(batch.levels(column).label(code));
    }

    /** Writes what the file says about its columns. */
    BufferedDataTable columns(ExecutionContext context) {
        BufferedDataContainer container = context.createDataContainer(COLUMNS);
        try {
            for (int k = 0; k < columns.size(); k++) {
                Column column = columns.get(k);
                String values = column.type() == ColumnType.NUMERIC
                        ? "numbers"
                        : column.declaredLevels()
                                .map(levels -> String.join(", ", levels))
                                .orElse("texts");
                List<String> notes = table.notes(List.of(column.name())).stream()
                        .filter(note -> note.startsWith("Column "))
                        .toList();
                container.addRowToTable(new DefaultRow(
                        RowKey.createRowKey((long) k),
                        new StringCell(column.name()),
                        KnimeCells.of(table.label(column.name()).orElse("")),
                        new StringCell(values),
                        KnimeCells.of(String.join(" ", notes))));
            }
        } finally {
            container.close();
        }
        return container.getTable();
    }
}
