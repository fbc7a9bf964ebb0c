package org.multilevel.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.multilevel.data.Progress;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.spark.SparkMixedModels;
import org.multilevel.spark.SpreadMixedModel;

/**
 * Fits {@code y ~ x + z + (1 + x | g)} to rows that Spark makes, on the processors of this machine, and says what takes how long. The rows follow
 * from their numbers by hashes, so that they are the same on every run.
 */
public final class SparkRows {
    private SparkRows() {}

    /**
     * Runs one size: how many rows, in how many groups, the folder of the table, which is made unless it is there, and whether cross-products
     * stay {@code spread} or are {@code gathered}.
     */
    public static void main(String[] args) throws IOException {
        long rows = Long.parseLong(args[0]);
        long groups = Long.parseLong(args[1]);
        String folder = args[2];
        boolean spread = args[3].equals("spread");
        try (SparkSession session = SparkSession.builder()
                .master("local[*]")
                .appName("bench")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate()) {
            if (!Files.exists(Path.of(folder, "_SUCCESS"))) {
                make(session, rows, groups, folder);
            }
            Phases phases = new Phases();
            LinearMixedModel specified =
                    LinearMixedModel.of("y ~ x + z + (1 + x | g)").withProgress(phases);
            MixedModel model = fit(session.read().parquet(folder), specified, spread, phases);
            print(rows, groups, args[3], phases, model);
        }
    }

    private static MixedModel fit(Dataset<Row> rows, LinearMixedModel specified, boolean spread, Phases phases) {
        if (!spread) {
            MixedModel model = SparkMixedModels.fit(rows, specified);
            phases.report("", Double.NaN);
            return model;
        }
        try (SpreadMixedModel fitted = SparkMixedModels.spread(rows, specified)) {
            phases.report("effects", Double.NaN);
            // all of them are found for this sum
            fitted.groupEffects().agg(functions.sum("conditional_sd")).head();
            phases.report("", Double.NaN);
            return fitted.model();
        }
    }

    private static void make(SparkSession session, long rows, long groups, String folder) {
        session.range(rows)
                .selectExpr("id", "pmod(xxhash64(id, 1), " + groups + ") AS g")
                .selectExpr("g", normal("id", 2) + " AS x", normal("id", 4) + " AS z", normal("id", 6) + " AS e")
                .selectExpr(
                        "g",
                        "x",
                        "z",
                        "1 + 0.5 * x - 0.25 * z + 0.8 * " + normal("g", 8) + " + 0.4 * " + normal("g", 10)
                                + " * x + e AS y")
                .write()
                .parquet(folder);
    }

    /** Returns a standard normal number that follows from a column, by two uniform ones. */
    private static String normal(String column, int salt) {
        return "(sqrt(-2 * ln(" + uniform(column, salt) + ")) * cos(2 * pi() * " + uniform(column, salt + 1) + "))";
    }

    private static String uniform(String column, int salt) {
        return "((pmod(xxhash64(" + column + ", " + salt + "), 4294967296) + 0.5D) / 4294967296D)";
    }

    private static void print(long rows, long groups, String how, Phases phases, MixedModel model) {
        int evaluations = model.verdict().evaluations();
        System.out.printf(
                Locale.ROOT,
                "| %,d | %,d | %s | %.1f s | %.1f s | %.2f s | %d | %.3f s | %.2f s | %.1f s | %.1f s | %.6f |%n",
                rows,
                groups,
                how,
                phases.seconds("", "surveying"),
                phases.seconds("reading"),
                phases.seconds("fitting", "finishing"),
                evaluations,
                Phases.median(phases.evaluations),
                Phases.median(phases.processor),
                phases.seconds("effects"),
                Phases.processorTime(),
                model.statistics().logLikelihood());
    }

    /** Adds up the time between reports by their first word. */
    private static final class Phases implements Progress {
        private final Map<String, Double> seconds = new LinkedHashMap<>();
        /** Seconds of every evaluation, and those of all processors. */
        private final List<Double> evaluations = new ArrayList<>();

        private final List<Double> processor = new ArrayList<>();
        private double worked;
        private String phase = "";
        private long since = System.nanoTime();

        @Override
        public synchronized void report(String message, double fraction) {
            long now = System.nanoTime();
            seconds.merge(phase, (now - since) / 1e9, Double::sum);
            String next = message.split("[ :]", -1)[0];
            if (phase.equals("fitting") && next.equals("fitting")) {
                evaluations.add((now - since) / 1e9);
                processor.add(processorTime() - worked);
            }
            worked = processorTime();
            phase = next;
            since = now;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        /** Returns the median of what passed from one evaluation of the criterion to the next, derivatives included. */
        static double median(List<Double> values) {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
        }

        /** Returns the seconds that processors worked for this process, which depend little on what else a machine does. */
        private static double processorTime() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
        }

        double seconds(String... phases) {
            double sum = 0;
            for (String one : phases) {
                sum += seconds.getOrDefault(one, 0.0);
            }
            return sum;
        }
    }
}
