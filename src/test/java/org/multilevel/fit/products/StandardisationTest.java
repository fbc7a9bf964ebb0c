package org.multilevel.fit.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.design.DesignOptions;

/** The raw columns of each row against the standardised ones: what a standardisation says of itself must hold for every row. */
class StandardisationTest {
    /** Relative to numbers near one; orthogonal columns of nearly equal ones are differences of a hundredth. */
    private static final double TOLERANCE = 1e-10;

    /** Column u repeats x but for a ten thousandth. */
    private static MemoryTable nearlyEqual() {
        int rows = 60;
        Random random = new Random(2);
        double[] x = random.doubles(rows, 4, 6).toArray();
        double[] u = x.clone();
        String[] g = new String[rows];
        for (int i = 0; i < rows; i++) {
            u[i] += 1e-4 * random.nextGaussian();
            g[i] = "g" + i % 5;
        }
        return MemoryTable.builder()
                .numeric("y", random.doubles(rows, 0, 9).toArray())
                .numeric("x", x)
                .numeric("u", u)
                .categorical("g", g)
                .categorical("h", g)
                .build();
    }

    private static WrittenRows rows(String formula, boolean refined) {
        WrittenRows rows = WrittenRows.of(formula, nearlyEqual(), DesignOptions.DEFAULT);
        return refined ? rows.refined() : rows;
    }

    private static RealMatrix square(double[] values, int n) {
        RealMatrix matrix = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n * n; i++) {
            matrix.setEntry(i / n, i % n, values[i]);
        }
        return matrix;
    }

    private static void assertTransforms(WrittenRows rows, int... kept) {
        RealMatrix t = square(rows.standard().fixedTransform(kept), kept.length);
        for (WrittenRows.Row row : rows.rows()) {
            double[] raw = new double[kept.length];
            for (int j = 0; j < kept.length; j++) {
                raw[j] = row.raw()[kept[j]];
            }
            double[] expected = t.preMultiply(raw);
            for (int j = 0; j < kept.length; j++) {
                assertEquals(row.t()[kept[j]], expected[j], TOLERANCE * Math.max(1, t.getNorm()));
            }
        }
        double determinant = new LUDecomposition(t).getDeterminant();
        assertEquals(Math.log(Math.abs(determinant)), rows.standard().logDeterminant(kept), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + u + (1 | g)", "y ~ 0 + x + u + (1 | g)"})
    void fixedColumnsAreThoseOfTheRawOnesTimesT(String formula) {
        int[] all = formula.contains("0 +") ? new int[] {0, 1} : new int[] {0, 1, 2};
        assertTransforms(rows(formula, false), all);
        assertTransforms(rows(formula, true), all);
        assertTransforms(rows(formula, false), all[0], all[all.length - 1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + u + (1 | g)", "y ~ 0 + x + u + (1 | g)"})
    void coefficientsOfEitherScaleLeaveTheSameResiduals(String formula) {
        for (boolean refined : new boolean[] {false, true}) {
            WrittenRows rows = rows(formula, refined);
            double[] beta = {0.3, -0.7, 1.1};
            int[] kept = {0, 1, 2};
            if (rows.p() == 2) {
                beta = new double[] {0.3, -0.7};
                kept = new int[] {0, 1};
            }
            double[] raw = beta.clone();
            rows.standard().coefficientsToRaw(kept, raw);
            for (WrittenRows.Row row : rows.rows()) {
                double standardised = row.t()[beta.length];
                double expected = row.y();
                for (int j = 0; j < beta.length; j++) {
                    standardised -= beta[j] * row.t()[j];
                    expected -= raw[j] * row.raw()[j];
                }
                // coefficients of nearly equal columns are ten thousands
                assertEquals(expected, rows.standard().yScale * standardised, 1e-7);
            }
        }
    }

    /** Terms of two and of one column on one factor, the first with an intercept; and one whose columns nearly repeat each other. */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + u + (x | g) + (0 + u | g), 2",
        "y ~ x + u + (x + u | g), 3",
        "y ~ x + u + (x || g) + (u | h), 1"
    })
    void randomColumnsAreThoseOfTheRawOnesTimesT(String formula, int first) {
        for (boolean refined : new boolean[] {false, true}) {
            WrittenRows rows = rows(formula, refined);
            int q = rows.design().factors().get(0).width();
            RealMatrix t = square(
                    rows.standard().randomTransform(rows.design().factors().get(0), 0), q);
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q; j++) {
                    boolean inside = i <= j && (j < first || i >= first);
                    assertTrue(inside || t.getEntry(i, j) == 0);
                }
            }
            for (WrittenRows.Row row : rows.rows()) {
                double[] expected = t.preMultiply(Arrays.copyOf(row.raw(), q));
                for (int k = 0; k < q; k++) {
                    assertEquals(row.z()[0][k], expected[k], TOLERANCE * t.getNorm());
                }
            }
        }
    }

    /** Columns that are made orthogonal have no products with each other, over all rows. */
    @Test
    void refinedColumnsHaveNothingInCommon() {
        WrittenRows rows = rows("y ~ x + u + (x + u | g)", true);
        double[][] fixed = new double[4][4];
        double[][] random = new double[3][3];
        for (WrittenRows.Row row : rows.rows()) {
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    fixed[i][j] += row.t()[i] * row.t()[j];
                    random[Math.min(i, 2)][Math.min(j, 2)] += i < 3 && j < 3 ? row.z()[0][i] * row.z()[0][j] : 0;
                }
            }
        }
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < i; j++) {
                // what is orthogonal to rounding of columns that differ by a ten thousandth
                assertEquals(0, fixed[i][j], 1e-6);
                assertEquals(0, i < 3 ? random[i][j] : 0, 1e-6 * Math.sqrt(random[2][2] * random[1][1]));
            }
        }
        for (int j = 0; j < 3; j++) {
            assertEquals(1, fixed[j][j], 1e-6);
            assertTrue(random[j][j] > 1e-3);
        }
    }

    /** A table whose x has the mean zero exactly, and what tells it from others. */
    private static MemoryTable table(String x, double shift, double factor, double response, String g, String level) {
        int rows = 40;
        double[] values = new double[rows];
        double[] y = new double[rows];
        String[] groups = new String[rows];
        Random random = new Random(4);
        for (int i = 0; i < rows; i++) {
            values[i] = factor * (i % 2 == 0 ? 1 : -1) + shift;
            y[i] = response * random.nextInt(100);
            groups[i] = i / 10 == 3 ? level : "a" + i / 10;
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric(x, values)
                .categorical(g, groups)
                .build();
    }

    private static long key(String formula, MemoryTable table) {
        WrittenRows rows = WrittenRows.of(formula, table, DesignOptions.DEFAULT);
        return rows.standard().key(rows.design());
    }

    @Test
    void everythingThatSumsOfProductsDependOnIsInTheKey() {
        String fixed = "y ~ x + (1 | g)";
        String random = "y ~ 1 + (x | g)";
        Map<Long, String> keys = new LinkedHashMap<>();
        assertNew(keys, "columns of X", key(fixed, table("x", 0, 1, 1, "g", "z")));
        assertNew(keys, "columns of Z", key(random, table("x", 0, 1, 1, "g", "z")));
        assertNew(keys, "another centre", key(fixed, table("x", 3, 1, 1, "g", "z")));
        assertNew(keys, "another scale", key(fixed, table("x", 0, 2, 1, "g", "z")));
        assertNew(keys, "another centre of Z", key(random, table("x", 3, 1, 1, "g", "z")));
        assertNew(keys, "another scale of Z", key(random, table("x", 0, 2, 1, "g", "z")));
        assertNew(keys, "another response", key(fixed, table("x", 0, 1, 2, "g", "z")));
        assertNew(keys, "another name", key("y ~ u + (1 | g)", table("u", 0, 1, 1, "g", "z")));
        assertNew(keys, "another name in Z", key("y ~ 1 + (u | g)", table("u", 0, 1, 1, "g", "z")));
        assertNew(keys, "a longer name in Z", key("y ~ 1 + (uu | g)", table("uu", 0, 1, 1, "g", "z")));
        assertNew(keys, "another factor", key(fixed.replace("g", "h"), table("x", 0, 1, 1, "h", "z")));
        assertNew(keys, "another level", key(fixed, table("x", 0, 1, 1, "g", "y")));
        assertNew(keys, "two terms", key("y ~ 1 + (x || g)", table("x", 0, 1, 1, "g", "z")));
        assertEquals("columns of X", keys.get(key(fixed, table("x", 0, 1, 1, "g", "z"))));
    }

    private static void assertNew(Map<Long, String> keys, String what, long key) {
        assertEquals(null, keys.put(key, what), what);
    }

    @Test
    void changesOfColumnsAreInTheKey() {
        WrittenRows plain = rows("y ~ x + u + (x + u | g)", false);
        WrittenRows refined = plain.refined();
        assertNotEquals(plain.standard().key(plain.design()), refined.standard().key(plain.design()));
    }
}
