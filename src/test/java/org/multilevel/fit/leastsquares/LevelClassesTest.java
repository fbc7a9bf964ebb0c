package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels with equal Z'WZ put together, and rows in place of their Z'W[X y] with the same sum of squares and products. */
class LevelClassesTest {
    private static final int COLUMNS = 3;

    /** Three kinds of levels, the first more often than rows that may stand for it, the second seldom, the third once. */
    private static int kind(int level) {
        return level == 7 ? 2 : level % 5 == 3 ? 1 : 0;
    }

    /** Sums of squares and products of the first kind of q columns, whose sizes differ by that factor. */
    private static double[] ofKind(int kind, int q, double size) {
        double[] a = new double[q * q];
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                a[i * q + j] = (i == j ? 2 + kind : 0.5) * (i == 0 ? size : 1) * (j == 0 ? size : 1);
            }
        }
        return a;
    }

    private static double[] sum(double[] b, int[] blocks, int size) {
        double[] sum = new double[size * size];
        for (int block : blocks) {
            for (int i = 0; i < size * size; i++) {
                sum[i] += b[block * size + i / size] * b[block * size + i % size];
            }
        }
        return sum;
    }

    private static int[] range(int from, int to) {
        int[] range = new int[to - from];
        Arrays.setAll(range, i -> from + i);
        return range;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "2, 1e8", "3, 1e8"})
    void rowsOfAClassHaveTheSumsOfItsLevels(int q, double large) {
        int levels = 60;
        int size = q * COLUMNS;
        Random random = new Random(q);
        double[] zz = new double[levels * q * q];
        double[] zxy = new double[levels * size];
        int[][] members = new int[3][0];
        for (int level = 0; level < levels; level++) {
            System.arraycopy(ofKind(kind(level), q, large), 0, zz, level * q * q, q * q);
            for (int i = 0; i < size; i++) {
                zxy[level * size + i] = random.nextGaussian() * (i < COLUMNS ? large : 1);
            }
            int kind = kind(level);
            members[kind] = Arrays.copyOf(members[kind], members[kind].length + 1);
            members[kind][members[kind].length - 1] = level;
        }
        LevelClasses classes = LevelClasses.of(zz, zxy, levels, q, COLUMNS);
        assertEquals(3, classes.count);
        // 47 levels, 12, and one, of which the second are more than twice three, but not than twice six or nine
        assertArrayEquals(new double[] {47, 12, 1}, classes.multiplicity);
        int second = q == 1 ? 3 : 12;
        assertArrayEquals(new int[] {0, size, size + second, size + second + 1}, classes.first);
        assertEquals((size + second + 1) * size, classes.b.length);
        for (int c = 0; c < 3; c++) {
            assertArrayEquals(ofKind(c, q, large), Arrays.copyOfRange(classes.a, c * q * q, (c + 1) * q * q));
            double[] expected = sum(zxy, members[c], size);
            double[] found = sum(classes.b, range(classes.first[c], classes.first[c + 1]), size);
            for (int i = 0; i < expected.length; i++) {
                double scale = Math.sqrt(expected[i / size * (size + 1)] * expected[i % size * (size + 1)]);
                assertEquals(expected[i], found[i], 1e-12 * scale, "class " + c + ", element " + i);
            }
        }
    }

    @Test
    void levelsThatAreMultiplesOfOneNeedOneRow() {
        double[] zz = new double[24];
        Arrays.fill(zz, 4);
        double[] zxy = new double[48];
        Arrays.setAll(zxy, i -> (i / 2 + 1) * (i % 2 == 0 ? 1 : -2));
        LevelClasses classes = LevelClasses.of(zz, zxy, 24, 1, 2);
        assertArrayEquals(new int[] {0, 1}, classes.first);
        // the root of 1 + 4 + ... + 576, which is a whole number
        assertArrayEquals(new double[] {-70, 140}, classes.b);
    }

    @Test
    void levelsOfWhichMoreThanHalfDifferStayAsTheyAre() {
        double[] zz = {1, 2, 3, 3};
        double[] zxy = {1, 2, 3, 4};
        LevelClasses own = LevelClasses.of(zz, zxy, 4, 1, 1);
        assertSame(zz, own.a);
        assertSame(zxy, own.b);
        assertArrayEquals(new double[] {1, 1, 1, 1}, own.multiplicity);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, own.first);
        LevelClasses half = LevelClasses.of(new double[] {1, 1, 3, 3}, zxy, 4, 1, 1);
        assertArrayEquals(new double[] {2, 2}, half.multiplicity);
        assertArrayEquals(new double[] {1, 3}, half.a);
        assertArrayEquals(zxy, half.b);
    }
}
