package org.multilevel.fit.iterative;

import org.multilevel.fit.linalg.Workers;

/**
 * Arithmetic of blocks of m vectors of length n, kept as n x m numbers, row-major; see {@link SparseRows}.
 *
 * <p>Sums over rows are formed chunk by chunk and added up in the order of the chunks, so that they are the same bits for any number of
 * threads.
 */
final class Blocks {
    private static final int CHUNK = 1024;

    private final int n;
    private final Workers workers;

    Blocks(int n, Workers workers) {
        this.n = n;
        this.workers = workers;
    }

    /** Does something with rows {@code from} to {@code to - 1}. */
    @FunctionalInterface
    interface Rows {
        void take(int from, int to);
    }

    /** Adds something over rows {@code from} to {@code to - 1} to sums. */
    @FunctionalInterface
    interface Summed {
        void add(int from, int to, double[] sums);
    }

    int length() {
        return n;
    }

    /** Goes through all rows. */
    void each(Rows rows) {
        workers.run(chunks(), chunk -> rows.take(chunk * CHUNK, Math.min(n, (chunk + 1) * CHUNK)));
    }

    /** Returns so many sums over all rows. */
    double[] sum(int sums, Summed summed) {
        double[][] parts = new double[chunks()][];
        workers.run(chunks(), chunk -> {
            double[] part = new double[sums];
            summed.add(chunk * CHUNK, Math.min(n, (chunk + 1) * CHUNK), part);
            parts[chunk] = part;
        });
        double[] total = new double[sums];
        for (double[] part : parts) {
            for (int i = 0; i < sums; i++) {
                total[i] += part[i];
            }
        }
        return total;
    }

    private int chunks() {
        return (n + CHUNK - 1) / CHUNK;
    }

    /** Returns a_c'b_c for each of m vectors. */
    double[] products(double[] a, double[] b, int m) {
        return sum(m, (from, to, sums) -> {
            for (int at = from * m; at < to * m; at += m) {
                for (int c = 0; c < m; c++) {
                    sums[c] += a[at + c] * b[at + c];
                }
            }
        });
    }

    /** Returns A'B of a block of m and one of k vectors, m x k. */
    double[] gram(double[] a, int m, double[] b, int k) {
        return sum(m * k, (from, to, sums) -> {
            for (int row = from; row < to; row++) {
                for (int i = 0; i < m; i++) {
                    double value = a[row * m + i];
                    for (int j = 0; j < k; j++) {
                        sums[i * k + j] += value * b[row * k + j];
                    }
                }
            }
        });
    }

    /** Multiplies each row of a block by a number of its own. */
    void scale(double[] block, int m, double[] by) {
        each((from, to) -> {
            for (int row = from; row < to; row++) {
                for (int c = row * m; c < (row + 1) * m; c++) {
                    block[c] *= by[row];
                }
            }
        });
    }

    /** Copies vectors {@code at} to {@code at + k - 1} of a block of m into a block of k. */
    double[] part(double[] block, int m, int at, int k) {
        double[] part = new double[n * k];
        each((from, to) -> {
            for (int row = from; row < to; row++) {
                System.arraycopy(block, row * m + at, part, row * k, k);
            }
        });
        return part;
    }

    /** Writes a block of k vectors into vectors {@code at} and following of a block of m. */
    void put(double[] part, int k, double[] block, int m, int at) {
        each((from, to) -> {
            for (int row = from; row < to; row++) {
                System.arraycopy(part, row * k, block, row * m + at, k);
            }
        });
    }
}
