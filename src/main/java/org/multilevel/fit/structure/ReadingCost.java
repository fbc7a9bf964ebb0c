package org.multilevel.fit.structure;

/**
 * What it took to estimate covariance structures.
 *
 * @param passes how often the table was read
 * @param sets how many sets of cross-products make up those with R^-1 in the middle
 * @param readsRows whether each evaluation goes through the rows, which are kept, since sets would be too many
 */
public record ReadingCost(int passes, int sets, boolean readsRows) {
    /** Returns this cost with the number of passes. */
    public ReadingCost withPasses(int passes) {
        return new ReadingCost(passes, sets, readsRows);
    }
}
