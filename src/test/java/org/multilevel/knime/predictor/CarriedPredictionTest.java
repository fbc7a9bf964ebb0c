package org.multilevel.knime.predictor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.StandInPorts;
import org.multilevel.knime.Models;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;

/**
 * The prediction of a known subject's next row, against the dense normal distribution in R of {@code reference-structures/predictions.json}, whose
 * numbers stand here with a tolerance of the gates there.
 */
class CarriedPredictionTest {
    private static final BufferedDataTable ORTHODONT =
            Tables.csv("../../src/test/resources/reference-structures/orthodont.csv");
    private static final MixedModelPortObject FOLLOW =
            Models.dependent("distance ~ age * Sex", "cs(1 | Subject)", "Sex", ORTHODONT);
    private static final MixedModelPortObject STRATA =
            Models.dependent("distance ~ age * Sex + (1 + age | Subject)", "", "Sex", ORTHODONT);

    private static final BufferedDataTable NEXT = Tables.builder()
            .texts("Subject", "Sex")
            .numbers("age")
            .row("M01", "Male", 16)
            .row("M99", "Male", 16)
            .build();

    private static Executed predicted(MixedModelPortObject model, BufferedDataTable rows) throws Exception {
        MixedModelPredictorParameters parameters = new MixedModelPredictorParameters();
        parameters.appendPredictionInterval = true;
        return NodeRun.of(new MixedModelPredictorNodeFactory()).with(parameters).execute(model, rows);
    }

    private static double number(Executed executed, int row, String ending) {
        return Tables.numbers(executed.table(0), "Prediction (distance)" + ending)[row];
    }

    /** Reference: orthodont-cs-sex. */
    @Test
    void aNextRowUsesTheResidualsOfItsSubject() throws Exception {
        Executed executed = predicted(FOLLOW, NEXT);
        double sd = 1.77357084020315;
        assertEquals(28.890625, number(executed, 0, ""), 2e-5 * sd);
        assertEquals(31.4411003884277, number(executed, 0, " carried"), 2e-5 * sd);
        double half = 1.959963984540054 * sd;
        assertEquals(31.4411003884277 - half, number(executed, 0, " carried lower"), 1e-4 * sd);
        assertEquals(31.4411003884277 + half, number(executed, 0, " carried upper"), 1e-4 * sd);
        assertEquals(number(executed, 1, ""), number(executed, 1, " carried"), "a child that the fit did not see");
        assertEquals(number(executed, 1, " prediction lower"), number(executed, 1, " carried lower"), 1e-12);
        assertEquals(
                Optional.of("1 row has a Subject of the fit, whose residuals are carried on."), executed.warning());
    }

    /** Reference: orthodont-slope-sex. */
    @Test
    void anIntervalHasTheVarianceOfTheStratum() throws Exception {
        Executed executed = predicted(STRATA, NEXT);
        double sd = 2.00098533972477;
        assertEquals(
                List.of(
                        "Prediction (distance)",
                        "Prediction (distance) prediction lower",
                        "Prediction (distance) prediction upper"),
                Tables.names(executed.table(0).getDataTableSpec()).subList(3, 6));
        assertEquals(31.6807393395102 + 1.959963984540054 * sd, number(executed, 0, " prediction upper"), 1e-4 * sd);
    }

    @Test
    void aTableWithoutTheSubjectsSaysThatNothingIsCarried() throws Exception {
        Executed executed = predicted(
                FOLLOW,
                Tables.builder().texts("Sex").numbers("age").row("Male", 16).build());
        assertEquals(number(executed, 0, ""), number(executed, 0, " carried"));
        assertEquals(
                Optional.of(
                        "No residuals are carried on to other rows of a Subject: that takes the columns of cs(1 | Subject) and Sex."),
                executed.warning());
    }

    @Test
    void theColumnIsForModelsWhoseResidualsGoTogether() throws Exception {
        NodeRun node = NodeRun.of(new MixedModelPredictorNodeFactory());
        assertTrue(node.dialog(FOLLOW.getSpec(), null).isActive("appendCarried"));
        assertFalse(node.dialog(STRATA.getSpec(), null).isActive("appendCarried"));
        assertTrue(node.dialog(null, null).isActive("appendCarried"));
        MixedModelPredictorParameters parameters = new MixedModelPredictorParameters();
        parameters.appendCarried = false;
        assertEquals(
                List.of("Subject", "Sex", "age", "Prediction (distance)"),
                Tables.names(
                        node.with(parameters).execute(FOLLOW, NEXT).table(0).getDataTableSpec()));
    }

    @Test
    void aSavedSpecKnowsThatResidualsGoTogether() throws Exception {
        for (MixedModelPortObject model : List.of(FOLLOW, STRATA)) {
            MixedModelPortObjectSpec loaded = StandInPorts.loaded(
                    new MixedModelPortObjectSpec.Serializer(),
                    StandInPorts.saved(new MixedModelPortObjectSpec.Serializer(), model.getSpec()));
            assertEquals(model.getSpec().carriesResiduals(), loaded.carriesResiduals());
        }
        assertTrue(FOLLOW.getSpec().carriesResiduals());
    }
}
