package org.multilevel.design.scan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many rows a table has, how many of them take part, and why the others do not.
 *
 * @param read rows in the table
 * @param used rows that take part
 * @param dropped rows that do not, by reason such as {@code ses is missing}: one reason a row, in the order of the model's
 *     variables, none with zero rows
 */
public record RowCounts(long read, long used, Map<String, Long> dropped) {

    /** Copies the reasons, keeping their order. */
    public RowCounts {
        dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    }

    /**
     * Returns the counts of these rows and those of another part of the same table.
     *
     * @param reasons all reasons that there may be, in order
     */
    public RowCounts plus(RowCounts other, List<String> reasons) {
        Map<String, Long> sum = new LinkedHashMap<>();
        for (String reason : reasons) {
            long count = dropped.getOrDefault(reason, 0L) + other.dropped.getOrDefault(reason, 0L);
            if (count > 0) {
                sum.put(reason, count);
            }
        }
        return new RowCounts(read + other.read, used + other.used, sum);
    }

    /** Returns these counts with another name for a reason. */
    public RowCounts renamed(String reason, String name) {
        Map<String, Long> renamed = new LinkedHashMap<>();
        dropped.forEach((known, count) -> renamed.put(known.equals(reason) ? name : known, count));
        return new RowCounts(read, used, renamed);
    }

    /** Returns how many rows do not take part, for whatever reason. */
    public long droppedTotal() {
        return read - used;
    }
}
