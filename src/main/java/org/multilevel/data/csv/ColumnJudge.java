package org.multilevel.data.csv;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.data.Column;

/**
 * Decides from the counts of all columns of a file what each of them holds.
 *
 * <p>A column of numbers but for a few values is none that a program may decide about: it is numeric, and a sentence says what its
 * user has to decide before it is read. Only a usual code for missing values that is alone in that role decides itself.
 */
final class ColumnJudge {
    private final String file;
    private final CsvOptions options;
    private final boolean semicolons;
    private final boolean commas;
    private final boolean points;

    /**
     * Creates the judge.
     *
     * @param file what a sentence calls the file
     * @param options how the user wants it to be read
     * @param dialect how it is written
     * @param tallies the counts of all columns
     */
    ColumnJudge(String file, CsvOptions options, CsvDialect dialect, Collection<ColumnTally> tallies) {
        this.file = file;
        this.options = options;
        this.semicolons = dialect.separator().character() == ';';
        this.points = hasMark(dialect, tallies, DecimalMark.POINT);
        this.commas = hasMark(dialect, tallies, DecimalMark.COMMA);
    }

    /** Returns whether a mark that cannot separate thousands is in some column, or at the beginning of the file. */
    private static boolean hasMark(CsvDialect dialect, Collection<ColumnTally> tallies, DecimalMark mark) {
        return dialect.mark().equals(Optional.of(mark)) || hasClear(tallies, mark);
    }

    private static boolean hasClear(Collection<ColumnTally> tallies, DecimalMark mark) {
        return tallies.stream()
                .anyMatch(tally -> tally.isMostlyNumbers() && tally.isClear(mark) && tally.marked(mark.other()) == 0);
    }

    /** Returns what a column holds. */
    CsvColumn column(String name, int position, ColumnTally tally) {
        DecimalMark mark = options.decimal().orElseGet(() -> mark(tally));
        long odd = tally.others() + tally.marked(mark.other());
        boolean label = odd > 0 && !isMeantToBeNumeric(name, tally);
        if (label || (odd == 0 && tally.hasIds())) {
            return CsvColumn.plain(Column.categorical(name), position);
        }
        Optional<String> code = code(tally);
        if (odd > 0 && (code.isEmpty() || tally.marked(mark.other()) > 0)) {
            return numeric(name, position, mark).withObstacle(obstacle(name, tally, mark, odd));
        }
        if (isAmbiguous(tally, mark)) {
            return numeric(name, position, mark).withObstacle(ambiguous(name, tally));
        }
        return new CsvColumn(
                tally.hasIds() ? Column.categorical(name) : Column.numeric(name),
                position,
                mark,
                tally.texts(),
                code.map(unused -> note(name, tally, mark)),
                Optional.empty());
    }

    private static CsvColumn numeric(String name, int position, DecimalMark mark) {
        return new CsvColumn(Column.numeric(name), position, mark, List.of(), Optional.empty(), Optional.empty());
    }

    /** Returns the mark of a column that uses one only, in a file where it can be no thousands separator; else what is more frequent. */
    private DecimalMark mark(ColumnTally tally) {
        long withComma = tally.marked(DecimalMark.COMMA);
        long withPoint = tally.marked(DecimalMark.POINT);
        boolean readable = tally.isClear(DecimalMark.COMMA) || ((commas || semicolons) && !points);
        return withComma > withPoint && readable ? DecimalMark.COMMA : DecimalMark.POINT;
    }

    /** Returns whether points that may separate thousands stand in a file that has decimal commas. */
    private boolean isAmbiguous(ColumnTally tally, DecimalMark mark) {
        return options.decimal().isEmpty()
                && mark == DecimalMark.POINT
                && tally.marked(DecimalMark.POINT) > 0
                && !tally.isClear(DecimalMark.POINT)
                && commas
                && !points;
    }

    private boolean isMeantToBeNumeric(String name, ColumnTally tally) {
        return tally.isMostlyNumbers()
                || (options.numeric().contains(name)
                        && (tally.numbers() > 0 || code(tally).isPresent()));
    }

    /** Returns the usual missing code that all values are which are no numbers. */
    private static Optional<String> code(ColumnTally tally) {
        List<Optional<String>> codes =
                tally.texts().stream().map(MissingCode::of).distinct().toList();
        return codes.size() == 1 ? codes.get(0) : Optional.empty();
    }

    private static String note(String name, ColumnTally tally, DecimalMark mark) {
        return "Column \"" + name + "\" holds numbers, and "
                + String.join(
                        " or ",
                        tally.texts().stream().map(text -> '"' + text + '"').toList()) + " in "
                + count(tally.others(), "row") + ", the first of which is row "
                + tally.firstBut(mark).row()
                + ": that was taken as missing (--categorical " + argument(name) + " makes it a category).";
    }

    private String ambiguous(String name, ColumnTally tally) {
        return "Column \"" + name + "\" of " + file + " has numbers with a point, such as \""
                + tally.firstBut(DecimalMark.COMMA).text()
                + "\", in a file with decimal commas: say --decimal point if it is a decimal point, or write the numbers"
                + " without a separator of thousands.";
    }

    private String obstacle(String name, ColumnTally tally, DecimalMark mark, long odd) {
        long foreign = tally.marked(mark.other());
        ColumnTally.Place first = tally.firstBut(mark);
        long numbers = tally.numbers() - foreign;
        return "Column \"" + name + "\" of " + file + " has " + count(numbers, "number") + " and "
                + (foreign == odd
                        ? foreign + " with a " + mark.other().words()
                        : odd + (odd == 1 ? " other value" : " other values"))
                + ", the first \"" + first.text() + "\" in row " + first.row() + " (line " + first.line() + "): "
                + (foreign == odd ? markAdvice(tally, mark) : missingAdvice(tally, foreign)) + ", or --categorical "
                + argument(name) + " if the column holds labels.";
    }

    private static String markAdvice(ColumnTally tally, DecimalMark mark) {
        return tally.marked(mark) == 0
                ? "say " + mark.other().option() + " if it is one"
                : "write all of them with a " + mark.words();
    }

    private String missingAdvice(ColumnTally tally, long foreign) {
        List<String> texts = tally.texts();
        boolean listed = foreign == 0 && !texts.isEmpty() && texts.stream().noneMatch(text -> text.indexOf(',') >= 0);
        List<String> all =
                Stream.concat(options.missing().stream(), texts.stream()).toList();
        return "say --missing " + (listed ? argument(String.join(",", all)) : "and its text")
                + " if that means a missing value";
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns a text as it is typed in a shell. */
    private static String argument(String text) {
        return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-,/".indexOf(c) >= 0)
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }
}
