package org.multilevel.data.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.multilevel.data.Column;
import org.multilevel.data.Columns;
import org.multilevel.error.DataException;

/** Finds what the columns of a CSV file hold, but for those without a name and those that nobody wants, and how many rows it has. */
final class CsvTypes {
    private final String file;
    private final CsvOptions options;
    private final CsvDialect dialect;
    private final CsvValues values;
    private List<String> names = List.of();
    /** The positions of the columns of the table. */
    private int[] kept = {};
    /** The positions of those of them whose type is not forced: those that a chunk holds. */
    private int[] open = {};

    private ColumnTally[] tallies = {};
    private final Map<Integer, Integer> repeats = new HashMap<>();
    private int unnamed;
    private long rows;

    /**
     * Creates the finder.
     *
     * @param file what a sentence calls the file
     * @param options how the user wants it to be read
     * @param dialect how it is written
     */
    CsvTypes(String file, CsvOptions options, CsvDialect dialect) {
        this.file = file;
        this.options = options;
        this.dialect = dialect;
        this.values = new CsvValues(options);
    }

    /** Takes the names of the columns, and returns which of them must be read. */
    boolean[] start(List<String> columnNames) {
        names = List.copyOf(columnNames);
        Map<String, Integer> positions = new HashMap<>();
        List<Integer> found = new ArrayList<>();
        Set<String> wanted = new HashSet<>(options.columns().orElse(names));
        for (int k = 0; k < names.size(); k++) {
            String name = names.get(k);
            Integer first = name.isEmpty() ? null : positions.putIfAbsent(name, k);
            if (name.isEmpty()) {
                // The names of rows are told apart from a column that ought to have one.
                unnamed += dialect.rowNames() && k == 0 ? 0 : 1;
            } else if (first != null) {
                repeats.putIfAbsent(first, k);
            } else if (wanted.contains(name)) {
                found.add(k);
            }
        }
        Set<String> forced = new HashSet<>(options.categorical());
        for (String name : options.categorical()) {
            if (!positions.containsKey(name)) {
                throw new DataException("There is no column \"" + name + "\" in " + file
                        + " that could be categorical; " + Columns.list(List.copyOf(names)) + ".");
            }
        }
        kept = found.stream().mapToInt(k -> k).toArray();
        open = Arrays.stream(kept).filter(k -> !forced.contains(names.get(k))).toArray();
        tallies = Arrays.stream(open).mapToObj(k -> new ColumnTally()).toArray(ColumnTally[]::new);
        boolean[] read = new boolean[names.size()];
        for (int k : open) {
            read[k] = true;
        }
        return read;
    }

    void read(CsvChunk chunk) {
        char[] text = chunk.text();
        for (int i = 0; i < open.length; i++) {
            ColumnTally tally = tallies[i];
            for (int row = 0; row < chunk.rows(); row++) {
                int j = row * open.length + i;
                int start = chunk.start(j);
                int length = chunk.end(j) - start;
                if (!values.isMissing(text, start, length)) {
                    int end = CsvValues.end(text, start, start + length);
                    tally.add(text, CsvValues.start(text, start, end), end, rows + row + 1, chunk.line(row));
                }
            }
        }
        rows += chunk.rows();
    }

    long rows() {
        return rows;
    }

    /** Returns how many columns have no name, and so cannot be read. */
    int unnamed() {
        return unnamed;
    }

    /** Returns the names of all columns by position, as the header gives them. */
    List<String> names() {
        return names;
    }

    List<CsvColumn> columns() {
        ColumnJudge judge = new ColumnJudge(file, options, dialect, List.of(tallies));
        List<CsvColumn> columns = new ArrayList<>();
        int next = 0;
        for (int k : kept) {
            CsvColumn column = next < open.length && open[next] == k
                    ? judge.column(names.get(k), k, tallies[next++])
                    : CsvColumn.plain(Column.categorical(names.get(k)), k);
            Integer repeat = repeats.get(k);
            columns.add(repeat == null ? column : column.withObstacle(repeated(k, repeat)));
        }
        return columns;
    }

    private String repeated(int first, int second) {
        int shift = dialect.rowNames() ? 0 : 1;
        return "Columns " + (first + shift) + " and " + (second + shift) + " in the header of " + file
                + " are both named \"" + names.get(first) + "\": give every column its own name.";
    }
}
