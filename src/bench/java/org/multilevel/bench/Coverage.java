package org.multilevel.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.inference.intervals.PredictionIntervals;
import org.multilevel.inference.intervals.PredictionIntervals.Interval;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * Counts how often 95% intervals of predictions hold what they are for, over simulated data sets, and prints a Markdown table.
 *
 * <p>Rows lie in two crossed factors, one with a slope: y ~ x + (x | g) + (1 | h), 1,200 rows, 100 and 60 groups. Of every data set rows of known
 * groups, of new ones and of none are predicted; the mean that the confidence interval is for is that of the row's own groups, and without
 * groups the population's. Argument: the number of data sets, 2,000 by default.
 */
public final class Coverage {
    private static final int ROWS = 1200;
    private static final int GROUPS = 100;
    private static final int OTHERS = 60;
    private static final int NEW_ROWS = 10;
    private static final double INTERCEPT = 3;
    private static final double SLOPE = 0.5;
    private static final double LEVEL = 0.95;

    private Coverage() {}

    /** The kinds of rows. */
    private enum Kind {
        KNOWN,
        UNSEEN,
        POPULATION
    }

    /** Effects of the groups; the last of each are new ones. */
    private static final class Truth {
        final double[] level = new double[GROUPS + NEW_ROWS];
        final double[] slope = new double[GROUPS + NEW_ROWS];
        final double[] other = new double[OTHERS + NEW_ROWS];

        Truth(Random random) {
            for (int g = 0; g < level.length; g++) {
                double common = random.nextGaussian();
                level[g] = common;
                slope[g] = 0.5 * (0.4 * common + Math.sqrt(1 - 0.16) * random.nextGaussian());
            }
            for (int h = 0; h < other.length; h++) {
                other[h] = 0.7 * random.nextGaussian();
            }
        }

        double mean(double x, int g, int h) {
            return INTERCEPT + SLOPE * x + level[g] + slope[g] * x + other[h];
        }
    }

    /** Runs the simulation. */
    public static void main(String[] args) {
        int sets = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        Random random = new Random(20);
        Map<Kind, long[]> covered = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            covered.put(kind, new long[2]);
        }
        for (int set = 0; set < sets; set++) {
            simulate(random, covered);
        }
        System.out.println("| rows | confidence interval | prediction interval |");
        System.out.println("|---|---|---|");
        double all = (double) sets * NEW_ROWS;
        covered.forEach((kind, counts) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f %% | %.2f %% |%n",
                kind.name().toLowerCase(Locale.ROOT),
                100 * counts[0] / all,
                100 * counts[1] / all));
    }

    private static void simulate(Random random, Map<Kind, long[]> covered) {
        Truth truth = new Truth(random);
        double[] x = new double[ROWS];
        double[] y = new double[ROWS];
        String[] g = new String[ROWS];
        String[] h = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            int group = i % GROUPS;
            int other = random.nextInt(OTHERS);
            x[i] = random.nextGaussian();
            y[i] = truth.mean(x[i], group, other) + random.nextGaussian();
            g[i] = "g" + group;
            h[i] = "h" + other;
        }
        MixedModel model = LinearMixedModel.of("y ~ x + (x | g) + (1 | h)")
                .withThreads(1)
                .fit(MemoryTable.builder()
                        .numeric("y", y)
                        .numeric("x", x)
                        .categorical("g", g)
                        .categorical("h", h)
                        .build());
        covered.forEach((kind, counts) -> count(model, truth, random, kind, counts));
    }

    private static void count(MixedModel model, Truth truth, Random random, Kind kind, long[] covered) {
        double[] x = new double[NEW_ROWS];
        double[] mean = new double[NEW_ROWS];
        double[] response = new double[NEW_ROWS];
        List<String> g = new ArrayList<>();
        List<String> h = new ArrayList<>();
        for (int i = 0; i < NEW_ROWS; i++) {
            int group = kind == Kind.KNOWN ? random.nextInt(GROUPS) : GROUPS + i;
            int other = kind == Kind.KNOWN ? random.nextInt(OTHERS) : OTHERS + i;
            x[i] = random.nextGaussian();
            double own = truth.mean(x[i], group, other);
            mean[i] = kind == Kind.POPULATION ? INTERCEPT + SLOPE * x[i] : own;
            response[i] = own + random.nextGaussian();
            g.add(kind == Kind.POPULATION ? "" : "g" + group);
            h.add(kind == Kind.POPULATION ? "" : "h" + other);
        }
        MemoryTable rows = MemoryTable.builder()
                .numeric("x", x)
                .categorical("g", g)
                .categorical("h", h)
                .build();
        PredictionIntervals intervals = PredictionIntervals.of(model, LEVEL);
        model.predictor().withUncertainty().predict(rows, Progress.NONE, predictions -> {
            for (int i = 0; i < predictions.size(); i++) {
                covered[0] += holds(intervals.confidence(predictions, i), mean[i]);
                covered[1] += holds(intervals.prediction(predictions, i), response[i]);
            }
        });
    }

    private static int holds(Interval interval, double value) {
        return interval.lower() <= value && value <= interval.upper() ? 1 : 0;
    }
}
