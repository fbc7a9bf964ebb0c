package org.multilevel.data.description;

/**
 * How often a level of a categorical column occurs.
 *
 * @param column the column
 * @param level the level
 * @param count in how many rows it stands
 * @param share that number divided by the number of rows in which the column is not missing
 */
public record LevelCount(String column, String level, long count, double share) {}
