package org.multilevel.data.groups;

import java.util.Arrays;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.levels.GroupIndex;
import org.multilevel.data.levels.GroupLevels;
import org.multilevel.data.levels.LevelIndex;

/** The group of a row whose group columns a host sets one by one. */
final class GroupRow {
    private final GroupIndex index;
    private final int[] parts;
    private final String[] labels;

    GroupRow(GroupIndex index) {
        this.index = index;
        this.parts = new int[index.columns()];
        this.labels = new String[parts.length];
        Arrays.fill(parts, LevelIndex.MISSING);
        Arrays.fill(labels, "");
    }

    void setNumber(int column, double value) {
        if (Double.isNaN(value)) {
            setMissing(column);
        } else {
            setLabel(column, NumberLabel.of(value));
        }
    }

    void setLabel(int column, String label) {
        if (!label.equals(labels[column]) || parts[column] < 0) {
            labels[column] = label;
            parts[column] = index.findPart(column, label);
        }
    }

    void setMissing(int column) {
        parts[column] = LevelIndex.MISSING;
    }

    int group() {
        return index.find(parts);
    }

    String label() {
        return GroupLevels.join(Arrays.asList(labels));
    }
}
