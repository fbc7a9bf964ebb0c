package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.withtypes.TypedStringFilterMode;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.knime.harness.DateCell;
import org.multilevel.knime.harness.Dialog;
import org.multilevel.knime.harness.Domains;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;

class LearnerDialogTest {
    private static final DataTableSpec SPEC = Tables.builder()
            .texts("school")
            .column("public", BooleanCell.TYPE)
            .column("day", DateCell.TYPE)
            .column("picture", DataType.getType(DataCell.class))
            .integers("class")
            .numbers("y", "ses")
            .spec();

    private static Dialog dialog(MixedModelLearnerParameters parameters) {
        return Learners.node(parameters).dialog(SPEC);
    }

    @Test
    void everyPlaceOffersWhatCanServeThere() {
        Dialog dialog = dialog(Learners.columns("y", List.of(), Learners.by("school")));
        assertEquals(List.of("class", "y", "ses"), dialog.choices("response"));
        assertEquals(List.of("class", "y", "ses"), dialog.choices("weights"));
        assertEquals(List.of("public", "day", "class", "ses"), dialog.choices("fixedEffects"));
        Dialog grouping = dialog.within("groupings", 0);
        assertEquals(List.of("school", "public", "day", "class"), grouping.choices("group"));
        assertEquals(List.of("school", "public", "day", "class"), grouping.choices("nestedIn"));
        assertEquals(List.of("public", "day", "class", "ses"), grouping.choices("slopes"));
    }

    @Test
    void aGroupIsOfferedNeitherAsASlopeOfItselfNorInAnInteraction() {
        MixedModelLearnerParameters parameters =
                Learners.columns("y", List.of(), Learners.by("class"), Learners.by("public"));
        parameters.groupings[0].nestedIn = Optional.of("school");
        parameters.interactions = new InteractionParameters[] {new InteractionParameters()};
        Dialog dialog = dialog(parameters);
        assertEquals(
                List.of("public", "day", "ses"), dialog.within("groupings", 0).choices("slopes"));
        assertEquals(
                List.of("school", "day", "class", "ses"),
                dialog.within("groupings", 1).choices("slopes"));
        assertEquals(List.of("day", "ses"), dialog.within("interactions", 0).choices("first"));
        assertEquals(List.of("day", "ses"), dialog.within("interactions", 0).choices("second"));
    }

    @Test
    void theSectionOfGroupsIsThereForColumnsOnly() {
        Effect effect = MixedModelLearnerParameters.GroupsSection.class.getAnnotation(Effect.class);
        assertEquals(EffectType.SHOW, effect.type());
        assertEquals(MixedModelLearnerParameters.ByColumns.class, effect.predicate());
    }

    @Test
    void aNewGroupingIsShortAndAsksForSlopesOnDemand() {
        MixedModelLearnerParameters parameters = Learners.columns("y", List.of());
        parameters.groupings = new GroupingParameters[] {
            (GroupingParameters) dialog(parameters).addedElement("groupings")
        };
        assertFalse(dialog(parameters).within("groupings", 0).isActive("slopes"));
        assertFalse(dialog(parameters).within("groupings", 0).isActive("correlated"));
        parameters.groupings[0].slopes = Learners.by("", "ses").slopes;
        assertEquals(
                Optional.of(new Message("Model", "y ~ 1 + (1 | school)", MessageType.INFO)),
                dialog(parameters).message("formulaMessage"));
        parameters.groupings[0].slopesVary = true;
        assertTrue(dialog(parameters).within("groupings", 0).isActive("slopes"));
        assertEquals(
                Optional.of(new Message("Model", "y ~ 1 + (1 + ses | school)", MessageType.INFO)),
                dialog(parameters).message("formulaMessage"));
    }

    @Test
    void decimalNumbersThatMayBeLabelsAreOfferedAsGroupsWithANote() {
        DataTableSpec spec = Domains.of(Tables.builder()
                .numbers("worker", "y")
                .row(1.0, 0.5)
                .row(12.0, 9.25)
                .build());
        Dialog dialog = Learners.node(Learners.columns("y", List.of(), Learners.by("worker")))
                .dialog(spec);
        assertEquals(List.of("worker"), dialog.within("groupings", 0).choices("group"));
        assertEquals(
                "y ~ 1 + (1 | worker) (worker holds decimal numbers: every different one is a group)",
                dialog.message("formulaMessage").orElseThrow().description());
    }

    @Test
    void aPatternChoosesNoGroups() {
        MixedModelLearnerParameters parameters = Learners.columns("y", List.of(), Learners.by("school"));
        parameters.fixedEffects.m_mode = TypedStringFilterMode.WILDCARD;
        parameters.fixedEffects.m_patternFilter.m_pattern = "s*";
        parameters.groupings[0].slopes = parameters.fixedEffects;
        assertEquals(
                Optional.of(new Message("Model", "y ~ ses + (1 + ses | school)", MessageType.INFO)),
                dialog(parameters).message("formulaMessage"));
    }

    @Test
    void offsetAndReferenceLevelsAreFields() {
        MixedModelLearnerParameters parameters =
                Learners.columns("y", List.of("public"), Learners.by("school", "public"));
        parameters.offset = Optional.of("ses");
        ReferenceParameters reference = new ReferenceParameters();
        reference.column = "public";
        reference.level = "true";
        parameters.references = new ReferenceParameters[] {reference};
        assertEquals(
                List.of("school", "public", "day"),
                dialog(parameters).within("references", 0).choices("column"));
        assertEquals(
                Optional.of(new Message(
                        "Model",
                        "y ~ ref(public, \"true\") + offset(ses) + (1 + ref(public, \"true\") | school)",
                        MessageType.INFO)),
                dialog(parameters).message("formulaMessage"));
        reference.level = "";
        assertEquals(
                Optional.of(new Message(
                        "No model yet",
                        "Reference level 1 is not complete: choose its column and type its level, or remove it.",
                        MessageType.WARNING)),
                dialog(parameters).message("formulaMessage"));
        parameters.references = new ReferenceParameters[0];
        parameters.offset = Optional.of("");
        assertEquals(
                Optional.of(new Message(
                        "No model yet",
                        "No offset column is chosen: choose a numeric column, or switch the offset off.",
                        MessageType.WARNING)),
                dialog(parameters).message("formulaMessage"));
    }

    @Test
    void whatSpeaksAgainstTheModelIsShownBeforeTheFit() {
        BufferedDataTable machines = Tables.csv("Machines.csv");
        MixedModelLearnerParameters parameters = Learners.columns("score", List.of(), Learners.by("Machine"));
        Message message = AdviceMessage.of(parameters, machines).orElseThrow();
        assertEquals("Before the fit", message.title());
        assertTrue(message.description().startsWith("Machine has so few levels"), message.description());
        assertEquals(
                Optional.empty(),
                AdviceMessage.of(Learners.columns("score", List.of("Machine"), Learners.by("Worker")), machines));
        assertEquals(Optional.empty(), AdviceMessage.of(Learners.columns("", List.of()), machines));
    }

    @Test
    void aNewGroupingStartsWithAGroup() {
        Dialog dialog = dialog(Learners.columns("y", List.of()));
        assertEquals("school", ((GroupingParameters) dialog.addedElement("groupings")).group);
    }

    @Test
    void oneMoreGroupingIsNeverTheSameAndIsLeftOpenWhereNothingCanWellBeIt() {
        DataTableSpec spec =
                Tables.builder().texts("student", "school").numbers("y").spec();
        Dialog one = Learners.node(Learners.columns("y", List.of(), Learners.by("student")))
                .dialog(spec);
        assertEquals("school", ((GroupingParameters) one.addedElement("groupings")).group);
        Dialog both = Learners.node(Learners.columns("y", List.of(), Learners.by("student"), Learners.by("school")))
                .dialog(spec);
        assertEquals("", ((GroupingParameters) both.addedElement("groupings")).group);
    }

    @Test
    void whatIsSwitchedOnStartsWithAnotherColumn() {
        Dialog dialog = dialog(Learners.columns("y", List.of(), Learners.by("school")));
        assertEquals("ses", dialog.startOf("weights"));
        assertEquals("day", dialog.within("groupings", 0).startOf("nestedIn"));
    }

    @Test
    void theFormulaThatTheColumnsMakeIsShown() {
        assertEquals(
                Optional.of(new Message("Model", "y ~ ses + (1 + ses | school)", MessageType.INFO)),
                dialog(Learners.columns("y", List.of("ses"), Learners.by("school", "ses")))
                        .message("formulaMessage"));
    }

    @Test
    void whyThereIsNoModelYetIsShown() {
        assertEquals(
                Optional.of(new Message(
                        "No model yet",
                        "Grouping 1 has no group column: choose the column that tells its groups apart, or remove the grouping.",
                        MessageType.WARNING)),
                dialog(Learners.columns("y", List.of(), Learners.by(""))).message("formulaMessage"));
        assertEquals(
                MessageType.WARNING,
                dialog(Learners.formula("y ~ (1 | school"))
                        .message("formulaMessage")
                        .orElseThrow()
                        .type());
    }

    @Test
    void nothingIsShownWithoutATable() {
        MixedModelLearnerParameters parameters = Learners.formula("y ~ 1");
        assertEquals(
                Optional.empty(),
                Learners.node(parameters).dialog((DataTableSpec) null).message("formulaMessage"));
        assertEquals(
                "y ~ 1", Learners.node(parameters).dialog((DataTableSpec) null).providedValue("formula"));
    }

    @Test
    void columnsAndFormulaAreNeverShownTogether() {
        Dialog byColumns = dialog(Learners.columns("y", List.of(), Learners.by("school")));
        Dialog byFormula = dialog(Learners.formula("y ~ 1 + (1 | school)"));
        for (String name : List.of("response", "fixedEffects", "groupings", "interactions")) {
            assertTrue(byColumns.isActive(name), name);
            assertFalse(byFormula.isActive(name), name);
        }
        assertFalse(byColumns.isActive("formula"));
        assertTrue(byFormula.isActive("formula"));
    }

    @Test
    void anEmptyFormulaBoxStartsWithTheFormulaOfTheColumns() {
        MixedModelLearnerParameters parameters = Learners.columns("y", List.of("ses"), Learners.by("school"));
        assertEquals("", dialog(parameters).providedValue("formula"));
        parameters.specification = Specification.FORMULA;
        assertEquals("y ~ ses + (1 | school)", dialog(parameters).providedValue("formula"));
        parameters.formula = "y ~ 1 + (1 | day)";
        assertEquals("y ~ 1 + (1 | day)", dialog(parameters).providedValue("formula"));
    }

    @Test
    void columnsThatMakeNoFormulaLeaveTheBoxEmpty() {
        MixedModelLearnerParameters parameters = Learners.columns("", List.of());
        parameters.specification = Specification.FORMULA;
        assertEquals("", dialog(parameters).providedValue("formula"));
    }
}
