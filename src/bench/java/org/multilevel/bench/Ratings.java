package org.multilevel.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.Solver;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.VarianceComponent;

/**
 * Fits ratings of items by users, of whom a few rate much and most little, from data in memory, once and cold, and prints how long it took and
 * what was found. How much memory it takes says the largest heap with which it runs (-Xmx).
 *
 * <p>Arguments: ratings, users, items, solver ({@code exact}, {@code iterative} or {@code automatic}); or {@code file} and the name of a CSV file,
 * to which the ratings are written for other programs, with numbers for users and items.
 */
public final class Ratings {
    /** The model. */
    static final String FORMULA = "rating ~ x + (1 | user) + (1 | item)";

    private static final long SEED = 20_261_130L;
    private static final double USER_SD = 0.4;
    private static final double ITEM_SD = 0.5;
    private static final double RESIDUAL_SD = 0.9;
    /** How fast the counts fall with the rank of a user and of an item. */
    private static final double USER_POWER = 0.6;

    private static final double ITEM_POWER = 0.8;

    private Ratings() {}

    /** Makes the table, fits the model and prints. */
    public static void main(String[] args) throws IOException {
        int rows = Integer.parseInt(args[0]);
        Table table = table(rows, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        if (args[3].equals("file")) {
            write(table, Path.of(args[4]));
            return;
        }
        Solver solver = Solver.valueOf(args[3].toUpperCase(Locale.ROOT));
        long start = System.nanoTime();
        MixedModel model = LinearMixedModel.of(FORMULA)
                .withSolver(solver)
                .withDf(DfMethod.ASYMPTOTIC)
                .withProgress(Progress.NONE)
                .fit(table);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s %,d ratings %.1f s, heap %,d MB, %s after %d evaluations, log-likelihood %.3f%n",
                args[3],
                rows,
                seconds,
                Runtime.getRuntime().maxMemory() >> 20,
                model.verdict().status(),
                model.verdict().evaluations(),
                model.statistics().logLikelihood());
        for (VarianceComponent component : model.varianceComponents()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %s %.9f (%.1e)%n",
                    component.group(),
                    component.value(),
                    component.monteCarloError());
        }
        for (int j = 0; j < model.fixedEffects().size(); j++) {
            System.out.printf(
                    Locale.ROOT,
                    "  %s %.9f (%.9f)%n",
                    model.fixedEffects().name(j),
                    model.fixedEffects().estimate(j),
                    model.fixedEffects().standardError(j));
        }
        model.approximation().ifPresent(found -> System.out.println("  " + found));
        model.notes().forEach(note -> System.out.println("  " + note));
    }

    private static void write(Table table, Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("rating,x,user,item\n");
            table.scan(List.of("rating", "x", "user", "item"), Progress.NONE, batch -> {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < batch.size(); i++) {
                    lines.append(batch.numbers(0)[i])
                            .append(',')
                            .append(batch.numbers(1)[i])
                            .append(',');
                    lines.append(batch.codes(2)[i])
                            .append(',')
                            .append(batch.codes(3)[i])
                            .append('\n');
                }
                try {
                    writer.write(lines.toString());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Returns so many ratings; the same bits on every run. */
    static Table table(int rows, int users, int items) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] ofUser = gaussians(random, users, USER_SD);
        double[] ofItem = gaussians(random, items, ITEM_SD);
        double[] userShares = shares(users, USER_POWER);
        double[] itemShares = shares(items, ITEM_POWER);
        int[] user = new int[rows];
        int[] item = new int[rows];
        double[] x = new double[rows];
        double[] rating = new double[rows];
        for (int i = 0; i < rows; i++) {
            // everybody rates once and everything is rated once
            user[i] = i < users ? i : drawn(random, userShares);
            item[i] = i < items ? i : drawn(random, itemShares);
            x[i] = random.nextGaussian();
            rating[i] = 3.5 + 0.1 * x[i] + ofUser[user[i]] + ofItem[item[i]] + RESIDUAL_SD * random.nextGaussian();
        }
        return MemoryTable.builder()
                .numeric("rating", rating)
                .numeric("x", x)
                .categorical("user", user, labels("u", users))
                .categorical("item", item, labels("i", items))
                .build();
    }

    private static List<String> labels(String prefix, int levels) {
        return IntStream.range(0, levels).mapToObj(l -> prefix + l).toList();
    }

    private static double[] gaussians(SplittableRandom random, int count, double sd) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> sd * random.nextGaussian());
        return values;
    }

    /** Returns the cumulative shares of ranks, which fall with a power of the rank. */
    private static double[] shares(int levels, double power) {
        double[] shares = new double[levels];
        double sum = 0;
        for (int l = 0; l < levels; l++) {
            sum += Math.pow(l + 1, -power);
            shares[l] = sum;
        }
        return shares;
    }

    private static int drawn(SplittableRandom random, double[] shares) {
        int at = Arrays.binarySearch(shares, random.nextDouble() * shares[shares.length - 1]);
        return Math.min(shares.length - 1, at < 0 ? -at - 1 : at);
    }
}
