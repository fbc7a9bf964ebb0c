package org.multilevel.inference.advice;

/**
 * From which numbers on something is worth a word; docs/inference.md gives the same with sources.
 *
 * <p>They are chosen so that a model that a textbook would fit passes without one.
 */
final class Thresholds {
    /**
     * Fewer levels than these say hardly anything of how much levels differ: Gelman and Hill (2007), Data Analysis Using Regression and
     * Multilevel Models, sections 11.5 and 12.9.
     */
    static final int FEW_LEVELS = 5;

    /** From so many times the family's dispersion on: Zuur et al. (2009), Mixed Effects Models and Extensions in Ecology with R, section 9.7. */
    static final double OVERDISPERSION = 1.5;

    /** And with less than this probability. */
    static final double SURELY_DISPERSED = 0.01;

    /**
     * Fewer of the rarer outcome for each coefficient and estimates are biased away from zero, with intervals that miss too often: Vittinghoff
     * and McCulloch (2007), Amer. J. Epidemiol. 165, 710-718. The older rule of ten is stricter than their simulations.
     */
    static final double EVENTS_PER_COEFFICIENT = 5;

    /** From this variance inflation on a coefficient cannot be read by itself: Marquardt (1970), Technometrics 12, 591-612. */
    static final double INFLATION = 10;

    /** A coefficient whose unit is so many times another's needs as many digits more to be read. */
    static final double SCALES = 1e4;

    /** Rows of a level beside its effects, on average: below, less than one row a level is left to tell the residual variance. */
    static final double ROWS_BESIDE_EFFECTS = 1;

    /** A fit of more seconds is worth knowing of before it is started. */
    static final double LONG_SECONDS = 60;

    /** Fewer different numbers are a short scale, such as days or marks, and no labels. */
    static final int MANY_LABELS = 10;

    /** Labels that rows share have at least so many rows on average. */
    static final double ROWS_PER_LABEL = 2;

    /** A table with fewer rows may be numbered by chance. */
    static final int ROWS_NUMBERED = 20;

    /** How many findings a summary has room for; the table has them all. */
    static final int MOST_SAID = 5;

    private Thresholds() {}
}
