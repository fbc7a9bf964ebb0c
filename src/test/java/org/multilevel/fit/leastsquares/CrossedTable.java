package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.Random;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/** Random rows y, x in 300 levels of g that cross those of h. */
record CrossedTable(CrossProducts products, ThetaLayout layout) {
    private static final int ROWS = 4000;

    static CrossedTable of(String formula, int levelsOfH, Random random) {
        String[] first = new String[ROWS];
        String[] second = new String[ROWS];
        Arrays.setAll(first, i -> "g" + random.nextInt(300));
        Arrays.setAll(second, i -> "h" + i % levelsOfH);
        MemoryTable table = MemoryTable.builder()
                .numeric("y", random.doubles(ROWS, -1, 1).toArray())
                .numeric("x", random.doubles(ROWS, -1, 1).toArray())
                .categorical("g", first)
                .categorical("h", second)
                .build();
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        Standardisation standard = new Standardisation(design, Orthogonalisation.none(1));
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, Progress.NONE, block -> products.add(block, standard));
        return new CrossedTable(products, new ThetaLayout(design.factors()));
    }
}
