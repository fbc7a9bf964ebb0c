package org.multilevel.glm.problem;

import org.multilevel.data.Progress;

/** Lets the user stop a part of a longer computation, which alone tells how far it is. */
record Quiet(Progress progress) implements Progress {
    @Override
    public void report(String activity, double fraction) {
        // the whole tells
    }

    @Override
    public boolean isCancelled() {
        return progress.isCancelled();
    }
}
