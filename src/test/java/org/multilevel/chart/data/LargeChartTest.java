package org.multilevel.chart.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.multilevel.chart.ChartSamples;
import org.multilevel.chart.ModelCharts;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.MixedModel;

/** A table with 5,000 groups and 30,000 rows: charts show a part, say so, and show what matters. */
class LargeChartTest {
    private static final Table TABLE = ChartSamples.grouped(5000);
    private static ModelCharts charts;
    private static double[] residuals;

    @BeforeAll
    static void fit() {
        MixedModel model = ChartSamples.fit("y ~ x + (1 | g)", TABLE);
        charts = ModelCharts.of(model);
        residuals = new double[30_000];
        model.fitted(TABLE, Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                residuals[(int) rows.row(i)] = rows.residual(i);
            }
        });
    }

    @Test
    void residualsAreSampledWithTheExtremesTheSameEveryTime() {
        ResidualPoints points = charts.residualPoints(TABLE, Progress.NONE);
        assertFalse(points.isComplete());
        assertTrue(points.points().size() >= ResidualPoints.MOST_POINTS
                && points.points().size() <= ResidualPoints.MOST_POINTS + ResidualPoints.EXTREMES);
        Set<Long> shown = points.points().stream().map(RowPoint::row).collect(Collectors.toSet());
        List<Long> largest = LongStream.range(0, residuals.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Long row) -> -Math.abs(residuals[row.intValue()])))
                .limit(ResidualPoints.EXTREMES)
                .toList();
        assertTrue(shown.containsAll(largest));
        assertEquals(points, charts.residualPoints(TABLE, Progress.NONE));
    }

    /** A row is in the sample with probability 1/3: of 1000 consecutive rows 333 on average, with standard deviation 15. */
    @Test
    void sampleIsSpreadEvenlyOverTheTable() {
        RowSample sample = new RowSample(10_000);
        for (long row = 0; row < 30_000; row++) {
            sample.add(row, -1, 0, 0);
        }
        int[] counts = new int[30];
        sample.points().forEach(point -> counts[(int) (point.row() / 1000)]++);
        for (int count : counts) {
            assertEquals(333.0, count, 75.0);
        }
    }

    @Test
    void tailsOfTheResidualsAreExact() {
        NormalQuantiles quantiles = charts.residualQuantiles(TABLE, Progress.NONE);
        double[] sorted = residuals.clone();
        Arrays.sort(sorted);
        int last = quantiles.points().size() - 1;
        for (int i = 0; i < 1000; i++) {
            assertEquals(sorted[i], quantiles.points().get(i).y());
            assertEquals(
                    Distributions.normalQuantile((i + 0.5) / 30_000),
                    quantiles.points().get(i).x());
            assertEquals(sorted[29_999 - i], quantiles.points().get(last - i).y());
        }
        assertTrue(last < 6000);
    }

    /** The sample's quartiles are off by about 1% of a standard deviation, so the line that they give is within a few percent. */
    @Test
    void middleOfTheResidualsLiesWhereAllOfThemWould() {
        NormalQuantiles quantiles = charts.residualQuantiles(TABLE, Progress.NONE);
        double[] sorted = residuals.clone();
        Arrays.sort(sorted);
        double previous = Double.NEGATIVE_INFINITY;
        for (RowPoint point : quantiles.points()) {
            assertTrue(point.y() >= previous);
            previous = point.y();
        }
        RowPoint middle = quantiles.points().get(quantiles.points().size() / 2);
        int rank = Arrays.binarySearch(sorted, middle.y());
        assertEquals(Distributions.normalQuantile((rank + 0.5) / 30_000), middle.x(), 0.05);
    }

    @Test
    void linesAreOfFiveHundredGroupsFromTheLowestToTheHighest() {
        GroupLines lines = charts.groupLines(TABLE, "g", "x", Progress.NONE);
        assertEquals(500, lines.lines().size());
        assertEquals(5000, lines.groups());
        assertEquals(5000, lines.points().size());
        Set<Integer> levels = new HashSet<>();
        lines.lines().forEach(line -> levels.add(line.level()));
        assertEquals(500, levels.size());
    }

    @Test
    void chartsSayWhatTheyShow() {
        String lines = charts.lines(TABLE, "g", "x", Progress.NONE).svg(700, 600);
        assertTrue(lines.contains("Shown are 500 of 5,000 groups, from the lowest effects to the highest."));
        assertTrue(lines.contains("Shown are 5,000 of 30,000 rows, an even sample that is the same every time."));
        String residual = charts.residuals(TABLE, Progress.NONE).svg(1200, 600);
        assertTrue(residual.contains("Shown are 10,000 of 30,000 rows"));
        String quantiles = charts.residualQuantileChart(TABLE, Progress.NONE).svg(1200, 600);
        assertTrue(quantiles.contains("Shown are both tails and an even sample between"));
    }

    @Test
    void everyLevelOfFiveThousandIsInTheCaterpillar() {
        String svg = charts.caterpillar("g", "(Intercept)").svg(700, 700);
        assertTrue(svg.contains("5,000 levels in the order of their effects, with 95% intervals"));
        assertFalse(svg.contains("Shown are"));
    }

    @Test
    void ofMoreRanksBothEndsAndAnEvenChoiceAreShown() {
        int[] ranks = Ranks.shown(1000, 100);
        assertEquals(100, ranks.length);
        for (int i = 0; i < 25; i++) {
            assertEquals(i, ranks[i]);
            assertEquals(999 - i, ranks[99 - i]);
        }
        for (int i = 26; i < 75; i++) {
            assertEquals(19, ranks[i] - ranks[i - 1]);
        }
    }
}
