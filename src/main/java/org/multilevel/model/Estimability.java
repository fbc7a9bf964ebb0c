package org.multilevel.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.design.DesignBlock;
import org.multilevel.design.FixedColumn;
import org.multilevel.fit.effects.LeftOut;

/**
 * Tells for which rows the fixed part is estimable: those in the row space of the X that was fitted (Searle 1971, Linear Models,
 * section 5.4), in which every column left out is the combination of kept ones that it was in the fit.
 */
final class Estimability {
    /** Columns are left out when no more than 1e-7 of their norm is their own, so a row of the fit may be off by that much. */
    private static final double TOLERANCE = 1e-6;

    /** The rounding of a value and of its column's centre. */
    private static final double ROUNDING = 1e-12;

    private final int width;
    private final int[] kept;
    private final double[] keptCentres;
    private final List<Check> checks;
    private final boolean known;
    /** Position of the intercept, -1 without one; then all centres are zero. */
    private final int intercept;

    private Estimability(
            int width, int intercept, int[] kept, double[] keptCentres, List<Check> checks, boolean known) {
        this.width = width;
        this.intercept = intercept;
        this.kept = kept;
        this.keptCentres = keptCentres;
        this.checks = checks;
        this.known = known;
    }

    /**
     * The combination that one column was.
     *
     * @param column position in X
     * @param terms positions in the kept columns that take part
     * @param combination their coefficients
     * @param spread of the column, 0 where it was constant
     */
    private record Check(int column, double centre, double spread, int[] terms, double[] combination) {}

    static Estimability of(ModelParts parts) {
        List<FixedColumn> columns = parts.design().fixed();
        boolean centred = parts.design().terms().intercept();
        int[] kept = parts.kept().stream().mapToInt(Integer::intValue).toArray();
        double[] centres = new double[kept.length];
        for (int k = 0; k < kept.length; k++) {
            centres[k] = centred ? columns.get(kept[k]).centre() : 0;
        }
        List<Check> checks = new ArrayList<>();
        for (LeftOut leftOut : parts.leftOut()) {
            checks.add(check(leftOut, columns.get(leftOut.column()), centred));
        }
        boolean known = checks.size() + kept.length == columns.size();
        int intercept = IntStream.range(0, columns.size())
                .filter(j -> columns.get(j).isIntercept())
                .findFirst()
                .orElse(-1);
        return new Estimability(columns.size(), intercept, kept, centres, checks, known);
    }

    private static Check check(LeftOut leftOut, FixedColumn column, boolean centred) {
        double[] all = leftOut.combination();
        int[] terms = IntStream.range(0, all.length).filter(k -> all[k] != 0).toArray();
        double[] combination = new double[terms.length];
        for (int k = 0; k < terms.length; k++) {
            combination[k] = all[terms[k]];
        }
        double spread = centred ? column.scale() : Math.hypot(column.centre(), column.scale());
        return new Check(
                leftOut.column(), centred ? column.centre() : 0, terms.length == 0 ? 0 : spread, terms, combination);
    }

    /** Returns whether the combinations are known; files of early versions lack them. */
    boolean isKnown() {
        return known;
    }

    /**
     * Returns whether row i of the block is estimable, and adds the columns to {@code others} that are something else in it; those with
     * a missing value are not among them.
     */
    boolean holds(DesignBlock block, int i, BitSet others) {
        boolean holds = true;
        for (Check check : checks) {
            double excess = excess(check, block.x, i * width, 1);
            if (excess > 0) {
                others.set(check.column);
            }
            holds &= excess <= 0;
        }
        return holds;
    }

    /** Returns whether a combination of rows is estimable; a value that is not finite makes it none. */
    boolean holds(double[] l) {
        double rows = intercept < 0 ? 1 : l[intercept];
        return checks.stream().allMatch(check -> excess(check, l, 0, rows) <= 0);
    }

    /** Returns by how much the column is off in a combination whose coefficients add up to {@code rows}, beyond rounding, NaN where a value is missing. */
    private double excess(Check check, double[] x, int at, double rows) {
        double value = x[at + check.column];
        double rest = value - check.centre * rows;
        double size = check.spread + Math.abs(rest);
        for (int k = 0; k < check.terms.length; k++) {
            int term = check.terms[k];
            double part = check.combination[k] * (x[at + kept[term]] - keptCentres[term] * rows);
            rest -= part;
            size += Math.abs(part);
        }
        return Math.abs(rest) - TOLERANCE * size - ROUNDING * (Math.abs(value) + Math.abs(check.centre));
    }
}
