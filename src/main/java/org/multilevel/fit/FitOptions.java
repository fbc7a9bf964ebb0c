package org.multilevel.fit;

/**
 * How a model is estimated.
 *
 * @param method the likelihood
 * @param threads how many threads may compute; results are the same bits for any number
 * @param df for which degrees of freedom the model keeps what they need
 * @param solver by what the likelihood of several grouping factors is computed
 */
public record FitOptions(EstimationMethod method, int threads, DfMethod df, Solver solver) {
    /** Checks the number of threads. */
    public FitOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("The number of threads is " + threads + "; it must be at least 1.");
        }
    }

    /** Options with {@link DfMethod#AUTOMATIC} and {@link Solver#AUTOMATIC}. */
    public FitOptions(EstimationMethod method, int threads) {
        this(method, threads, DfMethod.AUTOMATIC, Solver.AUTOMATIC);
    }

    /** REML on all processors. */
    public static final FitOptions DEFAULT =
            new FitOptions(EstimationMethod.REML, Runtime.getRuntime().availableProcessors());

    /** Returns these options with another likelihood. */
    public FitOptions withMethod(EstimationMethod method) {
        return new FitOptions(method, threads, df, solver);
    }

    /** Returns these options with another number of threads. */
    public FitOptions withThreads(int threads) {
        return new FitOptions(method, threads, df, solver);
    }

    /** Returns these options with other degrees of freedom. */
    public FitOptions withDf(DfMethod df) {
        return new FitOptions(method, threads, df, solver);
    }

    /** Returns these options with another solver. */
    public FitOptions withSolver(Solver solver) {
        return new FitOptions(method, threads, df, solver);
    }
}
