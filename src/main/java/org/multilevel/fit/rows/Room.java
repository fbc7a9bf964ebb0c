package org.multilevel.fit.rows;

import java.util.Arrays;
import java.util.Locale;
import org.multilevel.design.Design;
import org.multilevel.error.MethodException;
import org.multilevel.error.ModelException;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;

/**
 * How much memory many covariance parameters take, and rows where a model keeps them, told before a search begins: of neither any part can be
 * left out.
 *
 * @param available bytes that Java may use in all
 */
public record Room(long available) {
    /** The matrices of a search that are alive at once: of where it stands, of what it solves, and of the optima that it knows. */
    private static final int SEARCH = 16;
    /** Those of the uncertainty of the parameters, and of the derivatives that go with it. */
    private static final int UNCERTAINTY = 4;
    /** The copies of cross-products that are alive at once: their sum, a part's as bytes and read, and those of the solver. */
    private static final int PRODUCTS = 5;
    /** What finds a pair of levels is as large as so many numbers. */
    private static final int INDEX = 3;
    /** The part of all memory that may go into one thing. */
    private static final double PART = 0.7;
    /** The part of all memory that the rows of a model may take: the questions that fit it again have copies of a part of them. */
    private static final double ROWS = 0.4;

    /** Returns what this Java may use. */
    public static Room ofJava() {
        return new Room(Runtime.getRuntime().maxMemory());
    }

    /**
     * Makes sure that a search has room.
     *
     * @param whole whether it steps in whole square roots of the covariances
     * @throws ModelException if it has not
     */
    public void checkSearch(ThetaLayout layout, boolean whole) {
        double order = whole ? layout.terms().stream().mapToDouble(Room::square).sum() : layout.size();
        double bytes = 8 * SEARCH * order * order;
        if (isTooMuch(bytes)) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The random terms have %,d variances and covariances, whose estimation takes about %,d MB, and Java may use only %,d"
                            + " MB in all; let fewer columns vary by group, take out correlations (|| in the formula), or allow Java more"
                            + " with -Xmx (in KNIME: in knime.ini).",
                    layout.size(),
                    megabytes(bytes),
                    available >> 20));
        }
    }

    /** Returns whether rows that a model keeps while it is fitted may take so many bytes. */
    public boolean hasForRows(long bytes) {
        return bytes <= ROWS * available;
    }

    /**
     * Makes sure that the cross-products of rows that lie elsewhere have room here.
     *
     * @param pairs how many pairs of groups there are, as {@link TableParts#pairsOfGroups}
     * @throws ModelException if they have not
     */
    void checkProducts(Design design, long[] pairs) {
        long[] sizes = design.factors().stream()
                .mapToLong(factor -> factor.levels().size())
                .toArray();
        double bytes = products(design, sizes, pairs);
        long levels = Arrays.stream(sizes).sum();
        if (isTooMuch(bytes)) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "The cross-products of %,d groups%s take about %,d MB where the model is fitted, and Java may use only %,d MB there;"
                            + " allow it more (on Spark: --driver-memory), let fewer columns vary by group, or where groups lie within"
                            + " one another leave them on the cluster (--spread yes).",
                    levels,
                    pairs.length == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    " and about %,d pairs of them",
                                    Arrays.stream(pairs).sum()),
                    megabytes(bytes),
                    available >> 20));
        }
    }

    /**
     * Says whether the cross-products of rows that lie elsewhere have room here.
     *
     * @param sizes how many levels each grouping factor has
     * @param pairs as {@link TableParts#pairsOfGroups}
     */
    boolean hasForProducts(Design columns, long[] sizes, long[] pairs) {
        return !isTooMuch(products(columns, sizes, pairs));
    }

    private static double products(Design columns, long[] sizes, long[] pairs) {
        double p1 = columns.fixed().size() + 1.0;
        double numbers = 0;
        for (int f = 0; f < sizes.length; f++) {
            double q = columns.factors().get(f).width();
            numbers += sizes[f] * q * (q + p1);
        }
        int at = 0;
        for (int f = 0; f < sizes.length; f++) {
            for (int g = f + 1; g < sizes.length && at < pairs.length; g++) {
                int q = columns.factors().get(f).width();
                numbers += (double) pairs[at++] * (q * columns.factors().get(g).width() + INDEX);
            }
        }
        return 8 * PRODUCTS * numbers;
    }

    /** Returns how many numbers there is room for. */
    public double numbers() {
        return PART * available / 8;
    }

    private static double square(Term term) {
        return (double) term.columns() * term.columns();
    }

    /** Says whether the uncertainty of k covariance parameters, with the derivatives of that of p coefficients, has room. */
    public boolean hasForUncertainty(int k, int p) {
        return !isTooMuch(uncertainty(k, p));
    }

    /**
     * Makes sure of that.
     *
     * @throws MethodException if it has not
     */
    public void checkUncertainty(int k, int p) {
        if (!hasForUncertainty(k, p)) {
            throw new MethodException(String.format(
                    Locale.ROOT,
                    "Satterthwaite's degrees of freedom for %,d coefficients with %,d variances and covariances take about %,d MB, and Java"
                            + " may use only %,d MB in all; choose asymptotic, or allow Java more with -Xmx (in KNIME: in knime.ini).",
                    p,
                    k,
                    megabytes(uncertainty(k, p)),
                    available >> 20));
        }
    }

    private static double uncertainty(int k, int p) {
        return 8 * UNCERTAINTY * ((double) k * k + (double) k * p * p);
    }

    private boolean isTooMuch(double bytes) {
        return bytes > PART * available;
    }

    private static long megabytes(double bytes) {
        return Math.round(bytes / (1 << 20));
    }
}
