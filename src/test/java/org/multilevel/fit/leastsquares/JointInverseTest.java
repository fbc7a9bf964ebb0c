package org.multilevel.fit.leastsquares;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/** The inverse of Z'WZ + I between any two levels, held against the whole matrix inverted by a library. */
class JointInverseTest {
    /** The entries are of order 1 and the matrices well conditioned, since I is added to them. */
    private static final double ROUNDING = 1e-11;

    /** Rows of random Z, each with a level of every factor. */
    private static final class Rows {
        final int[] widths;
        final int[] levels;
        final RealMatrix whole;
        final CrossProducts products;
        final int[] start;
        private final Random random = new Random(7);

        Rows(int[] widths, int[] levels) {
            this.widths = widths;
            this.levels = levels;
            this.start = new int[widths.length + 1];
            double[][] zz = new double[widths.length][];
            for (int f = 0; f < widths.length; f++) {
                zz[f] = new double[levels[f] * widths[f] * widths[f]];
                start[f + 1] = start[f] + levels[f] * widths[f];
            }
            whole = MatrixUtils.createRealIdentityMatrix(start[widths.length]);
            products = CrossProducts.ofRandom(widths, zz);
        }

        void add(int... level) {
            double[][] z = new double[widths.length][];
            for (int f = 0; f < z.length; f++) {
                z[f] = random.doubles(widths[f], -1, 1.5).toArray();
            }
            for (int f = 0; f < z.length; f++) {
                for (int g = f; g < z.length; g++) {
                    add(f, level[f], z[f], g, level[g], z[g]);
                }
            }
        }

        private void add(int f, int a, double[] z, int g, int b, double[] y) {
            double[] to = products.zz[f];
            int at = a * widths[f] * widths[f];
            if (f != g) {
                PairProducts pair = products.pair(f, g);
                at = pair.offset(a, b);
                to = pair.blocks();
            }
            for (int i = 0; i < z.length; i++) {
                for (int j = 0; j < y.length; j++) {
                    to[at++] += z[i] * y[j];
                    int row = start[f] + a * widths[f] + i;
                    int column = start[g] + b * widths[g] + j;
                    whole.addToEntry(row, column, z[i] * y[j]);
                    if (f != g) {
                        whole.addToEntry(column, row, z[i] * y[j]);
                    }
                }
            }
        }

        /** Compares the blocks of every {@code step}-th pair of levels. */
        void compare(int step) {
            RealMatrix inverse = new CholeskyDecomposition(whole).getSolver().getInverse();
            try (Workers workers = new Workers(2, Progress.NONE)) {
                JointInverse joint = new JointInverse(products, workers);
                int compared = 0;
                for (int f = 0; f < widths.length; f++) {
                    for (int g = 0; g < widths.length; g++) {
                        for (int k = 0; f != g && k < levels[f] * levels[g]; k += step) {
                            compare(inverse, joint, f, k / levels[g], g, k % levels[g]);
                            compared++;
                        }
                    }
                }
                assertTrue(compared > 100, "too few pairs to tell: " + compared);
            }
        }

        private void compare(RealMatrix inverse, JointInverse joint, int f, int a, int g, int b) {
            double[] block = joint.block(f, a, g, b);
            for (int i = 0; i < widths[f]; i++) {
                for (int j = 0; j < widths[g]; j++) {
                    assertEquals(
                            inverse.getEntry(start[f] + a * widths[f] + i, start[g] + b * widths[g] + j),
                            block[i * widths[g] + j],
                            ROUNDING,
                            "level " + a + " of factor " + f + ", level " + b + " of factor " + g);
                }
            }
        }
    }

    @Test
    void crossedFactorsOfWhichFewLevelsMeet() {
        Rows rows = new Rows(new int[] {2, 1}, new int[] {40, 25});
        for (int r = 0; r < 150; r++) {
            rows.add(rows.random.nextInt(40), rows.random.nextInt(25));
        }
        rows.compare(1);
    }

    @Test
    void nestedFactorsWithAPathThroughSparseLevels() {
        Rows rows = new Rows(new int[] {2, 1, 2}, new int[] {40, 160, 80});
        for (int child = 0; child < 160; child++) {
            for (int r = 0; r < 3; r++) {
                rows.add(child / 4, child, child / 2);
            }
        }
        rows.compare(7);
    }

    @Test
    void nestedAndCrossedFactorsAtOnce() {
        Rows rows = new Rows(new int[] {1, 2, 1, 1}, new int[] {30, 150, 75, 12});
        for (int child = 0; child < 150; child++) {
            for (int r = 0; r < 2; r++) {
                rows.add(rows.random.nextInt(30), child, child / 2, rows.random.nextInt(12));
            }
        }
        rows.compare(5);
    }

    @Test
    void sparselyLinkedLevelsOfThreeLargeFactors() {
        Rows rows = new Rows(new int[] {1, 1, 1}, new int[] {120, 100, 80});
        for (int r = 0; r < 160; r++) {
            rows.add(r % 120, (r * 7) % 100, (r / 3) % 80);
        }
        rows.compare(11);
    }
}
