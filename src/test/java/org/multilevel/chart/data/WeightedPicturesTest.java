package org.multilevel.chart.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Lines through rows with weights are those of R's {@code lm(weights = w)}, and pictures say so: the script stands beside its results. */
class WeightedPicturesTest {
    /** Sums of a few dozen rows, added in another order; the scale is about 300. */
    private static final double ROUNDING = 1e-9;

    private static JsonNode r;
    private static Table table;
    private static MixedModel model;

    @BeforeAll
    static void fit() throws IOException {
        r = new ObjectMapper().readTree(new File("src/test/resources/reference/weighted-pictures.json"));
        table = CsvTable.open(Path.of("src/test/resources/reference/weighted-pictures.csv"));
        model = LinearMixedModel.of("Reaction ~ Days + (Days | Subject)")
                .withWeights("w")
                .fit(table);
    }

    private static JsonNode subject(String name, int level) {
        String label = model.groupingFactors().get(0).level(level);
        for (int k = 0; k < r.get("subjects").size(); k++) {
            if (r.get("subjects").get(k).asText().equals(label)) {
                return r.get(name).get(k);
            }
        }
        throw new IllegalArgumentException(label);
    }

    private static GroupLines lines() {
        return GroupLinesPass.run(
                model, table, new LinesAsked(0, "Days", Optional.empty(), List.of(), 500), Progress.NONE);
    }

    private static double slope(GroupLines.Line line) {
        return (line.y()[1] - line.y()[0]) / (line.x()[1] - line.x()[0]);
    }

    @Test
    void ownLinesAndThatOfAllRowsCountRowsByTheirWeights() {
        GroupLines found = lines();
        assertEquals(18, found.own().size());
        for (GroupLines.Line line : found.own()) {
            JsonNode own = subject("own", line.level());
            assertEquals(own.get(0).asDouble(), line.y()[0] - slope(line) * line.x()[0], ROUNDING);
            assertEquals(own.get(1).asDouble(), slope(line), ROUNDING);
        }
        assertEquals(r.at("/total/1").asDouble(), slope(found.total()), ROUNDING);
    }

    @Test
    void meansOfGroupsDoSo() {
        for (RowPoint mean : lines().means()) {
            assertEquals(subject("means", mean.level()).get(0).asDouble(), mean.x(), ROUNDING);
            assertEquals(subject("means", mean.level()).get(1).asDouble(), mean.y(), ROUNDING);
        }
    }

    @Test
    void totalBetweenAndWithinSlopesDoSo() {
        BetweenWithin slopes = BetweenWithin.of(model, table, 0, "Days", Progress.NONE);
        assertEquals(r.at("/total/1").asDouble(), slopes.totalSlope(), ROUNDING);
        // The means of the subjects' days differ by no more than rows are missing, which makes that slope steep.
        assertEquals(r.get("between").asDouble(), slopes.betweenSlope(), 1e-6 * Math.abs(slopes.betweenSlope()));
        assertEquals(r.get("within").asDouble(), slopes.withinSlope(), ROUNDING);
    }

    @Test
    void arrowsOfShrinkageBeginThere() {
        for (Shrinkage.Group group :
                Shrinkage.of(model, table, 0, List.of(), Progress.NONE).groups()) {
            JsonNode own = subject("own", group.level());
            // The fixed part is taken off and put back.
            assertEquals(own.get(0).asDouble(), group.ownIntercept(), 10 * ROUNDING);
            assertEquals(own.get(1).asDouble(), group.ownSlope(), 10 * ROUNDING);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POINTS", "NO_POOLING", "POOLING", "BETWEEN", "MEANS", "SHRINKAGE"})
    void picturesSayHowRowsCount(PictureKind kind) {
        assertTrue(sentences(model, kind).contains("Rows count by their weights (w), as they do in the model."));
        MixedModel equal =
                LinearMixedModel.of("Reaction ~ Days + (Days | Subject)").fit(table);
        assertFalse(String.join(" ", sentences(equal, kind)).contains("weights"));
    }

    private static List<String> sentences(MixedModel of, PictureKind kind) {
        return Pictures.of(of)
                .describe(PictureRequest.of(kind), () -> table, Progress.NONE)
                .sentences();
    }
}
