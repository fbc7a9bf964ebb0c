package org.multilevel.fit.leastsquares;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.multilevel.fit.linalg.SmallMatrices;

/**
 * The levels of a single grouping factor, those with equal Z'WZ put together.
 *
 * <p>A level's Cholesky factor depends on its A = Z'WZ only, and everything else that the criterion and its gradient need of a
 * level is quadratic in B = Z'W[X y]. So levels with the same A share one factorisation, and when there are more of them than
 * B has elements, their B are replaced by that many rows with the same sum of vec(B) vec(B)'. For a random intercept the cost of
 * an evaluation then depends on the number of distinct group sizes only.
 */
final class LevelClasses {
    /** So many times more levels than rows that stand for them are worth the sum of their squares, and its factor. */
    private static final int WORTH = 2;

    /** Number of classes. */
    final int count;
    /** Z'WZ of each class, count x q x q. */
    final double[] a;
    /** How many levels each class stands for. */
    final double[] multiplicity;
    /** Class c owns the blocks {@code first[c]} to {@code first[c + 1] - 1} of {@link #b}. */
    final int[] first;
    /** Blocks of q x (p+1). */
    final double[] b;

    private LevelClasses(int count, double[] a, double[] multiplicity, int[] first, double[] b) {
        this.count = count;
        this.a = a;
        this.multiplicity = multiplicity;
        this.first = first;
        this.b = b;
    }

    /** Returns every level as a class of its own, or pooled ones where that makes less work. */
    static LevelClasses of(double[] zz, double[] zxy, int levels, int q, int columns) {
        int[] classOf = new int[levels];
        int distinct = classify(zz, levels, q * q, classOf);
        if (distinct > levels / 2) {
            int[] first = new int[levels + 1];
            Arrays.setAll(first, i -> i);
            double[] ones = new double[levels];
            Arrays.fill(ones, 1);
            return new LevelClasses(levels, zz, ones, first, zxy);
        }
        return pooled(zz, zxy, classOf, distinct, q, columns);
    }

    private static int classify(double[] zz, int levels, int size, int[] classOf) {
        Map<Key, Integer> seen = new HashMap<>();
        for (int level = 0; level < levels; level++) {
            Key key = new Key(zz, level * size, size);
            Integer known = seen.putIfAbsent(key, seen.size());
            classOf[level] = known == null ? seen.size() - 1 : known;
            if (level == 4096 && seen.size() > 3500) {
                return levels; // continuous slopes: nothing to share
            }
        }
        return seen.size();
    }

    private static LevelClasses pooled(double[] zz, double[] zxy, int[] classOf, int distinct, int q, int columns) {
        int size = q * columns;
        int[][] members = members(classOf, distinct);
        double[] a = new double[distinct * q * q];
        double[] multiplicity = new double[distinct];
        int[] first = new int[distinct + 1];
        double[] b = new double[classOf.length * size];
        for (int c = 0; c < distinct; c++) {
            System.arraycopy(zz, members[c][0] * q * q, a, c * q * q, q * q);
            multiplicity[c] = members[c].length;
            int next = first[c];
            if (members[c].length > WORTH * size) {
                next += compress(zxy, members[c], new Root(a, c, q, columns), b, next * size);
            } else {
                for (int level : members[c]) {
                    System.arraycopy(zxy, level * size, b, next++ * size, size);
                }
            }
            first[c + 1] = next;
        }
        return new LevelClasses(distinct, a, multiplicity, first, Arrays.copyOf(b, first[distinct] * size));
    }

    private static int[][] members(int[] classOf, int distinct) {
        int[] sizes = new int[distinct];
        for (int c : classOf) {
            sizes[c]++;
        }
        int[][] members = new int[distinct][];
        Arrays.setAll(members, c -> new int[sizes[c]]);
        int[] filled = new int[distinct];
        for (int level = 0; level < classOf.length; level++) {
            int c = classOf[level];
            members[c][filled[c]++] = level;
        }
        return members;
    }

    /** The Cholesky factor C of a class's A, which turns B into T = C^-1 B and back. */
    private static final class Root {
        private final int q;
        private final int columns;
        private final double[] c;

        Root(double[] a, int place, int q, int columns) {
            this.q = q;
            this.columns = columns;
            this.c = Arrays.copyOfRange(a, place * q * q, (place + 1) * q * q);
            SmallMatrices.semidefiniteCholesky(c, 0, q);
        }

        /** Writes T of a level; one column of Z needs no turning. */
        void turn(double[] zxy, int level, double[] t) {
            System.arraycopy(zxy, level * t.length, t, 0, t.length);
            if (q > 1) {
                SmallMatrices.solveLower(c, 0, q, t, 0, columns);
            }
        }

        /** Replaces T by B. */
        void turnBack(double[] t, int at) {
            for (int i = q - 1; i >= 0 && q > 1; i--) {
                for (int j = 0; j < columns; j++) {
                    double s = 0;
                    for (int k = 0; k <= i; k++) {
                        s += c[i * q + k] * t[at + k * columns + j];
                    }
                    t[at + i * columns + j] = s;
                }
            }
        }
    }

    /**
     * Writes rows whose outer products add up to those of the members' B; returns how many (pivoted Cholesky of the sum).
     *
     * <p>The sum is that of T, whose elements are of one size where rows of very different weights make those of B differ by more than the
     * digits of their squares.
     */
    private static int compress(double[] zxy, int[] members, Root root, double[] to, int at) {
        int size = root.q * root.columns;
        double[] gram = new double[size * size];
        double[] t = new double[size];
        for (int level : members) {
            root.turn(zxy, level, t);
            for (int i = 0; i < size; i++) {
                double v = t[i];
                for (int j = 0; j <= i; j++) {
                    gram[i * size + j] += v * t[j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                gram[j * size + i] = gram[i * size + j];
            }
        }
        int rank = 0;
        double largest = 0;
        while (rank < size) {
            int pivot = 0;
            for (int i = 1; i < size; i++) {
                pivot = gram[i * size + i] > gram[pivot * size + pivot] ? i : pivot;
            }
            double d = gram[pivot * size + pivot];
            largest = Math.max(largest, d);
            if (!(d > largest * 1e-17)) {
                break;
            }
            removeDirection(gram, size, pivot, to, at + rank * size);
            root.turnBack(to, at + rank * size);
            rank++;
        }
        return rank;
    }

    private static void removeDirection(double[] gram, int size, int pivot, double[] to, int at) {
        double root = Math.sqrt(gram[pivot * size + pivot]);
        for (int j = 0; j < size; j++) {
            to[at + j] = gram[pivot * size + j] / root;
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                gram[i * size + j] -= to[at + i] * to[at + j];
            }
        }
        for (int j = 0; j < size; j++) {
            gram[pivot * size + j] = 0;
            gram[j * size + pivot] = 0;
        }
    }

    /** A Z'WZ compared by its bits. */
    private static final class Key {
        private final double[] values;
        private final int at;
        private final int size;
        private final int hash;

        Key(double[] values, int at, int size) {
            this.values = values;
            this.at = at;
            this.size = size;
            int h = 1;
            for (int i = at; i < at + size; i++) {
                h = 31 * h + Double.hashCode(values[i]);
            }
            this.hash = h;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key k && Arrays.equals(values, at, at + size, k.values, k.at, k.at + k.size);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
