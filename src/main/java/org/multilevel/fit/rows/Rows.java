package org.multilevel.fit.rows;

import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/** Where the rows of a problem lie, and the sums over them that a fit asks for. */
public interface Rows {
    /** Returns rows that are at hand as a table; progress is of the reading that the fit begins with. */
    static Rows of(Design design, Table table, Progress progress) {
        return new TableRows(design, table, progress);
    }

    /** Surveys parts that lie elsewhere, and decides where their cross-products are going to be. */
    static Rows of(Formula formula, TableParts parts, DesignOptions options, Progress progress) {
        return PartRows.of(formula, parts, options, progress);
    }

    /** Returns the columns; where cross-products do not come here, without the levels of grouping factors. */
    Design design();

    /**
     * Forms the cross-products of all rows.
     *
     * @param beside takes the rows' own sums
     */
    CrossProducts products(Standardisation standard, RowSums beside);

    /** Forms them alone. */
    default CrossProducts products(Standardisation standard) {
        return products(standard, new RowSums(design()));
    }

    /**
     * Forms the cross-products of [X y - X b] within the levels of the only factor.
     *
     * @param without a level whose rows do not count, as in {@code all}; -1 for none
     */
    double[] within(CrossProducts all, Standardisation standard, int without, double[] b);

    /**
     * Forms the products of the kept columns and what the response is besides coefficients and effects.
     *
     * @param beta of all columns
     */
    CrossProducts remainder(CrossProducts all, int[] kept, Standardisation standard, double[] beta, double[][] effects);

    /** Returns these rows where their cross-products stay with parts of them; empty where they come here. */
    default Optional<SpreadRows> spread() {
        return Optional.empty();
    }

    /** Returns the rows themselves. */
    Table table();
}
