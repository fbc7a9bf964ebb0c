package org.multilevel.fit.covariance;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The covariances of all random terms on one string: which parameters of theta belong to which term, factors and terms in the order of the
 * design, and what theta as a whole means.
 */
public final class ThetaLayout {
    private final int[] widths;
    private final List<List<Term>> ofFactor;
    private final List<Term> terms;
    private final Term[] ofParameter;
    private final Entries entries;
    private final Entries free;

    public ThetaLayout(List<RandomFactor> factors) {
        widths = new int[factors.size()];
        List<List<Term>> byFactor = new ArrayList<>();
        List<Term> all = new ArrayList<>();
        List<Term> byParameter = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            widths[f] = factors.get(f).width();
            List<Term> own = new ArrayList<>();
            int from = 0;
            for (RandomBlock block : factors.get(f).blocks()) {
                Covariance covariance = Covariance.of(block);
                Term term = new Term(all.size(), f, new Place(byParameter.size(), from, widths[f]), covariance);
                own.add(term);
                all.add(term);
                for (int i = 0; i < covariance.size(); i++) {
                    byParameter.add(term);
                }
                from += covariance.columns();
            }
            byFactor.add(List.copyOf(own));
        }
        ofFactor = List.copyOf(byFactor);
        terms = List.copyOf(all);
        ofParameter = byParameter.toArray(Term[]::new);
        entries = new Entries(all);
        free = entries.free(all);
    }

    /** Returns K, the number of parameters. */
    public int size() {
        return ofParameter.length;
    }

    /** Returns the number of factors. */
    public int factors() {
        return widths.length;
    }

    /** Returns q of factor f. */
    public int width(int f) {
        return widths[f];
    }

    /** Returns the terms of all factors. */
    public List<Term> terms() {
        return terms;
    }

    /** Returns the terms of factor f. */
    public List<Term> terms(int f) {
        return ofFactor.get(f);
    }

    /** Returns the term of parameter k. */
    public Term term(int k) {
        return ofParameter[k];
    }

    /** Returns the factor of parameter k. */
    public int factor(int k) {
        return ofParameter[k].factor();
    }

    /** Returns the column of its factor whose effects parameter k scales. */
    public int row(int k) {
        return ofParameter[k].from()
                + ofParameter[k].covariance().row(k - ofParameter[k].place().at());
    }

    /** Returns whether parameter k is a diagonal element of lambda: a standard deviation relative to the residual's. */
    public boolean isDiagonal(int k) {
        return ofParameter[k].covariance().isDiagonal(k - ofParameter[k].place().at());
    }

    /** Returns the variances and covariances that theta stands for. */
    public Entries entries() {
        return entries;
    }

    /**
     * Returns those that may move by themselves. Effects without correlations, and those whose correlations have parameters of their own, can
     * take no covariance from another term, so that data may tell their variances where they would not tell a covariance beside them.
     */
    public Entries free() {
        return free;
    }

    /** Returns lambda of each factor, q x q row-major. */
    public double[][] lambda(double[] theta) {
        double[][] lambda = zeros();
        for (Term term : terms) {
            term.covariance().writeLambda(term.place(), theta, lambda[term.factor()]);
        }
        return lambda;
    }

    /** Returns the theta of a lambda of each factor. */
    public double[] theta(double[][] lambda) {
        double[] theta = new double[size()];
        for (Term term : terms) {
            term.covariance().readLambda(term.place(), lambda[term.factor()], theta);
        }
        return theta;
    }

    /** Returns the derivative in theta, given half of the derivative in the elements of lambda. */
    public double[] gradient(double[][] half, double[] theta) {
        double[] gradient = new double[size()];
        for (Term term : terms) {
            term.covariance().pullBack(term.place(), half[term.factor()], theta, gradient);
        }
        return gradient;
    }

    /** Returns the derivative of lambda lambda' of its factor with respect to parameter k, q x q row-major. */
    public double[] change(double[] theta, int k) {
        Term term = ofParameter[k];
        int q = widths[term.factor()];
        double[] derivative = new double[q * q];
        term.covariance().derivative(term.place(), theta, k - term.place().at(), derivative);
        return SmallMatrices.changeOfSquare(derivative, lambda(theta)[term.factor()], q);
    }

    /** Returns zero matrices shaped like lambda. */
    public double[][] zeros() {
        double[][] matrices = new double[widths.length][];
        for (int f = 0; f < widths.length; f++) {
            matrices[f] = new double[widths[f] * widths[f]];
        }
        return matrices;
    }

    /** Returns the theta of the same covariances whose diagonals are non-negative. */
    public double[] withPositiveDiagonal(double[] theta) {
        double[] normal = theta.clone();
        for (Term term : terms) {
            term.covariance().normalise(term.place(), normal);
        }
        return normal;
    }
}
