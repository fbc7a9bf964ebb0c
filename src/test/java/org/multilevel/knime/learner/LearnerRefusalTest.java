package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.webui.node.dialog.defaultdialog.setting.filter.withtypes.TypedStringFilterMode;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;

class LearnerRefusalTest {
    private static final DataTableSpec SPEC = Tables.builder()
            .texts("school", "class")
            .column("public", BooleanCell.TYPE)
            .column("picture", DataType.getType(DataCell.class))
            .integers("number")
            .numbers("ses", "y")
            .spec();

    private static String refusal(Consumer<MixedModelLearnerParameters> change) {
        MixedModelLearnerParameters parameters = Learners.columns("y", List.of("ses"), Learners.by("school"));
        change.accept(parameters);
        return Learners.node(parameters).refusal(SPEC);
    }

    @Test
    void aResponseThatIsNotNumericIsRefused() {
        assertEquals(
                "The response \"public\" must be numeric, but is categorical: choose a numeric column.",
                refusal(parameters -> parameters.response = "public"));
    }

    @Test
    void choicesLeftOpenAreNamed() {
        assertEquals(
                "No response is chosen: choose the numeric column to be explained.",
                refusal(parameters -> parameters.response = ""));
        assertEquals(
                "Grouping 2 has no group column: choose the column that tells its groups apart, or remove the grouping.",
                refusal(parameters ->
                        parameters.groupings = new GroupingParameters[] {Learners.by("school"), Learners.by("")}));
        assertEquals(
                "Grouping 1 has no column that it is nested in: choose the column that tells its groups apart, or remove"
                        + " the grouping.",
                refusal(parameters -> parameters.groupings[0].nestedIn = Optional.of("")));
        assertEquals(
                "Interaction 1 does not name two columns: choose two different ones, or remove the interaction.",
                refusal(parameters ->
                        parameters.interactions = new InteractionParameters[] {Learners.pair("ses", "")}));
        assertEquals(
                "Interaction 2 does not name two columns: choose two different ones, or remove the interaction.",
                refusal(parameters -> parameters.interactions =
                        new InteractionParameters[] {Learners.pair("ses", "public"), Learners.pair("ses", "ses")}));
    }

    @Test
    void weightsThatAreSwitchedOnNeedAColumn() {
        assertEquals(
                "No weights column is chosen: choose a numeric column, or switch the weights off.",
                refusal(parameters -> parameters.weights = Optional.of("")));
    }

    @Test
    void columnsThatTheTableDoesNotHaveAreNamedWherever() {
        String sentence =
                "The table has no column \"gone\"; its columns are \"school\", \"class\", \"public\", \"number\", \"ses\", \"y\".";
        List<Consumer<MixedModelLearnerParameters>> changes = List.of(
                parameters -> parameters.response = "gone",
                parameters -> parameters.fixedEffects = Learners.by("", "gone").slopes,
                parameters -> parameters.groupings[0].group = "gone",
                parameters -> parameters.groupings[0].nestedIn = Optional.of("gone"),
                parameters -> parameters.groupings[0].slopes = Learners.by("", "gone").slopes,
                parameters -> parameters.interactions = new InteractionParameters[] {Learners.pair("ses", "gone")},
                parameters -> parameters.weights = Optional.of("gone"));
        for (Consumer<MixedModelLearnerParameters> change : changes) {
            assertEquals(sentence, refusal(change).substring(0, sentence.length()));
        }
    }

    @Test
    void theResponseAmongTheFixedEffectsIsRefused() {
        assertEquals(
                "The response y is also the fixed term y; remove it from the right of the '~'.",
                refusal(parameters -> parameters.fixedEffects = Learners.by("", "y").slopes));
    }

    @Test
    void categoricalWeightsAreRefused() {
        assertEquals(
                "The weights column \"class\" must be numeric, but is categorical: choose a numeric column.",
                refusal(parameters -> parameters.weights = Optional.of("class")));
    }

    @Test
    void aColumnInTwoRolesIsRefused() {
        assertEquals(
                "The weights column \"y\" is also the response: choose another numeric column, or switch the weights off.",
                refusal(parameters -> parameters.weights = Optional.of("y")));
        assertEquals(
                "The weights column \"number\" is also a group column: choose another numeric column, or switch the weights"
                        + " off.",
                refusal(parameters -> {
                    parameters.weights = Optional.of("number");
                    parameters.groupings[0].group = "number";
                }));
        assertEquals(
                "The group column \"school\" is also a fixed effect, which leaves nothing for the groups' random effects: take"
                        + " it out of one of the two.",
                refusal(parameters -> parameters.fixedEffects = Learners.by("", "ses", "school").slopes));
        assertEquals(
                "The slope school of \"school\" is the group column itself, so it is constant within every group: take it out"
                        + " of the slopes.",
                refusal(parameters -> parameters.groupings[0].slopes = Learners.by("", "school").slopes));
        assertEquals(
                "The slope number of \"number\" is the group column itself, so it is constant within every group: take it out"
                        + " of the slopes.",
                refusalOf("y ~ ses + (1 + number | number)"));
        assertEquals(
                "The slope school of \"class:school\" is the group column itself, so it is constant within every group: take"
                        + " it out of the slopes.",
                refusalOf("y ~ ses + (1 + school | class:school)"));
        assertEquals(
                "The response y is also a slope of \"school\": take it out of the slopes.",
                refusalOf("y ~ ses + (1 + y | school)"));
        assertEquals(
                "The response column y is also a grouping column; group by another column.",
                refusal(parameters -> parameters.groupings[0].group = "y"));
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ ses + number + (1 | number)",
        "y ~ ses * school + (1 | class:school)",
        "y ~ school + (0 + ses | school)",
        "y ~ ses + (1 + ses | school)",
        "y ~ . + (1 | school)"
    })
    void aColumnInTwoRolesThatTheDataCanTellApartIsNot(String formula) throws Exception {
        MixedModelLearnerParameters parameters = Learners.formula(formula);
        DataTableSpec spec = Tables.builder()
                .texts("school", "class")
                .integers("number")
                .numbers("ses", "y")
                .spec();
        assertEquals(Optional.empty(), Learners.node(parameters).configure(spec).warning());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "-0.5", "95", "NaN"})
    void aConfidenceLevelIsAboveZeroAndBelowOne(double level) {
        assertEquals(
                "The confidence level is " + level + " but must lie between 0 and 1, such as 0.95.",
                refusal(parameters -> parameters.confidenceLevel = level));
    }

    @Test
    void settingsOfALaterVersionAskForAnUpdate() {
        assertEquals(
                "The settings of this node are of version 2, but this extension knows version 1: update the Multilevel"
                        + " extension.",
                refusal(parameters -> parameters.settingsVersion = 2));
    }

    private static final String UNFINISHED =
            "The pattern \"(ses\" of \"%s\" is no regular expression (Unclosed group): correct it, or choose the columns by"
                    + " hand or by wildcards.";

    private static ColumnFilter unfinished() {
        ColumnFilter filter = new ColumnFilter();
        filter.m_mode = TypedStringFilterMode.REGEX;
        filter.m_patternFilter.m_pattern = "(ses";
        return filter;
    }

    @Test
    void anUnfinishedPatternIsRefusedByName() {
        assertEquals(
                UNFINISHED.formatted("Fixed effects"), refusal(parameters -> parameters.fixedEffects = unfinished()));
        assertEquals(
                UNFINISHED.formatted("Slope columns"),
                refusal(parameters -> parameters.groupings[0].slopes = unfinished()));
    }

    @Test
    void anUnfinishedPatternIsNamedInTheOpenDialog() {
        MixedModelLearnerParameters parameters = Learners.columns("y", List.of(), Learners.by("school"));
        parameters.fixedEffects = unfinished();
        assertEquals(
                Optional.of(new Message("No model yet", UNFINISHED.formatted("Fixed effects"), MessageType.WARNING)),
                Learners.node(parameters).dialog(SPEC).message("formulaMessage"));
    }

    private static String refusalOf(String formula) {
        return refusal(parameters -> {
            parameters.specification = Specification.FORMULA;
            parameters.formula = formula;
        });
    }

    @Test
    void aFormulaThatIsNoneIsRefusedWithTheSentenceOfTheCore() {
        assertEquals("The formula is empty; write response ~ terms, for example y ~ x + (1 | group).", refusalOf(""));
    }

    @Test
    void aColumnOfMixedTypesIsNamedAsMixed() {
        DataTableSpec mixed = Tables.builder()
                .texts("school")
                .column("grade", DataType.getCommonSuperType(StringCell.TYPE, DoubleCell.TYPE))
                .numbers("y")
                .spec();
        assertEquals(
                "Column \"grade\" is mixed, with values of more than one type, which are neither all numbers nor all texts: make"
                        + " them one type, as with Column Auto Type Cast or Number to String, or choose another column.",
                Learners.node(Learners.formula("y ~ grade + (1 | school)")).refusal(mixed));
    }

    @Test
    void aColumnOfATypeThatCannotBeUsedIsRefused() {
        assertEquals(
                "Column \"picture\" is of type "
                        + DataType.getType(DataCell.class).getName()
                        + ", which holds neither numbers nor categories: choose another column.",
                refusalOf("y ~ picture + (1 | school)"));
    }

    @Test
    void aTableWithoutColumnsIsRefused() {
        assertEquals(
                "No response is chosen: choose the numeric column to be explained.",
                Learners.node().refusal(Tables.builder().spec()));
    }
}
