package org.multilevel.data.files.arff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.multilevel.data.files.source.Damage;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.Moment;
import org.multilevel.data.files.source.Source;

/** Reads the description of an ARFF file. */
public final class ArffHeader {
    private static final String ISO = "yyyy-MM-dd'T'HH:mm:ss";

    private final Path file;
    private final List<FileColumn> columns = new ArrayList<>();
    private final Map<Integer, String> dates = new HashMap<>();

    private ArffHeader(Path file) {
        this.file = file;
    }

    /** Reads the file's description. */
    public static Source read(Path file) {
        return new ArffHeader(file).source();
    }

    private ArffSource source() {
        try (ArffLines lines = ArffLines.open(file)) {
            String line = lines.next();
            while (!line.isEmpty()) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("@data")) {
                    return new ArffSource(file, lines.number(), columns, dates);
                }
                if (lower.startsWith("@attribute")) {
                    attribute(line.substring("@attribute".length()).strip(), lines.number());
                } else if (!lower.startsWith("@relation")) {
                    throw Damage.of(file, "line " + lines.number() + " does not begin with @attribute or @data");
                }
                line = lines.next();
            }
            throw Damage.of(file, "it ends before @data");
        } catch (IOException e) {
            throw Damage.unreadable(file, e);
        }
    }

    private void attribute(String text, long line) {
        int end = endOfName(text, line);
        String name = ArffTokens.of(text.substring(0, end), false).texts().get(0);
        String type = text.substring(end).strip();
        String word = type.toLowerCase(Locale.ROOT);
        if (type.startsWith("{")) {
            columns.add(nominal(name, type, line));
        } else if (word.matches("(numeric|real|integer)\\b.*")) {
            columns.add(FileColumn.of(name, FileColumn.Kind.NUMBER));
        } else if (word.equals("string")) {
            columns.add(FileColumn.of(name, FileColumn.Kind.TEXT));
        } else if (word.startsWith("date")) {
            List<String> format = ArffTokens.of(type.substring("date".length()).strip(), false)
                    .texts();
            dates.put(columns.size(), format.isEmpty() ? ISO : format.get(0));
            columns.add(FileColumn.of(name, FileColumn.Kind.NUMBER).withMoment(Moment.DAYS));
        } else {
            throw Damage.unsupported(
                    file,
                    "has an attribute of type \"" + type + "\" in line " + line,
                    "make its parts columns of their own");
        }
    }

    private int endOfName(String text, long line) {
        char quote = text.isEmpty() ? ' ' : text.charAt(0);
        if (quote == '\'' || quote == '"') {
            for (int k = 1; k < text.length(); k++) {
                if (text.charAt(k) == '\\') {
                    k++;
                } else if (text.charAt(k) == quote) {
                    return k + 1;
                }
            }
        } else {
            for (int k = 1; k < text.length(); k++) {
                if (Character.isWhitespace(text.charAt(k)) || text.charAt(k) == '{') {
                    return k;
                }
            }
        }
        throw Damage.of(file, "line " + line + " does not say what an attribute is");
    }

    private FileColumn nominal(String name, String type, long line) {
        int end = type.lastIndexOf('}');
        if (end < 0) {
            throw Damage.of(file, "line " + line + " has a list of values without an end");
        }
        Map<String, String> levels = new LinkedHashMap<>();
        ArffTokens.of(type.substring(1, end), false).texts().forEach(level -> levels.put(level, level));
        return FileColumn.of(name, FileColumn.Kind.TEXT).withTextLabels(levels);
    }
}
