package org.multilevel.data.files.excel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.Source;
import org.multilevel.error.DataException;
import org.multilevel.error.Labels;

/**
 * A sheet of a workbook; its first row that is not empty names the columns.
 *
 * @param file the file
 * @param book what the workbook says
 * @param part the part that holds the sheet
 * @param positions where in the sheet the columns stand, from 0
 * @param columns the columns that have a name
 * @param notes what was guessed
 */
public record ExcelSource(
        Path file, ExcelBook book, String part, int[] positions, List<FileColumn> columns, List<String> notes)
        implements Source {

    /**
     * Reads the description of a sheet.
     *
     * @param named its name; where it is not said, the first that is not empty
     * @param option what sentences call the option that names it
     */
    public static Source read(Path file, Optional<String> named, String option) {
        try (ExcelParts parts = ExcelParts.open(file)) {
            ExcelBook book = ExcelBook.read(parts);
            if (named.isPresent()) {
                String name = named.get();
                if (!book.sheets().containsKey(name)) {
                    throw new DataException("There is no sheet \"" + name + "\" in " + file + "; "
                            + Labels.instead(name, List.copyOf(book.sheets().keySet()), Labels.Instead.LABELS, "it has")
                            + ".");
                }
                return sheet(file, parts, book, name).checked();
            }
            List<Sheet> full = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (Map.Entry<String, String> sheet : book.sheets().entrySet()) {
                if (parts.has(sheet.getValue())) {
                    Sheet found = sheet(file, parts, book, sheet.getKey());
                    if (!found.source().columns().isEmpty()) {
                        full.add(found);
                        names.add(sheet.getKey());
                    }
                }
            }
            if (full.isEmpty()) {
                throw new DataException(file + " has no sheet with a table: name a workbook that has one.");
            }
            List<String> notes = full.size() == 1
                    ? List.of()
                    : List.of("The sheet \"" + names.get(0) + "\" was read, and not "
                            + Labels.list(names.subList(1, names.size())) + " ("
                            + option + ").");
            return full.get(0).checked().withNotes(notes);
        }
    }

    /**
     * A sheet.
     *
     * @param title what stands above the table in the place of its names, as a sentence
     */
    private record Sheet(ExcelSource source, Optional<String> title) {
        ExcelSource checked() {
            title.ifPresent(sentence -> {
                throw new DataException(sentence);
            });
            return source;
        }
    }

    private static Sheet sheet(Path file, ExcelParts parts, ExcelBook book, String name) {
        String part = book.sheets().getOrDefault(name, "");
        List<FileColumn> columns = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Set<Integer> accounted = new HashSet<>();
        Optional<String> title = Optional.empty();
        try (ExcelParts.Document document = parts.document(part)) {
            ExcelCells cells = new ExcelCells(book, document);
            if (cells.next()) {
                for (int k = 0; k < cells.width(); k++) {
                    String heading = cells.label(k).strip();
                    if (!heading.isEmpty()) {
                        columns.add(FileColumn.of(heading, FileColumn.Kind.MIXED));
                        positions.add(k);
                        accounted.add(k);
                    } else if (cells.isUncomputed(k)) {
                        notes.add("Column " + ExcelCells.name(k)
                                + " of the sheet was left out, because its name is a formula whose result the file does not have:"
                                + " open the file in Excel and save it.");
                        accounted.add(k);
                    }
                }
                Unnamed unnamed = Unnamed.below(cells, accounted);
                unnamed.note(name).ifPresent(notes::add);
                if (columns.size() == 1 && unnamed.mostFilled() > 2) {
                    title = Optional.of("The sheet \"" + name + "\" of " + file + " has one name, \""
                            + columns.get(0).name() + "\", above rows of " + unnamed.mostFilled()
                            + " cells: take the title out, so that the first row names the columns, and save it.");
                }
            }
        }
        int[] places = positions.stream().mapToInt(k -> k).toArray();
        return new Sheet(new ExcelSource(file, book, part, places, columns, notes), title);
    }

    /**
     * What stands in columns that have no name, as far as the first rows show.
     *
     * @param positions those columns, from 0
     * @param mostFilled the most cells that a row has
     */
    private record Unnamed(SortedSet<Integer> positions, int mostFilled) {
        private static final int ROWS = 100;

        static Unnamed below(ExcelCells cells, Set<Integer> named) {
            SortedSet<Integer> positions = new TreeSet<>();
            int most = 0;
            for (int row = 0; row < ROWS && cells.next(); row++) {
                int filled = 0;
                for (int k = 0; k < cells.width(); k++) {
                    if (cells.isFilled(k)) {
                        filled++;
                        if (!named.contains(k)) {
                            positions.add(k);
                        }
                    }
                }
                most = Math.max(most, filled);
            }
            return new Unnamed(positions, most);
        }

        Optional<String> note(String sheet) {
            if (positions.isEmpty()) {
                return Optional.empty();
            }
            boolean one = positions.size() == 1;
            return Optional.of("The sheet \"" + sheet + "\" was read without " + (one ? "column " : "columns ")
                    + positions.stream().map(ExcelCells::name).collect(Collectors.joining(", ")) + ", which "
                    + (one ? "has" : "have")
                    + " no name in its first row.");
        }
    }

    private ExcelSource withNotes(List<String> more) {
        return new ExcelSource(
                file,
                book,
                part,
                positions,
                columns,
                Stream.concat(more.stream(), notes.stream()).toList());
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.empty();
    }

    @Override
    public Cursor open(boolean[] wanted) {
        ExcelParts parts = ExcelParts.open(file);
        try {
            ExcelCells cells = new ExcelCells(book, parts.document(part));
            boolean unused = cells.next();
            return new Rows(parts, cells, positions);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** The rows below the header. */
    private record Rows(ExcelParts parts, ExcelCells cells, int[] positions) implements Cursor {
        @Override
        public boolean next() {
            return cells.next();
        }

        @Override
        public double number(int column) {
            return cells.number(positions[column]);
        }

        @Override
        public String text(int column) {
            return cells.text(positions[column]);
        }

        @Override
        public boolean isText(int column) {
            return cells.isText(positions[column]);
        }

        @Override
        public boolean isDate(int column) {
            return cells.isDate(positions[column]);
        }

        @Override
        public boolean isUncomputed(int column) {
            return cells.isUncomputed(positions[column]);
        }

        @Override
        public double fraction() {
            return Double.NaN;
        }

        @Override
        public void close() {
            cells.close();
            parts.close();
        }
    }
}
