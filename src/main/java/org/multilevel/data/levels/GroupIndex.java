package org.multilevel.data.levels;

import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.Levels;

/**
 * The groups that one column, or several together, divide rows into: numbered from 0 in the order in which they were met.
 *
 * <p>Groups are known by their labels, so that they are found again in another table. Safe to search from several threads
 * once nothing is added any more.
 */
public final class GroupIndex {
    /** The labels of each column, numbered. */
    private final List<Levels> parts;
    /** With several columns: the combinations that occur. */
    private final List<LongIds> steps;

    /** Creates an index without groups. */
    public GroupIndex(int columns) {
        this.parts = IntStream.range(0, columns).mapToObj(k -> new Levels()).toList();
        this.steps = IntStream.range(1, columns).mapToObj(k -> new LongIds(16)).toList();
    }

    public int columns() {
        return parts.size();
    }

    public int size() {
        return steps.isEmpty()
                ? parts.get(0).size()
                : steps.get(steps.size() - 1).size();
    }

    /** Returns the number that stands for a label of one column, which it gets now if it is new. */
    public int addPart(int column, String label) {
        return parts.get(column).add(label);
    }

    /** Returns the number that stands for a label of one column, or {@link LevelIndex#UNSEEN}. */
    public int findPart(int column, String label) {
        int part = parts.get(column).code(label);
        return part < 0 ? LevelIndex.UNSEEN : part;
    }

    /** Returns the group of a combination of parts, none of which is missing, and which it gets now if it is new. */
    public int add(int[] row) {
        int group = row[0];
        for (int k = 1; k < row.length; k++) {
            group = steps.get(k - 1).add(LongIndex.key(group, row[k]));
        }
        return group;
    }

    /** Returns the group of a combination of parts: {@link LevelIndex#MISSING} if one of them is, else {@link LevelIndex#UNSEEN} if it is new. */
    public int find(int[] row) {
        int group = row[0];
        for (int k = 1; k < row.length; k++) {
            group = Combinations.find(steps.get(k - 1), group, row[k]);
        }
        return group;
    }

    /** Adds a group by its labels, one for each column; returns its number. */
    public int add(List<String> labels) {
        int[] row = new int[labels.size()];
        for (int k = 0; k < row.length; k++) {
            row[k] = addPart(k, labels.get(k));
        }
        return add(row);
    }

    /** Returns the labels of a group, one for each column. */
    public List<String> labels(int group) {
        int[] positions = Combinations.parts(steps, group);
        return IntStream.range(0, positions.length)
                .mapToObj(k -> parts.get(k).label(positions[k]))
                .toList();
    }

    /** Returns the name of a group for the user. */
    public String label(int group) {
        return GroupLevels.join(labels(group));
    }
}
