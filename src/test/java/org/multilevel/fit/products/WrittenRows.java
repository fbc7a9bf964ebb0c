package org.multilevel.fit.products;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.formula.Formula;

/** The rows of a table one by one on the standardised scale, to form from them whatever sums are asked for. */
record WrittenRows(Design design, MemoryTable table, Standardisation standard, List<Row> rows) {
    /** Rounding of sums of a few hundred products of numbers near one. */
    static final double TOLERANCE = 1e-11;

    /**
     * A row.
     *
     * @param raw the columns of X as they are in the table
     * @param y the response likewise
     * @param t [X y]
     * @param z per factor its columns
     */
    record Row(double weight, double[] raw, double y, double[] t, double[][] z, int[] level) {}

    /** The sums over some rows, full matrices. */
    record Sums(double[][] xy, double[][][] zz, double[][][] zxy, double[][][][] pairs) {}

    /** Returns 700 rows of y, x, v, w, d (1 where g is g2), b (1 in the first block of rows, 2 in the second), and groups: g of 12, h of 5 and k of 40 levels, of which those of k lie within g. */
    static MemoryTable frame() {
        int rows = 700;
        Random random = new Random(9);
        int[] k = random.ints(rows, 0, 40).toArray();
        Arrays.sort(k, 0, 100);
        int[] h = random.ints(rows, 0, 5).toArray();
        return MemoryTable.builder()
                .numeric("y", random.doubles(rows, 3, 7).toArray())
                .numeric("x", random.doubles(rows, -1, 2).toArray())
                .numeric("v", random.doubles(rows, -2, 1).toArray())
                .numeric("w", random.doubles(rows, 0.5, 2).toArray())
                .numeric(
                        "d",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> k[i] % 12 == 2 ? 1 : 0)
                                .toArray())
                .numeric(
                        "b",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> i < 512 ? 1 : 2)
                                .toArray())
                .categorical("g", names("g", IntStream.of(k).map(i -> i % 12).toArray()))
                .categorical("h", names("h", h))
                .categorical("k", names("k", k))
                .build();
    }

    private static String[] names(String prefix, int[] numbers) {
        return IntStream.of(numbers).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    static WrittenRows of(String formula, MemoryTable table, DesignOptions options) {
        Design design = Design.of(Formula.parse(formula), table, options, Progress.NONE);
        return read(
                design,
                table,
                new Standardisation(
                        design, Orthogonalisation.none(design.fixed().size())));
    }

    /** Returns the same rows with columns of X and Z made orthogonal, where that is of use. */
    WrittenRows refined() {
        return read(design, table, standard.refined(design, products()).orElseThrow());
    }

    private static WrittenRows read(Design design, MemoryTable table, Standardisation standard) {
        List<Row> rows = new ArrayList<>();
        int p = design.fixed().size();
        int factors = design.factors().size();
        design.scan(table, Progress.NONE, block -> {
            for (int r = 0; r < block.rows; r++) {
                double[] t = new double[p + 1];
                standard.fixedRow(block, r, t);
                double[][] z = new double[factors][];
                int[] level = new int[factors];
                for (int f = 0; f < factors; f++) {
                    z[f] = new double[design.factors().get(f).width()];
                    standard.randomRow(block, f, r, z[f]);
                    level[f] = block.level[f][r];
                }
                double[] raw = Arrays.copyOfRange(block.x, r * p, (r + 1) * p);
                rows.add(new Row(block.weight[r], raw, block.y[r], t, z, level));
            }
        });
        return new WrittenRows(design, table, standard, rows);
    }

    static WrittenRows of(String formula) {
        return of(formula, frame(), DesignOptions.DEFAULT.withWeights("w"));
    }

    CrossProducts products() {
        CrossProducts products = CrossProducts.empty(design);
        design.scan(table, Progress.NONE, block -> products.add(block, standard));
        return products;
    }

    int p() {
        return design.fixed().size();
    }

    private int levels(int f) {
        return design.factors().get(f).levels().size();
    }

    Sums sums(Predicate<Row> counts) {
        int factors = design.factors().size();
        double[][] xy = new double[p() + 1][p() + 1];
        double[][][] zz = new double[factors][][];
        double[][][] zxy = new double[factors][][];
        double[][][][] pairs = new double[factors][factors][][];
        for (int f = 0; f < factors; f++) {
            int q = design.factors().get(f).width();
            zz[f] = new double[levels(f)][q * q];
            zxy[f] = new double[levels(f)][q * (p() + 1)];
            for (int g = f + 1; g < factors; g++) {
                pairs[f][g] = new double[levels(f) * levels(g)]
                        [q * design.factors().get(g).width()];
            }
        }
        for (Row row : rows) {
            if (counts.test(row)) {
                for (int i = 0; i <= p(); i++) {
                    addOuter(row.weight(), new double[] {row.t()[i]}, row.t(), xy[i]);
                }
                for (int f = 0; f < factors; f++) {
                    addOuter(row.weight(), row.z()[f], row.z()[f], zz[f][row.level()[f]]);
                    addOuter(row.weight(), row.z()[f], row.t(), zxy[f][row.level()[f]]);
                    for (int g = f + 1; g < factors; g++) {
                        int pair = row.level()[f] * levels(g) + row.level()[g];
                        addOuter(row.weight(), row.z()[f], row.z()[g], pairs[f][g][pair]);
                    }
                }
            }
        }
        return new Sums(xy, zz, zxy, pairs);
    }

    private static void addOuter(double weight, double[] a, double[] b, double[] sum) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                sum[i * b.length + j] += weight * a[i] * b[j];
            }
        }
    }

    void assertSame(Sums expected, CrossProducts actual) {
        assertLower(expected.xy(), actual.xy);
        for (int f = 0; f < actual.widths.length; f++) {
            assertArrayEquals(joined(expected.zz()[f]), actual.zz[f], TOLERANCE);
            assertArrayEquals(joined(expected.zxy()[f]), actual.zxy[f], TOLERANCE);
            for (int g = f + 1; g < actual.widths.length; g++) {
                PairProducts pair = actual.pair(f, g);
                double[][] blocks = expected.pairs()[f][g];
                int size = blocks[0].length;
                double sum = 0;
                for (int k = 0; k < pair.size(); k++) {
                    double[] block = Arrays.copyOfRange(pair.blocks(), k * size, (k + 1) * size);
                    assertArrayEquals(blocks[pair.first(k) * levels(g) + pair.second(k)], block, TOLERANCE);
                    sum += Arrays.stream(block).sum();
                }
                assertEquals(
                        Arrays.stream(blocks).flatMapToDouble(Arrays::stream).sum(), sum, 1e-9, "no pair is missing");
            }
        }
    }

    static void assertLower(double[][] expected, double[] actual) {
        int n = expected.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                assertEquals(expected[i][j], actual[i * n + j], TOLERANCE * Math.max(1, Math.abs(expected[i][j])));
            }
        }
    }

    private static double[] joined(double[][] parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
