package org.multilevel.fit.covariance;

import org.multilevel.design.RandomBlock;
import org.multilevel.formula.Structure;

/**
 * The structure of one random term: how its parameters make lambda, the lower triangle with sigma^2 lambda lambda' the covariance of its
 * effects.
 *
 * <p>Everything that a search must know of a term is asked here: lambda and its derivative, what the boundary is, where to begin. Matrices
 * are those of the whole factor and theta is that of the whole model; a {@link Place} says which part is this term's. Parameters are
 * counted from 0 within the term. A search lets a diagonal parameter be zero only together with its column of lambda.
 */
public sealed interface Covariance permits Diagonal, Unstructured {

    /**
     * Returns the structure that a block of a design has. Effects whose correlations have few parameters are combinations of as many that are
     * not correlated, all of one variance, which is the parameter here.
     */
    static Covariance of(RandomBlock block) {
        int m = block.columns().size();
        Structure structure = block.structure();
        return switch (structure.kind()) {
            case UNSTRUCTURED -> new Unstructured(m);
            case DIAGONAL -> new Diagonal(m, structure.homogeneous());
            case COMPOUND_SYMMETRY, AUTOREGRESSIVE, CONTINUOUS_AUTOREGRESSIVE, TOEPLITZ ->
                m == 1 ? new Unstructured(1) : new Diagonal(m, true);
        };
    }

    /** Returns m, the number of columns. */
    int columns();

    /** Returns the number of parameters. */
    int size();

    /**
     * Returns whether the structure is the same in any basis, so that with G it has R G R' for every regular R: then columns may be centred
     * on an intercept beside them and made orthogonal, and any combination of effects may lose its variance.
     */
    boolean isBasisFree();

    /** Writes lambda, all of whose elements above the diagonal are taken to be zero already. */
    void writeLambda(Place place, double[] theta, double[] lambda);

    /** Finds the parameters of a lambda of this structure: the reverse of {@link #writeLambda}. */
    void readLambda(Place place, double[] lambda, double[] theta);

    /**
     * Pulls a derivative back to the parameters.
     *
     * @param half half of the derivative with respect to the elements of lambda
     * @param gradient receives the derivative with respect to the parameters
     */
    void pullBack(Place place, double[] half, double[] theta, double[] gradient);

    /** Writes the derivative of lambda with respect to parameter i into a matrix of zeros. */
    void derivative(Place place, double[] theta, int i, double[] matrix);

    /**
     * Adds to a Hessian what it has of the second derivatives of lambda lambda' in the parameters: tr(S d^2(lambda lambda')).
     *
     * @param s derivative with respect to lambda lambda', symmetric
     * @param hessian K x K for the K elements of theta, row-major
     */
    void addCurvature(Place place, double[] s, double[] theta, double[] hessian);

    /** Returns whether parameter i is a diagonal element of lambda: a standard deviation, which at zero is at the boundary. */
    boolean isDiagonal(int i);

    /** Returns the column of the term whose effects parameter i scales. */
    int row(int i);

    /** Returns the parameter that gives the effects of two diagonal parameters, the later one first, a covariance; -1 if none does. */
    int joint(int later, int earlier);

    /** Returns the standard deviation, relative to the residual's, of the effects that parameter i scales. */
    double deviation(Place place, double[] theta, int i);

    /** Returns whether diagonal parameter i is all that its column of lambda has. */
    boolean isAlone(Place place, double[] theta, int i);

    /** Marks as not free what cannot move while the diagonal parameters that are zero are held. */
    void hold(Place place, double[] theta, boolean[] free);

    /**
     * Writes parameters whose covariance is near a guess that need not be positive definite.
     *
     * @param guess covariance relative to the residual variance
     * @param floor per column of the factor the least variance to begin with, positive
     */
    void start(Place place, double[] guess, double[] floor, double[] theta);

    /** Gives the parameters the signs with which every diagonal is non-negative and lambda lambda' is the same. */
    void normalise(Place place, double[] theta);
}
