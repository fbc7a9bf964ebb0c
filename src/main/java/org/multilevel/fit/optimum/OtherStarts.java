package org.multilevel.fit.optimum;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.optimum.PivotScan.Pivot;
import org.multilevel.fit.products.CrossProducts;

/**
 * Where else a search may begin, since a likelihood may have more than one maximum.
 *
 * <p>That is so above all where a column of a random term varies between groups only: the spread of group means may then be wide at one
 * end of the column or the other, or the same all along, and each is a maximum of its own. And where two terms of a factor nearly repeat
 * each other, either may have the variance.
 */
final class OtherStarts {
    /** A column varies between groups only when no more of its sum of squares than this lies within them. */
    private static final double BETWEEN = 1e-6;
    /** Two columns nearly repeat each other when no more of the one's sum of squares than this is left beside the other. */
    private static final double REPEATED = 0.1;
    /** How much larger than the residual's size effects may be when every row has one. */
    private static final double LARGER = 6;
    /** Long lists of levels are sampled, the more the more fixed columns there are. */
    private static final int SAMPLE = 20_000;

    private final CrossProducts products;
    private final ThetaLayout layout;
    private final double[][] pooled;
    private final double[] first;
    private final boolean restricted;

    OtherStarts(CrossProducts products, ThetaLayout layout, double[] first, boolean restricted) {
        this.restricted = restricted;
        this.first = first.clone();
        this.products = products;
        this.layout = layout;
        this.pooled = new double[layout.factors()][];
        for (int f = 0; f < pooled.length; f++) {
            pooled[f] = products.pooled(f);
        }
    }

    /**
     * Returns where a search may begin inside when an optimum is at the boundary: of a single variance where the likelihood, which can be
     * scanned, has maxima; otherwise with {@code size} wherever there is no variance.
     */
    List<double[]> inside(double[] shown, double size) {
        if (layout.size() == 1) {
            return scan(0, 0, 0).sizes().stream()
                    .map(found -> new double[] {found})
                    .toList();
        }
        double[] inside = shown.clone();
        for (int k = 0; k < inside.length; k++) {
            inside[k] = layout.isDiagonal(k) && inside[k] == 0 ? size : inside[k];
        }
        return List.of(inside);
    }

    /** Returns the starts, besides the first, that the structure suggests. */
    List<double[]> all() {
        double[] theta = first;
        List<double[]> others = new ArrayList<>();
        for (int f = 0; f < layout.factors(); f++) {
            for (Term term : layout.terms(f)) {
                addPivots(theta, term, others);
            }
            addEither(theta, f, others);
            if (products.levelsInAll(f) * layout.width(f) + products.p >= products.rows) {
                others.add(moderate(theta, f, 1));
                others.add(moderate(theta, f, LARGER));
            }
        }
        return others;
    }

    /**
     * Where random effects and coefficients may fit every row: effects of about the residual's size, or larger, since nothing may be left over
     * for it and the moments then start at none.
     */
    private double[] moderate(double[] theta, int f, double times) {
        double[] moved = theta.clone();
        for (int k = 0; k < theta.length; k++) {
            if (layout.factor(k) == f) {
                moved[k] = layout.isDiagonal(k)
                        ? times * Math.sqrt(products.levelsInAll(f) / pooled[f][layout.row(k) * (layout.width(f) + 1)])
                        : 0;
            }
        }
        return moved;
    }

    /** For a column that varies between groups only: where a scan of group sums has its minima. */
    private void addPivots(double[] theta, Term term, List<double[]> others) {
        int f = term.factor();
        for (int j = 1; j < term.columns(); j++) {
            int column = term.from() + j;
            if (variesBetweenOnly(f, term.from(), column)) {
                for (Pivot pivot : scan(f, term.from(), column).minima()) {
                    double[] v = new double[term.columns()];
                    v[0] = pivot.first();
                    v[j] = pivot.other() / unitOf(f, column);
                    others.add(with(theta, term, v, j));
                }
            }
        }
    }

    private PivotScan scan(int f, int first, int j) {
        int q = layout.width(f);
        int n = products.p + 1;
        int stride = Math.max(1, products.levels[f] / Math.max(20, SAMPLE / (n * n)));
        int levels = (products.levels[f] + stride - 1) / stride;
        double[] weight = new double[levels];
        double[] column = new double[levels];
        double[] sums = new double[levels * n];
        for (int l = 0; l < levels; l++) {
            int at = l * stride * q * q;
            weight[l] = products.zz[f][at + first * q + first];
            column[l] = weight[l] > 0 ? products.zz[f][at + j * q + first] / weight[l] / unitOf(f, j) : 0;
            System.arraycopy(products.zxy[f], (l * stride * q + first) * n, sums, l * n, n);
        }
        double multiplicity = (double) products.levelsInAll(f) / levels;
        return new PivotScan(weight, column, sums, products.xy, multiplicity, products.rows, restricted);
    }

    /** Returns the root mean square of a column over the rows, relative to the first column of its factor being one. */
    private double unitOf(int f, int column) {
        return Math.sqrt(pooled[f][column * (layout.width(f) + 1)] / products.rows);
    }

    /** For two terms of a factor that nearly repeat each other: all variance in one, and in the other. */
    private void addEither(double[] theta, int f, List<double[]> others) {
        int q = layout.width(f);
        List<Term> terms = layout.terms(f);
        for (int b = 0; b < terms.size(); b++) {
            for (Term other : terms.subList(b + 1, terms.size())) {
                Term term = terms.get(b);
                double both = pooled[f][term.from() * q + other.from()];
                double squares = pooled[f][term.from() * (q + 1)] * pooled[f][other.from() * (q + 1)];
                if (1 - both * both / squares < REPEATED) {
                    others.add(only(theta, term, other));
                    others.add(only(theta, other, term));
                    others.add(wide(theta, term, other));
                }
            }
        }
    }

    /** Returns theta with the first column of a term as variable as fits best when it is alone, and another term without variance. */
    private double[] only(double[] theta, Term term, Term other) {
        double[][] lambda = new double[term.columns()][term.columns()];
        lambda[0][0] = scan(term.factor(), term.from(), term.from()).alone();
        double[][] none = new double[other.columns()][other.columns()];
        return other.with(term.with(theta, lambda), none);
    }

    /** Returns theta with two terms so variable that what little tells them apart within levels has weight. */
    private double[] wide(double[] theta, Term term, Term other) {
        int f = term.factor();
        int q = layout.width(f);
        double share = within(f, term.from(), other.from()) / pooled[f][other.from() * (q + 1)];
        double[] moved = theta.clone();
        for (int k = 0; k < theta.length; k++) {
            boolean first = layout.row(k) == term.from() || layout.row(k) == other.from();
            if (layout.factor(k) == f && layout.isDiagonal(k) && first && share > 0) {
                moved[k] = Math.sqrt(products.levelsInAll(f) / (share * pooled[f][layout.row(k) * (q + 1)]));
            }
        }
        return moved;
    }

    /** Says whether within every level a column is a multiple of the first of its term. */
    private boolean variesBetweenOnly(int f, int first, int column) {
        return within(f, first, column) <= BETWEEN * pooled[f][column * (layout.width(f) + 1)];
    }

    /** Returns what is left of a column's sum of squares when within each level its multiple of another is taken away. */
    private double within(int f, int other, int column) {
        int q = layout.width(f);
        double within = 0;
        for (int level = 0; level < products.levels[f]; level++) {
            double[] zz = products.zz[f];
            int at = level * q * q;
            double base = zz[at + other * q + other];
            double both = zz[at + column * q + other];
            within += zz[at + column * q + column] - (base > 0 ? both * both / base : 0);
        }
        return within * products.standsFor(f);
    }

    /** Returns theta with the effects of a term's first column and of its column j being v times one variable, the others as they were. */
    private static double[] with(double[] theta, Term term, double[] v, int j) {
        int m = term.columns();
        double[][] rows = term.lambda(theta);
        for (int r = 0; r < m; r++) {
            boolean moved = r == 0 || r == j;
            for (int c = 0; c < m; c++) {
                rows[r][c] = moved || c == 0 ? 0 : rows[r][c];
            }
            rows[r][0] = v[r];
        }
        return term.with(theta, RankDrop.packed(rows, rows));
    }
}
