package org.multilevel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.EstimationMethod;

/** How much each row counts, against hatvalues, rstudent and cooks.distance of lme4 1.1-31 ({@code reference/influence.R}). */
class RowDiagnosticsTest {
    private static final Path REFERENCE = Path.of("src", "test", "resources", "reference", "influence.json");

    @Test
    void rowsOfOneGroupingFactorCountAsInLme4() throws IOException {
        JsonNode node =
                new ObjectMapper().readTree(REFERENCE.toFile()).get("rows").get(0);
        Table table = Samples.sleepstudy();
        int[] seen = new int[1];
        Samples.sleepstudyModel().diagnosed(table, Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++, seen[0]++) {
                int row = seen[0];
                // the optimum of both is good to eight digits of theta
                assertEquals(node.get("hat").get(row).asDouble(), rows.leverage(i), 1e-7);
                assertEquals(node.get("residual").get(row).asDouble(), rows.residual(i), 1e-5);
                assertEquals(node.get("standardised").get(row).asDouble(), rows.standardisedResidual(i), 1e-6);
                assertEquals(node.get("cooks").get(row).asDouble(), rows.cooksDistance(i), 1e-6);
            }
        });
        assertEquals(180, seen[0]);
    }

    @ParameterizedTest
    @CsvSource({"1, Pastes, false", "2, Machines, true"})
    void rowsOfSeveralFactorsCountAsInLme4(int at, String data, boolean ml) throws IOException {
        JsonNode node =
                new ObjectMapper().readTree(REFERENCE.toFile()).get("rows").get(at);
        Table table = Samples.table(data, ml ? new String[] {"Worker"} : new String[0]);
        int[] seen = new int[1];
        Samples.fit(node.get("formula").asText(), ml ? EstimationMethod.ML : EstimationMethod.REML, table)
                .diagnosed(table, Progress.NONE, rows -> {
                    for (int i = 0; i < rows.size(); i++, seen[0]++) {
                        assertEquals(node.get("hat").get(seen[0]).asDouble(), rows.leverage(i), 1e-6);
                        assertEquals(node.get("cooks").get(seen[0]).asDouble(), rows.cooksDistance(i), 1e-5);
                    }
                });
        assertEquals(node.get("hat").size(), seen[0]);
    }

    @Test
    void leveragesOfLeastSquaresAddUpToTheNumberOfCoefficients() {
        double[] sum = new double[1];
        Table table = Samples.sleepstudy();
        LinearMixedModel.of("Reaction ~ Days + I(Days^2)").fit(table).diagnosed(table, Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                sum[0] += rows.leverage(i);
            }
        });
        assertEquals(3, sum[0], 1e-10);
    }

    @Test
    void fittedRowsAloneHaveNone() {
        Table table = Samples.sleepstudy();
        Samples.fit("Reaction ~ Days + (1 | Subject)", EstimationMethod.ML, table)
                .fitted(
                        table,
                        Progress.NONE,
                        rows -> assertTrue(Double.isNaN(rows.leverage(0))
                                && Double.isNaN(rows.cooksDistance(0))
                                && Double.isNaN(rows.standardisedResidual(0))));
    }
}
