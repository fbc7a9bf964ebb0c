package org.multilevel.fit.iterative;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/**
 * Z'WZ of two or more grouping factors, split for iteration: the factor with most levels, whose corner has a block for each level and is
 * eliminated exactly, and the rest.
 *
 * <p>Levels of the rest, the nodes, are numbered by falling Z'WZ, so that those that many levels of the first factor meet lie together in
 * memory. Each has as many rows as its factor has columns, one after the other.
 */
final class CrossedEffects {
    final CrossProducts products;
    /** The factor that is eliminated. */
    final int first;
    /** Z'WZ of the levels of the first factor. */
    final LevelMatrices firstDiagonal;
    /** Factor and level of each node of the rest. */
    final int[] factor;

    final int[] level;
    /** Z'WZ of each node of the rest. */
    final LevelMatrices diagonal;
    /** The node of level l of factor f at [f][l], nothing for the first. */
    final int[][] node;
    /** Z'WZ of the first factor with the rest, and its transpose. */
    final SparseRows firstByRest;

    final SparseRows restByFirst;
    /** Z'WZ of the rest without the blocks of the nodes. */
    final SparseRows rest;

    CrossedEffects(CrossProducts products) {
        this.products = products;
        int factors = products.widths.length;
        first = IntStream.range(0, factors)
                .boxed()
                .max(Comparator.comparingInt((Integer f) -> products.levels[f]).thenComparing(f -> -f))
                .orElseThrow();
        firstDiagonal = firstDiagonal();
        int nodes = IntStream.range(0, factors)
                .filter(f -> f != first)
                .map(f -> products.levels[f])
                .sum();
        factor = new int[nodes];
        level = new int[nodes];
        node = new int[factors][];
        number();
        diagonal = diagonal();
        SparseRows unsorted = firstByRest();
        restByFirst = unsorted.transposed(rows());
        firstByRest = restByFirst.transposed(firstRows());
        rest = restByRest();
    }

    /** Returns the number of nodes of the rest. */
    int nodes() {
        return level.length;
    }

    /** Returns the number of rows of the rest. */
    int rows() {
        return diagonal.row[nodes()];
    }

    /** Returns the number of levels of the first factor. */
    int firstLevels() {
        return firstDiagonal.levels();
    }

    /** Returns the number of rows of the first factor. */
    int firstRows() {
        return firstDiagonal.row[firstLevels()];
    }

    /** Returns what k columns have in the rows of the rest, given it for all factors, levels x q x k. */
    double[] ofRest(double[][] ofFactors, int k) {
        double[] rest = new double[rows() * k];
        for (int i = 0; i < nodes(); i++) {
            int size = diagonal.order(i) * k;
            System.arraycopy(ofFactors[factor[i]], level[i] * size, rest, diagonal.row[i] * k, size);
        }
        return rest;
    }

    private LevelMatrices firstDiagonal() {
        int q = products.widths[first];
        LevelMatrices blocks = new LevelMatrices(
                IntStream.rangeClosed(0, products.levels[first]).map(l -> l * q).toArray());
        System.arraycopy(products.zz[first], 0, blocks.value, 0, blocks.value.length);
        return blocks;
    }

    private LevelMatrices diagonal() {
        int[] row = new int[nodes() + 1];
        for (int i = 0; i < nodes(); i++) {
            row[i + 1] = row[i] + products.widths[factor[i]];
        }
        LevelMatrices blocks = new LevelMatrices(row);
        for (int i = 0; i < nodes(); i++) {
            int size = blocks.at[i + 1] - blocks.at[i];
            System.arraycopy(products.zz[factor[i]], level[i] * size, blocks.value, blocks.at[i], size);
        }
        return blocks;
    }

    private void number() {
        long[] order = new long[nodes()];
        int[] ofFactor = new int[nodes()];
        int[] ofLevel = new int[nodes()];
        int k = 0;
        for (int f = 0; f < node.length; f++) {
            node[f] = new int[f == first ? 0 : products.levels[f]];
            for (int l = 0; l < node[f].length; l++) {
                ofFactor[k] = f;
                ofLevel[k] = l;
                order[k] = ((long) ~Float.floatToIntBits((float) size(f, l)) << 32) | k;
                k++;
            }
        }
        Arrays.sort(order);
        for (int i = 0; i < order.length; i++) {
            int from = (int) order[i];
            factor[i] = ofFactor[from];
            level[i] = ofLevel[from];
            node[factor[i]][level[i]] = i;
        }
    }

    /** Returns the trace of a level's Z'WZ. */
    private double size(int f, int l) {
        int q = products.widths[f];
        double size = 0;
        for (int j = 0; j < q; j++) {
            size += products.zz[f][l * q * q + j * (q + 1)];
        }
        return size;
    }

    private SparseRows firstByRest() {
        return rows(firstRows(), this::forFirst);
    }

    private SparseRows restByRest() {
        return rows(rows(), this::forRest);
    }

    private static SparseRows rows(int rows, Consumer<Entry> entries) {
        int[] start = new int[rows + 1];
        entries.accept((u, i, value) -> start[u + 1]++);
        accumulate(start);
        int[] next = start.clone();
        int[] column = new int[start[rows]];
        double[] values = new double[column.length];
        entries.accept((u, i, value) -> {
            column[next[u]] = i;
            values[next[u]++] = value;
        });
        return new SparseRows(start, column, values);
    }

    private static void accumulate(int[] start) {
        for (int i = 1; i < start.length; i++) {
            start[i] = Math.addExact(start[i], start[i - 1]);
        }
    }

    /** Takes an entry of Z'WZ. */
    @FunctionalInterface
    private interface Entry {
        void take(int row, int column, double value);
    }

    private void forFirst(Entry entry) {
        int q = products.widths[first];
        for (int g = 0; g < node.length; g++) {
            if (g == first) {
                continue;
            }
            int r = products.widths[g];
            PairProducts pair = products.pair(Math.min(first, g), Math.max(first, g));
            for (int k = 0; k < pair.size(); k++) {
                int u = first < g ? pair.first(k) : pair.second(k);
                int l = first < g ? pair.second(k) : pair.first(k);
                int row = diagonal.row[node[g][l]];
                for (int i = 0; i < q; i++) {
                    for (int j = 0; j < r; j++) {
                        int at = k * q * r + (first < g ? i * r + j : j * q + i);
                        entry.take(u * q + i, row + j, pair.blocks()[at]);
                    }
                }
            }
        }
    }

    private void forRest(Entry entry) {
        for (int f = 0; f < node.length; f++) {
            for (int g = f + 1; g < node.length; g++) {
                if (f != first && g != first) {
                    forPairs(f, g, entry);
                }
            }
        }
    }

    private void forPairs(int f, int g, Entry entry) {
        PairProducts pair = products.pair(f, g);
        int q = products.widths[f];
        int r = products.widths[g];
        for (int k = 0; k < pair.size(); k++) {
            int row = diagonal.row[node[f][pair.first(k)]];
            int column = diagonal.row[node[g][pair.second(k)]];
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < r; j++) {
                    double value = pair.blocks()[(k * q + i) * r + j];
                    entry.take(row + i, column + j, value);
                    entry.take(column + j, row + i, value);
                }
            }
        }
    }
}
