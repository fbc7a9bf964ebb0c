package org.multilevel.fit.answers;

import java.util.concurrent.CancellationException;

/** Draws responses from a fitted model and estimates it again from each; may be asked by many threads. */
@FunctionalInterface
public interface Redraws {
    /**
     * Returns the estimates from a response drawn with that seed; the same seed gives the same.
     *
     * @throws CancellationException if progress says so
     */
    Estimates estimates(long seed);
}
