package org.multilevel.fit.leastsquares;

/**
 * Storage that one factor after another borrows, because a factor can be as large as the heap allows.
 *
 * <p>Whoever asks a factor whose storage has gone to a later one is told so, instead of getting the later one's numbers.
 */
public abstract sealed class Workspace permits BlockedWorkspace, NoWorkspace, SingleWorkspace {
    private long tenant;

    /** Ends the factor that is in here; returns the number of the next one. */
    final long claim() {
        return ++tenant;
    }

    /** Returns the number of the factor that is in here. */
    final long tenant() {
        return tenant;
    }

    /** Throws if the storage no longer belongs to factor {@code number}. */
    final void check(long number) {
        if (number != tenant) {
            throw new IllegalStateException(
                    "This factor's workspace has been used for another factor since; give a factor that is to last a workspace of"
                            + " its own.");
        }
    }
}
