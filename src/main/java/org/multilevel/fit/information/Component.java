package org.multilevel.fit.information;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.fit.products.CrossProducts;
import org.multilevel.fit.products.PairProducts;

/** The cross-products of levels that rows tie together, as dense matrices of their N random effects. */
final class Component {
    private final CrossProducts products;
    private final List<Level> levels = new ArrayList<>();
    private final List<Pair> pairs = new ArrayList<>();
    private int size;

    /** A level of a factor, and the place of its random effects among the N. */
    record Level(int factor, int level, int start, int width) {}

    /** Two levels that occur together: pair k of the products of factors f and g. */
    private record Pair(int f, int g, int k) {}

    Component(CrossProducts products) {
        this.products = products;
    }

    /** Adds a level: those of one factor after those of the factor before, in ascending order. */
    void addLevel(int factor, int level) {
        int width = products.widths[factor];
        levels.add(new Level(factor, level, size, width));
        size += width;
    }

    void addPair(int f, int g, int k) {
        pairs.add(new Pair(f, g, k));
    }

    List<Level> levels() {
        return levels;
    }

    /** Returns N. */
    int size() {
        return size;
    }

    /** Returns Z'WX, N x p. */
    double[][] fixed() {
        double[][] b = new double[size][];
        for (Level l : levels) {
            for (int r = 0; r < l.width; r++) {
                int at = (l.level * l.width + r) * (products.p + 1);
                b[l.start + r] = Arrays.copyOfRange(products.zxy[l.factor], at, at + products.p);
            }
        }
        return b;
    }

    /** Returns Z'WZ, N x N. */
    double[][] random() {
        double[][] a = new double[size][size];
        for (Level l : levels) {
            for (int r = 0; r < l.width; r++) {
                int at = (l.level * l.width + r) * l.width;
                System.arraycopy(products.zz[l.factor], at, a[l.start + r], l.start, l.width);
            }
        }
        for (Pair pair : pairs) {
            put(pair, a);
        }
        return a;
    }

    private void put(Pair pair, double[][] a) {
        PairProducts blocks = products.pair(pair.f, pair.g);
        int row = start(pair.f, blocks.first(pair.k));
        int column = start(pair.g, blocks.second(pair.k));
        int q = products.widths[pair.f];
        int r = products.widths[pair.g];
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < r; j++) {
                double value = blocks.blocks()[(pair.k * q + i) * r + j];
                a[row + i][column + j] = value;
                a[column + j][row + i] = value;
            }
        }
    }

    private int start(int factor, int level) {
        int low = 0;
        int high = levels.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            Level at = levels.get(middle);
            if (at.factor < factor || (at.factor == factor && at.level < level)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return levels.get(low).start;
    }
}
