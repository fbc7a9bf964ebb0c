package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.answers.Fit;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

class OrthogonalisationTest {

    private static MemoryTable years() {
        int n = 84;
        double[] y = new double[n];
        double[] year = new double[n];
        double[] centred = new double[n];
        String[] group = new String[n];
        for (int i = 0; i < n; i++) {
            year[i] = 2000 + i % 21;
            centred[i] = year[i] - 2010;
            group[i] = "g" + i / 14;
            y[i] = 3 + 0.1 * centred[i] + 0.02 * Math.pow(centred[i], 3) / 100 + Math.sin(7.0 * i) + i / 14 % 3;
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("year", year)
                .numeric("t", centred)
                .categorical("g", group)
                .build();
    }

    private static Fit fit(String formula) {
        MemoryTable table = years();
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        return Problem.read(design, table, FitOptions.DEFAULT.withMethod(EstimationMethod.ML), Progress.NONE)
                .fit(Progress.NONE);
    }

    @Test
    void aRawCubicOfCalendarYearsKeepsItsDigits() {
        Fit raw = fit("y ~ year + I(year^2) + I(year^3) + (1 | g)");
        Fit centred = fit("y ~ t + I(t^2) + I(t^3) + (1 | g)");
        assertEquals(4, raw.kept().length);
        assertEquals(centred.criterion(), raw.criterion(), 1e-9 * Math.abs(centred.criterion()));
        assertEquals(centred.sigma(), raw.sigma(), 1e-9);
        assertEquals(centred.beta()[3], raw.beta()[3], 1e-7 * Math.abs(centred.beta()[3]));
        double error = Math.sqrt(centred.betaCovariance()[3][3]);
        assertEquals(error, Math.sqrt(raw.betaCovariance()[3][3]), 1e-7 * error);
    }

    @Test
    void wellConditionedColumnsAreReadOnce() {
        MemoryTable table = years();
        Design design = Design.of(Formula.parse("y ~ t + (1 | g)"), table, DesignOptions.DEFAULT, Progress.NONE);
        CrossProducts products = CrossProducts.empty(design);
        Standardisation standard = new Standardisation(design, Orthogonalisation.none(2));
        design.scan(table, Progress.NONE, block -> products.add(block, standard));
        assertTrue(Orthogonalisation.of(products).isNone());
    }

    @Test
    void columnsThatOnlyRoundingTellsApartAreDropped() {
        Fit fit = fit("y ~ t + I(2 * t) + I(t / 3 + 7) + I(t^2) + I(t^2 + 0.1 * t) + (1 | g)");
        assertArrayEquals(new int[] {0, 1, 4}, fit.kept());
        assertEquals(fit("y ~ t + I(t^2) + (1 | g)").criterion(), fit.criterion(), 1e-9);
    }

    @Test
    void aColumnThatRepeatsOthersIsDropped() {
        Fit fit = fit("y ~ t + year + I(t^2) + (1 | g)");
        assertArrayEquals(new int[] {0, 1, 3}, fit.kept());
        assertEquals(fit("y ~ t + I(t^2) + (1 | g)").criterion(), fit.criterion(), 1e-9);
    }
}
