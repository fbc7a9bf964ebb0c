package org.multilevel.fit.covariance;

import org.multilevel.fit.linalg.SmallMatrices;

/**
 * A random term among all of a model.
 *
 * @param number counted through all factors
 * @param factor its factor
 * @param place where its parameters and columns stand
 * @param covariance its structure
 */
public record Term(int number, int factor, Place place, Covariance covariance) {

    /** Returns its first column in the factor. */
    public int from() {
        return place.from();
    }

    /** Returns the column of the factor behind its last. */
    public int to() {
        return place.from() + covariance.columns();
    }

    /** Returns whether a column of a factor is one of its columns. */
    boolean has(int ofFactor, int column) {
        return ofFactor == factor && from() <= column && column < to();
    }

    /** Returns m, the number of its columns. */
    public int columns() {
        return covariance.columns();
    }

    /** Returns its lambda, m x m. */
    public double[][] lambda(double[] theta) {
        int m = columns();
        double[] flat = new double[m * m];
        covariance.writeLambda(new Place(place.at(), 0, m), theta, flat);
        return SmallMatrices.rows(flat, m);
    }

    /** Returns theta with another lambda, m x m, for this term. */
    public double[] with(double[] theta, double[][] lambda) {
        int m = columns();
        double[] flat = new double[m * m];
        for (int i = 0; i < m; i++) {
            System.arraycopy(lambda[i], 0, flat, i * m, m);
        }
        double[] changed = theta.clone();
        covariance.readLambda(new Place(place.at(), 0, m), flat, changed);
        return changed;
    }
}
