package org.multilevel.fit.products;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.multilevel.data.parts.PartReader;
import org.multilevel.data.parts.PartWriter;
import org.multilevel.error.DataException;

/** Blocks of two numbers. */
class PairProductsTest {
    private static PairProducts of(int[]... pairs) {
        PairProducts products = new PairProducts(2);
        for (int[] pair : pairs) {
            int at = products.offset(pair[0], pair[1]);
            products.blocks()[at] += pair[0] + 1;
            products.blocks()[at + 1] -= pair[1] + 1;
        }
        return products;
    }

    private static double[] block(PairProducts products, int first, int second) {
        int at = 2 * products.position(first, second);
        return new double[] {products.blocks()[at], products.blocks()[at + 1]};
    }

    /** More than there is room for at first. */
    @Test
    void eachPairHasABlockOfItsOwn() {
        PairProducts products = new PairProducts(2);
        for (int k = 0; k < 3000; k++) {
            int at = products.offset(k % 60, k % 50);
            products.blocks()[at]++;
            products.blocks()[at + 1] += k % 60;
        }
        assertEquals(300, products.size());
        for (int k = 0; k < 300; k++) {
            assertEquals(products.first(k) % 10, products.second(k) % 10);
            assertEquals(k, products.position(products.first(k), products.second(k)));
            assertEquals(2 * k, products.offset(products.first(k), products.second(k)));
            assertArrayEquals(
                    new double[] {10, 10 * products.first(k)}, block(products, products.first(k), products.second(k)));
        }
        PairProducts many = new PairProducts(2);
        for (int k = 0; k < 1500; k++) {
            assertEquals(2 * k, many.offset(k, 7));
            many.blocks()[2 * k + 1] = k;
        }
        for (int k = 0; k < 1500; k++) {
            assertArrayEquals(new double[] {0, k}, block(many, k, 7));
        }
    }

    @Test
    void thoseOfTwoPartsAreAddedUp() {
        PairProducts sum = of(new int[] {0, 1}, new int[] {2, 3});
        sum.merge(of(new int[] {2, 3}, new int[] {4, 0}, new int[] {1, 1}));
        assertEquals(4, sum.size());
        assertArrayEquals(new double[] {1, -2}, block(sum, 0, 1));
        assertArrayEquals(new double[] {6, -8}, block(sum, 2, 3));
        assertArrayEquals(new double[] {5, -1}, block(sum, 4, 0));
        assertArrayEquals(new double[] {2, -2}, block(sum, 1, 1));
    }

    @Test
    void aPatternIsThatOfTheSamePairsInTheirOrder() {
        PairProducts products = of(new int[] {0, 1}, new int[] {2, 3});
        assertTrue(products.hasPatternOf(products.copy()));
        assertTrue(products.hasPatternOf(of(new int[] {0, 1}, new int[] {2, 3}, new int[] {2, 3})));
        assertFalse(products.hasPatternOf(of(new int[] {0, 1})));
        assertFalse(products.hasPatternOf(of(new int[] {2, 3}, new int[] {0, 1})));
        assertFalse(products.hasPatternOf(of(new int[] {0, 1}, new int[] {2, 4})));
        PairProducts empty = products.emptied();
        assertTrue(empty.hasPatternOf(products));
        assertArrayEquals(new double[4], empty.blocks());
        assertNotSame(products.blocks(), products.copy().blocks());
    }

    private static PairProducts read(PairProducts products, int firstLevels, int secondLevels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PartWriter writer = new PartWriter(new DataOutputStream(bytes), "pairs", 1);
        products.writeTo(writer);
        writer.end();
        PartReader reader =
                new PartReader(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), "pairs", 1);
        return PairProducts.readFrom(reader, 2, firstLevels, secondLevels);
    }

    @Test
    void whatWasWrittenIsReadWhereItsLevelsAreKnown() throws IOException {
        PairProducts products = of(new int[] {0, 1}, new int[] {2, 3});
        PairProducts read = read(products, 3, 4);
        assertTrue(read.hasPatternOf(products));
        assertArrayEquals(new double[] {3, -4}, block(read, 2, 3));
        assertEquals(4, read.offset(1, 1), "there is room for more");
        assertThrows(DataException.class, () -> read(products, 2, 4));
        assertThrows(DataException.class, () -> read(products, 3, 3));
    }
}
