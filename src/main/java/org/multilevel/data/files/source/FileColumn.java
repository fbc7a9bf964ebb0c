package org.multilevel.data.files.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A column as its file describes it.
 *
 * @param name the name
 * @param kind what its values are
 * @param label what the file calls it in words
 * @param numberLabels the labels of values of a column of numbers, by value
 * @param textLabels the labels of values of a column of texts, in their order
 * @param missing the values that are declared missing
 * @param moment how it counts time, where it does
 */
public record FileColumn(
        String name,
        Kind kind,
        Optional<String> label,
        SortedMap<Double, String> numberLabels,
        Map<String, String> textLabels,
        DeclaredMissing missing,
        Optional<Moment> moment) {

    /** Copies the maps. */
    public FileColumn {
        numberLabels = Collections.unmodifiableSortedMap(new TreeMap<>(numberLabels));
        textLabels = Collections.unmodifiableMap(new LinkedHashMap<>(textLabels));
    }

    /** What the values of a column are. */
    public enum Kind {
        NUMBER,
        TEXT,
        /** Each value says what it is, as in a spreadsheet. */
        MIXED
    }

    public static FileColumn of(String name, Kind kind) {
        return new FileColumn(
                name, kind, Optional.empty(), new TreeMap<>(), Map.of(), DeclaredMissing.NONE, Optional.empty());
    }

    public FileColumn withLabel(String text) {
        return new FileColumn(
                name,
                kind,
                text.isBlank() ? Optional.empty() : Optional.of(text.strip()),
                numberLabels,
                textLabels,
                missing,
                moment);
    }

    public FileColumn withMoment(Moment counted) {
        return new FileColumn(name, kind, label, numberLabels, textLabels, missing, Optional.of(counted));
    }

    public FileColumn withNumberLabels(SortedMap<Double, String> labels) {
        return new FileColumn(name, kind, label, labels, textLabels, missing, moment);
    }

    public FileColumn withTextLabels(Map<String, String> labels) {
        return new FileColumn(name, kind, label, numberLabels, labels, missing, moment);
    }

    public FileColumn withMissing(DeclaredMissing declared) {
        return new FileColumn(name, kind, label, numberLabels, textLabels, declared, moment);
    }
}
