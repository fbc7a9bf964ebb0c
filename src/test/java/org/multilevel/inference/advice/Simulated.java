package org.multilevel.inference.advice;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.multilevel.data.MemoryTable;

/** A table that is built column by column from a seed, for models whose fault, or lack of one, is known. */
final class Simulated {
    private final SplittableRandom random;
    private final int rows;
    private final Map<String, double[]> numbers = new LinkedHashMap<>();
    private final Map<String, String[]> texts = new LinkedHashMap<>();

    Simulated(int rows, long seed) {
        this.rows = rows;
        this.random = new SplittableRandom(seed);
    }

    int rows() {
        return rows;
    }

    /** Returns a number from the standard normal distribution, as the polar method makes it. */
    double normal() {
        while (true) {
            double u = random.nextDouble(-1, 1);
            double v = random.nextDouble(-1, 1);
            double s = u * u + v * v;
            if (s > 0 && s < 1) {
                return u * Math.sqrt(-2 * Math.log(s) / s);
            }
        }
    }

    double[] normals(int n, double sd) {
        return IntStream.range(0, n).mapToDouble(i -> sd * normal()).toArray();
    }

    int whole(int from, int below) {
        return random.nextInt(from, below);
    }

    Simulated number(String name, IntToDoubleFunction value) {
        numbers.put(name, IntStream.range(0, rows).mapToDouble(value).toArray());
        return this;
    }

    Simulated text(String name, IntFunction<String> value) {
        texts.put(name, IntStream.range(0, rows).mapToObj(value).toArray(String[]::new));
        return this;
    }

    double get(String name, int row) {
        return numbers.getOrDefault(name, new double[0])[row];
    }

    MemoryTable table() {
        MemoryTable.Builder builder = MemoryTable.builder();
        numbers.forEach(builder::numeric);
        texts.forEach(builder::categorical);
        return builder.build();
    }
}
