package org.multilevel.inference.means;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.inference.numeric.Distributions;

/** The studentised range against scipy, against R where that is right, and against Student's t. */
class StudentisedRangeTest {
    private static final Path REFERENCE = Path.of("src/test/resources/reference");

    @Test
    void tailsAreThoseOfScipyForAnyDegreesOfFreedom() throws IOException {
        List<String> lines = Files.readAllLines(REFERENCE.resolve("studentised-range.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            double[] values = new double[4];
            for (int k = 0; k < 4; k++) {
                values[k] = Double.parseDouble(cells[k]);
            }
            // Both integrate numerically, scipy to 1e-11.
            assertEquals(values[3], new StudentisedRange(values[1], values[2]).tail(values[0]), 1e-9, line);
        }
        assertTrue(lines.size() > 700, "the file is whole");
    }

    @Test
    void tailsAreThoseOfRWhereItsFixedPanelsSuffice() throws IOException {
        JsonNode range = new ObjectMapper()
                .readTree(REFERENCE.resolve("emmeans.json").toFile())
                .get("range");
        int compared = 0;
        for (int i = 0; i < range.get("q").size(); i++) {
            double q = range.get("q").get(i).asDouble();
            double k = range.get("k").get(i).asDouble();
            String text = range.get("df").get(i).asText();
            double df = text.equals("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
            if (df >= 3 && k <= 7 && q <= 10) {
                double expected = Double.parseDouble(range.get("tail").get(i).asText());
                assertEquals(expected, new StudentisedRange(k, df).tail(q), 1e-5, "q " + q + ", k " + k + ", df " + df);
                compared++;
            }
        }
        assertTrue(compared > 300, "compared " + compared);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 2, 3.7, 29, 1e4, 1e6, 1e8})
    void ofTwoMeansItIsStudentsT(double df) {
        for (double t : new double[] {0.1, 1, 2.5, 10}) {
            // The limit of many degrees of freedom is taken from 1e7 on.
            assertEquals(
                    Distributions.tTwoSided(t, df), new StudentisedRange(2, df).tail(t * Math.sqrt(2)), 1e-7, "t " + t);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 5", "4, 2", "10, 60", "2.5, 1", "6, Infinity"})
    void aQuantileHasItsTail(double k, double df) {
        StudentisedRange range = new StudentisedRange(k, df);
        for (double tail : new double[] {0.5, 0.05, 0.001}) {
            // The quantile is found to 1e-12 of itself.
            assertEquals(tail, range.tail(range.upperQuantile(tail)), 1e-10);
        }
    }

    @Test
    void itsEndsAreThoseOfADistribution() {
        StudentisedRange range = new StudentisedRange(3, 7);
        assertEquals(1, range.tail(0));
        assertEquals(1, range.tail(-1));
        assertEquals(0, range.tail(Double.POSITIVE_INFINITY));
        assertTrue(Double.isNaN(range.tail(Double.NaN)));
        assertTrue(Double.isNaN(new StudentisedRange(3, Double.NaN).tail(1)));
        assertTrue(Double.isNaN(new StudentisedRange(3, Double.NaN).upperQuantile(0.05)));
    }
}
