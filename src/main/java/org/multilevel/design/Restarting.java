package org.multilevel.design;

import java.util.Arrays;
import org.multilevel.data.levels.LongIds;
import org.multilevel.data.levels.LongIndex;

/**
 * Finds out whether the labels of a factor are 1, 2, ... (or 0, 1, ...) in every level of another, of which some have more of them than
 * others: the mark of units that are numbered anew in each group, such as the classes of a school.
 *
 * <p>Where rows are single, such as one per subject and visit, it does not count: visits go on being the same when a subject leaves early.
 */
final class Restarting {
    /** With more pairs it is not looked for. */
    private static final int MOST_PAIRS = 1 << 17;

    private static final int FEWEST_GROUPS = 3;
    private static final double ROWS_PER_PAIR = 2;

    private final LongIds pairs = new LongIds(16);
    private double[] least = {};
    private double[] most = {};
    private int[] labels = {};
    private boolean holds;

    /** @param possible whether the factor has one column */
    Restarting(boolean possible) {
        this.holds = possible;
    }

    /** Returns whether it may yet be so. */
    boolean isOpen() {
        return holds;
    }

    /**
     * Takes rows.
     *
     * @param inner the numbers of their levels of the factor
     * @param names the labels of these levels as numbers
     * @param outer the numbers of their levels of the other
     */
    void accept(int[] inner, double[] names, int[] outer, int n) {
        for (int i = 0; i < n && holds; i++) {
            double label = names[i];
            int group = outer[i];
            if (label != Math.rint(label) || pairs.size() > MOST_PAIRS) {
                holds = false;
                return;
            }
            if (group >= labels.length) {
                grow(group);
            }
            int before = pairs.size();
            if (pairs.add(LongIndex.key(group, inner[i])) == before) {
                labels[group]++;
                least[group] = Math.min(least[group], label);
                most[group] = Math.max(most[group], label);
            }
        }
    }

    private void grow(int group) {
        int before = labels.length;
        int size = Math.max(16, Math.max(2 * before, group + 1));
        labels = Arrays.copyOf(labels, size);
        least = Arrays.copyOf(least, size);
        most = Arrays.copyOf(most, size);
        Arrays.fill(least, before, size, Double.POSITIVE_INFINITY);
        Arrays.fill(most, before, size, Double.NEGATIVE_INFINITY);
    }

    boolean holds(long rows) {
        if (!holds || rows < ROWS_PER_PAIR * pairs.size()) {
            return false;
        }
        int groups = 0;
        int fewest = Integer.MAX_VALUE;
        int largest = 0;
        double start = Arrays.stream(least).min().orElse(Double.NaN);
        for (int g = 0; g < labels.length; g++) {
            if (labels[g] == 0) {
                continue;
            }
            groups++;
            fewest = Math.min(fewest, labels[g]);
            largest = Math.max(largest, labels[g]);
            if (least[g] != start || labels[g] != most[g] - least[g] + 1) {
                return false;
            }
        }
        return (start == 0 || start == 1) && groups >= FEWEST_GROUPS && fewest < largest;
    }
}
