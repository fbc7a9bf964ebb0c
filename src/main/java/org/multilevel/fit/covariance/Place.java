package org.multilevel.fit.covariance;

/**
 * Which part of theta and of its factor's matrices is a random term's.
 *
 * @param at its first parameter in theta
 * @param from its first column in the factor
 * @param width q, the number of columns of the factor, whose matrices are q x q row-major
 */
public record Place(int at, int from, int width) {
    /** Returns where an element of the term's block stands in a matrix of the factor. */
    int index(int row, int column) {
        return (from + row) * width + from + column;
    }
}
