package org.multilevel.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Table;

/**
 * A large table for {@value #FORMULA}, the same bits on every run.
 *
 * <p>Groups have 1 to 19 rows, ten on average, in shuffled order; values are rounded to six decimals, so that the CSV file and
 * the table in memory hold the same numbers.
 */
public final class SyntheticTable {
    /** The model that the table is made from. */
    public static final String FORMULA = "y ~ x1 + x2 + x3 + x4 + x5 + (1 + x1 | g)";

    /** The number of rows that published figures are about. */
    public static final int ROWS = 1_000_000;

    private static final int ROWS_PER_GROUP = 10;
    private static final int PREDICTORS = 5;
    private static final long SEED = 20_260_101L;
    private static final double[] BETA = {2.0, 0.5, -0.3, 0.2, 0.1, 0.0};
    private static final double INTERCEPT_SD = 1.0;
    private static final double SLOPE_SD = 0.5;
    private static final double CORRELATION = 0.3;
    private static final double DECIMALS = 1e6;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final double[] y;
    private final double[][] x;
    private final int[] group;
    private final int groups;

    /** Makes a table with so many rows, and a tenth as many groups. */
    public SyntheticTable(int rows) {
        this.groups = rows / ROWS_PER_GROUP;
        this.group = groupOfEveryRow(rows);
        this.x = new double[PREDICTORS][rows];
        this.y = new double[rows];
        fillValues();
    }

    /** Writes the table that published figures are about to the file that is named. */
    public static void main(String[] args) throws IOException {
        new SyntheticTable(ROWS).writeCsv(Path.of(args[0]));
    }

    /** Returns the table in memory. */
    public Table table() {
        MemoryTable.Builder builder = MemoryTable.builder().numeric("y", y);
        for (int k = 0; k < PREDICTORS; k++) {
            builder.numeric("x" + (k + 1), x[k]);
        }
        return builder.categorical(
                        "g",
                        group,
                        IntStream.range(0, groups)
                                .mapToObj(SyntheticTable::label)
                                .toList())
                .build();
    }

    /** Writes the table as CSV with a header. */
    public void writeCsv(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("y,x1,x2,x3,x4,x5,g\n");
            for (int row = 0; row < y.length; row++) {
                out.write(Double.toString(y[row]));
                for (double[] column : x) {
                    out.write(',');
                    out.write(Double.toString(column[row]));
                }
                out.write(',');
                out.write(label(group[row]));
                out.write('\n');
            }
        }
    }

    /** Pairs groups of size 10 - d and 10 + d, so that the sizes are random and the number of rows is not. */
    private int[] groupOfEveryRow(int rows) {
        int[] groupOf = new int[rows];
        int row = 0;
        for (int g = 0; g < groups; g += 2) {
            boolean paired = g + 1 < groups;
            int surplus = paired ? random.nextInt(ROWS_PER_GROUP) : 0;
            for (int k = 0; k < ROWS_PER_GROUP - surplus; k++) {
                groupOf[row++] = g;
            }
            for (int k = 0; paired && k < ROWS_PER_GROUP + surplus; k++) {
                groupOf[row++] = g + 1;
            }
        }
        shuffle(groupOf);
        return groupOf;
    }

    private void shuffle(int[] values) {
        for (int k = values.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int kept = values[k];
            values[k] = values[other];
            values[other] = kept;
        }
    }

    private void fillValues() {
        double[] intercept = new double[groups];
        double[] slope = new double[groups];
        for (int g = 0; g < groups; g++) {
            double shared = gaussian();
            intercept[g] = INTERCEPT_SD * shared;
            slope[g] = SLOPE_SD * (CORRELATION * shared + Math.sqrt(1 - CORRELATION * CORRELATION) * gaussian());
        }
        for (int row = 0; row < y.length; row++) {
            double mean = BETA[0] + intercept[group[row]];
            for (int k = 0; k < PREDICTORS; k++) {
                x[k][row] = rounded(gaussian());
                mean += BETA[k + 1] * x[k][row];
            }
            y[row] = rounded(mean + slope[group[row]] * x[0][row] + gaussian());
        }
    }

    /** Box and Muller's transformation in strict arithmetic: the JDK's own algorithm may change from version to version. */
    private double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    private static double rounded(double value) {
        return Math.rint(value * DECIMALS) / DECIMALS;
    }

    private static String label(int g) {
        return "g" + String.valueOf(1_000_000 + g).substring(1);
    }
}
