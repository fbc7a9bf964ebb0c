package org.multilevel.data.levels;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;

/**
 * The levels of a grouping factor that occur in some rows: those of its columns, and which combinations of them occur.
 *
 * <p>Combinations are formed from left to right, as in {@link GroupLevels}, and ordered by the positions of their parts. Immutable;
 * those of the parts of a table add up, whichever comes first.
 */
public final class GroupSet {
    private static final String KIND = "groups";
    private static final int VERSION = 1;

    private final List<LevelSet> parts;
    /** For each column but the first, in increasing order: position of what stands to its left, and position of its label. */
    private final List<long[]> pairs;

    GroupSet(List<LevelSet> parts, List<long[]> pairs) {
        this.parts = List.copyOf(parts);
        this.pairs = List.copyOf(pairs);
    }

    /** Returns the levels, and what finds them. */
    public GroupLevels levels() {
        return GroupLevels.of(parts.stream().map(LevelSet::index).toList(), pairs);
    }

    /** Returns how many levels there are. */
    public int size() {
        return pairs.isEmpty() ? parts.get(0).size() : pairs.get(pairs.size() - 1).length;
    }

    /** Returns groups of the same columns without a level. */
    public GroupSet emptied() {
        return new GroupSet(
                parts.stream().map(LevelSet::emptied).toList(),
                pairs.stream().map(step -> new long[0]).toList());
    }

    /**
     * Returns these groups and those of another part of the same table.
     *
     * @param names what the columns are called in a sentence
     * @throws org.multilevel.error.DataException if the parts of the table do not have the same kind of column
     */
    public GroupSet plus(GroupSet other, List<String> names) {
        List<LevelSet> allParts = new ArrayList<>();
        for (int k = 0; k < parts.size(); k++) {
            allParts.add(parts.get(k).plus(other.parts.get(k), names.get(k)));
        }
        List<long[]> allPairs = new ArrayList<>();
        int[] mine = parts.get(0).positionsIn(allParts.get(0));
        int[] theirs = other.parts.get(0).positionsIn(allParts.get(0));
        for (int k = 1; k < parts.size(); k++) {
            long[] myKeys = recoded(pairs.get(k - 1), mine, parts.get(k).positionsIn(allParts.get(k)));
            long[] theirKeys =
                    recoded(other.pairs.get(k - 1), theirs, other.parts.get(k).positionsIn(allParts.get(k)));
            long[] all = LongStream.concat(Arrays.stream(myKeys), Arrays.stream(theirKeys))
                    .sorted()
                    .distinct()
                    .toArray();
            mine = found(myKeys, all);
            theirs = found(theirKeys, all);
            allPairs.add(all);
        }
        return new GroupSet(allParts, allPairs);
    }

    private static long[] recoded(long[] keys, int[] left, int[] right) {
        return Arrays.stream(keys)
                .map(key -> LongIndex.key(left[LongIndex.first(key)], right[LongIndex.second(key)]))
                .toArray();
    }

    private static int[] found(long[] keys, long[] all) {
        return Arrays.stream(keys)
                .mapToInt(key -> Arrays.binarySearch(all, key))
                .toArray();
    }

    /** Writes the groups; see {@link PartWriter}. */
    public void write(DataOutput out) throws IOException {
        PartWriter writer = new PartWriter(out, KIND, VERSION);
        writeTo(writer);
        writer.end();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws org.multilevel.error.DataException if it is damaged
     */
    public static GroupSet read(DataInput in) throws IOException {
        PartReader reader = new PartReader(in, KIND, VERSION);
        int columns = reader.count();
        if (columns == 0) {
            throw reader.damaged("they have no column");
        }
        GroupSet set = readRest(reader, columns);
        reader.end();
        return set;
    }

    /** Writes the groups as a piece of something larger: the levels of each column, then the pairs of each step. */
    public void writeTo(PartWriter out) throws IOException {
        out.integer(parts.size());
        for (LevelSet part : parts) {
            part.writeTo(out);
        }
        for (long[] step : pairs) {
            out.integer(step.length);
            out.wholes(step, step.length);
        }
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @param columns how many columns the factor has
     */
    public static GroupSet readFrom(PartReader in, int columns) throws IOException {
        int found = in.count();
        if (found != columns) {
            throw in.damaged("a grouping factor has " + found + " columns instead of " + columns);
        }
        return readRest(in, columns);
    }

    private static GroupSet readRest(PartReader in, int columns) throws IOException {
        List<LevelSet> parts = new ArrayList<>();
        for (int k = 0; k < columns; k++) {
            parts.add(LevelSet.readFrom(in));
        }
        List<long[]> pairs = new ArrayList<>();
        int left = parts.get(0).size();
        for (int k = 1; k < columns; k++) {
            long[] step = in.wholes(in.count());
            if (!isStep(step, left, parts.get(k).size())) {
                throw in.damaged("their combinations are not those of their labels");
            }
            left = step.length;
            pairs.add(step);
        }
        return new GroupSet(parts, pairs);
    }

    private static boolean isStep(long[] step, int left, int right) {
        for (int i = 0; i < step.length; i++) {
            int first = LongIndex.first(step[i]);
            int second = LongIndex.second(step[i]);
            boolean known = first >= 0 && first < left && second >= 0 && second < right;
            if (!known || (i > 0 && step[i - 1] >= step[i])) {
                return false;
            }
        }
        return true;
    }
}
