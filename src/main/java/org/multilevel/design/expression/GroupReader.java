package org.multilevel.design.expression;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.data.levels.LongIds;
import org.multilevel.data.levels.LongIndex;
import org.multilevel.design.scan.Binding;
import org.multilevel.design.scan.Selection;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;

/** Gives for each selected row the level of one grouping factor. */
public final class GroupReader {
    private final Grouping grouping;
    private final List<LevelReader> parts;
    private final int[] part = new int[Batch.CAPACITY];

    public GroupReader(Grouping grouping, Binding binding, NumericNodes nodes) {
        this.grouping = grouping;
        this.parts = IntStream.range(0, grouping.columns().size())
                .mapToObj(k -> LevelReader.of(
                        grouping.columns().get(k), grouping.parts().get(k), binding, nodes))
                .toList();
    }

    /** Reads the levels of the selected rows into {@code target}, as {@link LevelReader#read} does. */
    public void read(Batch batch, Selection selection, int[] target) {
        parts.get(0).read(batch, selection, target);
        for (int k = 1; k < parts.size(); k++) {
            parts.get(k).read(batch, selection, part);
            LongIds step = grouping.steps().get(k - 1);
            for (int i = 0; i < selection.count(); i++) {
                int left = target[i];
                int right = part[i];
                target[i] = left >= 0 && right >= 0 ? step.find(LongIndex.key(left, right)) : Math.min(left, right);
            }
        }
    }

    /**
     * Checks that every selected row has a level.
     *
     * @throws ModelException naming the first level that is not known
     */
    public void refuseUnseen(Batch batch, Selection selection, int[] read) {
        int lowest = 0;
        for (int i = 0; i < selection.count(); i++) {
            lowest = Math.min(lowest, read[i]);
        }
        for (int i = 0; lowest < 0 && i < selection.count(); i++) {
            if (read[i] < 0) {
                int row = selection.rows()[i];
                String level =
                        parts.stream().map(reader -> reader.label(batch, row)).collect(Collectors.joining(":"));
                throw unseen(name(), level, batch.rowName(row));
            }
        }
    }

    private String name() {
        return grouping.columns().stream().map(column -> column.name()).collect(Collectors.joining(":"));
    }

    /** Returns the sentence for a level that occurs in a scan but not in the table from which the design was made. */
    public static ModelException unseen(String variable, String level, String row) {
        return new ModelException(Labels.quoted(variable) + " has the level " + Labels.quoted(level) + " in row " + row
                + ", which the table that the model was set up on does not have in any usable row: set the model up on"
                + " the whole table.");
    }
}
