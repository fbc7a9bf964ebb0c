package org.multilevel.design.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.error.DataException;

/** What is known of the numbers of a column, of parts of a table that are added up and sent as bytes. */
class ColumnRangeTest {
    private static ColumnRange range(double... numbers) {
        ColumnRange range = new ColumnRange();
        range.add(numbers, numbers.length);
        return range;
    }

    /** Writes something and something behind it. */
    private interface Writing {
        void to(PartWriter writer) throws IOException;
    }

    private static PartReader written(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PartWriter writer = new PartWriter(new DataOutputStream(bytes), "numbers", 1);
        writing.to(writer);
        writer.end();
        return new PartReader(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), "numbers", 1);
    }

    private static ColumnRange sent(ColumnRange range) throws IOException {
        PartReader reader = written(range::writeTo);
        ColumnRange read = ColumnRange.readFrom(reader);
        reader.end();
        return read;
    }

    private static void assertIs(ColumnRange range, long count, double mean, double minimum, double maximum) {
        assertEquals(count, range.count());
        assertEquals(mean, range.mean(), 1e-12);
        assertEquals(minimum, range.minimum());
        assertEquals(maximum, range.maximum());
    }

    @Test
    void endsAndMeanAreThoseOfAllNumbers() throws IOException {
        ColumnRange range = range(3, -1, 7, 3);
        range.add(new double[] {4, 100}, 1);
        assertIs(range, 5, 16 / 5.0, -1, 7);
        assertIs(sent(range), 5, 16 / 5.0, -1, 7);
        ColumnRange both = range.plus(sent(range(-8, 9)));
        assertIs(both, 7, 17 / 7.0, -8, 9);
        assertIs(range, 5, 16 / 5.0, -1, 7);
    }

    @Test
    void twoValuesAreKeptInTheirOrderAndMoreAreNot() throws IOException {
        assertArrayEquals(new double[0], new ColumnRange().values());
        assertArrayEquals(new double[] {5}, range(5, 5, 5).values());
        assertArrayEquals(new double[] {2, 5}, range(5, 5, 2, 5, 2).values());
        assertArrayEquals(new double[] {2, 5}, sent(range(5, 2)).values());
        assertArrayEquals(new double[0], range(5, 2, 5, 3).values());
        assertArrayEquals(new double[0], sent(range(5, 2, 3)).values());
        // the two zeros are one
        assertArrayEquals(new double[] {0.0}, range(-0.0, 0.0).values());
        assertEquals(0.0, range(-0.0).minimum());
        ColumnRange more = range(5, 2, 3);
        more.add(new double[] {2}, 1);
        assertArrayEquals(new double[0], more.values());
    }

    @Test
    void valuesOfPartsAreThoseOfTheWhole() throws IOException {
        assertArrayEquals(new double[] {2, 5}, range(5).plus(range(2, 5)).values());
        assertArrayEquals(new double[] {2, 5}, sent(range(2, 5)).plus(range(5)).values());
        assertArrayEquals(new double[0], range(5, 2).plus(range(3)).values());
        assertArrayEquals(new double[0], range(5, 2, 3).plus(range(5)).values());
        assertArrayEquals(new double[0], range(5).plus(sent(range(5, 2, 3))).values());
    }

    @Test
    void sortedValuesOfPartsAreThoseOfTheWhole() throws IOException {
        double[] all = new Random(3).ints(3000, 0, 400).asDoubleStream().toArray();
        SortedValues whole = new SortedValues();
        whole.add(all, all.length);
        SortedValues part = new SortedValues();
        part.add(all, 1000);
        SortedValues rest = new SortedValues();
        rest.add(Arrays.copyOfRange(all, 1000, 3000), 2000);
        PartReader reader = written(rest::writeTo);
        SortedValues read = new SortedValues();
        read.readFrom(reader);
        reader.end();
        part.addAll(read);
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        double[] probabilities = {0, 0.1, 0.25, 0.5, 0.731, 1};
        double[] expected = Arrays.stream(probabilities)
                .map(p -> {
                    double place = p * 2999;
                    int low = (int) place;
                    double beyond = place - low;
                    return beyond > 0 ? (1 - beyond) * sorted[low] + beyond * sorted[low + 1] : sorted[low];
                })
                .toArray();
        for (SortedValues values : new SortedValues[] {whole, part}) {
            assertEquals(Arrays.stream(all).distinct().count(), values.distinct());
            assertEquals(sorted[0], values.min());
            assertEquals(sorted[2999], values.max());
            assertArrayEquals(
                    expected,
                    values.quantiles(probabilities, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                    1e-12);
        }
        assertEquals(Double.NaN, new SortedValues().min());
    }

    /** Values that do not rise, a count of none, and a number that is none. */
    @Test
    void damagedSortedValuesAreTold() {
        for (double[] values : new double[][] {{2, 1}, {1, 1}, {1, Double.NaN}}) {
            assertThrows(DataException.class, () -> read(values, new long[] {1, 1}));
        }
        assertThrows(DataException.class, () -> read(new double[] {1, 2}, new long[] {1, 0}));
    }

    private static void read(double[] values, long[] counts) throws IOException {
        new SortedValues().readFrom(written(out -> {
            out.integer(values.length);
            out.numbers(values, values.length);
            out.wholes(counts, counts.length);
        }));
    }
}
