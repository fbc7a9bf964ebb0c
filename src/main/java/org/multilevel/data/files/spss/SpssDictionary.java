package org.multilevel.data.files.spss;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.multilevel.data.files.source.ByteInput;
import org.multilevel.data.files.source.DeclaredMissing;
import org.multilevel.data.files.source.FileColumn;
import org.multilevel.data.files.source.Moment;

/** What an SPSS file says about its variables beside their list: labels, long names, long texts, the encoding. */
final class SpssDictionary {
    private static final int MACHINE = 3;
    private static final int NUMBERS = 4;
    private static final int LONG_NAMES = 13;
    private static final int LONG_TEXTS = 14;
    private static final int ROWS = 16;
    private static final int ENCODING = 20;
    private static final int LONG_LABELS = 21;
    private static final int LONG_MISSING = 22;
    private static final int LONGEST_TEXT = 32_767;

    private final Map<Integer, Map<Long, byte[]>> labels = new HashMap<>();
    private final Map<String, Integer> longTexts = new HashMap<>();
    private final Map<String, Map<String, String>> longLabels = new HashMap<>();
    private final Map<String, List<String>> longMissing = new HashMap<>();
    private byte[] longNames = {};
    private byte[] longLabelBytes = {};
    private byte[] longMissingBytes = {};
    private SpssEncoding encoding = new SpssEncoding(Optional.empty());
    private boolean encodingNamed;
    private double systemMissing = -Double.MAX_VALUE;
    private OptionalLong rows = OptionalLong.empty();
    private ByteOrder order = ByteOrder.BIG_ENDIAN;

    SpssEncoding encoding() {
        return encoding;
    }

    double systemMissing() {
        return systemMissing;
    }

    /** Returns the number of rows where there may be too many for the header. */
    OptionalLong rows() {
        return rows;
    }

    /** Gives labels to the variable that begins with this piece of a row. */
    void label(int element, Map<Long, byte[]> given) {
        labels.put(element, given);
    }

    /** Takes what an extension says, if it is one of those that matter here. */
    void extension(int subtype, ByteInput in, long size, long count) {
        order = in.order();
        switch (subtype) {
            case MACHINE -> {
                if (size == 4 && count >= 8 && !encodingNamed) {
                    in.skip(7 * 4);
                    encoding = SpssEncoding.page(in.i4());
                }
            }
            case NUMBERS -> {
                if (size == 8 && count >= 1) {
                    systemMissing = in.f8();
                }
            }
            case LONG_NAMES -> longNames = in.bytes(size * count);
            case LONG_TEXTS -> longTexts(new String(in.bytes(size * count), StandardCharsets.ISO_8859_1));
            case ROWS -> {
                if (size == 8 && count == 2) {
                    in.skip(8);
                    rows = OptionalLong.of(in.i8());
                }
            }
            case ENCODING -> {
                encoding = SpssEncoding.named(new String(in.bytes(size * count), StandardCharsets.ISO_8859_1));
                encodingNamed = encoding.charset().isPresent();
            }
            case LONG_LABELS -> longLabelBytes = in.bytes(size * count);
            case LONG_MISSING -> longMissingBytes = in.bytes(size * count);
            default -> {
                // Of no use to a table.
            }
        }
    }

    private void longTexts(String text) {
        for (String entry : text.split("[\\x00\\t]+", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0 && entry.substring(equals + 1).strip().matches("\\d{1,5}")) {
                longTexts.put(
                        entry.substring(0, equals).strip().toUpperCase(Locale.ROOT),
                        Integer.parseInt(entry.substring(equals + 1).strip()));
            }
        }
    }

    /** Returns the variables with those that are pieces of one long text made one. */
    List<SpssVariable> joined(List<SpssVariable> variables, ByteInput in) {
        List<SpssVariable> whole = new ArrayList<>();
        int k = 0;
        while (k < variables.size()) {
            SpssVariable variable = variables.get(k);
            int width = longTexts.getOrDefault(variable.shortName().toUpperCase(Locale.ROOT), variable.width());
            int segments = SpssVariable.segments(width);
            if (width != variable.width() && (variable.isNumber() || width > LONGEST_TEXT || segments < 2)) {
                throw in.damage("its variable \"" + variable.shortName() + "\" cannot have " + width + " characters");
            }
            if (k + segments > variables.size()
                    || variables.subList(k, k + segments - 1).stream()
                            .anyMatch(piece -> segments > 1 && piece.width() != SpssVariable.LONGEST_PIECE)) {
                throw in.damage("the long text \"" + variable.shortName() + "\" in its dictionary is cut off");
            }
            whole.add(variable.withWidth(width));
            k += segments;
        }
        return whole;
    }

    /** Returns the columns, now that the encoding is known. */
    List<FileColumn> columns(List<SpssVariable> variables) {
        Map<String, String> names = names();
        readLongLabels();
        readLongMissing();
        List<FileColumn> columns = new ArrayList<>();
        for (SpssVariable variable : variables) {
            byte[] shortName = variable.shortName().getBytes(StandardCharsets.ISO_8859_1);
            String name = names.getOrDefault(variable.shortName().toUpperCase(Locale.ROOT), encoding.text(shortName));
            FileColumn column = FileColumn.of(name, variable.isNumber() ? FileColumn.Kind.NUMBER : FileColumn.Kind.TEXT)
                    .withLabel(variable.label().map(encoding::text).orElse(""));
            columns.add(variable.isNumber() ? number(column, variable) : text(column, variable, name));
        }
        return columns;
    }

    private Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (String entry : encoding.text(longNames).split("\t", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                String shortName =
                        new String(entry.substring(0, equals).getBytes(charsetOfNames()), StandardCharsets.ISO_8859_1);
                names.put(shortName.toUpperCase(Locale.ROOT), entry.substring(equals + 1));
            }
        }
        return names;
    }

    private Charset charsetOfNames() {
        return encoding.charset().orElse(StandardCharsets.UTF_8);
    }

    private FileColumn number(FileColumn column, SpssVariable variable) {
        SortedMap<Double, String> texts = new TreeMap<>();
        labels.getOrDefault(variable.element(), Map.of())
                .forEach((bits, label) -> texts.put(Double.longBitsToDouble(bits), encoding.text(label)));
        List<Double> numbers = variable.missing().stream()
                .map(bytes -> ByteBuffer.wrap(bytes).order(order).getDouble())
                .toList();
        boolean range = variable.range() && numbers.size() >= 2;
        DeclaredMissing missing = new DeclaredMissing(
                range ? numbers.get(0) : Double.NaN,
                range ? numbers.get(1) : Double.NaN,
                range ? numbers.subList(2, numbers.size()) : numbers,
                List.of());
        FileColumn labelled = column.withNumberLabels(texts).withMissing(missing);
        return variable.isDate() ? labelled.withMoment(Moment.SPSS_SECONDS) : labelled;
    }

    private FileColumn text(FileColumn column, SpssVariable variable, String name) {
        Map<String, String> texts = new LinkedHashMap<>(longLabels.getOrDefault(name, Map.of()));
        labels.getOrDefault(variable.element(), Map.of())
                .forEach((bits, label) -> texts.put(
                        encoding.text(ByteBuffer.allocate(8)
                                .order(order)
                                .putLong(bits)
                                .array()),
                        encoding.text(label)));
        List<String> missing = new ArrayList<>(longMissing.getOrDefault(name, List.of()));
        variable.missing().forEach(bytes -> missing.add(encoding.text(bytes)));
        return column.withTextLabels(new TreeMap<>(texts))
                .withMissing(new DeclaredMissing(Double.NaN, Double.NaN, List.of(), missing));
    }

    private void readLongLabels() {
        ByteBuffer bytes = ByteBuffer.wrap(longLabelBytes).order(order);
        while (bytes.hasRemaining()) {
            String name = text(bytes);
            bytes.getInt();
            int count = bytes.getInt();
            Map<String, String> texts = new LinkedHashMap<>();
            for (int k = 0; k < count; k++) {
                String value = text(bytes);
                texts.put(value, text(bytes));
            }
            longLabels.put(name, texts);
        }
    }

    private void readLongMissing() {
        ByteBuffer bytes = ByteBuffer.wrap(longMissingBytes).order(order);
        while (bytes.hasRemaining()) {
            String name = text(bytes);
            int count = bytes.get();
            int length = bytes.getInt();
            List<String> values = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                values.add(text(bytes, length));
            }
            longMissing.put(name, values);
        }
    }

    private String text(ByteBuffer bytes) {
        return text(bytes, bytes.getInt());
    }

    private String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[Math.min(length, bytes.remaining() + 1)];
        bytes.get(text);
        return encoding.text(text);
    }
}
