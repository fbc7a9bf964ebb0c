package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvOptions;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.answers.LikelihoodProfile;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.inference.Parameters;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;

/**
 * Profiles of random terms whose covariance may be singular and beside which the residual variance may vanish, so that there are several minima at a value, against the lowest of
 * many starts of a dense restricted likelihood in R ({@code reference-structures/envelopes.R}).
 */
class StructureEnvelopeTest {
    /** Relative to the width of the interval. */
    private static final double END = 1e-5;
    /** R's search without gradients ends as near. */
    private static final double RISE = 5e-4;

    private static final double QUANTILE = 3.841459;

    /** A parameter of a model; text is its name. */
    record Profiled(String formula, JsonNode of) {
        @Override
        public String toString() {
            return of.get("name").asText() + " of " + formula;
        }

        double at(String end) {
            return of.path(end).asDouble(Double.NaN);
        }

        String name() {
            return of.get("name").asText();
        }
    }

    static Stream<Profiled> parameters() throws IOException {
        JsonNode cases = new ObjectMapper()
                .readTree(Files.readString(ReferenceCases.FOLDER.resolve("envelopes.json")))
                .get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .flatMap(each -> StreamSupport.stream(each.get("parameters").spliterator(), false)
                        .map(of -> new Profiled(each.get("formula").asText(), of)));
    }

    private static LiveModel live(Profiled profiled) {
        return LinearMixedModel.of(profiled.formula)
                .live(CsvTable.open(ReferenceCases.FOLDER.resolve("orthodont.csv"), CsvOptions.defaults()));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void anIntervalEndsWhereTheLowestOfSeveralMinimaDoes(Profiled profiled) {
        ProfileIntervals found = ProfileIntervals.ofOne(live(profiled), profiled.name(), 0.95, Progress.NONE);
        ParameterInterval interval = found.intervals().get(0);
        double lower = profiled.at("lower");
        double upper = profiled.at("upper");
        double width = interval.upper() - interval.lower();
        assertEquals(Double.isNaN(lower) ? 0 : lower, interval.lower(), END * width);
        assertEquals(Double.isNaN(upper) ? 1 : upper, interval.upper(), END * width);
        long atEdges = found.notes().stream()
                .filter(note -> note.contains("the edge of its values"))
                .count();
        assertEquals(Double.isNaN(lower + upper) ? 1 : 0, atEdges);
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void aRiseIsThatOfTheLowestMinimum(Profiled profiled) {
        LiveModel live = live(profiled);
        Parameters parameters = Parameters.of(live.model());
        ProfiledParameter kind =
                parameters.inProblem(live).get(parameters.names().indexOf(profiled.name()));
        try (LikelihoodProfile profile = live.problem().profiles(Progress.NONE).of(kind)) {
            for (String end : new String[] {"lower", "upper"}) {
                if (!Double.isNaN(profiled.at(end))) {
                    profile.rise(profiled.at(end));
                }
            }
            profiled.of.get("values").forEach(value -> profile.rise(value.asDouble()));
            profile.settle();
            int compared = 0;
            for (String end : new String[] {"lower", "upper"}) {
                if (!Double.isNaN(profiled.at(end))) {
                    assertEquals(QUANTILE, profile.rise(profiled.at(end)), RISE, end);
                    compared++;
                }
            }
            for (int i = 0; i < profiled.of.get("values").size(); i++) {
                double value = profiled.of.get("values").get(i).asDouble();
                double rise = profiled.of.get("rises").get(i).asDouble();
                assertEquals(rise, profile.rise(value), RISE, "at " + value);
                compared++;
            }
            assertTrue(compared > 4, "nothing was compared");
        }
    }
}
