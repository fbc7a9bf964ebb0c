package org.multilevel.data.description;

/** Sums over the rows in which two columns have values, for each pair of some columns; of numbers that lie around zero already. */
final class PairSums {
    private final int columns;
    private final Sums[] sums;

    PairSums(int columns) {
        this.columns = columns;
        this.sums = new Sums[columns * (columns + 1) / 2];
        for (int k = 0; k < sums.length; k++) {
            sums[k] = new Sums();
        }
    }

    private static final class Sums {
        double weight;
        long rows;
        double x;
        double y;
        double xx;
        double xy;
        double yy;

        void add(double first, double second, double times) {
            weight += times;
            rows++;
            x += times * first;
            y += times * second;
            xx += times * first * first;
            xy += times * first * second;
            yy += times * second * second;
        }
    }

    private Sums of(int first, int second) {
        int larger = Math.max(first, second);
        return sums[larger * (larger + 1) / 2 + Math.min(first, second)];
    }

    /** Takes rows, column by column. */
    void add(double[][] values, int rows) {
        for (int j = 0; j < columns; j++) {
            for (int k = 0; k <= j; k++) {
                Sums pair = of(k, j);
                for (int i = 0; i < rows; i++) {
                    if (!Double.isNaN(values[k][i]) && !Double.isNaN(values[j][i])) {
                        pair.add(values[k][i], values[j][i], 1);
                    }
                }
            }
        }
    }

    /** Takes one row that counts so many times. */
    void add(double[] row, double times) {
        for (int j = 0; j < columns; j++) {
            for (int k = 0; k <= j; k++) {
                if (!Double.isNaN(row[k]) && !Double.isNaN(row[j])) {
                    of(k, j).add(row[k], row[j], times);
                }
            }
        }
    }

    /** Returns in how many rows both columns have a value. */
    long rows(int first, int second) {
        return of(first, second).rows;
    }

    /** Returns the sum of the squared deviations of a column from its mean. */
    double squares(int column) {
        Sums pair = of(column, column);
        return pair.weight == 0 ? 0 : Math.max(0, pair.xx - pair.x * pair.x / pair.weight);
    }

    /** Returns the correlation, NaN where a column does not vary. */
    double correlation(int first, int second) {
        Sums pair = of(first, second);
        double xx = pair.xx - pair.x * pair.x / pair.weight;
        double yy = pair.yy - pair.y * pair.y / pair.weight;
        double xy = pair.xy - pair.x * pair.y / pair.weight;
        return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy))) : Double.NaN;
    }
}
