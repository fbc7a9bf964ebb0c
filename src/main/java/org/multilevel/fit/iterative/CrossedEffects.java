package org.multilevel.fit.iterative;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/**
 * Z'WZ of two or more grouping factors with one column each, split for iteration: the factor with most levels, whose corner is diagonal
 * and is eliminated exactly, and the rest.
 *
 * <p>Levels of the rest are numbered by falling Z'WZ, so that those that many levels of the first factor meet lie together in memory.
 */
final class CrossedEffects {
    final CrossProducts products;
    /** The factor that is eliminated. */
    final int first;
    /** Z'WZ of the levels of the first factor. */
    final double[] firstDiagonal;
    /** Factor and level of each node of the rest. */
    final int[] factor;

    final int[] level;
    /** Z'WZ of each node of the rest. */
    final double[] diagonal;
    /** The node of level l of factor f at [f][l], nothing for the first. */
    final int[][] node;
    /** Z'WZ of the first factor with the rest, and its transpose. */
    final SparseRows firstByRest;

    final SparseRows restByFirst;
    /** Z'WZ of the rest without its diagonal. */
    final SparseRows rest;

    /** @param products of factors with one column each */
    CrossedEffects(CrossProducts products) {
        this.products = products;
        int factors = products.widths.length;
        first = IntStream.range(0, factors)
                .boxed()
                .max(Comparator.comparingInt((Integer f) -> products.levels[f]).thenComparing(f -> -f))
                .orElseThrow();
        firstDiagonal = products.zz[first];
        int nodes = IntStream.range(0, factors)
                .filter(f -> f != first)
                .map(f -> products.levels[f])
                .sum();
        factor = new int[nodes];
        level = new int[nodes];
        diagonal = new double[nodes];
        node = new int[factors][];
        number();
        SparseRows unsorted = firstByRest();
        restByFirst = unsorted.transposed(nodes);
        firstByRest = restByFirst.transposed(products.levels[first]);
        rest = restByRest();
    }

    /** Returns the number of nodes of the rest. */
    int nodes() {
        return level.length;
    }

    /** Returns the number of levels of the first factor. */
    int firstLevels() {
        return firstDiagonal.length;
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
                order[k] = ((long) ~Float.floatToIntBits((float) products.zz[f][l]) << 32) | k;
                k++;
            }
        }
        Arrays.sort(order);
        for (int i = 0; i < order.length; i++) {
            int from = (int) order[i];
            factor[i] = ofFactor[from];
            level[i] = ofLevel[from];
            diagonal[i] = products.zz[factor[i]][level[i]];
            node[factor[i]][level[i]] = i;
        }
    }

    private SparseRows firstByRest() {
        int[] start = new int[firstLevels() + 1];
        forFirst((u, i, value) -> start[u + 1]++);
        accumulate(start);
        int[] next = start.clone();
        int[] column = new int[start[firstLevels()]];
        double[] values = new double[column.length];
        forFirst((u, i, value) -> {
            column[next[u]] = i;
            values[next[u]++] = value;
        });
        return new SparseRows(start, column, values);
    }

    private SparseRows restByRest() {
        int[] start = new int[nodes() + 1];
        forRest((i, j, value) -> {
            start[i + 1]++;
            start[j + 1]++;
        });
        accumulate(start);
        int[] next = start.clone();
        int[] column = new int[start[nodes()]];
        double[] values = new double[column.length];
        forRest((i, j, value) -> {
            column[next[i]] = j;
            values[next[i]++] = value;
            column[next[j]] = i;
            values[next[j]++] = value;
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
        for (int g = 0; g < node.length; g++) {
            if (g == first) {
                continue;
            }
            PairProducts pair = products.pair(Math.min(first, g), Math.max(first, g));
            for (int k = 0; k < pair.size(); k++) {
                int u = first < g ? pair.first(k) : pair.second(k);
                int l = first < g ? pair.second(k) : pair.first(k);
                entry.take(u, node[g][l], pair.blocks()[k]);
            }
        }
    }

    private void forRest(Entry entry) {
        for (int f = 0; f < node.length; f++) {
            for (int g = f + 1; g < node.length; g++) {
                if (f == first || g == first) {
                    continue;
                }
                PairProducts pair = products.pair(f, g);
                for (int k = 0; k < pair.size(); k++) {
                    entry.take(node[f][pair.first(k)], node[g][pair.second(k)], pair.blocks()[k]);
                }
            }
        }
    }
}
