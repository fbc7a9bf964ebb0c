package org.multilevel.chart.description;

/** What can be told of a datum. */
public enum Value {
    /** Its horizontal coordinate. */
    X,
    /** Its vertical coordinate. */
    Y,
    /** Where an arrow begins, horizontally. */
    FROM_X,
    /** Where an arrow begins, vertically. */
    FROM_Y,
    /** The lower end of an interval, band or whisker. */
    LOW,
    /** The upper end. */
    HIGH,
    /** The lower quartile of a box. */
    LOWER_QUARTILE,
    /** The upper quartile of a box. */
    UPPER_QUARTILE,
    /** How many values a box stands for. */
    COUNT,
    /** The number of a row of the table, from 1. */
    ROW,
    /** The label of a group. */
    GROUP,
    /** The name at its place on the axis of names. */
    NAME
}
