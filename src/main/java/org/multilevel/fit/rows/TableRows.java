package org.multilevel.fit.rows;

import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.RemainderProducts;
import org.multilevel.fit.products.RowSums;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.products.WithinProducts;

/**
 * Rows that are at hand as a table.
 *
 * @param progress of the reading that the fit begins with
 */
record TableRows(Design design, Table table, Progress progress) implements Rows {
    @Override
    public CrossProducts products(Standardisation standard, RowSums beside) {
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, progress, block -> {
            products.add(block, standard);
            beside.add(block);
        });
        return products;
    }

    @Override
    public CrossProducts products(Standardisation standard) {
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, progress, block -> products.add(block, standard));
        return products;
    }

    @Override
    public double[] within(CrossProducts all, Standardisation standard, int without, double[] b) {
        return WithinProducts.read(design, table, all, standard, without, b, without < 0 ? progress : Progress.NONE);
    }

    @Override
    public CrossProducts remainder(
            CrossProducts all, int[] kept, Standardisation standard, double[] beta, double[][] effects) {
        return RemainderProducts.read(design, table, standard, beta, effects, Progress.NONE)
                .of(all, kept);
    }
}
