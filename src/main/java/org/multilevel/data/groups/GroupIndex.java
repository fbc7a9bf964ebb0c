package org.multilevel.data.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.Levels;

/**
 * The groups that one column, or several together, divide rows into: numbered from 0 in the order in which they were met.
 *
 * <p>Groups are known by their labels, so that they are found again in another table. Safe to search from several threads
 * once nothing is added any more.
 */
final class GroupIndex {
    /** Stands for the group of a row in which a group column is missing. */
    static final int MISSING = -1;

    /** Stands for a group that the index does not have. */
    static final int UNSEEN = -2;

    /** Between the labels of several columns. */
    private static final String JOINT = ":";

    /** The labels of each column, numbered. */
    private final List<Levels> parts;
    /** With several columns: the combinations that occur, each written as its parts' numbers with two characters for each. */
    private final Levels combinations = new Levels();

    GroupIndex(int columns) {
        this.parts = IntStream.range(0, columns).mapToObj(k -> new Levels()).toList();
    }

    int columns() {
        return parts.size();
    }

    int size() {
        return parts.size() == 1 ? parts.get(0).size() : combinations.size();
    }

    /** Returns the number that stands for a label of one column, which it gets now if it is new. */
    int addPart(int column, String label) {
        return parts.get(column).add(label);
    }

    /** Returns the number that stands for a label of one column, or {@link #UNSEEN}. */
    int findPart(int column, String label) {
        int part = parts.get(column).code(label);
        return part < 0 ? UNSEEN : part;
    }

    /** Returns the group of a combination of parts, none of which is missing, and which it gets now if it is new. */
    int add(int[] row) {
        return row.length == 1 ? row[0] : combinations.add(key(row), 0, 2 * row.length);
    }

    /** Returns the group of a combination of parts, or {@link #UNSEEN} or {@link #MISSING}, as the worst of the parts is. */
    int find(int[] row) {
        int group = 0;
        for (int part : row) {
            if (part == MISSING) {
                return MISSING;
            }
            group = Math.min(group, part);
        }
        if (group < 0 || row.length == 1) {
            return group < 0 ? group : row[0];
        }
        int found = combinations.code(new String(key(row)));
        return found < 0 ? UNSEEN : found;
    }

    /** Adds a group by its labels, one for each column; returns its number. */
    int add(List<String> labels) {
        int[] row = new int[labels.size()];
        for (int k = 0; k < row.length; k++) {
            row[k] = addPart(k, labels.get(k));
        }
        return add(row);
    }

    /** Returns the labels of a group, one for each column. */
    List<String> labels(int group) {
        if (parts.size() == 1) {
            return List.of(parts.get(0).label(group));
        }
        String key = combinations.label(group);
        List<String> labels = new ArrayList<>();
        for (int k = 0; k < parts.size(); k++) {
            labels.add(parts.get(k).label(key.charAt(2 * k) << Character.SIZE | key.charAt(2 * k + 1)));
        }
        return List.copyOf(labels);
    }

    /** Returns the name of a group for the user. */
    String label(int group) {
        return join(labels(group));
    }

    /** Returns one name for what several columns say. */
    static String join(List<String> names) {
        return String.join(JOINT, names);
    }

    private static char[] key(int[] row) {
        char[] key = new char[2 * row.length];
        for (int k = 0; k < row.length; k++) {
            key[2 * k] = (char) (row[k] >>> Character.SIZE);
            key[2 * k + 1] = (char) row[k];
        }
        return key;
    }
}
