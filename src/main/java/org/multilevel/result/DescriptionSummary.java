package org.multilevel.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.description.ColumnFacts;
import org.multilevel.data.description.Correlation;
import org.multilevel.data.description.Description;
import org.multilevel.data.description.GroupCounts;
import org.multilevel.data.description.LevelCount;
import org.multilevel.data.description.Variation;
import org.multilevel.inference.Counts;

/** The readable description of a table, for a terminal or a text window. */
public final class DescriptionSummary {
    private static final int DEFAULT_DIGITS = 4;
    private static final int INDENT = 10;
    /** So many levels of a column are listed: more are ids or free text. */
    private static final int LEVELS_SHOWN = 10;
    /** A text that is longer, as an answer in words, would push the counts out of sight. */
    private static final int LEVEL_WIDTH = 50;
    /** So many pairs of columns are listed: those of ten columns. */
    private static final int PAIRS_SHOWN = 45;

    private final Description description;
    private final int digits;

    private DescriptionSummary(Description description, int digits) {
        this.description = description;
        this.digits = digits;
    }

    /** Returns the summary with 4 significant digits. */
    public static DescriptionSummary of(Description description) {
        return new DescriptionSummary(description, DEFAULT_DIGITS);
    }

    /**
     * Returns this summary with another number of significant digits.
     *
     * @throws IllegalArgumentException unless it is between 1 and 15
     */
    public DescriptionSummary withDigits(int digits) {
        Summary.checkDigits(digits);
        return new DescriptionSummary(description, digits);
    }

    /** Returns the summary: lines that end with a newline. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.addAll(TextLayout.paragraph("Rows", INDENT, Counts.of(description.rows())));
        description.groups().ifPresent(groups -> lines.addAll(TextLayout.paragraph("Groups", INDENT, words(groups))));
        addNumbers(lines);
        addLevels(lines);
        addVariation(lines);
        addCorrelations(lines);
        addLabels(lines);
        addNotes(lines);
        return String.join("\n", lines) + "\n";
    }

    private String words(GroupCounts groups) {
        String name = description.groupName();
        if (groups.groups() == 0) {
            return name + " 0";
        }
        String sizes = groups.min() == groups.max()
                ? Counts.of(groups.min(), "row") + " each"
                : Counts.of(groups.min()) + " to " + Counts.of(groups.max()) + " rows, median "
                        + NumberLabel.of(groups.median()) + ", mean "
                        + Decimals.places(1).text(groups.mean());
        String single = groups.singletons() == 0 || groups.max() == 1
                ? ""
                : "; " + Counts.of(groups.singletons()) + " with a single row";
        String without = groups.withoutGroup() == 0
                ? ""
                : "; " + Counts.of(groups.withoutGroup(), "row") + " without a value of " + name;
        return name + " " + Counts.of(groups.groups()) + " (" + sizes + single + ")" + without;
    }

    private void addNumbers(List<String> lines) {
        List<ColumnFacts> numbers = description.columns().stream()
                .filter(facts -> facts.kind() == ColumnFacts.Kind.NUMERIC)
                .toList();
        if (!numbers.isEmpty()) {
            section(lines, "Numbers");
            lines.addAll(table(
                    List.of("Column", "count", "missing", "mean", "SD", "min", "25%", "median", "75%", "max"),
                    1,
                    numbers.stream().map(this::row).toList()));
        }
    }

    private List<String> row(ColumnFacts facts) {
        Decimals decimals = Decimals.beside(facts.sd() > 0 ? facts.sd() : facts.mean(), digits);
        return List.of(
                facts.name(),
                Counts.of(facts.count()),
                Counts.of(facts.missing()),
                decimals.text(facts.mean()),
                decimals.text(facts.sd()),
                decimals.text(facts.min()),
                decimals.text(facts.lowerQuartile()),
                decimals.text(facts.median()),
                decimals.text(facts.upperQuartile()),
                decimals.text(facts.max()));
    }

    private void addLevels(List<String> lines) {
        List<List<String>> rows = new ArrayList<>();
        for (ColumnFacts facts : description.columns()) {
            if (facts.kind() == ColumnFacts.Kind.CATEGORICAL) {
                addLevels(facts, rows);
            }
        }
        if (!rows.isEmpty()) {
            section(lines, "Levels");
            lines.addAll(table(List.of("Column", "level", "count", "missing", "share"), 2, rows));
        }
    }

    private void addLevels(ColumnFacts facts, List<List<String>> rows) {
        List<LevelCount> levels = description.levels().stream()
                .filter(level -> level.column().equals(facts.name()))
                .limit(LEVELS_SHOWN)
                .toList();
        int rest = facts.levels() - levels.size();
        String all = Counts.of(facts.levels(), "level");
        rows.add(List.of(facts.name(), all, Counts.of(facts.count()), Counts.of(facts.missing()), ""));
        levels.forEach(level -> rows.add(List.of(
                "",
                TextLayout.shortened(level.level(), LEVEL_WIDTH),
                Counts.of(level.count()),
                "",
                Decimals.places(digits).text(level.share()))));
        if (rest > 0 && !levels.isEmpty()) {
            rows.add(List.of("", "and " + Counts.of(rest) + " more", "", "", ""));
        }
    }

    private void addVariation(List<String> lines) {
        if (description.variations().isEmpty()) {
            return;
        }
        section(lines, "Between and within " + description.groupName());
        lines.addAll(table(
                List.of("Column", "varies", "within groups", "variance between", "within", "share between"),
                2,
                description.variations().stream().map(this::row).toList()));
    }

    private List<String> row(Variation variation) {
        Decimals decimals = Decimals.beside(larger(variation.between(), variation.within()), digits);
        return List.of(
                variation.column(),
                variation.kind().words(),
                Counts.of(variation.varying()) + " of " + Counts.of(variation.groups()),
                decimals.text(variation.between()),
                decimals.text(variation.within()),
                Decimals.places(digits).text(variation.share()));
    }

    /** Returns the larger variance, that which there is, or NaN. */
    private static double larger(double between, double within) {
        return DoubleStream.of(between, within)
                .filter(variance -> !Double.isNaN(variance))
                .map(Math::abs)
                .max()
                .orElse(Double.NaN);
    }

    private void addCorrelations(List<String> lines) {
        List<Correlation> pairs = description.correlations();
        if (pairs.isEmpty()) {
            return;
        }
        boolean grouped = description.groups().isPresent();
        section(lines, "Correlations");
        List<String> header = new ArrayList<>(List.of("Column", "and", "rows", "total"));
        if (grouped) {
            header.addAll(List.of("between", "within"));
        }
        lines.addAll(table(
                header,
                2,
                pairs.stream()
                        .limit(PAIRS_SHOWN)
                        .map(pair -> row(pair, grouped))
                        .toList()));
        if (pairs.size() > PAIRS_SHOWN) {
            lines.add("  and " + Counts.of(pairs.size() - PAIRS_SHOWN) + " more pairs in the table correlations");
        }
    }

    private List<String> row(Correlation pair, boolean grouped) {
        Decimals decimals = Decimals.places(digits);
        List<String> row = new ArrayList<>(
                List.of(pair.first(), pair.second(), Counts.of(pair.rows()), decimals.text(pair.total())));
        if (grouped) {
            row.addAll(List.of(decimals.text(pair.between()), decimals.text(pair.within())));
        }
        return row;
    }

    private void addLabels(List<String> lines) {
        List<List<String>> rows = description.columns().stream()
                .flatMap(facts -> facts.label().stream().map(label -> List.of(facts.name(), label)))
                .toList();
        if (!rows.isEmpty()) {
            section(lines, "Variable labels");
            lines.addAll(table(List.of("Column", "label"), 2, rows));
        }
    }

    private void addNotes(List<String> lines) {
        if (!description.notes().isEmpty()) {
            lines.add("");
        }
        description.notes().forEach(note -> lines.addAll(TextLayout.paragraph("Note", INDENT, note)));
    }

    private static void section(List<String> lines, String title) {
        lines.add("");
        lines.add(title);
    }

    private static List<String> table(List<String> header, int texts, List<List<String>> rows) {
        List<Boolean> leftAligned = new ArrayList<>(Collections.nCopies(header.size(), false));
        Collections.fill(leftAligned.subList(0, texts), true);
        return TextLayout.table(header, leftAligned, rows);
    }

    /** Returns {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
