package org.multilevel.chart;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** The tables and models that charts are tested with. */
public final class ChartSamples {
    public static final String HSB = "mathach ~ ses + meanses + sector + minority + (1 + minority | school)";
    public static final String OXBOYS = "height ~ age + (1 + age | Subject)";
    public static final String PENICILLIN = "diameter ~ 1 + (1 | plate) + (1 | sample)";
    public static final String DYESTUFF_2 = "Yield ~ 1 + (1 | Batch)";

    private ChartSamples() {}

    public static Table csv(String name) {
        return CsvTable.open(Path.of("workflows", "data", name + ".csv"));
    }

    public static MixedModel fit(String formula, Table table) {
        return LinearMixedModel.of(formula).fit(table);
    }

    /** Returns {@code y}, {@code x} and {@code g} of groups with 6 rows each. */
    public static Table grouped(int groups) {
        Random random = new Random(20);
        int rows = 6 * groups;
        double[] x = random.doubles(rows).toArray();
        double[] effects = random.doubles(groups, -3, 3).toArray();
        double[] y = IntStream.range(0, rows)
                .mapToDouble(i -> 1 + 2 * x[i] + effects[i % groups] + random.nextGaussian())
                .toArray();
        List<String> labels =
                IntStream.range(0, rows).mapToObj(i -> "g" + i % groups).toList();
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .numeric("w", Arrays.stream(x).map(value -> 1 + 3 * value).toArray())
                .categorical("g", labels)
                .build();
    }
}
