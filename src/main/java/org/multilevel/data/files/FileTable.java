package org.multilevel.data.files;

import java.nio.BufferUnderflowException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.Columns;
import org.multilevel.data.FileState;
import org.multilevel.data.Levels;
import org.multilevel.data.Progress;
import org.multilevel.data.ScanReport;
import org.multilevel.data.Table;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.Damage;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.Source;
import org.multilevel.error.DataException;

/**
 * A file of Stata, SPSS, SAS, Excel, Weka or Parquet that is read anew at every scan.
 *
 * <p>Value labels are levels in the order of their values where every value that occurs has one; values that the file declares missing
 * are missing; dates are days since 1970-01-01. Memory does not depend on the number of rows. A file that is damaged is refused when it is
 * opened, and one that changes afterwards when it is scanned.
 */
public final class FileTable implements Table {
    private final Path file;
    private final Source source;
    private final FileState state;
    private final List<FileTally> tallies;
    private final List<ColumnPlan> plans;
    private final List<Column> columns;
    private final List<Levels> levels;
    private final long rows;
    private final List<String> notes;
    private final List<String> codes;

    private FileTable(
            Path file,
            Source source,
            FileState state,
            List<FileTally> tallies,
            List<ColumnPlan> plans,
            long rows,
            List<String> notes,
            List<String> codes) {
        this.file = file;
        this.source = source;
        this.state = state;
        this.tallies = tallies;
        this.plans = plans;
        this.columns = Columns.checked(plans.stream().map(ColumnPlan::column).toList());
        this.levels = plans.stream().map(ColumnPlan::levels).toList();
        this.rows = rows;
        this.notes = notes;
        this.codes = codes;
    }

    /**
     * Opens a file as it says itself that it is to be read.
     *
     * @throws DataException if it is damaged, or a CSV file, which {@link org.multilevel.data.csv.CsvTable} reads
     */
    public static FileTable open(Path file) {
        return open(file, FileOptions.defaults());
    }

    /**
     * Opens a file and reads it once to find what its columns hold.
     *
     * @throws DataException if it is damaged, or a CSV file, which {@link org.multilevel.data.csv.CsvTable} reads
     */
    public static FileTable open(Path file, FileOptions options) {
        Recognised found = Recognised.of(file);
        if (found.format() == FileFormat.CSV) {
            throw new DataException(file + " is a CSV file, or is not there: open it as a CsvTable.");
        }
        return open(file, found, options, Progress.NONE);
    }

    /**
     * Opens a file and reads it once to find what its columns hold.
     *
     * @param file the file
     * @param found its format, which is not CSV
     * @param options how to read it
     * @param progress hears "reading rows" and may stop the reading
     * @throws DataException if it is damaged, or a column does not exist that is to be categorical or numeric
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static FileTable open(Path file, Recognised found, FileOptions options, Progress progress) {
        FileState state = FileState.of(file);
        Source source = source(file, found, options);
        List<FileColumn> all = source.columns();
        checkNames(file, all, options);
        List<String> codes = options.missing().orElse(found.format().missingCodes());
        Set<String> wanted = new HashSet<>(
                options.columns().orElse(all.stream().map(FileColumn::name).toList()));
        List<FileTally> tallies = new ArrayList<>();
        boolean[] read = new boolean[all.size()];
        for (int k = 0; k < all.size(); k++) {
            if (wanted.contains(all.get(k).name())) {
                read[k] = true;
                boolean forced = options.categorical().contains(all.get(k).name());
                tallies.add(new FileTally(new ValueReader(all.get(k), k, codes), forced));
            }
        }
        long rows = count(file, source, read, tallies, progress);
        List<String> notes =
                Stream.concat(found.note().stream(), source.notes().stream()).toList();
        return new FileTable(file, source, state, tallies, plans(file, tallies, options), rows, notes, codes);
    }

    private static List<ColumnPlan> plans(Path file, List<FileTally> tallies, FileOptions options) {
        ColumnPlanner planner = new ColumnPlanner(file.toString(), options);
        return tallies.stream().map(planner::plan).toList();
    }

    /**
     * Returns the names of a file's columns, without reading its rows.
     *
     * @param file the file
     * @param found its format, which is not CSV
     * @param options how to read it
     * @throws DataException if it is damaged
     */
    public static List<String> columnNames(Path file, Recognised found, FileOptions options) {
        return source(file, found, options).columns().stream()
                .map(FileColumn::name)
                .toList();
    }

    private static Source source(Path file, Recognised found, FileOptions options) {
        Source source = guarded(file, () -> found.format().source(file, options));
        if (source.columns().isEmpty()) {
            throw new DataException(file + " has no columns: name a file with a table.");
        }
        List<Column> unused = Columns.checked(source.columns().stream()
                .map(column -> Column.numeric(column.name()))
                .toList());
        return source;
    }

    private static void checkNames(Path file, List<FileColumn> all, FileOptions options) {
        List<String> names = all.stream().map(FileColumn::name).toList();
        for (String name : options.categorical()) {
            if (!names.contains(name)) {
                throw new DataException("There is no column \"" + name + "\" in " + file
                        + " that could be categorical; " + Columns.list(names) + ".");
            }
        }
    }

    private static long count(Path file, Source source, boolean[] read, List<FileTally> tallies, Progress progress) {
        ScanReport report = new ScanReport(progress);
        try (Cursor cursor = guarded(file, () -> source.open(read))) {
            long[] rows = {0};
            while (guarded(file, () -> {
                for (int k = 0; k < Batch.CAPACITY; k++) {
                    if (!cursor.next()) {
                        return false;
                    }
                    rows[0]++;
                    for (FileTally tally : tallies) {
                        tally.add(cursor, rows[0]);
                    }
                }
                return true;
            })) {
                report.batch(cursor.fraction());
            }
            report.end();
            return rows[0];
        }
    }

    /** What reads a format relies on what the file says, and stumbles where that is not so. */
    private static <T> T guarded(Path file, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IndexOutOfBoundsException
                | BufferUnderflowException
                | NegativeArraySizeException
                | ArithmeticException
                | IllegalArgumentException e) {
            throw Damage.of(file, "its parts do not fit together", e);
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
        List<String> sentences = new ArrayList<>(notes);
        called(read).ifPresent(sentences::add);
        plans.stream()
                .filter(plan -> read.contains(plan.column().name()))
                .forEach(plan -> sentences.addAll(plan.notes()));
        return sentences;
    }

    /** Returns what the user has said to be missing, or what the format has for it. */
    @Override
    public List<String> missingCodes() {
        return codes;
    }

    @Override
    public Optional<String> label(String name) {
        return plans.stream()
                .filter(plan -> plan.column().name().equals(name))
                .flatMap(plan -> plan.values().column().label().stream())
                .findFirst();
    }

    /** Returns the names of columns that cannot be read before the user decides something; a scan that asks for one says what. */
    public List<String> undecided() {
        return plans.stream()
                .filter(plan -> plan.obstacle().isPresent())
                .map(plan -> plan.column().name())
                .toList();
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
        List<ColumnPlan> read = Arrays.stream(positions).mapToObj(plans::get).toList();
        read.stream().flatMap(plan -> plan.obstacle().stream()).findFirst().ifPresent(sentence -> {
            throw new DataException(sentence);
        });
        boolean[] asked = new boolean[source.columns().size()];
        read.forEach(plan -> asked[plan.values().position()] = true);
        Batch batch = new Batch(
                read.stream().map(ColumnPlan::column).toList(),
                Arrays.stream(positions).mapToObj(levels::get).toList());
        ScanReport report = new ScanReport(progress);
        if (!state.equals(FileState.of(file))) {
            throw changed();
        }
        try (Cursor cursor = guarded(file, () -> source.open(asked))) {
            long first = 0;
            int size = guarded(file, () -> fill(cursor, read, batch));
            while (size > 0) {
                report.batch(cursor.fraction());
                batch.hold(first, size);
                consumer.accept(batch);
                first += size;
                size = guarded(file, () -> fill(cursor, read, batch));
            }
            if (first != rows) {
                throw changed();
            }
        }
        report.end();
    }

    /**
     * Opens the rows as text, for passing them on: labels, and numbers with all their digits.
     *
     * @param missing what stands for a missing value
     */
    public FileRecords records(String missing) {
        return records(plans, missing);
    }

    /**
     * Opens the rows as text, for passing them on, as they would be read with other columns forced to be numbers or labels.
     *
     * @param as says which columns
     * @param missing what stands for a missing value
     */
    public FileRecords records(FileOptions as, String missing) {
        return records(plans(file, tallies, as), missing);
    }

    private FileRecords records(List<ColumnPlan> passed, String missing) {
        boolean[] asked = new boolean[source.columns().size()];
        passed.forEach(plan -> asked[plan.values().position()] = true);
        return new FileRecords(guarded(file, () -> source.open(asked)), passed, missing);
    }

    private static int fill(Cursor cursor, List<ColumnPlan> read, Batch batch) {
        int size = 0;
        while (size < Batch.CAPACITY && cursor.next()) {
            for (int k = 0; k < read.size(); k++) {
                read.get(k).read(cursor, batch, k, size);
            }
            size++;
        }
        return size;
    }

    private DataException changed() {
        return new DataException(
                file + " has changed since it was opened: run again when nothing writes to it any more.");
    }
}
