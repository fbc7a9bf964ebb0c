package org.multilevel.fit.answers;

import java.util.concurrent.CancellationException;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.profile.ParameterProfile;

/**
 * The likelihood (ML) of a model as a function of one of its parameters, maximised over all others; each answer starts where the nearest
 * earlier one ended. One thread's at a time.
 */
public final class LikelihoodProfile implements AutoCloseable {
    private final Workers workers;
    private final ParameterProfile profile;

    /**
     * Wraps a profile.
     *
     * @param workers who compute it, and end with it
     */
    public LikelihoodProfile(Workers workers, ParameterProfile profile) {
        this.workers = workers;
        this.profile = profile;
    }

    /** Returns the parameter's ML estimate. */
    public double estimate() {
        return profile.estimate();
    }

    /** Returns where the parameter's values begin, possibly minus infinity. */
    public double lowest() {
        return profile.lowest();
    }

    /** Returns where the parameter's values end, possibly infinity. */
    public double highest() {
        return profile.highest();
    }

    /** Returns a rough standard error, from the curvature at the estimate or else from the parameter's size; only to begin with. */
    public double step() {
        return profile.step();
    }

    /**
     * Returns by how much -2 log-likelihood rises above its minimum when the parameter has a value; infinite where the model is not
     * defined.
     *
     * @throws CancellationException if progress says so
     */
    public double rise(double value) {
        return profile.rise(value);
    }

    /**
     * Goes over all values that were asked for once more, where a search may have ended in a minimum that is not the lowest.
     *
     * @return whether rises are others now than they were said to be
     * @throws CancellationException if progress says so
     */
    public boolean settle() {
        return profile.settle();
    }

    /** Returns where the likelihood is largest of all values: the estimate, unless {@link #settle} found that there is a better one. */
    public double best() {
        return profile.best();
    }

    /** Ends the threads. */
    @Override
    public void close() {
        workers.close();
    }
}
