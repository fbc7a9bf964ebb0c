package org.multilevel.data.levels;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multilevel.data.Levels;
import org.multilevel.data.NumberLabel;

/**
 * The known levels of a factor variable or grouping column, found by label, by number, or by a table's codes.
 *
 * <p>Safe to use from several threads.
 */
public final class LevelIndex {
    /** The position of a level that is not in an index. */
    public static final int UNSEEN = -1;
    /** The position of a missing value. */
    public static final int MISSING = -2;

    private static final int[] NO_CODES = {};

    private final List<String> labels;
    private final Map<String, Integer> byLabel = new HashMap<>();
    private Optional<NumberIndex> byNumber = Optional.empty();
    /** The codes of one table and the positions that they come to: spares looking labels up when it is scanned again. */
    private final Levels knownLevels;

    private final int[] knownPositions;

    public LevelIndex(List<String> labels) {
        this(labels, new Levels(), NO_CODES);
    }

    /** Creates an index that knows already what the codes of {@code levels} come to. */
    public LevelIndex(List<String> labels, Levels levels, int[] positions) {
        this.labels = List.copyOf(labels);
        this.knownLevels = levels;
        this.knownPositions = positions;
    }

    /** Creates an index of numbers whose labels are theirs, in the same order. */
    public LevelIndex(List<String> labels, NumberIndex numbers) {
        this(labels);
        this.byNumber = Optional.of(numbers);
    }

    public List<String> labels() {
        return labels;
    }

    /** Returns a map from label to position, built at the first call. */
    synchronized Map<String, Integer> byLabel() {
        if (byLabel.isEmpty()) {
            for (int k = 0; k < labels.size(); k++) {
                byLabel.put(labels.get(k), k);
            }
        }
        return byLabel;
    }

    /** Returns a map from the number that a label stands for to its position, built at the first call. */
    public synchronized NumberIndex byNumber() {
        NumberIndex found = byNumber.orElseGet(this::indexNumbers);
        byNumber = Optional.of(found);
        return found;
    }

    private NumberIndex indexNumbers() {
        NumberIndex index = new NumberIndex();
        for (int k = 0; k < labels.size(); k++) {
            double number = NumberLabel.number(labels.get(k));
            if (!Double.isNaN(number)) {
                index.put(number, k);
            }
        }
        return index;
    }

    /**
     * Returns the positions by code, for the codes that {@code levels} has now, from those found before.
     *
     * @param before what the call before gave, and at first an empty array; it may be extended in place
     * @param known how many codes {@code levels} had then, and at first 0
     */
    public int[] positions(Levels levels, int[] before, int known) {
        int size = levels.size();
        boolean start = known == 0 && isKnown(levels);
        int first = start ? knownPositions.length : known;
        int[] found = start ? knownPositions : before;
        if (size <= first) {
            return found;
        }
        Map<String, Integer> map = byLabel();
        // Levels that come one by one, a row at a time, must not cost a copy each.
        int[] positions = size <= found.length ? found : Arrays.copyOf(found, Math.max(size, 2 * found.length));
        for (int code = first; code < size; code++) {
            positions[code] = map.getOrDefault(levels.label(code), UNSEEN);
        }
        return positions;
    }

    @SuppressWarnings(
            "ReferenceEquality") // the codes of another table mean other labels, even if it looks the same now
    private boolean isKnown(Levels levels) {
        return levels == knownLevels;
    }
}
