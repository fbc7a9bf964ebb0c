package org.multilevel.fit;

import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.profile.ParameterProfile;

/**
 * The likelihood (ML) of a model as a function of one of its parameters, maximised over all others; each answer starts where the nearest
 * earlier one ended. One thread's at a time.
 */
public final class LikelihoodProfile implements ParameterProfile, AutoCloseable {
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

    LikelihoodProfile(Problem problem, Fit ml, ProfiledParameter parameter, Progress progress) {
        this.workers = new Workers(1, progress);
        this.profile = new Fitter(problem, workers, progress).profile(parameter, ml);
    }

    @Override
    public double estimate() {
        return profile.estimate();
    }

    @Override
    public double lowest() {
        return profile.lowest();
    }

    @Override
    public double highest() {
        return profile.highest();
    }

    @Override
    public double step() {
        return profile.step();
    }

    @Override
    public double rise(double value) {
        return profile.rise(value);
    }

    /** Ends the threads. */
    @Override
    public void close() {
        workers.close();
    }
}
