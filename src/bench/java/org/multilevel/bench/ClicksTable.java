package org.multilevel.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** Customers who click or not, with a level and a slope of their own; the same bits on every run. */
public final class ClicksTable {
    private static final long SEED = 20_261_201L;
    private static final double LEVEL_SD = 0.8;
    private static final double SLOPE_SD = 0.4;

    private ClicksTable() {}

    /** Writes a CSV file: its name, the number of customers and that of the rows of each. */
    public static void main(String[] args) throws IOException {
        int customers = Integer.parseInt(args[1]);
        int rows = Integer.parseInt(args[2]);
        SplittableRandom random = new SplittableRandom(SEED);
        try (BufferedWriter writer = Files.newBufferedWriter(Path.of(args[0]))) {
            writer.write("customer,x,z,click\n");
            for (int customer = 1; customer <= customers; customer++) {
                double level = LEVEL_SD * random.nextGaussian();
                double slope = SLOPE_SD * random.nextGaussian();
                for (int row = 0; row < rows; row++) {
                    double x = random.nextGaussian();
                    double z = random.nextGaussian();
                    double eta = -0.5 + 0.5 * x - 0.2 * z + level + slope * x;
                    int click = random.nextDouble() * (1 + Math.exp(-eta)) < 1 ? 1 : 0;
                    writer.write(String.format(Locale.ROOT, "%d,%.4f,%.4f,%d%n", customer, x, z, click));
                }
            }
        }
    }
}
