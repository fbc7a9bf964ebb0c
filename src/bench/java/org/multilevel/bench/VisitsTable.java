package org.multilevel.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** Subjects with equally many visits, whose residuals are AR(1) beside an intercept of their own; the same bits on every run. */
public final class VisitsTable {
    private static final long SEED = 20_261_130L;
    private static final double RHO = 0.7;
    private static final double SUBJECT_SD = 2;

    private VisitsTable() {}

    /** Writes a CSV file: its name, the number of subjects and that of their visits. */
    public static void main(String[] args) throws IOException {
        int subjects = Integer.parseInt(args[1]);
        int visits = Integer.parseInt(args[2]);
        SplittableRandom random = new SplittableRandom(SEED);
        try (BufferedWriter writer = Files.newBufferedWriter(Path.of(args[0]))) {
            writer.write("id,time,x,y\n");
            for (int id = 1; id <= subjects; id++) {
                double intercept = SUBJECT_SD * random.nextGaussian();
                double residual = random.nextGaussian();
                for (int time = 1; time <= visits; time++) {
                    double x = random.nextGaussian();
                    double y = 1 + 0.5 * x + 0.02 * time + intercept + residual;
                    writer.write(String.format(Locale.ROOT, "%d,%d,%.6f,%.6f%n", id, time, x, y));
                    residual = RHO * residual + Math.sqrt(1 - RHO * RHO) * random.nextGaussian();
                }
            }
        }
    }
}
