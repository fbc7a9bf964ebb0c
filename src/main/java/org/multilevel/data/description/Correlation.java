package org.multilevel.data.description;

/**
 * How two numeric columns go together in all rows, between groups and within them.
 *
 * <p>Between: of the group means, each counted as often as its group has rows; within: of the deviations from the group means. So do
 * statsBy() of R's psych (rbg and rwg); every pair uses the rows in which both of its columns have a value.
 *
 * @param first one column
 * @param second the other
 * @param rows in how many rows both have a value
 * @param total Pearson's correlation over those rows; like the others NaN where a column does not vary so
 * @param between the correlation between groups, NaN without groups
 * @param within the correlation within groups, NaN without groups
 */
public record Correlation(String first, String second, long rows, double total, double between, double within) {}
