package org.multilevel.inference.advice;

import java.util.Locale;

/** What a finding is about, the most important kind first: a cause in the formula or the table stands before what it brings about. */
public enum FindingKind {
    /** The search ended without an optimum. */
    NOT_CONVERGED,
    /** Every row is a group of its own. */
    GROUP_IS_ROW,
    /** Two grouping factors divide the rows in the same way. */
    SAME_GROUPS,
    /** The fixed effects already tell the groups apart. */
    GROUP_REPEATS_FIXED,
    /** The effect of a column varies over groups within which the column does not. */
    SLOPE_CONSTANT,
    /** A number is used as a quantity and looks like the label of a group. */
    NUMERIC_GROUP,
    /** Labels of a grouping column start anew in every group of another. */
    REPEATED_IDS,
    /** A predictor has a value of its own in every row. */
    UNIQUE_ID,
    /** The model cannot be set up on the table as it is. */
    REFUSED,
    /** A variance is estimated as zero. */
    ZERO_VARIANCE,
    /** A correlation is estimated as 1 or -1. */
    PERFECT_CORRELATION,
    /** Some effects of a term are combinations of the others. */
    DEPENDENT_EFFECTS,
    /** The optimum lies at the boundary, and nothing more is known of it. */
    SINGULAR,
    /** Counts vary more than the family says. */
    OVERDISPERSION,
    /** The rarer outcome is too rare for so many coefficients. */
    FEW_EVENTS,
    /** Fixed columns are nearly combinations of one another. */
    COLLINEAR,
    /** A grouping factor has more covariance parameters than levels. */
    MANY_PARAMETERS,
    /** A grouping factor has very few levels. */
    FEW_GROUPS,
    /** The levels of a grouping factor have hardly more rows than effects. */
    FEW_ROWS,
    /** Columns differ in size by orders of magnitude. */
    UNIT_SCALES,
    /** The fit will take long. */
    LONG_TIME,
    /** Rows take no part. */
    ROWS_LEFT_OUT,
    /** Columns were left out. */
    COLUMNS_LEFT_OUT,
    /** How the table was read, or what else the fit found. */
    NOTE,
    /** A grouping factor lies within another. */
    NESTED,
    /** Two grouping factors are crossed. */
    CROSSED,
    /** How many covariance parameters and groups there are. */
    SIZE,
    /** How long the fit will take. */
    TIME;

    /** Returns whether there is something to think about or to mend, and not only something to know. */
    public boolean isAlarm() {
        return compareTo(ROWS_LEFT_OUT) < 0;
    }

    /** Returns whether it is said without being asked for; the others only describe the table. */
    public boolean isSaid() {
        return compareTo(NESTED) < 0;
    }

    /** Returns the name in tables, such as {@code few_groups}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
