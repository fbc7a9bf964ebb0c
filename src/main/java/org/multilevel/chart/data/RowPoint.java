package org.multilevel.chart.data;

/**
 * A row of the table as a point of a chart.
 *
 * @param row its 0-based position in the table
 * @param level the number of its level in the grouping factor that the chart is about, -1 without one
 * @param by the number of its value in the column that colours tell, -1 without one
 * @param x the horizontal coordinate
 * @param y the vertical coordinate
 */
public record RowPoint(long row, int level, int by, double x, double y) {}
