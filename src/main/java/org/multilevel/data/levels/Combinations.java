package org.multilevel.data.levels;

import java.util.List;

/** Numbers for combinations of parts, found from left to right: each step gives what stands to the left and the next part one number. */
final class Combinations {
    private Combinations() {}

    /** Returns the parts of a combination, one more than there are steps. */
    static int[] parts(List<LongIds> steps, int combination) {
        int[] parts = new int[steps.size() + 1];
        int left = combination;
        for (int k = steps.size(); k > 0; k--) {
            long key = steps.get(k - 1).key(left);
            parts[k] = LongIndex.second(key);
            left = LongIndex.first(key);
        }
        parts[0] = left;
        return parts;
    }

    /** Returns the number of what stands to the left and a part, {@link LevelIndex#MISSING} if one of them is, else {@link LevelIndex#UNSEEN}. */
    static int find(LongIds step, int left, int right) {
        return left >= 0 && right >= 0 ? step.find(LongIndex.key(left, right)) : Math.min(left, right);
    }
}
