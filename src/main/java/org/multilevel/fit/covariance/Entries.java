package org.multilevel.fit.covariance;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The variances and covariances of the random effects, in which the moments of the data are linear whatever the structures: the lower
 * triangle of each term's covariance, column by column, terms in their order.
 */
public final class Entries {
    private final int[] factor;
    private final int[] row;
    private final int[] column;

    Entries(List<Term> terms) {
        int size = 0;
        for (Term term : terms) {
            size += term.columns() * (term.columns() + 1) / 2;
        }
        factor = new int[size];
        row = new int[size];
        column = new int[size];
        int i = 0;
        for (Term term : terms) {
            for (int c = term.from(); c < term.to(); c++) {
                for (int r = c; r < term.to(); r++) {
                    factor[i] = term.factor();
                    row[i] = r;
                    column[i++] = c;
                }
            }
        }
    }

    private Entries(Entries all, int[] kept) {
        factor = IntStream.of(kept).map(i -> all.factor[i]).toArray();
        row = IntStream.of(kept).map(i -> all.row[i]).toArray();
        column = IntStream.of(kept).map(i -> all.column[i]).toArray();
    }

    /** Returns the variances without the covariances. */
    public Entries variances() {
        return new Entries(
                this, IntStream.range(0, size()).filter(this::isVariance).toArray());
    }

    /** Returns the variances, and the covariances that are not said by fewer parameters of their term. */
    Entries free(List<Term> terms) {
        return new Entries(
                this,
                IntStream.range(0, size())
                        .filter(i -> isVariance(i)
                                || terms.stream()
                                        .anyMatch(term -> term.has(factor[i], column[i])
                                                && term.covariance() instanceof Unstructured))
                        .toArray());
    }

    /** Returns their number. */
    public int size() {
        return factor.length;
    }

    public int factor(int i) {
        return factor[i];
    }

    /** Returns the later of the two columns of the factor. */
    public int row(int i) {
        return row[i];
    }

    /** Returns the earlier of the two columns of the factor. */
    public int column(int i) {
        return column[i];
    }

    /** Returns whether entry i is a variance. */
    public boolean isVariance(int i) {
        return row[i] == column[i];
    }
}
