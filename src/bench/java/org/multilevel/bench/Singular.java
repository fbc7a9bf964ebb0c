package org.multilevel.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.multilevel.data.MemoryTable;
import org.multilevel.error.MultilevelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * Times our fits of random designs whose optimum is singular, warm, on one thread, from data in memory, and writes one line for each:
 * {@code id seconds criterion evaluations}. The seconds are those of the thread on a processor, so that other work on the machine matters less.
 *
 * <p>Arguments: folder of designs ({@code cases.json} and a CSV file for each), least number of rows, output file.
 */
public final class Singular {
    private static final int REPEATS = 9;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Singular() {}

    private record Design(int id, LinearMixedModel model, MemoryTable table) {}

    private record Measured(double seconds, MixedModel model) {}

    /** Measures the designs of one folder. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int least = Integer.parseInt(args[1]);
        List<Design> designs = new ArrayList<>();
        for (JsonNode entry :
                new ObjectMapper().readTree(folder.resolve("cases.json").toFile())) {
            if (entry.get("n").asInt() > least) {
                designs.add(design(folder, entry));
            }
        }
        designs.removeIf(design -> !isSingular(design));
        designs.forEach(Singular::measure); // compiles what all of them need
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(Path.of(args[2])), false, StandardCharsets.UTF_8)) {
            for (Design design : designs) {
                Measured measured = measure(design);
                out.printf(
                        Locale.ROOT,
                        "%d %.6f %.9f %d%n",
                        design.id(),
                        measured.seconds(),
                        measured.model().statistics().criterion(),
                        measured.model().verdict().evaluations());
            }
        }
    }

    private static Design design(Path folder, JsonNode entry) throws IOException {
        LinearMixedModel model = LinearMixedModel.of(entry.get("f").asText())
                .withThreads(1)
                .withMethod(entry.get("reml").asBoolean() ? EstimationMethod.REML : EstimationMethod.ML);
        int id = entry.get("i").asInt();
        return new Design(
                id, entry.get("w").asBoolean() ? model.withWeights("w") : model, table(folder.resolve(id + ".csv")));
    }

    private static boolean isSingular(Design design) {
        try {
            return design.model().fit(design.table()).verdict().status().name().equals("SINGULAR");
        } catch (MultilevelException e) {
            return false; // refused: there is nothing to time
        }
    }

    private static Measured measure(Design design) {
        double[] seconds = new double[REPEATS];
        MixedModel model = design.model().fit(design.table());
        for (int i = 0; i < REPEATS; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            model = design.model().fit(design.table());
            seconds[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return new Measured(seconds[REPEATS / 2], model);
    }

    private static MemoryTable table(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        String[] names = lines.get(0).split(",", -1);
        MemoryTable.Builder builder = MemoryTable.builder();
        for (int j = 0; j < names.length; j++) {
            int column = j;
            String[] values = lines.stream()
                    .skip(1)
                    .map(line -> line.split(",", -1)[column])
                    .toArray(String[]::new);
            builder = List.of("f", "g", "h", "s").contains(names[j])
                    ? builder.categorical(names[j], values)
                    : builder.numeric(
                            names[j],
                            Arrays.stream(values)
                                    .mapToDouble(Double::parseDouble)
                                    .toArray());
        }
        return builder.build();
    }
}
