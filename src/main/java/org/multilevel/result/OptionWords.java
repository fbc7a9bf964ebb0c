package org.multilevel.result;

/**
 * What options are told to be for, where several hosts have the same: one sentence each, which a terminal, KNIME's dialog and Weka's editor
 * show as it is. They are constants since annotations want those.
 */
public final class OptionWords {
    /** Intervals of all parameters. */
    public static final String INTERVALS =
            "Intervals of all parameters, variance components included: wald, profile or bootstrap.";

    /** Of the bootstrap. */
    public static final String REPLICATES = "Replicates of the bootstrap: by default 1000.";

    /** Of the bootstrap. */
    public static final String SEED = "Seed of the bootstrap: by default 1; the same seed gives the same intervals.";

    /** Of the bootstrap. */
    public static final String BOOTSTRAP_KIND =
            "Which bootstrap intervals: percentile (by default), basic, bc (corrected for bias), or bca (for skewness too).";

    /** Intervals by estimate and standard error. */
    public static final String WALD = "Estimate and standard error; at once, and rough for variances of few groups.";

    /** Intervals by the profile likelihood. */
    public static final String PROFILE =
            "Where the likelihood falls off; right for variances too, in the time of some dozen fits.";

    /** Intervals by the bootstrap. */
    public static final String BOOTSTRAP =
            "From responses that are drawn from the model, each fitted again without reading the table.";

    /** A kind of bootstrap intervals. */
    public static final String PERCENTILE = "Between the quantiles of the replicates.";

    /** A kind of bootstrap intervals. */
    public static final String BASIC =
            "Between twice the estimate and those quantiles, which turns their distance to it around.";

    /** A kind of bootstrap intervals. */
    public static final String BC = "Between quantiles that are corrected for bias.";

    /** A kind of bootstrap intervals. */
    public static final String BCA =
            "Between quantiles that are corrected for bias and skewness; each group is left out once for it.";

    /** Of every interval. */
    public static final String LEVEL =
            "The probability with which the intervals hold what they are for, between 0 and 1.";

    /** The factor of which levels are left out. */
    public static final String INFLUENCE =
            "Grouping factor, or subject of residuals that go together, of which every level is left out once: Cook's distance, changes of"
                    + " the estimates.";

    /** The steps to a model. */
    public static final String LADDER =
            "The models that lead to this one, each with a part more and tested against the one before, and the step recommended.";

    /** The model as a textbook writes it. */
    public static final String EQUATION =
            "the model's equation, in one line, level by level and with the estimates: text, latex or html.";

    /** Solvers. */
    public static final String SOLVER =
            "How several grouping factors are solved for: exact, iterative (approximate, for very large crossed ones), or automatic, which is"
                    + " exact unless that would take too much memory or time.";

    /** A solver. */
    public static final String AUTOMATIC_SOLVER =
            "Exact, unless crossed grouping factors are so large that it would take too much memory or time.";

    /** A solver. */
    public static final String EXACT_SOLVER = "By a factorisation, however large.";

    /** A solver. */
    public static final String ITERATIVE_SOLVER =
            "By conjugate gradients and random probes, approximately; for two or more grouping factors with one random effect each.";

    /** Residual structures. */
    public static final String RESIDUAL =
            "How the residuals of a subject go together: ar1(week | child), car1(time | subject), cs(1 | subject), us(visit | subject)"
                    + " or toep(visit | subject); by default they are independent.";

    /** Residual variances. */
    public static final String RESIDUAL_VARIANCE =
            "The column for each of whose values residuals have a variance of their own; by default there is one for all rows.";

    /** A structure of residuals. */
    public static final String INDEPENDENT = "Residuals tell nothing of one another.";

    /** A structure of residuals. */
    public static final String AR1 =
            "Correlation rho to the power of the distance in time; negative only where all distances are multiples of one step.";

    /** A structure of residuals. */
    public static final String CAR1 = "The same for any times, never negative.";

    /** A structure of residuals. */
    public static final String CS = "One correlation for every pair of rows of a subject.";

    /** A structure of residuals. */
    public static final String TOEP = "One correlation for each number of occasions between two rows.";

    /** A structure of residuals. */
    public static final String US = "One correlation for each pair of occasions, and a variance for each occasion.";

    /** The variances of a structure of residuals. */
    public static final String USUAL_VARIANCES = "One for each occasion if the structure is us, else one.";

    /** The variances of a structure of residuals. */
    public static final String ONE_VARIANCE = "Residuals have the same variance at all times (hom = TRUE).";

    /** The variances of a structure of residuals. */
    public static final String VARIANCE_OF_OCCASION = "Each occasion has a variance of its own (hom = FALSE).";

    private OptionWords() {}
}
