package org.multilevel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.design.FixedColumn;
import org.multilevel.fit.effects.LeftOut;

/** What each column of X is in terms of the p that were estimated: itself, or the combination that one left out was in the fit. */
public final class ColumnDependence {
    private final int[] kept;
    private final boolean intercept;
    private final Optional<double[][]> rows;

    private ColumnDependence(int[] kept, boolean intercept, Optional<double[][]> rows) {
        this.kept = kept;
        this.intercept = intercept;
        this.rows = rows;
    }

    static ColumnDependence of(ModelParts parts) {
        List<FixedColumn> columns = parts.design().fixed();
        int[] kept = parts.kept().stream().mapToInt(Integer::intValue).toArray();
        boolean intercept = parts.design().terms().intercept();
        if (parts.leftOut().size() + kept.length < columns.size()) {
            return new ColumnDependence(kept, intercept, Optional.empty());
        }
        double[][] rows = new double[columns.size()][kept.length];
        for (int k = 0; k < kept.length; k++) {
            rows[kept[k]][k] = 1;
        }
        for (LeftOut leftOut : parts.leftOut()) {
            double[] row = leftOut.combination();
            if (intercept) {
                row[0] += columns.get(leftOut.column()).centre();
                for (int k = 0; k < kept.length; k++) {
                    row[0] -= leftOut.combination()[k] * columns.get(kept[k]).centre();
                }
            }
            rows[leftOut.column()] = row;
        }
        return new ColumnDependence(kept, intercept, Optional.of(rows));
    }

    /** Returns the positions in X of the p estimated columns. */
    public int[] kept() {
        return kept.clone();
    }

    /** Returns whether the first column of X is the intercept. */
    public boolean hasIntercept() {
        return intercept;
    }

    /** Returns for each column of X its p numbers, columns x p; nothing for a model of an early file that did not keep them. */
    public Optional<double[][]> rows() {
        return rows.map(r -> Arrays.stream(r).map(double[]::clone).toArray(double[][]::new));
    }
}
