package org.multilevel.fit.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.design.DesignOptions;

/** Rows of weights count once each: columns x, v (varying) and d (the same within each level of g). */
class RowSumsTest {
    private static final String FORMULA = "y ~ x + d + (x | g) + (1 | h)";

    private static RowSums sums(WrittenRows rows) {
        RowSums sums = new RowSums(rows.design());
        rows.design().scan(rows.table(), Progress.NONE, sums::add);
        return sums;
    }

    private static void assertAreThose(WrittenRows rows, RowSums sums, int times) {
        for (int f = 0; f < 2; f++) {
            long[] counts = new long[rows.design().factors().get(f).levels().size()];
            for (WrittenRows.Row row : rows.rows()) {
                counts[row.level()[f]] += times;
            }
            LevelTally tally = sums.tally(f);
            assertEquals(counts.length, tally.levels());
            assertEquals(Arrays.stream(counts).sum(), tally.rows());
            assertEquals(Arrays.stream(counts).min().orElseThrow(), tally.min());
            assertEquals(Arrays.stream(counts).max().orElseThrow(), tally.max());
            assertEquals(Arrays.stream(counts).mapToDouble(n -> n * n).sum(), tally.squares());
            assertEquals(Arrays.stream(counts).mapToDouble(n -> 1.0 / n).sum(), tally.reciprocals(), 1e-12);
            assertTrue(sums.isConstant(f, 0));
            assertFalse(sums.isConstant(f, 1));
        }
        assertTrue(sums.isConstant(0, 2));
        assertFalse(sums.isConstant(1, 2));
        double[][] raw = new double[times * rows.rows().size()][];
        for (int r = 0; r < raw.length; r++) {
            raw[r] = rows.rows().get(r % rows.rows().size()).raw();
        }
        RealMatrix covariance = new Covariance(raw).getCovarianceMatrix();
        double[] squares = new double[4];
        for (double[] row : raw) {
            double[] z = {1, row[1]};
            for (int i = 0; i < 4; i++) {
                squares[i] += z[i / 2] * z[i % 2] / raw.length;
            }
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertEquals(covariance.getEntry(i, j), sums.covariance(i, j), 1e-12);
            }
        }
        for (int i = 0; i < 4; i++) {
            assertEquals(squares[i], sums.meanSquare(0, i / 2, i % 2), 1e-12);
        }
        assertEquals(1, sums.meanSquare(1, 0, 0), 1e-12);
    }

    @Test
    void areThoseOfTheRawRows() {
        WrittenRows rows = WrittenRows.of(FORMULA);
        RowSums sums = sums(rows);
        assertTrue(sums.hasMoments());
        assertAreThose(rows, sums, 1);
    }

    @Test
    void ofTwoPartsAreAddedUp() {
        WrittenRows rows = WrittenRows.of(FORMULA);
        RowSums sums = sums(rows);
        sums.merge(sums(rows));
        assertAreThose(rows, sums, 2);
    }

    /** A column that each part takes for constant is so in the whole table only where both have the same value in every level. */
    @Test
    void aColumnIsConstantWherePartsAgreeOnIt() throws IOException {
        WrittenRows rows = WrittenRows.of("y ~ x + d + b + (1 | g) + (1 | k)");
        RowSums[] parts = {new RowSums(rows.design()), new RowSums(rows.design())};
        int[] block = {0};
        rows.design().scan(rows.table(), Progress.NONE, b -> parts[block[0]++].add(b));
        for (RowSums part : parts) {
            for (int f = 0; f < 2; f++) {
                assertFalse(part.isConstant(f, 1));
                assertTrue(part.isConstant(f, 2));
                assertTrue(part.isConstant(f, 3));
            }
        }
        for (RowSums sum : new RowSums[] {merged(parts[0], parts[1], rows), merged(parts[1], parts[0], rows)}) {
            for (int f = 0; f < 2; f++) {
                assertFalse(sum.isConstant(f, 1));
                assertTrue(sum.isConstant(f, 2));
                assertFalse(sum.isConstant(f, 3));
            }
        }
    }

    private static RowSums merged(RowSums part, RowSums other, WrittenRows rows) throws IOException {
        RowSums sum = read(part, rows);
        sum.merge(read(other, rows));
        return sum;
    }

    private static RowSums read(RowSums sums, WrittenRows rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PartWriter writer = new PartWriter(new DataOutputStream(bytes), "rows", 1);
        sums.writeTo(writer);
        writer.end();
        PartReader reader =
                new PartReader(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), "rows", 1);
        RowSums read = RowSums.readFrom(reader, rows.design());
        reader.end();
        return read;
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        WrittenRows rows = WrittenRows.of(FORMULA);
        assertAreThose(rows, read(sums(rows), rows), 1);
    }

    /** Without weights, cross-products with a column of ones tell the moments. */
    @Test
    void momentsAreFormedWhereProductsDoNotTellThem() {
        WrittenRows plain = WrittenRows.of(FORMULA, WrittenRows.frame(), DesignOptions.DEFAULT);
        assertFalse(sums(plain).hasMoments());
        WrittenRows without = WrittenRows.of("y ~ 0 + x + (1 | g)", WrittenRows.frame(), DesignOptions.DEFAULT);
        assertTrue(sums(without).hasMoments());
    }
}
