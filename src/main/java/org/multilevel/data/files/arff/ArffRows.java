package org.multilevel.data.files.arff;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.multilevel.data.files.source.Cursor;
import org.multilevel.data.files.source.Damage;
import org.multilevel.data.files.source.FileColumn;

/** The rows of an ARFF file, one after another, sparse ones too. */
final class ArffRows implements Cursor {
    private static final double SECONDS = 86_400;

    private final ArffSource source;
    private final ArffLines lines;
    private final boolean[] wanted;
    private final String[] texts;
    private final boolean[] missing;
    private final Map<Integer, DateTimeFormatter> dates = new HashMap<>();

    ArffRows(ArffSource source, ArffLines lines, boolean[] wanted) {
        this.source = source;
        this.lines = lines;
        this.wanted = wanted;
        this.texts = new String[source.columns().size()];
        this.missing = new boolean[texts.length];
        source.dates()
                .forEach((column, pattern) -> dates.put(column, DateTimeFormatter.ofPattern(pattern, Locale.ROOT)));
    }

    @Override
    public boolean next() {
        String line;
        try {
            line = lines.next();
        } catch (IOException e) {
            throw Damage.unreadable(source.file(), e);
        }
        if (line.isEmpty()) {
            return false;
        }
        try {
            if (line.startsWith("{")) {
                sparse(line);
            } else {
                dense(ArffTokens.of(line, false));
            }
        } catch (IllegalArgumentException e) {
            throw Damage.of(source.file(), "line " + lines.number() + " is no row: " + e.getMessage(), e);
        }
        check();
        return true;
    }

    private void dense(ArffTokens values) {
        int n = values.texts().size();
        // A weight in braces may follow the values.
        boolean weight = n == texts.length + 1 && values.texts().get(n - 1).matches("\\{.*}");
        if (n != texts.length && !weight) {
            throw new IllegalArgumentException("it has " + n + " values for " + texts.length + " attributes");
        }
        for (int k = 0; k < texts.length; k++) {
            set(k, values.texts().get(k), values.quoted().get(k));
        }
    }

    /** What a sparse row leaves out is zero, or the first of the listed values. */
    private void sparse(String line) {
        for (int k = 0; k < texts.length; k++) {
            FileColumn column = source.columns().get(k);
            boolean number = column.kind() == FileColumn.Kind.NUMBER;
            missing[k] = !number && column.textLabels().isEmpty();
            texts[k] = number
                    ? "0"
                    : missing[k] ? "" : column.textLabels().keySet().iterator().next();
        }
        int end = line.lastIndexOf('}');
        String inner = line.substring(1, end < 0 ? line.length() : end).strip();
        if (end < 0) {
            throw new IllegalArgumentException("its brace is not closed");
        }
        ArffTokens values = ArffTokens.of(inner, true);
        for (int k = 0; k + 1 < values.texts().size(); k += 2) {
            set(
                    Integer.parseInt(values.texts().get(k)),
                    values.texts().get(k + 1),
                    values.quoted().get(k + 1));
        }
    }

    private void set(int column, String text, boolean quoted) {
        texts[column] = text;
        missing[column] = !quoted && text.equals("?");
    }

    private void check() {
        for (int k = 0; k < texts.length; k++) {
            FileColumn column = source.columns().get(k);
            if (missing[k] || !wanted[k]) {
                continue;
            }
            if (column.kind() == FileColumn.Kind.NUMBER) {
                double unused = number(k);
            } else if (!column.textLabels().isEmpty() && !column.textLabels().containsKey(texts[k])) {
                throw bad(k, "is not among the values that the file lists");
            }
        }
    }

    private RuntimeException bad(int column, String why) {
        return Damage.of(
                source.file(),
                "\"" + texts[column] + "\" in line " + lines.number() + ", attribute \""
                        + source.columns().get(column).name() + "\", " + why);
    }

    @Override
    public double number(int column) {
        if (missing[column]) {
            return Double.NaN;
        }
        DateTimeFormatter format = dates.get(column);
        if (format != null) {
            return days(column, format);
        }
        try {
            return Double.parseDouble(texts[column]);
        } catch (NumberFormatException e) {
            throw bad(column, "is not a number");
        }
    }

    private double days(int column, DateTimeFormatter format) {
        try {
            TemporalAccessor moment = format.parseBest(texts[column], LocalDateTime::from, LocalDate::from);
            return moment instanceof LocalDateTime time
                    ? time.toEpochSecond(ZoneOffset.UTC) / SECONDS
                    : LocalDate.from(moment).toEpochDay();
        } catch (DateTimeException e) {
            throw bad(column, "is not a date of the form " + source.dates().get(column));
        }
    }

    @Override
    public String text(int column) {
        return missing[column] ? "" : texts[column];
    }

    @Override
    public double fraction() {
        return lines.fraction();
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw Damage.unreadable(source.file(), e);
        }
    }
}
