package org.multilevel.data.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.data.Batch;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.NumberLabel;
import org.multilevel.data.Table;
import org.multilevel.data.levels.GroupIndex;
import org.multilevel.data.levels.GroupLevels;
import org.multilevel.data.levels.LevelIndex;
import org.multilevel.data.levels.LongIndex;
import org.multilevel.data.levels.NumberIndex;

/** Reads the groups of the rows of one table, whose group columns are the first ones of every batch. */
public final class GroupColumns {
    private final GroupIndex index;
    private final boolean adds;
    private final List<Part> parts = new ArrayList<>();
    private final int[] row;

    private GroupColumns(GroupIndex index, List<Column> columns, boolean adds) {
        this.index = index;
        this.adds = adds;
        this.row = new int[columns.size()];
        for (int k = 0; k < columns.size(); k++) {
            parts.add(columns.get(k).type() == ColumnType.NUMERIC ? new Numbers(k) : new Codes(k));
        }
    }

    /** Returns a reader that adds to the index what is new. */
    public static GroupColumns adding(GroupIndex index, List<Column> columns) {
        return new GroupColumns(index, columns, true);
    }

    /** Returns a reader that finds what the index has. */
    static GroupColumns finding(GroupIndex index, List<Column> columns) {
        return new GroupColumns(index, columns, false);
    }

    /** Returns the columns with these names. */
    public static List<Column> of(Table table, List<String> names) {
        return names.stream().map(name -> table.column(name).orElseThrow()).toList();
    }

    /** Reads the groups of the rows of a batch; {@link LevelIndex#MISSING} and {@link LevelIndex#UNSEEN} stand for themselves. */
    public void read(Batch batch, int[] groups) {
        for (int i = 0; i < batch.size(); i++) {
            boolean missing = false;
            for (int k = 0; k < row.length; k++) {
                row[k] = parts.get(k).read(batch, i);
                missing |= row[k] == LevelIndex.MISSING;
            }
            groups[i] = missing ? LevelIndex.MISSING : adds ? index.add(row) : index.find(row);
        }
    }

    /** Returns the name of the group of a row in which no group column is missing. */
    String label(Batch batch, int i) {
        return GroupLevels.join(parts.stream().map(part -> part.label(batch, i)).toList());
    }

    /** One of the group columns. */
    private abstract class Part {
        final int column;

        Part(int column) {
            this.column = column;
        }

        abstract int read(Batch batch, int i);

        abstract String label(Batch batch, int i);

        int number(String label) {
            return adds ? index.addPart(column, label) : index.findPart(column, label);
        }
    }

    private final class Codes extends Part {
        private static final int UNKNOWN = -3;
        private int[] byCode = {};

        Codes(int column) {
            super(column);
        }

        @Override
        int read(Batch batch, int i) {
            int code = batch.codes(column)[i];
            if (code < 0) {
                return LevelIndex.MISSING;
            }
            if (code >= byCode.length) {
                grow(Math.max(batch.levels(column).size(), 2 * byCode.length));
            }
            if (byCode[code] == UNKNOWN) {
                byCode[code] = number(label(batch, i));
            }
            return byCode[code];
        }

        private void grow(int size) {
            int before = byCode.length;
            byCode = Arrays.copyOf(byCode, size);
            Arrays.fill(byCode, before, size, UNKNOWN);
        }

        @Override
        String label(Batch batch, int i) {
            return batch.levels(column).label(batch.codes(column)[i]);
        }
    }

    private final class Numbers extends Part {
        /** Only of numbers that have a group, so that it cannot outgrow the index. */
        private final NumberIndex byNumber = new NumberIndex();

        Numbers(int column) {
            super(column);
        }

        @Override
        int read(Batch batch, int i) {
            double value = batch.numbers(column)[i];
            if (Double.isNaN(value)) {
                return LevelIndex.MISSING;
            }
            int known = byNumber.find(value);
            if (known != LongIndex.ABSENT) {
                return known;
            }
            int number = number(NumberLabel.of(value));
            if (number >= 0) {
                byNumber.put(value, number);
            }
            return number;
        }

        @Override
        String label(Batch batch, int i) {
            return NumberLabel.of(batch.numbers(column)[i]);
        }
    }
}
