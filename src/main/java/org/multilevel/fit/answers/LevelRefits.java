package org.multilevel.fit.answers;

/** Estimates a model again without one level of a grouping factor, or one subject of its residuals, after the other; may be asked by many threads. */
public interface LevelRefits {
    /** Returns the number of levels. */
    int levels();

    /** Returns what a level is called. */
    String label(int level);

    /** Returns how many rows a level has. */
    long rows(int level);

    /**
     * Returns the estimates from all rows but those of a level, looked for from the optimum of all.
     *
     * @throws org.multilevel.error.ModelException if the likelihood of these rows has no maximum
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    Estimates without(int level);
}
