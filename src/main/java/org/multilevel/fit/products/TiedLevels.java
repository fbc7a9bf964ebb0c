package org.multilevel.fit.products;

import java.util.Arrays;

/**
 * Which levels of a grouping factor go together, directly or through others, as where residuals of their rows do: each set of them in place of one
 * level, in which every level has a place.
 */
public final class TiedLevels {
    private final int[] set;
    private final int[] place;
    private final int sets;
    private final int most;

    private TiedLevels(int[] set, int[] place, int sets, int most) {
        this.set = set;
        this.place = place;
        this.sets = sets;
        this.most = most;
    }

    /** Collects which levels go together. */
    public static final class Ties {
        private final int[] parent;

        /** Begins with levels of which none go together. */
        public Ties(int levels) {
            parent = new int[levels];
            Arrays.setAll(parent, level -> level);
        }

        /** Says that two levels go together. */
        public void tie(int level, int other) {
            int root = root(level);
            int otherRoot = root(other);
            // the first stands for all, so that sets have an order of their own
            parent[Math.max(root, otherRoot)] = Math.min(root, otherRoot);
        }

        private int root(int level) {
            int at = level;
            while (parent[at] != at) {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            return at;
        }

        /** Returns the sets, in the order of their first levels. */
        public TiedLevels tied() {
            int[] set = new int[parent.length];
            int[] place = new int[parent.length];
            int[] sizes = new int[parent.length];
            int sets = 0;
            int most = 0;
            for (int level = 0; level < parent.length; level++) {
                int root = root(level);
                set[level] = root == level ? sets++ : set[root];
                place[level] = sizes[set[level]]++;
                most = Math.max(most, place[level] + 1);
            }
            return new TiedLevels(set, place, sets, most);
        }
    }

    /** Returns the number of sets. */
    public int sets() {
        return sets;
    }

    /** Returns the number of levels of the largest set: 1 where none go together. */
    public int most() {
        return most;
    }

    /** Returns the set of a level. */
    public int set(int level) {
        return set[level];
    }

    /** Returns the place of a level in its set. */
    public int place(int level) {
        return place[level];
    }

    /** Returns the number of levels. */
    public int levels() {
        return set.length;
    }
}
