package org.multilevel.fit.products;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.multilevel.fit.products.WrittenRows.TOLERANCE;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.DataException;

class CrossProductsTest {
    private static final String THREE = "y ~ x + v + (x | g) + (1 | h) + (v || k)";

    @Test
    void areTheWeightedSumsOfProductsOfTheRows() {
        WrittenRows rows = WrittenRows.of(THREE);
        CrossProducts products = rows.products();
        rows.assertSame(rows.sums(row -> true), products);
        assertEquals(rows.rows().size(), products.rows);
        assertEquals(
                rows.rows().stream().mapToDouble(row -> Math.log(row.weight())).sum(),
                products.sumLogWeight,
                TOLERANCE);
    }

    @Test
    void withoutWeightsEveryRowCountsOnce() {
        WrittenRows rows = WrittenRows.of("y ~ x + (x | g)", WrittenRows.frame(), DesignOptions.DEFAULT);
        CrossProducts products = rows.products();
        rows.assertSame(rows.sums(row -> true), products);
        assertEquals(0, products.sumLogWeight);
    }

    /** So many that they are read before they are added to. */
    @Test
    void manyLevelsInNoOrderAreSummedAsFewAre() {
        int levels = 22_000;
        Random random = new Random(1);
        String[] g = new String[levels];
        Arrays.setAll(g, i -> "g" + (i * 7919L) % levels);
        MemoryTable table = MemoryTable.builder()
                .numeric("y", random.doubles(levels, 0, 1).toArray())
                .numeric("x", random.doubles(levels, 0, 1).toArray())
                .categorical("g", g)
                .build();
        WrittenRows rows = WrittenRows.of("y ~ x + (1 | g)", table, DesignOptions.DEFAULT);
        CrossProducts products = rows.products();
        assertEquals(3 * levels, products.zxy[0].length);
        for (WrittenRows.Row row : rows.rows()) {
            int level = row.level()[0];
            assertEquals(1, products.zz[0][level]);
            assertArrayEquals(row.t(), Arrays.copyOfRange(products.zxy[0], 3 * level, 3 * level + 3));
        }
    }

    @Test
    void aMultipleOfOthersIsAddedWithoutTheirRows() {
        WrittenRows rows = WrittenRows.of(THREE);
        CrossProducts sum = rows.products();
        CrossProducts other = rows.products();
        sum.addMultiple(other, -0.25);
        assertScaled(other.xy, 0.75, sum.xy);
        for (int f = 0; f < 3; f++) {
            assertScaled(other.zz[f], 0.75, sum.zz[f]);
            assertScaled(other.zxy[f], 0.75, sum.zxy[f]);
            for (int g = f + 1; g < 3; g++) {
                assertScaled(other.pair(f, g).blocks(), 0.75, sum.pair(f, g).blocks());
            }
        }
        assertEquals(other.rows, sum.rows);
        assertEquals(other.sumLogWeight, sum.sumLogWeight);
    }

    private static void assertScaled(double[] expected, double by, double[] actual) {
        assertArrayEquals(Arrays.stream(expected).map(v -> by * v).toArray(), actual, TOLERANCE);
    }

    /** Of two blocks of rows, in which not the same pairs of levels occur. */
    @Test
    void partsOfATableAddUp() {
        WrittenRows rows = WrittenRows.of(THREE);
        CrossProducts[] parts = {CrossProducts.empty(rows.design()), CrossProducts.empty(rows.design())};
        int[] blocks = {0};
        rows.design().scan(rows.table(), Progress.NONE, block -> parts[blocks[0]++ % 2].add(block, rows.standard()));
        assertEquals(2, blocks[0]);
        assertFalse(parts[0].pair(0, 2).hasPatternOf(parts[1].pair(0, 2)));
        parts[0].merge(parts[1]);
        rows.assertSame(rows.sums(row -> true), parts[0]);
        assertEquals(rows.products().rows, parts[0].rows);
        assertEquals(rows.products().sumLogWeight, parts[0].sumLogWeight, TOLERANCE);
    }

    @Test
    void thoseOfAnotherShapeAreNotAdded() {
        CrossProducts one = WrittenRows.of("y ~ x + (1 | g)").products();
        for (String other : new String[] {"y ~ 1 + (1 | g)", "y ~ x + (x | g)", "y ~ x + (1 | h)"}) {
            CrossProducts products = WrittenRows.of(other).products();
            assertThrows(IllegalArgumentException.class, () -> one.merge(products), other);
        }
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> one.merge(WrittenRows.of("y ~ 1 + (x | h)").products()));
        assertEquals(
                "cross-products of 1 fixed columns, random columns [2], levels [5] do not add to those of 2 fixed columns, random columns [1],"
                        + " levels [12]",
                e.getMessage());
    }

    @Test
    void someColumnsAreThoseOfTheModelWithTheseOnly() {
        CrossProducts products = WrittenRows.of(THREE).products();
        WrittenRows fewer = WrittenRows.of("y ~ v + (x | g) + (1 | h) + (v || k)");
        CrossProducts kept = products.keeping(new int[] {0, 2});
        assertEquals(2, kept.p);
        fewer.assertSame(fewer.sums(row -> true), kept);
        assertEquals(products.rows, kept.rows);
        assertEquals(products.sumLogWeight, kept.sumLogWeight);
        assertSame(products, products.keeping(new int[] {0, 1, 2}));
    }

    @Test
    void anEmptyCopyHasTheSameLevelsAndPairs() {
        CrossProducts products = WrittenRows.of(THREE).products();
        CrossProducts empty = products.emptied(1);
        assertEquals(1, empty.p);
        assertEquals(products.rows, empty.rows);
        assertEquals(2 * 2, empty.xy.length);
        for (int f = 0; f < 3; f++) {
            assertArrayEquals(new double[products.zz[f].length], empty.zz[f]);
            assertArrayEquals(new double[2 * products.levels[f] * products.widths[f]], empty.zxy[f]);
            for (int g = f + 1; g < 3; g++) {
                assertTrue(empty.pair(f, g).hasPatternOf(products.pair(f, g)));
                assertEquals(
                        0,
                        Arrays.stream(empty.pair(f, g).blocks())
                                .map(Math::abs)
                                .max()
                                .orElse(1));
            }
        }
    }

    @Test
    void aCopySharesNoNumbers() {
        WrittenRows rows = WrittenRows.of(THREE);
        CrossProducts products = rows.products();
        CrossProducts copy = products.copy();
        assertEquals(products.rows, copy.rows);
        assertEquals(products.sumLogWeight, copy.sumLogWeight);
        rows.assertSame(rows.sums(row -> true), copy);
        copy.addMultiple(products, -1);
        for (int f = 0; f < 3; f++) {
            assertNotSame(products.zz[f], copy.zz[f]);
        }
        rows.assertSame(rows.sums(row -> true), products);
    }

    /** Columns x + y / 2, a column of length 1 that has nothing to do with others, and y - 2 for the response. */
    @Test
    void combinationsOfColumnsHaveTheProductsOfTheirRows() {
        WrittenRows rows = WrittenRows.of(THREE);
        double[][] columns = {{0, 1, 0, 0.5}, {0, 0, 0, 0}, {-2, 0, 0, 1}};
        CrossProducts combined = rows.products().combined(columns);
        assertEquals(2, combined.p);
        assertEquals(rows.rows().size(), combined.rows);
        assertEquals(rows.products().sumLogWeight, combined.sumLogWeight);
        WrittenRows.Sums sums = changed(rows, t -> {
            double[] changed = new double[3];
            for (int c = 0; c < 3; c++) {
                for (int j = 0; j < 4; j++) {
                    changed[c] += columns[c][j] * t[j];
                }
            }
            return changed;
        });
        assertEquals(1, combined.xy[4]);
        combined.xy[4] = 0;
        WrittenRows.assertLower(sums.xy(), combined.xy);
        assertSameRandom(rows, sums, combined);
    }

    @Test
    void aResponseIsShiftedByFixedEffects() {
        WrittenRows rows = WrittenRows.of(THREE);
        double[] b = {0.5, -2, 3};
        CrossProducts shifted = rows.products().shifted(b);
        assertEquals(rows.rows().size(), shifted.rows);
        assertEquals(rows.products().sumLogWeight, shifted.sumLogWeight);
        WrittenRows.Sums sums = changed(rows, t -> {
            double[] changed = t.clone();
            for (int j = 0; j < 3; j++) {
                changed[3] -= b[j] * t[j];
            }
            return changed;
        });
        WrittenRows.assertLower(sums.xy(), shifted.xy);
        assertSameRandom(rows, sums, shifted);
        CrossProducts products = rows.products();
        for (int f = 0; f < 3; f++) {
            for (int i = 0; i < products.levels[f] * products.widths[f]; i++) {
                assertEquals(shifted.zxy[f][4 * i + 3], products.residualSum(f, i, b), TOLERANCE);
            }
        }
    }

    private static void assertSameRandom(WrittenRows rows, WrittenRows.Sums sums, CrossProducts actual) {
        for (int f = 0; f < 3; f++) {
            double[] expected =
                    Arrays.stream(sums.zxy()[f]).flatMapToDouble(Arrays::stream).toArray();
            assertArrayEquals(expected, actual.zxy[f], TOLERANCE);
            assertArrayEquals(rows.products().zz[f], actual.zz[f]);
            for (int g = f + 1; g < 3; g++) {
                assertArrayEquals(
                        rows.products().pair(f, g).blocks(), actual.pair(f, g).blocks());
            }
        }
    }

    /** Returns the sums over rows whose [X y] is something else. */
    private static WrittenRows.Sums changed(WrittenRows rows, UnaryOperator<double[]> change) {
        int factors = rows.design().factors().size();
        int n = change.apply(new double[rows.p() + 1]).length;
        double[][] xy = new double[n][n];
        double[][][] zxy = new double[factors][][];
        for (int f = 0; f < factors; f++) {
            zxy[f] = new double[rows.design().factors().get(f).levels().size()]
                    [n * rows.design().factors().get(f).width()];
        }
        for (WrittenRows.Row row : rows.rows()) {
            double[] t = change.apply(row.t());
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < n; i++) {
                    xy[i][j] += row.weight() * t[i] * t[j];
                }
                for (int f = 0; f < factors; f++) {
                    for (int k = 0; k < row.z()[f].length; k++) {
                        zxy[f][row.level()[f]][k * n + j] += row.weight() * row.z()[f][k] * t[j];
                    }
                }
            }
        }
        return new WrittenRows.Sums(xy, new double[0][][], zxy, new double[0][][][]);
    }

    @Test
    void sumsOverLevelsSayHowMuchALevelKnows() {
        WrittenRows rows = WrittenRows.of("y ~ x + (x | g)");
        CrossProducts products = rows.products();
        double[] total = new double[4];
        for (WrittenRows.Row row : rows.rows()) {
            for (int i = 0; i < 4; i++) {
                total[i] += row.weight() * row.z()[0][i / 2] * row.z()[0][i % 2];
            }
        }
        assertArrayEquals(total, products.pooled(0), 1e-10);
        assertArrayEquals(new double[] {total[0] / 12, total[3] / 12}, products.meanInformation(0), 1e-10);
        assertEquals(24, products.effects());
        assertEquals(12 * 2 + 5 + 40 * 2, WrittenRows.of(THREE).products().effects());
    }

    @Test
    void randomColumnsAloneHaveAResponseThatKnowsNothingOfThem() {
        double[][] zz = {{1, 2, 2, 5, 3, 0, 0, 3, 7, 1, 1, 8}, {4, 6}};
        CrossProducts products = CrossProducts.ofRandom(new int[] {2, 1}, zz);
        assertEquals(0, products.p);
        assertArrayEquals(new int[] {3, 2}, products.levels);
        assertArrayEquals(new double[] {1}, products.xy);
        assertArrayEquals(new double[6], products.zxy[0]);
        assertArrayEquals(new double[2], products.zxy[1]);
        assertEquals(0, products.pair(0, 1).size());
    }

    /** The changes of columns follow in a written part of their own. */
    @Test
    void changesOfColumnsAreWrittenAndRead() throws IOException {
        for (String formula :
                new String[] {"y ~ x + b + I(x + b / 1e5) + (x | g)", "y ~ x + (x + I(x + v / 1e5) | g)"}) {
            WrittenRows plain = WrittenRows.of(formula);
            WrittenRows refined = plain.refined();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PartWriter writer = new PartWriter(new DataOutputStream(bytes), "changes", 1);
            refined.standard().writeTo(writer);
            writer.end();
            PartReader reader =
                    new PartReader(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), "changes", 1);
            Standardisation read = Standardisation.readFrom(reader, plain.design());
            reader.end();
            assertEquals(refined.standard().key(plain.design()), read.key(plain.design()));
            double[] rest = new double[plain.p() + 1];
            plain.design().scan(plain.table(), Progress.NONE, block -> {
                read.fixedRow(block, 5, rest);
                double[] expected = new double[rest.length];
                refined.standard().fixedRow(block, 5, expected);
                assertArrayEquals(expected, rest);
            });
            int[] kept = {0, 1};
            assertEquals(refined.standard().logDeterminant(kept), read.logDeterminant(kept));
            assertEquals(
                    refined.standard().orthogonalisation.leastResidual(1), read.orthogonalisation.leastResidual(1));
            assertEquals(refined.standard().orthogonalisation.part(1, 0.5, 1), read.orthogonalisation.part(1, 0.5, 1));
        }
    }

    private static byte[] written(WrittenRows rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        rows.products().write(new DataOutputStream(bytes), rows.design(), rows.standard());
        return bytes.toByteArray();
    }

    private static CrossProducts read(byte[] bytes, WrittenRows rows) throws IOException {
        return CrossProducts.read(new DataInputStream(new ByteArrayInputStream(bytes)), rows.design(), rows.standard());
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        WrittenRows rows = WrittenRows.of(THREE);
        CrossProducts read = read(written(rows), rows);
        rows.assertSame(rows.sums(row -> true), read);
        assertEquals(rows.products().rows, read.rows);
        assertEquals(rows.products().sumLogWeight, read.sumLogWeight);
    }

    /** Each design differs from the first in one thing that sums of products depend on. */
    @Test
    void thoseOfAnotherDesignAreNotRead() throws IOException {
        byte[] bytes = written(WrittenRows.of("y ~ x + (x | g)"));
        for (String other : new String[] {
            "y ~ v + (x | g)",
            "y ~ x + (v | g)",
            "y ~ x + (x | h)",
            "y ~ x + (x || g)",
            "y ~ x + (1 | g)",
            "x ~ y + (x | g)"
        }) {
            WrittenRows rows = WrittenRows.of(other);
            DataException e = assertThrows(DataException.class, () -> read(bytes, rows), other);
            assertTrue(e.getMessage().contains("were formed for another survey"), e.getMessage());
        }
    }
}
