package org.multilevel.fit.determination;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.effects.LeftOut;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.Orthogonalisation;
import org.multilevel.fit.products.Standardisation;
import org.multilevel.formula.Formula;

/** Column s is 2 x - 3 z, and r is s - z / 2: by what both are in every row. */
class DependenceTest {
    private static final double TOLERANCE = 1e-9;

    private static MemoryTable table() {
        int rows = 50;
        Random random = new Random(8);
        double[] x = random.doubles(rows, 2, 5).toArray();
        double[] z = random.doubles(rows, -1, 9).toArray();
        double[] s = new double[rows];
        double[] r = new double[rows];
        String[] g = new String[rows];
        for (int i = 0; i < rows; i++) {
            s[i] = 2 * x[i] - 3 * z[i];
            r[i] = s[i] - z[i] / 2;
            g[i] = "g" + i % 5;
        }
        return MemoryTable.builder()
                .numeric("y", random.doubles(rows, 0, 1).toArray())
                .numeric("x", x)
                .numeric("z", z)
                .numeric("s", s)
                .numeric("r", r)
                .categorical("g", g)
                .build();
    }

    private static List<LeftOut> leftOut(String formula, boolean refined, int... kept) {
        MemoryTable table = table();
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        Standardisation standard = new Standardisation(
                design, Orthogonalisation.none(design.fixed().size()));
        CrossProducts products = read(design, table, standard);
        if (refined) {
            standard = standard.refined(design, products).orElseThrow();
            products = read(design, table, standard);
        }
        return Dependence.of(products, standard, kept);
    }

    private static CrossProducts read(Design design, MemoryTable table, Standardisation standard) {
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, Progress.NONE, block -> products.add(block, standard));
        return products;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aColumnLeftOutIsItsCombinationOfThoseBeforeIt(boolean refined) {
        List<LeftOut> with = leftOut("y ~ x + z + s + r + (1 | g)", refined, 0, 1, 2);
        assertEquals(List.of(3, 4), with.stream().map(LeftOut::column).toList());
        assertArrayEquals(new double[] {0, 2, -3}, with.get(0).combination(), TOLERANCE);
        assertArrayEquals(new double[] {0, 2, -3.5}, with.get(1).combination(), TOLERANCE);
        List<LeftOut> without = leftOut("y ~ 0 + s + x + z + r + (1 | g)", refined, 0, 1);
        assertEquals(List.of(2, 3), without.stream().map(LeftOut::column).toList());
        // z = (2 x - s) / 3, and r = s - (2 x - s) / 6
        assertArrayEquals(new double[] {-1 / 3.0, 2 / 3.0}, without.get(0).combination(), TOLERANCE);
        assertArrayEquals(new double[] {7 / 6.0, -1 / 3.0}, without.get(1).combination(), TOLERANCE);
    }

    @Test
    void aKeptColumnBehindOneLeftOutIsNoPartOfIt() {
        List<LeftOut> left = leftOut("y ~ 0 + s + x + z + I(x^2) + (1 | g)", false, 0, 1, 3);
        assertEquals(List.of(2), left.stream().map(LeftOut::column).toList());
        assertArrayEquals(new double[] {-1 / 3.0, 2 / 3.0, 0}, left.get(0).combination(), TOLERANCE);
    }

    @Test
    void whereAllAreKeptNothingIsLeftOut() {
        assertEquals(0, leftOut("y ~ x + z + (1 | g)", false, 0, 1, 2).size());
        LeftOut left = new LeftOut(1, new double[] {5});
        left.combination()[0] = 7;
        assertEquals("[5.0]", Arrays.toString(left.combination()));
    }
}
