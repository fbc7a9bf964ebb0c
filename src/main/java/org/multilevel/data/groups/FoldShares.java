package org.multilevel.data.groups;

import java.util.function.IntUnaryOperator;

/** How many rows of each group go to which fold. */
sealed interface FoldShares permits WholeGroups, SpreadGroups {

    /** Returns how many rows each fold gets. */
    long[] foldRows();

    /** Returns a function that, asked with the groups of a table's rows from the first to the last, says their folds. */
    IntUnaryOperator walk();
}
