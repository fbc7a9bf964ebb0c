package org.multilevel.data;

import java.util.concurrent.CancellationException;

/**
 * Hears what a long computation is doing and may stop it.
 *
 * <p>Every loop of this library that can take longer than about 0.1 s reports to one of these and asks it whether
 * to go on. An implementation must be safe to call from several threads.
 */
public interface Progress {

    /** Hears nothing and never cancels. */
    Progress NONE = new Progress() {
        @Override
        public void report(String activity, double fraction) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    /**
     * Says what is being done now.
     *
     * @param activity a short phrase such as {@code "reading rows"} or {@code "fitting: evaluation 7"}
     * @param fraction the part of this activity that is done, in [0, 1], or NaN where that is unknown
     */
    void report(String activity, double fraction);

    /** Returns whether the user has asked to stop. */
    boolean isCancelled();

    /**
     * Stops the calling computation if the user has asked for it.
     *
     * @throws CancellationException if {@link #isCancelled()}
     */
    default void checkCancelled() {
        if (isCancelled()) {
            throw new CancellationException("stopped on request");
        }
    }
}
