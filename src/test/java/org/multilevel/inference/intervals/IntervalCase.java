package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.Samples;

/** A model of a reference file, with what another program found for its parameters. */
public record IntervalCase(JsonNode node) {

    /** Returns a test for each case of a file in the folder of references. */
    public static Stream<DynamicTest> tests(String file, Consumer<IntervalCase> check) throws JsonProcessingException {
        return tests(file, "cases", check);
    }

    /** Returns a test for each case of a section of a file in the folder of references. */
    public static Stream<DynamicTest> tests(String file, String section, Consumer<IntervalCase> check)
            throws JsonProcessingException {
        JsonNode cases = new ObjectMapper()
                .readTree(Samples.resource("/reference/" + file))
                .get(section);
        return StreamSupport.stream(cases.spliterator(), false)
                .map(node ->
                        DynamicTest.dynamicTest(node.get("name").asText(), () -> check.accept(new IntervalCase(node))));
    }

    public LiveModel live() {
        return live(node.get("formula").asText());
    }

    /** Returns the model of another formula of the same table. */
    public LiveModel live(String formula) {
        JsonNode categorical = node.get("categorical");
        String[] groups = categorical.isArray()
                ? StreamSupport.stream(categorical.spliterator(), false)
                        .map(JsonNode::asText)
                        .toArray(String[]::new)
                : new String[] {categorical.asText()};
        return LinearMixedModel.of(formula)
                .withMethod(node.get("reml").asBoolean() ? EstimationMethod.REML : EstimationMethod.ML)
                .live(Samples.table(node.get("data").asText(), groups));
    }

    /** Compares intervals with the reference's, to a part of their width. */
    public void assertIntervals(List<ParameterInterval> intervals, double part) {
        for (JsonNode expected : node.get("intervals")) {
            String name = expected.get("parameter").asText();
            ParameterInterval interval = intervals.stream()
                    .filter(i -> i.parameter().equals(name))
                    .findFirst()
                    .orElseThrow();
            double lower = expected.get("lower").asDouble();
            double upper = expected.get("upper").asDouble();
            assertEquals(lower, interval.lower(), part * (upper - lower), name);
            assertEquals(upper, interval.upper(), part * (upper - lower), name);
        }
    }
}
