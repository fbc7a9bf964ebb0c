package org.multilevel.data.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.Columns;
import org.multilevel.data.FileState;
import org.multilevel.data.Levels;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.DataException;

/**
 * A CSV file with a header, gzipped if its name ends in .gz, that is read anew at every scan.
 *
 * <p>How it is written (separator, quotes, encoding, names of rows, lines before the header) is recognised from its beginning where
 * the options do not say it. A column is numeric when every value that is not missing is a number, else categorical; a column of
 * numbers but for a few values is refused when it is scanned, and so is one whose name occurs twice. Columns without a name are
 * not part of the table. Blanks at the ends of a value count only between quotes. Memory does not depend on the number of rows, only on the
 * number of different labels. Blank lines are no rows. A file that changes after it was opened is refused.
 */
public final class CsvTable implements Table {
    static final String CHANGED = " has changed since it was opened: run again when nothing writes to it any more.";

    private final Path file;
    private final CsvOptions options;
    private final CsvDialect dialect;
    private final FileState state;
    private final List<String> names;
    private final List<CsvColumn> layout;
    private final List<Column> columns;
    private final List<Levels> levels;
    private final int unnamed;
    private final long rows;
    private final List<String> remarks;

    private CsvTable(Path file, CsvOptions options, CsvDialect dialect, FileState state, CsvTypes types) {
        this.file = file;
        this.options = options;
        this.dialect = dialect;
        this.state = state;
        this.names = types.names();
        this.layout = types.columns();
        this.columns = layout.stream().map(CsvColumn::column).toList();
        this.levels = Stream.generate(Levels::new).limit(columns.size()).toList();
        this.unnamed = types.unnamed();
        this.rows = types.rows();
        this.remarks = List.of();
    }

    private CsvTable(CsvTable table, List<String> remarks) {
        this.file = table.file;
        this.options = table.options;
        this.dialect = table.dialect;
        this.state = table.state;
        this.names = table.names;
        this.layout = table.layout;
        this.columns = table.columns;
        this.levels = Stream.generate(Levels::new).limit(columns.size()).toList();
        this.unnamed = table.unnamed;
        this.rows = table.rows;
        this.remarks = List.copyOf(remarks);
    }

    /**
     * Opens a file with the default options and reads it once to find the types of its columns.
     *
     * @throws DataException if it is not a CSV file
     */
    public static CsvTable open(Path file) {
        return open(file, CsvOptions.defaults(), Progress.NONE);
    }

    /**
     * Opens a file and reads it once to find the types of its columns.
     *
     * @throws DataException if it is not a CSV file, or a column that is to be categorical does not exist
     */
    public static CsvTable open(Path file, CsvOptions options) {
        return open(file, options, Progress.NONE);
    }

    /**
     * Opens a file and reads it once to find the types of its columns.
     *
     * @param file the file
     * @param options how to read it
     * @param progress hears "reading rows" and may stop the reading
     * @throws DataException if it is not a CSV file, or a column that is to be categorical does not exist
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static CsvTable open(Path file, CsvOptions options, Progress progress) {
        CsvDialect dialect = CsvSniffer.sniff(file, options);
        CsvTypes types = new CsvTypes(file.toString(), options, dialect);
        CsvSplitter splitter = new CsvSplitter(file.toString(), dialect, types::start);
        try (CsvInput input = CsvInput.open(file, dialect, splitter)) {
            FileState state = FileState.of(file);
            new CsvPass(splitter, input, progress).forEach(types::read);
            return new CsvTable(file, options, dialect, state, types);
        }
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows);
    }

    @Override
    public List<String> notes(Collection<String> read) {
        List<String> notes = new ArrayList<>(remarks);
        notes.addAll(CsvNotes.of(
                dialect,
                options.decimal().isPresent(),
                unnamed,
                layout.stream().filter(column -> read.contains(column.name())).toList()));
        return notes;
    }

    /** Returns the names of columns that cannot be read before the user decides something; a scan that asks for one says what. */
    public List<String> undecided() {
        return layout.stream()
                .filter(column -> column.obstacle().isPresent())
                .map(column -> column.column().name())
                .toList();
    }

    /** Returns this table with sentences before its notes, of somebody who knows how it came to be read as CSV. */
    public CsvTable withRemarks(Collection<String> sentences) {
        return new CsvTable(this, List.copyOf(sentences));
    }

    /** Returns the texts that the options name; the empty one, which always means a missing value, where they name none. */
    @Override
    public List<String> missingCodes() {
        return options.missing().isEmpty() ? List.of("") : options.missing();
    }

    /** Returns the decimal mark that the options say, else a comma if any column has decimal commas. */
    public DecimalMark decimal() {
        return options.decimal()
                .orElseGet(() -> layout.stream().anyMatch(column -> column.mark() == DecimalMark.COMMA)
                        ? DecimalMark.COMMA
                        : DecimalMark.POINT);
    }

    /**
     * Reads all rows in order.
     *
     * <p>One scan at a time, since scans add to the levels; a scan may be started from within another.
     *
     * @throws DataException also if the user has to decide something before one of the columns can be read
     */
    @Override
    public synchronized void scan(List<String> wanted, Progress progress, Consumer<Batch> consumer) {
        int[] positions = Columns.positions(columns, wanted, file.toString());
        List<CsvColumn> read = Arrays.stream(positions).mapToObj(layout::get).toList();
        read.stream().flatMap(column -> column.obstacle().stream()).findFirst().ifPresent(sentence -> {
            throw new DataException(sentence);
        });
        Batch batch = new Batch(
                read.stream().map(CsvColumn::column).toList(),
                Arrays.stream(positions).mapToObj(levels::get).toList());
        CsvBatches batches = new CsvBatches(file.toString(), names, read, options.missing(), batch, consumer);
        CsvSplitter splitter = new CsvSplitter(file.toString(), dialect, batches::start);
        try (CsvInput input = CsvInput.open(file, dialect, splitter)) {
            if (!state.equals(FileState.of(file))) {
                throw new DataException(file + CHANGED);
            }
            new CsvPass(splitter, input, progress).forEach(batches::read);
        }
        if (batches.rows() != rows) {
            throw new DataException(file + CHANGED);
        }
    }
}
