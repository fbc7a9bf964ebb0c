package org.multilevel.glm.rows;

import java.util.Arrays;
import org.multilevel.design.DesignBlock;

/**
 * Puts rows into blocks, and rows that are the same but for their weight into one with the sum of the weights, which has their likelihood.
 *
 * <p>What is compared is a window of rows, so that memory does not grow with the table: rows of one group mostly lie together. Where that does
 * not save half of the rows of a window, or they are few, they stay as they are.
 */
final class RowCollector {
    /** Different rows of a window, at most. */
    private static final int WINDOW = 32 * DesignBlock.CAPACITY;
    /** Fewer rows than these are looked at in no time. */
    private static final int FEW = 2 * DesignBlock.CAPACITY;

    private static final int FREE = -1;

    private final int p;
    private final int[] widths;
    private final RowSink sink;
    private final RowBlock window;
    /** Hashed places of different rows. */
    private final int[] table;
    /** The different row that each row of the window is, as far as they may have to stay as they are. */
    private final int[] order;
    /** Its own weight. */
    private final double[] weights;

    private final int capacity;
    private int different;
    private long rows;
    private boolean merged;

    /** @param all how many rows will come */
    RowCollector(int p, int[] widths, long all, RowSink sink) {
        this.p = p;
        this.widths = widths;
        this.sink = sink;
        this.capacity = (int) Math.min(WINDOW, all);
        this.window = new RowBlock(capacity, p, widths);
        this.table = new int[2 * capacity];
        this.order = new int[2 * capacity];
        this.weights = new double[2 * capacity];
        Arrays.fill(table, FREE);
    }

    /** Where the next row is to be written before {@link #add}: all but its place in pairs, weight and times. */
    int next() {
        return different;
    }

    /** Returns the rows that are written to. */
    RowBlock rows() {
        return window;
    }

    /** Takes the row that was written at {@link #next}. */
    void add(double weight) {
        int place = find();
        int at = table[place];
        if (at == FREE) {
            at = different++;
            table[place] = at;
            window.weight[at] = 0;
            window.times[at] = 0;
        }
        window.weight[at] += weight;
        window.times[at]++;
        if (rows < order.length) {
            order[(int) rows] = at;
            weights[(int) rows] = weight;
        }
        rows++;
        if (different == capacity) {
            close();
        }
    }

    /** Takes a row of other rows, with a response of its own. */
    void add(RowBlock from, int r, double y) {
        copy(from, r, window, different);
        window.y[different] = y;
        add(from.weight[r] / from.times[r]);
    }

    /** Returns whether there are rows that stand for several. */
    boolean merged() {
        return merged;
    }

    private int find() {
        int place = (hash() & Integer.MAX_VALUE) % table.length;
        while (table[place] != FREE && !same(table[place], different)) {
            place = place + 1 == table.length ? 0 : place + 1;
        }
        return place;
    }

    private int hash() {
        int at = different;
        long hash = Double.doubleToLongBits(window.y[at]);
        hash = mixed(hash, window.size[at]);
        hash = mixed(hash, window.offset[at]);
        for (int f = 0; f < widths.length; f++) {
            hash = hash * 31 + window.level[f][at];
            for (int k = 0; k < widths[f]; k++) {
                hash = mixed(hash, window.z[f][at * widths[f] + k]);
            }
        }
        for (int j = 0; j < p; j++) {
            hash = mixed(hash, window.x[at * p + j]);
        }
        hash ^= hash >>> 32;
        hash *= 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32);
    }

    private static long mixed(long hash, double number) {
        return (hash ^ Double.doubleToLongBits(number)) * 0x9E3779B97F4A7C15L + (hash >>> 29);
    }

    private boolean same(int a, int b) {
        if (window.y[a] != window.y[b] || window.size[a] != window.size[b] || window.offset[a] != window.offset[b]) {
            return false;
        }
        for (int f = 0; f < widths.length; f++) {
            if (window.level[f][a] != window.level[f][b] || !same(window.z[f], a, b, widths[f])) {
                return false;
            }
        }
        return same(window.x, a, b, p);
    }

    private static boolean same(double[] numbers, int a, int b, int width) {
        for (int k = 0; k < width; k++) {
            if (numbers[a * width + k] != numbers[b * width + k]) {
                return false;
            }
        }
        return true;
    }

    /** Gives what is left of the window to the sink. */
    void close() {
        boolean pays = rows >= FEW && rows >= 2L * different;
        int[] all = pays ? new int[different] : Arrays.copyOf(order, (int) rows);
        merged |= pays && different < rows;
        if (pays) {
            Arrays.setAll(all, k -> k);
        }
        for (int from = 0; from < all.length; from += DesignBlock.CAPACITY) {
            int count = Math.min(DesignBlock.CAPACITY, all.length - from);
            sink.add(block(all, from, count, pays));
        }
        different = 0;
        rows = 0;
        Arrays.fill(table, FREE);
    }

    private RowBlock block(int[] all, int from, int count, boolean merged) {
        RowBlock block = new RowBlock(count, p, widths);
        for (int r = 0; r < count; r++) {
            int at = all[from + r];
            copy(window, at, block, r);
            block.y[r] = window.y[at];
            block.weight[r] = merged ? window.weight[at] : weights[from + r];
            block.times[r] = merged ? window.times[at] : 1;
        }
        return block;
    }

    /** Copies what is not about the response from a row to a row of another block. */
    private void copy(RowBlock from, int at, RowBlock to, int r) {
        System.arraycopy(from.x, at * p, to.x, r * p, p);
        for (int f = 0; f < widths.length; f++) {
            System.arraycopy(from.z[f], at * widths[f], to.z[f], r * widths[f], widths[f]);
            to.level[f][r] = from.level[f][at];
        }
        for (int k = 0; k < from.pair.length; k++) {
            to.pair[k][r] = from.pair[k][at];
        }
        to.size[r] = from.size[at];
        to.offset[r] = from.offset[at];
    }
}
