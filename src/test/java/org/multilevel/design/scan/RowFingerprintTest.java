package org.multilevel.design.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.formula.Formula;

class RowFingerprintTest {
    private static final double NA = Double.NaN;

    private static RowFingerprint of(double[] y, double[] w) {
        return RowFingerprint.NONE.plus(y, w, y.length);
    }

    private static RowFingerprint of(double... y) {
        double[] ones = new double[y.length];
        Arrays.fill(ones, 1);
        return of(y, ones);
    }

    private static RowFingerprint ofDesign(String formula, DesignOptions options, double[] y, double[] w) {
        double[] x = new double[y.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 3 + 1;
        }
        MemoryTable table = MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("w", w)
                .build();
        return Design.of(Formula.parse(formula), table, options, Progress.NONE)
                .fingerprint()
                .orElseThrow();
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        assertEquals(of(1, 2.5, 3), of(3, 1, 2.5));
    }

    @Test
    void partsAddUp() {
        assertEquals(of(1, 2.5, 3, 7), of(1, 3).plus(of(2.5, 7)));
        assertEquals(of(1, 2), RowFingerprint.NONE.plus(of(1, 2)));
    }

    @Test
    void otherValuesMakeAnotherFingerprint() {
        assertNotEquals(of(1, 2), of(1, Math.nextUp(2)));
        assertNotEquals(of(1, 2), of(1, 2, 0));
        assertNotEquals(of(1, 1), of(2, 2));
        assertNotEquals(of(1, 4), of(2, 3));
    }

    @Test
    void aWeightBelongsToItsRow() {
        assertNotEquals(of(new double[] {1, 2}, new double[] {3, 4}), of(new double[] {1, 2}, new double[] {4, 3}));
    }

    @Test
    void zeroHasNoSign() {
        assertEquals(of(0.0), of(-0.0));
    }

    /** A million different rows of small whole numbers, as in real tables, should give a million different hashes. */
    @Test
    void hashesOfSmallNumbersDiffer() {
        long different = IntStream.range(0, 1_000_000)
                .mapToLong(i -> of(new double[] {Math.floorDiv(i, 1000)}, new double[] {1 + i % 1000})
                        .sum())
                .distinct()
                .count();
        assertEquals(1_000_000, different);
    }

    @Test
    void itIsOfTheRowsUsed() {
        assertEquals(
                of(1, 2, 4),
                ofDesign("y ~ x", DesignOptions.DEFAULT, new double[] {1, 2, NA, 4}, new double[] {1, 1, 1, 1}));
        assertEquals(
                of(new double[] {1, 2, 4}, new double[] {3, 1, 2}),
                ofDesign("y ~ x", DesignOptions.DEFAULT.withWeights("w"), new double[] {1, 2, 3, 4}, new double[] {
                    3, 1, 0, 2
                }));
    }

    @Test
    void itIsOfTheResponseAsTheFormulaComputesIt() {
        double[] ones = {1, 1, 1};
        assertEquals(
                of(Math.log(1), Math.log(2), Math.log(5)),
                ofDesign("log(y) ~ 1", DesignOptions.DEFAULT, new double[] {1, 2, 5}, ones));
    }

    @Test
    void anOffsetDoesNotChangeIt() {
        double[] y = {0.1, 0.2, 0.7};
        double[] w = {1e-9, 3, 1e9};
        assertEquals(of(y), ofDesign("y ~ 1 + offset(w)", DesignOptions.DEFAULT, y, w));
    }

    @Test
    void batchesAddUpInATableOfMany() {
        double[] y = new Random(1).doubles(5000).toArray();
        double[] w = new Random(2).doubles(5000, 1, 2).toArray();
        y[4321] = NA;
        double[] used = new double[4999];
        double[] weights = new double[4999];
        for (int i = 0, k = 0; i < y.length; i++) {
            if (!Double.isNaN(y[i])) {
                used[k] = y[i];
                weights[k++] = w[i];
            }
        }
        assertEquals(of(used, weights), ofDesign("y ~ x", DesignOptions.DEFAULT.withWeights("w"), y, w));
        Arrays.fill(weights, 1);
        assertEquals(of(used, weights), ofDesign("y ~ x", DesignOptions.DEFAULT, y, w));
    }

    /** Model files hold fingerprints, so they must never change. Computed outside of Java, as docs/model-file.md defines them. */
    @Test
    void itStaysTheSameForEver() {
        Table table = CsvTable.open(Path.of("workflows", "data", "Dyestuff.csv"));
        assertEquals(
                "8b0f6e3625c757f8",
                Design.of(Formula.parse("Yield ~ 1"), table, DesignOptions.DEFAULT, Progress.NONE)
                        .fingerprint()
                        .orElseThrow()
                        .toString());
    }

    @Test
    void itIsWrittenAndReadAsSixteenDigits() {
        RowFingerprint fingerprint = new RowFingerprint(0xF0L << 56 | 5);
        assertEquals("f000000000000005", fingerprint.toString());
        assertEquals(fingerprint, RowFingerprint.parse("f000000000000005"));
        assertThrows(IllegalArgumentException.class, () -> RowFingerprint.parse("f00000000000005"));
        assertThrows(IllegalArgumentException.class, () -> RowFingerprint.parse("+00000000000005f"));
    }
}
