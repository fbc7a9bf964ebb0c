package org.multilevel.fit.answers;

import java.util.concurrent.CancellationException;

/** Gives the profile of each parameter of one problem; may be asked by many threads. */
@FunctionalInterface
public interface LikelihoodProfiles {
    /**
     * Returns the likelihood as a function of one parameter.
     *
     * @throws CancellationException if progress says so
     */
    LikelihoodProfile of(ProfiledParameter parameter);
}
