package org.multilevel.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.multilevel.data.Table;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;
import org.multilevel.model.VarianceComponent;

/**
 * Models of the open reference cases on Spark: the core's numbers to 1e-9 of what a user reads them by, and the same bits for 1, 3 and 16
 * partitions.
 */
class ReferenceOnSparkTest {
    private static final double TOLERANCE = 1e-9;

    static Stream<JsonNode> cases() throws JsonProcessingException {
        JsonNode cases = new ObjectMapper()
                .readTree(Samples.resource("/reference/open.json"))
                .get("cases");
        return StreamSupport.stream(cases.spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void numbersAreThoseOfTheCore(JsonNode node) {
        LinearMixedModel specified = specified(node);
        Table table = table(node);
        MixedModel expected = specified.fit(table);
        MixedModel first = SparkMixedModels.fit(LocalSpark.dataset(table, 1), specified, Way.BUCKETS);
        assertClose(expected, first);
        for (int partitions : new int[] {3, 16}) {
            MixedModel other = SparkMixedModels.fit(LocalSpark.dataset(table, partitions), specified, Way.BUCKETS);
            assertEquals(withoutTime(first), withoutTime(other), partitions + " partitions");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void numbersAreThoseOfTheCoreWhereCrossProductsStaySpread(JsonNode node) {
        LinearMixedModel specified = specified(node);
        Table table = table(node);
        MixedModel expected = specified.fit(table);
        List<String> found = new ArrayList<>();
        for (int partitions : new int[] {1, 3, 16}) {
            try (SpreadMixedModel spread =
                    SparkMixedModels.spread(LocalSpark.dataset(table, partitions), specified, Way.BUCKETS)) {
                found.add(withoutTime(spread.model()));
                if (partitions == 1) {
                    assertModelClose(expected, spread.model());
                    assertGroupsClose(expected, spread.groupEffects());
                }
            } catch (ModelException crossed) {
                assertTrue(crossed.getMessage().startsWith("Some groups of "), crossed.getMessage());
                found.add(crossed.getMessage());
            }
        }
        assertEquals(1, Set.copyOf(found).size());
    }

    private static void assertGroupsClose(MixedModel expected, Dataset<Row> effects) {
        List<Row> rows = effects.collectAsList();
        assertEquals(
                expected.groupingFactors().stream()
                        .mapToInt(f -> f.size() * f.width())
                        .sum(),
                rows.size());
        for (Row row : rows) {
            GroupingFactor factor = expected.groupingFactor(row.getString(0)).orElseThrow();
            double sd = Math.max(factor.standardDeviation(row.getString(2)), expected.sigma());
            assertClose(factor.effect(row.getString(1), row.getString(2)), row.getDouble(3), sd);
            assertClose(factor.conditionalSd(row.getString(1), row.getString(2)), row.getDouble(4), sd);
            assertClose(factor.coefficient(row.getString(1), row.getString(2)), row.getDouble(5), sd);
        }
    }

    /** A model's file holds all its numbers with all their digits. */
    private static String withoutTime(MixedModel model) {
        return model.toJson().replaceAll("\"seconds\" ?: ?[-+.eE0-9]+", "");
    }

    private static LinearMixedModel specified(JsonNode node) {
        return LinearMixedModel.of(node.get("formula").asText())
                .withMethod(node.get("REML").asBoolean() ? EstimationMethod.REML : EstimationMethod.ML);
    }

    private static Table table(JsonNode node) {
        String name = node.get("data").asText().replace("data/", "").replace(".csv", "");
        List<String> groups = new ArrayList<>();
        node.get("results").get("ngroups").fieldNames().forEachRemaining(g -> groups.addAll(List.of(g.split(":"))));
        return Samples.table(name, groups.toArray(String[]::new));
    }

    private static void assertClose(MixedModel expected, MixedModel found) {
        assertModelClose(expected, found);
        for (GroupingFactor factor : expected.groupingFactors()) {
            GroupingFactor other = found.groupingFactor(factor.name()).orElseThrow();
            for (int level = 0; level < factor.size(); level++) {
                for (int k = 0; k < factor.columns().size(); k++) {
                    double sd = Math.max(factor.standardDeviation(k), expected.sigma());
                    int there = other.indexOf(factor.level(level));
                    assertClose(factor.effect(level, k), other.effect(there, k), sd);
                    assertClose(factor.conditionalSd(level, k), other.conditionalSd(there, k), sd);
                }
            }
        }
    }

    private static void assertModelClose(MixedModel expected, MixedModel found) {
        assertEquals(expected.verdict().status(), found.verdict().status());
        assertEquals(expected.statistics().observations(), found.statistics().observations());
        assertClose(expected.statistics().criterion(), found.statistics().criterion(), 1);
        assertClose(expected.statistics().logLikelihood(), found.statistics().logLikelihood(), 1);
        assertClose(expected.sigma(), found.sigma(), 0);
        for (int j = 0; j < expected.fixedEffects().size(); j++) {
            double error = expected.fixedEffects().standardError(j);
            assertClose(
                    expected.fixedEffects().estimate(j), found.fixedEffects().estimate(j), error);
            assertClose(error, found.fixedEffects().standardError(j), error);
        }
        for (int k = 0; k < expected.varianceComponents().size(); k++) {
            VarianceComponent component = expected.varianceComponents().get(k);
            VarianceComponent other = found.varianceComponents().get(k);
            assertEquals(component.value(), other.value(), TOLERANCE * Math.max(1, Math.abs(component.value())));
        }
    }

    private static void assertClose(double expected, double found, double size) {
        assertEquals(expected, found, TOLERANCE * Math.max(size, Math.abs(expected)));
    }
}
