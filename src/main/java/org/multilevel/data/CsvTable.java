package org.multilevel.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.multilevel.error.DataException;

/**
 * A CSV file (RFC 4180, UTF-8, with a header; gzipped if its name ends in .gz) that is read anew at every scan.
 *
 * <p>A column is numeric when every value that is not missing is a number, else categorical. Memory does not depend
 * on the number of rows, only on the number of different labels. Blank lines are no rows. A file that changes after
 * it was opened is refused.
 */
public final class CsvTable implements Table {
    static final String CHANGED = " has changed since it was opened: run again when nothing writes to it any more.";

    private final Path file;
    private final CsvOptions options;
    private final State state;
    private final List<Column> columns;
    private final List<Levels> levels;
    private final long rows;

    private CsvTable(Path file, CsvOptions options, State state, List<Column> columns, long rows) {
        this.file = file;
        this.options = options;
        this.state = state;
        this.columns = List.copyOf(columns);
        this.levels = Stream.generate(Levels::new).limit(columns.size()).toList();
        this.rows = rows;
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
        CsvTypes types = new CsvTypes(file.toString(), options);
        CsvSplitter splitter = new CsvSplitter(file.toString(), options.separator(), types::start);
        try (CsvInput input = CsvInput.open(file, options.separator(), splitter)) {
            State state = State.of(file);
            new CsvPass(splitter, input, progress).forEach(types::read);
            return new CsvTable(file, options, state, types.columns(), types.rows());
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

    /** One scan at a time, since scans add to the levels; a scan may be started from within another. */
    @Override
    public synchronized void scan(List<String> wanted, Progress progress, Consumer<Batch> consumer) {
        int[] positions = Columns.positions(columns, wanted, file.toString());
        Batch batch = new Batch(
                Arrays.stream(positions).mapToObj(columns::get).toList(),
                Arrays.stream(positions).mapToObj(levels::get).toList());
        CsvBatches batches =
                new CsvBatches(file.toString(), columns, positions, new CsvValues(options.missing()), batch, consumer);
        CsvSplitter splitter = new CsvSplitter(file.toString(), options.separator(), batches::start);
        try (CsvInput input = CsvInput.open(file, options.separator(), splitter)) {
            if (!state.equals(State.of(file))) {
                throw new DataException(file + CHANGED);
            }
            new CsvPass(splitter, input, progress).forEach(batches::read);
        }
        if (batches.rows() != rows) {
            throw new DataException(file + CHANGED);
        }
    }

    /** What tells that a file was written to. */
    private record State(long size, FileTime lastModified) {
        static State of(Path file) {
            try {
                return new State(Files.size(file), Files.getLastModifiedTime(file));
            } catch (IOException e) {
                throw new DataException(file + " cannot be read (" + e.getMessage() + "): check that it is there.", e);
            }
        }
    }
}
