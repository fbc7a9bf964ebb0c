package org.multilevel.data.levels;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.Batch;

/** Gives for each selected row the level of one grouping factor. */
public final class GroupReader {
    private final GroupLevels levels;
    private final List<LevelReader> parts = new ArrayList<>();
    private final int[] part;

    /** Creates the reader for what the labels of each column come from. */
    public GroupReader(GroupLevels levels, List<LevelSource> sources) {
        this.levels = levels;
        this.part = new int[sources.size() > 1 ? Batch.CAPACITY : 0];
        for (int k = 0; k < sources.size(); k++) {
            parts.add(LevelReader.of(sources.get(k), levels.parts().get(k)));
        }
    }

    /** Reads the levels of some rows into {@code target}, as {@link LevelReader#read} does. */
    public void read(Batch batch, int[] rows, int n, int[] target) {
        parts.get(0).read(batch, rows, n, target);
        for (int k = 1; k < parts.size(); k++) {
            parts.get(k).read(batch, rows, n, part);
            LongIds step = levels.steps().get(k - 1);
            for (int i = 0; i < n; i++) {
                target[i] = Combinations.find(step, target[i], part[i]);
            }
        }
    }

    /** Returns the name of the level in a row of the batch in which no column is missing. */
    public String label(Batch batch, int row) {
        return GroupLevels.join(
                parts.stream().map(reader -> reader.label(batch, row)).toList());
    }
}
