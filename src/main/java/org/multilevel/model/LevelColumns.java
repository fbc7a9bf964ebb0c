package org.multilevel.model;

/** The columns of Z with which the effects of one level of a factor count. */
@SuppressWarnings("ArrayRecordComponent") // used at once
record LevelColumns(int factor, int level, double[] z) {}
