package org.multilevel.data.groups;

/** What a row gets whose group had no row in the table from which the group means come. */
public enum UnseenGroupMean {
    /** The group mean and the deviation from it are missing. */
    MISSING,
    /** The mean of all rows stands in for the group mean. */
    GRAND_MEAN,
    /** The row is refused with a sentence that names it and its group. */
    ERROR
}
