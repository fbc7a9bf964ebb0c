package org.multilevel.chart.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.multilevel.chart.ChartSamples;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** What pictures show of schools is what R finds: the script stands beside its results. */
class PictureNumbersTest {
    /** Sums of a few dozen rows, added in another order; the scale is about 10. */
    private static final double ROUNDING = 1e-10;

    /** Two optima of one likelihood, as far as the variances are alike; coefficients are about 10. */
    private static final double OPTIMUM = 1e-6;

    private static JsonNode r;
    private static Table table;
    private static MixedModel model;

    @BeforeAll
    static void fit() throws IOException {
        r = new ObjectMapper().readTree(new File("src/test/resources/reference/pictures.json"));
        table = ChartSamples.csv("hsb");
        model = ChartSamples.fit("mathach ~ ses + (1 + ses | school)", table);
    }

    private static GroupingFactor schools() {
        return model.groupingFactors().get(0);
    }

    /** Returns a row of numbers of R's about a school. */
    private static double[] row(String name, int level) {
        for (int k = 0; k < r.get("schools").size(); k++) {
            if (r.get("schools").get(k).asText().equals(schools().level(level))) {
                List<Double> numbers = new ArrayList<>();
                r.get(name).get(k).forEach(number -> numbers.add(number.asDouble()));
                return numbers.stream().mapToDouble(Double::doubleValue).toArray();
            }
        }
        throw new IllegalArgumentException(schools().level(level));
    }

    @Test
    void ownLinesAreThoseOfLmList() {
        GroupLines lines = GroupLinesPass.run(
                model, table, new LinesAsked(0, "ses", Optional.empty(), List.of(), 500), Progress.NONE);
        assertEquals(160, lines.own().size());
        for (GroupLines.Line line : lines.own()) {
            double slope = (line.y()[1] - line.y()[0]) / (line.x()[1] - line.x()[0]);
            double intercept = line.y()[0] - slope * line.x()[0];
            assertArrayEquals(row("own", line.level()), new double[] {intercept, slope}, ROUNDING);
        }
        double[] total = lines.total().y();
        double[] x = lines.total().x();
        assertEquals(r.at("/slopes/total").asDouble(), (total[1] - total[0]) / (x[1] - x[0]), ROUNDING);
    }

    @Test
    void arrowsOfShrinkageBeginAtLmListAndEndAtTheCoefficients() {
        Shrinkage shrinkage = Shrinkage.of(model, table, 0, List.of(), Progress.NONE);
        assertEquals(160, shrinkage.groups().size());
        for (Shrinkage.Group group : shrinkage.groups()) {
            // The fixed part is taken off and put back, with numbers of about 15.
            assertArrayEquals(
                    row("own", group.level()), new double[] {group.ownIntercept(), group.ownSlope()}, 10 * ROUNDING);
            assertEquals(schools().coefficient(group.level(), 0), group.intercept());
            assertEquals(schools().coefficient(group.level(), 1), group.slope());
        }
    }

    @Test
    void withOneSlopeForAllOwnInterceptsAreMeansOfWhatTheFixedPartLeaves() {
        MixedModel parallel = ChartSamples.fit("mathach ~ ses + (1 | school)", table);
        Shrinkage shrinkage = Shrinkage.of(parallel, table, 0, List.of(), Progress.NONE);
        assertEquals("", shrinkage.slope());
        for (Shrinkage.Group group : shrinkage.groups()) {
            assertArrayEquals(
                    row("intercepts", group.level()), new double[] {group.ownIntercept(), group.intercept()}, OPTIMUM);
        }
    }

    @Test
    void totalBetweenAndWithinSlopesAreThoseOfLm() {
        BetweenWithin slopes = BetweenWithin.of(model, table, 0, "ses", Progress.NONE);
        assertEquals(r.at("/slopes/total").asDouble(), slopes.totalSlope(), ROUNDING);
        assertEquals(r.at("/slopes/between").asDouble(), slopes.betweenSlope(), ROUNDING);
        assertEquals(r.at("/slopes/within").asDouble(), slopes.withinSlope(), ROUNDING);
        assertEquals(160, slopes.groups());
    }

    @Test
    void boxesAreThoseOfQuantilesOfType7() {
        check("boxes", GroupBoxes.Quantity.RESPONSE);
        check("centred_boxes", GroupBoxes.Quantity.CENTRED_RESPONSE);
    }

    private static void check(String name, GroupBoxes.Quantity quantity) {
        GroupBoxes found = GroupBoxes.of(model, table, 0, quantity, List.of(), Progress.NONE);
        assertEquals(160, found.boxes().size());
        for (int place = 0; place < found.boxes().size(); place++) {
            GroupBoxes.Box box = found.boxes().get(place);
            int at = place;
            long outliers = found.outliers().stream()
                    .filter(point -> (int) point.x() == at)
                    .count();
            assertArrayEquals(
                    row(name, box.level()),
                    new double[] {
                        box.low(), box.lowerQuartile(), box.median(), box.upperQuartile(), box.high(), outliers
                    },
                    ROUNDING);
        }
    }
}
