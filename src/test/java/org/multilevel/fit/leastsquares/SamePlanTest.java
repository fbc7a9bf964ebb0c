package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.fit.rows.Rows;
import org.multilevel.formula.Formula;

/** The plan of a problem serves another response and other weights, and nothing else. */
class SamePlanTest {
    private static MemoryTable table(long seed, int groups) {
        Random random = new Random(seed);
        Random pattern = new Random(1);
        int rows = 80;
        String[] g = new String[rows];
        String[] h = new String[rows];
        Arrays.setAll(g, i -> "g" + i % groups);
        Arrays.setAll(h, i -> "h" + pattern.nextInt(5));
        return MemoryTable.builder()
                .numeric("y", random.doubles(rows, -1, 1).toArray())
                .numeric("w", random.doubles(rows, 0.5, 2).toArray())
                .numeric("x", pattern.doubles(rows, -1, 1).toArray())
                .categorical("g", g)
                .categorical("h", h)
                .build();
    }

    private static Design design(String formula, MemoryTable table) {
        return Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT.withWeights("w"), Progress.NONE);
    }

    private static CrossProducts products(Design design, MemoryTable table) {
        return Rows.of(design, table, Progress.NONE)
                .products(new Standardisation(
                        design, Orthogonalisation.none(design.fixed().size())));
    }

    private static PenalisedLeastSquares system(CrossProducts products, Workers workers) {
        return products.widths.length == 1
                ? new SingleFactorSystem(products, workers)
                : new BlockedSystem(products, workers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (x | g)", "y ~ x + (x | g) + (1 | h)"})
    void anotherResponseAndOtherWeightsHaveTheSameFactorAsOnTheirOwn(String formula) {
        MemoryTable table = table(2, 8);
        Design design = design(formula, table);
        CrossProducts other = products(design, table(3, 8));
        ThetaLayout layout = new ThetaLayout(design.factors());
        double[][] lambda =
                layout.lambda(new Random(5).doubles(layout.size(), 0.3, 1.2).toArray());
        try (Workers workers = new Workers(1, Progress.NONE)) {
            PenalisedLeastSquares first = system(products(design, table), workers);
            Factor expected = system(other, workers).factor(lambda);
            double before = first.factor(lambda).residual();
            Factor actual = first.with(other, workers).factor(lambda);
            assertEquals(expected.residual(), actual.residual());
            assertEquals(expected.logDetRandom(), actual.logDetRandom());
            assertEquals(expected.logDetFixed(), actual.logDetFixed());
            assertArrayEquals(expected.beta(), actual.beta());
            assertArrayEquals(expected.modes()[0], actual.modes()[0]);
            assertEquals(before, first.factor(lambda).residual());
        }
    }

    @Test
    void anotherNumberOfLevelsOrColumnsIsRefused() {
        for (String formula : new String[] {"y ~ x + (x | g)", "y ~ x + (x | g) + (1 | h)"}) {
            MemoryTable table = table(2, 8);
            Design design = design(formula, table);
            try (Workers workers = new Workers(1, Progress.NONE)) {
                PenalisedLeastSquares first = system(products(design, table), workers);
                MemoryTable more = table(2, 9);
                MemoryTable same = table(2, 8);
                for (CrossProducts other : new CrossProducts[] {
                    products(design(formula, more), more),
                    products(design(formula.replace("y ~ x", "y ~ 1"), same), same),
                    products(design(formula.replace("(x | g)", "(1 | g)"), same), same)
                }) {
                    assertThrows(IllegalArgumentException.class, () -> first.with(other, workers));
                }
            }
        }
    }
}
