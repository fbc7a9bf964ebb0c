package org.multilevel.design;

import java.util.Arrays;

/** Finds out whether each value of one column meets only one of another, so that it tells it. */
final class Telling {
    private static final int UNSEEN = -1;

    private int[] told = {};
    private boolean holds = true;

    /** Takes rows by the numbers of their values in both columns. */
    void accept(int[] telling, int[] toldOf, int n) {
        for (int i = 0; i < n && holds; i++) {
            int id = telling[i];
            if (id >= told.length) {
                int before = told.length;
                told = Arrays.copyOf(told, Math.max(16, Math.max(2 * before, id + 1)));
                Arrays.fill(told, before, told.length, UNSEEN);
            }
            if (told[id] == UNSEEN) {
                told[id] = toldOf[i];
            } else if (told[id] != toldOf[i]) {
                refute();
            }
        }
    }

    /** Says that it does not hold, and forgets what was met. */
    void refute() {
        holds = false;
        told = new int[0];
    }

    boolean holds() {
        return holds;
    }
}
