package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.knime.harness.Configured;
import org.multilevel.knime.harness.DateCell;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Method;
import org.multilevel.knime.learner.MixedModelLearnerParameters.MissingValues;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;
import org.multilevel.knime.port.MixedModelPortObject;

/** Whatever is chosen, configure promises what execute delivers (the harness compares them), or there is one sentence. */
class LearnerRandomSettingsTest {
    private static final int RUNS = 120;
    private static final List<String> COLUMNS =
            List.of("text", "int", "long", "boolean", "date", "x 1", "x2", "yß", "w", "gone");
    private static final List<String> GROUPS = List.of("text", "int", "long", "boolean", "date");

    private final SplittableRandom random = new SplittableRandom(20240229);

    private BufferedDataTable table() {
        Tables.Builder table = Tables.builder()
                .texts("text")
                .integers("int")
                .column("long", LongCell.TYPE)
                .column("boolean", BooleanCell.TYPE)
                .column("date", DateCell.TYPE)
                .numbers("x 1", "x2", "yß", "w");
        for (int i = 0; i < 120; i++) {
            double x = random.nextDouble();
            table.row(
                    i % 29 == 0 ? null : "t" + i % 8,
                    i % 5,
                    (long) (i % 11),
                    random.nextBoolean(),
                    new DateCell(LocalDate.of(2024, 1, 1 + i % 6)),
                    x,
                    i % 31 == 0 ? null : random.nextDouble(),
                    i % 8 + x + random.nextDouble(),
                    1 + random.nextDouble());
        }
        return table.build();
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private List<String> some(int most) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(k -> one(random.nextInt(20) == 0 ? COLUMNS : COLUMNS.subList(0, 7)))
                .distinct()
                .toList();
    }

    private GroupingParameters grouping() {
        // Slopes of few columns: a random term of many takes long to fit.
        String[] slopes =
                random.nextBoolean() ? new String[] {one(List.of("x 1", "x2", "boolean", "gone"))} : new String[0];
        GroupingParameters grouping = Learners.by(one(GROUPS), slopes);
        grouping.correlated = random.nextBoolean();
        if (random.nextInt(5) == 0) {
            grouping.nestedIn = Optional.of(one(GROUPS));
        }
        return grouping;
    }

    private MixedModelLearnerParameters parameters() {
        MixedModelLearnerParameters parameters = Learners.columns(
                random.nextInt(10) == 0 ? one(COLUMNS) : "yß",
                some(3),
                IntStream.range(0, 1 + random.nextInt(2))
                        .mapToObj(k -> grouping())
                        .toArray(GroupingParameters[]::new));
        if (random.nextInt(3) == 0) {
            parameters.interactions =
                    new InteractionParameters[] {Learners.pair(one(COLUMNS.subList(0, 7)), one(COLUMNS.subList(0, 7)))};
        }
        parameters.method = one(List.of(Method.values()));
        parameters.missingValues = random.nextInt(8) == 0 ? MissingValues.FAIL : MissingValues.DROP;
        parameters.weights = random.nextInt(4) == 0 ? Optional.of("w") : Optional.empty();
        parameters.confidenceLevel = 0.5 + random.nextDouble() / 2;
        return parameters;
    }

    private static void assertSentence(String text) {
        assertTrue(text.endsWith(".") && !text.contains("Exception") && !text.contains("\n"), text);
        assertFalse(text.startsWith("Something went wrong"), text);
    }

    @Test
    void configurePromisesWhatExecuteDelivers() throws Exception {
        BufferedDataTable table = table();
        List<String> refusals = new ArrayList<>();
        int executions = 0;
        for (int run = 0; run < RUNS; run++) {
            MixedModelLearnerParameters parameters = parameters();
            NodeRun node = Learners.node(parameters);
            try {
                Configured configured = node.configure(table.getDataTableSpec());
                assertFalse(configured.specs().contains(null));
                Executed executed = node.execute(table);
                executions++;
                assertAsAsked(
                        parameters, (MixedModelPortObject) executed.outputs().get(0));
            } catch (InvalidSettingsException | KNIMEException e) {
                refusals.add(e.getMessage());
            }
        }
        refusals.forEach(LearnerRandomSettingsTest::assertSentence);
        assertTrue(executions > RUNS / 3, "executed: " + executions);
        assertTrue(refusals.size() > RUNS / 10, "refused: " + refusals.size());
    }

    private static void assertAsAsked(MixedModelLearnerParameters parameters, MixedModelPortObject port) {
        assertEquals(
                parameters.method == Method.ML ? EstimationMethod.ML : EstimationMethod.REML,
                port.model().method());
        assertEquals(parameters.weights, port.model().provenance().weights());
        assertEquals(port.getSpec().formula(), port.model().formula());
        assertEquals(
                port.getSpec().groupingFactors().stream().sorted().toList(),
                port.model().groupingFactors().stream()
                        .map(factor -> factor.name())
                        .sorted()
                        .toList());
        // The model tells the port apart from nothing that it could not tell itself.
        assertTrue(
                port.model().provenance().columns().containsAll(port.getSpec().predictors()));
    }

    @Test
    void theFormulaOfTheColumnsMakesTheSameModel() throws Exception {
        BufferedDataTable table = table();
        for (int run = 0; run < RUNS / 10; run++) {
            MixedModelLearnerParameters parameters = parameters();
            try {
                Executed byColumns = Learners.node(parameters).execute(table);
                MixedModelPortObject port =
                        (MixedModelPortObject) byColumns.outputs().get(0);
                parameters.specification = Specification.FORMULA;
                parameters.formula = port.getSpec().formula();
                Executed byFormula = Learners.node(parameters).execute(table);
                assertEquals(
                        byColumns.variable("mixed_model_log_likelihood"),
                        byFormula.variable("mixed_model_log_likelihood"));
            } catch (InvalidSettingsException | KNIMEException refused) {
                assertSentence(String.valueOf(refused.getMessage()));
            }
        }
    }
}
