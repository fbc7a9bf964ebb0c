package org.multilevel.knime.learner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.knime.harness.Dialog;
import org.multilevel.knime.harness.Domains;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;
import org.multilevel.knime.harness.SavedParameters;
import org.multilevel.knime.harness.Tables;
import org.multilevel.knime.learner.FamilyChoices.Approximation;
import org.multilevel.knime.learner.FamilyChoices.ReplicateIntervals;
import org.multilevel.knime.learner.FamilyChoices.ResponseKind;
import org.multilevel.knime.learner.FamilyChoices.TermTests;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Intervals;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.knime.port.ResponseFamily;
import org.multilevel.result.IntervalTables;
import org.multilevel.result.ResultTables;

/** The optima are those of reference-glmm/open.json, whose README says how they were made; tolerances are those of its own test. */
class GeneralisedLearnerTest {
    private static final int ANOVA = 5;
    private static final int INTERVALS = 6;
    private static final int FITTED = 7;

    private static final BufferedDataTable CONTRACEPTION = table("contraception.csv");
    private static final BufferedDataTable BACTERIA = table("bacteria.csv");
    private static final BufferedDataTable CBPP = table("cbpp.csv", "period");
    private static final BufferedDataTable EPIL = table("epil.csv");

    private static BufferedDataTable table(String name, String... texts) {
        return Tables.csv("../../src/test/resources/reference-glmm/" + name, texts);
    }

    private static NodeRun node(GeneralisedLearnerParameters parameters) {
        return NodeRun.of(new GeneralisedMixedModelLearnerNodeFactory()).with(parameters);
    }

    private static GeneralisedLearnerParameters formula(String text) {
        GeneralisedLearnerParameters parameters = new GeneralisedLearnerParameters();
        parameters.specification = Specification.FORMULA;
        parameters.formula = text;
        return parameters;
    }

    private static GeneralisedLearnerParameters columns(String response, List<String> fixed, String group) {
        GeneralisedLearnerParameters parameters = new GeneralisedLearnerParameters();
        parameters.response = response;
        parameters.fixedEffects = new ColumnFilter(fixed.toArray(String[]::new));
        parameters.groupings = new GroupingParameters[] {Learners.by(group)};
        return parameters;
    }

    private static double logLikelihood(Executed executed) {
        return (double) executed.variable("mixed_model_log_likelihood");
    }

    private static String statistic(Executed executed, String name) {
        BufferedDataTable table = executed.table(4);
        return Tables.texts(table, "value").get(Tables.texts(table, "name").indexOf(name));
    }

    @Test
    void twoLabelsHaveTheOptimumOfTheReference() throws Exception {
        Executed executed = node(formula("use ~ age + I(age^2) + urban + livch + (1 | district)"))
                .execute(CONTRACEPTION);
        assertEquals(-1186.3642911819, logLikelihood(executed), 1e-7 * 1187);
        BufferedDataTable fixed = executed.table(1);
        assertEquals(ResultTables.GENERALISED_FIXED_EFFECTS.columnNames(), Tables.names(fixed.getDataTableSpec()));
        double[] estimates = Tables.numbers(fixed, "estimate");
        assertEquals(0.697270108302929, estimates[3], 1e-4 * 0.12090027566259);
        assertArrayEquals(
                Arrays.stream(estimates).map(Math::exp).toArray(), Tables.numbers(fixed, "exp_estimate"), 1e-12);
        assertEquals("binomial", statistic(executed, "family"));
        assertEquals("logit", statistic(executed, "link"));
        double between = 0.475243257162702 * 0.475243257162702;
        assertEquals(between / (between + Math.PI * Math.PI / 3), (double) executed.variable("mixed_model_icc"), 1e-5);
        assertTrue(
                executed.warning().orElseThrow().startsWith("By district, 3 of 60 groups have one outcome only"),
                executed.warning()::toString);
    }

    @Test
    void columnsMakeTheModelOfTheFormula() throws Exception {
        GeneralisedLearnerParameters parameters = columns("y", List.of("lbase", "lage", "V4"), "subject");
        parameters.family = ResponseKind.POISSON;
        InteractionParameters pair = new InteractionParameters();
        pair.first = "lbase";
        pair.second = "trt";
        parameters.interactions = new InteractionParameters[] {pair};
        assertEquals(-665.474426067114, logLikelihood(node(parameters).execute(EPIL)), 1e-7 * 666);
    }

    @Test
    void proportionsHaveAColumnOfTrials() throws Exception {
        GeneralisedLearnerParameters parameters = columns("share", List.of("period"), "herd");
        parameters.trials = Optional.of("size");
        Executed executed = node(parameters).execute(CBPP);
        assertEquals(-92.0262818647569, logLikelihood(executed), 1e-7 * 93);
        assertEquals(
                -92.0262818647569,
                logLikelihood(node(formula("cbind(incidence, healthy) ~ period + (1 | herd)"))
                        .execute(CBPP)),
                1e-7 * 93);
    }

    @Test
    void quadratureHasAsManyPointsAsAreAskedFor() throws Exception {
        GeneralisedLearnerParameters parameters = formula("y ~ trt + week + (1 | ID)");
        parameters.approximation = Approximation.QUADRATURE;
        parameters.quadraturePoints = 15;
        Executed executed = node(parameters).execute(BACTERIA);
        assertEquals(-98.7083555593699, logLikelihood(executed), 1e-7 * 99);
        assertEquals("15", statistic(executed, "agq_points"));
    }

    @Test
    void theOtherLabelAsTheEventTurnsTheSigns() throws Exception {
        GeneralisedLearnerParameters parameters = formula("y ~ week + (1 | ID)");
        double[] usual = Tables.numbers(node(parameters).execute(BACTERIA).table(1), "estimate");
        parameters.event = Optional.of("n");
        double[] other = Tables.numbers(node(parameters).execute(BACTERIA).table(1), "estimate");
        assertArrayEquals(usual, Arrays.stream(other).map(x -> -x).toArray(), 1e-5);
    }

    @Test
    void theModelPortTellsTheLabelsBeforeTheFitWhereTheTableDoes() throws Exception {
        NodeRun node = node(formula("y ~ week + (1 | ID)"));
        ResponseFamily expected = new ResponseFamily(Distribution.of(Family.BINOMIAL), List.of("n", "y"));
        MixedModelPortObjectSpec known = (MixedModelPortObjectSpec)
                node.configure(Domains.of(BACTERIA)).specs().get(0);
        assertEquals(Optional.of(expected), known.family());
        List<DataRow> rows = Tables.rows(BACTERIA);
        BufferedDataTable unread =
                Tables.generated(Domains.unread(BACTERIA.getDataTableSpec()), rows.size(), row -> rows.get((int) row));
        assertEquals(
                Arrays.asList((Object) null),
                node.configure(unread.getDataTableSpec()).specs().subList(0, 1));
        MixedModelPortObject port =
                (MixedModelPortObject) node.execute(unread).outputs().get(0);
        assertEquals(Optional.of(expected), port.getSpec().family());
    }

    @Test
    void theEventOfBooleanValuesIsTrue() throws Exception {
        DataTableSpec spec = Tables.builder()
                .column("passed", BooleanCell.TYPE)
                .texts("school")
                .spec();
        MixedModelPortObjectSpec port = (MixedModelPortObjectSpec) node(columns("passed", List.of(), "school"))
                .configure(spec)
                .specs()
                .get(0);
        assertEquals("true", port.family().orElseThrow().event());
        assertEquals("false", port.family().orElseThrow().other());
    }

    private static String refusal(GeneralisedLearnerParameters parameters, BufferedDataTable table) {
        return node(parameters).refusal(Domains.of(table));
    }

    @Test
    void noPointsOfQuadratureAreNotAsManyAsItTakes() {
        GeneralisedLearnerParameters none = formula("y ~ week + (1 | ID)");
        none.approximation = Approximation.QUADRATURE;
        none.quadraturePoints = 0;
        assertEquals(
                "The number of quadrature points is 0; type a whole number from 1 to 100, or choose as many points as it takes.",
                refusal(none, BACTERIA));
    }

    @Test
    void aTableWithoutRowsIsSaidToHaveNone() throws Exception {
        assertEquals(
                "The table has no rows: a model needs data.",
                node(formula("y ~ x + (1 | g)"))
                        .failure(Tables.builder().texts("y", "g").numbers("x").build())
                        .sentence());
    }

    @Test
    void whatTheSpecificationShowsIsRefused() {
        GeneralisedLearnerParameters text = formula("y ~ week + (1 | ID)");
        text.family = ResponseKind.POISSON;
        assertEquals(
                "The response y is text, and the family poisson is for numbers; choose a number column, or the family"
                        + " binomial for two labels.",
                refusal(text, BACTERIA));
        GeneralisedLearnerParameters trials = formula("y ~ lbase + (1 | subject)");
        trials.family = ResponseKind.POISSON;
        trials.trials = Optional.of("base");
        assertEquals(
                "Trials are for the family binomial, and the family is poisson; leave the option out.",
                refusal(trials, EPIL));
        GeneralisedLearnerParameters event = formula("y ~ week + (1 | ID)");
        event.event = Optional.of("yes");
        assertEquals(
                "The event is yes, but the labels of y are n and y; choose one of them.", refusal(event, BACTERIA));
        GeneralisedLearnerParameters crossed = formula("y ~ week + (1 | ID) + (1 | trt)");
        crossed.approximation = Approximation.AUTOMATIC;
        assertEquals(
                "Quadrature is for one grouping factor, and the model has 2 (ID, trt); leave the number of points out for"
                        + " Laplace's approximation, which is for all.",
                refusal(crossed, BACTERIA));
        GeneralisedLearnerParameters weights = formula("share ~ period + (1 | herd)");
        weights.trials = Optional.of("size");
        weights.weights = Optional.of("healthy");
        assertEquals("Prior weights cannot be combined with trials; leave the weights out.", refusal(weights, CBPP));
        assertEquals(
                "The response cbind(incidence, healthy) counts successes and failures, which is for the family binomial,"
                        + " and the family is gamma; choose binomial, or one column of counts.",
                refusal(gamma("cbind(incidence, healthy) ~ period + (1 | herd)"), CBPP));
    }

    private static GeneralisedLearnerParameters gamma(String text) {
        GeneralisedLearnerParameters parameters = formula(text);
        parameters.family = ResponseKind.GAMMA;
        return parameters;
    }

    @Test
    void choicesLeftOpenAreNamed() {
        GeneralisedLearnerParameters parameters = columns("", List.of(), "ID");
        assertEquals("No response is chosen: choose the column to be explained.", refusal(parameters, BACTERIA));
        parameters = columns("y", List.of(), "ID");
        parameters.event = Optional.of(" ");
        assertEquals(
                "The event is empty: type the value of the target that counts as success, or switch the event off.",
                refusal(parameters, BACTERIA));
        parameters.event = Optional.empty();
        parameters.trials = Optional.of("");
        assertEquals(
                "No trials column is chosen: choose a numeric column, or switch the trials off.",
                refusal(parameters, BACTERIA));
        parameters.trials = Optional.empty();
        parameters.weights = Optional.of("");
        assertEquals(
                "No weights column is chosen: choose a numeric column, or switch the weights off.",
                refusal(parameters, BACTERIA));
    }

    @Test
    void aRowThatIsNoProportionIsNamedByItsId() throws Exception {
        BufferedDataTable table = Tables.builder()
                .texts("g")
                .numbers("share", "size")
                .row("a", 0.5, 2)
                .row("b", 0.25, 4)
                .row("b", 0.3, 4)
                .build();
        GeneralisedLearnerParameters parameters = columns("share", List.of(), "g");
        parameters.trials = Optional.of("size");
        assertEquals(
                "The response share is 0.3 in row \"Row2\", but that is not a whole number of 4 trials.",
                node(parameters).failure(table).sentence());
    }

    @Test
    void aDroppedNodeGuessesTheLastColumnOfTwoValuesAndWarns() throws Exception {
        DataTableSpec spec = Domains.known("school:12", "gender:2", "passed:2", "y");
        NodeRun node = NodeRun.of(new GeneralisedMixedModelLearnerNodeFactory()).defaults(spec);
        assertEquals(
                Optional.of(
                        "Guessed from the table: passed ~ 1 + (1 | school) (binomial:logit). Open the dialog and confirm"
                                + " it, or choose other columns."),
                node.configure(spec).warning());
        assertEquals(
                "No response is chosen: choose the column to be explained.",
                NodeRun.of(new GeneralisedMixedModelLearnerNodeFactory()).refusal(Domains.known("school:12", "y")));
    }

    @Test
    void theDialogShowsTheFormulaWithItsFamily() {
        DataTableSpec spec = Domains.of(BACTERIA);
        GeneralisedLearnerParameters parameters = columns("y", List.of("week"), "ID");
        assertTrue(node(parameters)
                .dialog(spec)
                .message("formulaMessage")
                .toString()
                .contains("y ~ week + (1 | ID) (binomial:logit)"));
        assertTrue(node(parameters).dialog(spec).isActive("binomialLink"));
        parameters.family = ResponseKind.POISSON;
        assertTrue(node(parameters)
                .dialog(spec)
                .message("formulaMessage")
                .toString()
                .contains("is for numbers"));
    }

    @Test
    void theParametersAreAsKnimeWantsThem() {
        assertEquals(
                List.of(),
                ParametersCheck.problems(new GeneralisedMixedModelLearnerNodeFactory(), Domains.of(BACTERIA)));
        assertEquals(
                List.of(),
                ParametersCheck.problems(new GeneralisedMixedModelLearnerNodeFactory(), new DataTableSpec()));
    }

    @Test
    void theViewIsTheReportWithPicturesOfTheRows() throws Exception {
        NodeRun node = node(formula("y ~ week + (1 | ID)"));
        assertTrue(node.view().page().contains("Loading the report"));
        node.execute(BACTERIA);
        JsonNode document = node.view().initialData();
        assertEquals(
                "Generalised linear mixed model of y", document.at("/title").asText());
        assertEquals("Odds ratio", document.at("/model/ratio/0").asText());
        assertTrue(document.at("/summary").asText().contains("binomial"), document::toString);
        List<String> kinds = document.at("/pictures").findValuesAsText("kind");
        assertTrue(
                kinds.containsAll(List.of("lines", "calibration", "residuals", "fixed", "effects")), kinds::toString);
    }

    private static GeneralisedLearnerParameters cattle() {
        return formula("cbind(incidence, healthy) ~ period + (1 | herd)");
    }

    /** R: car::Anova of glmmTMB's fit, as reference-glmm/questions.json has it. */
    @Test
    void theAnovaIsWaldsTestOfEveryTerm() throws Exception {
        GeneralisedLearnerParameters parameters = cattle();
        for (TermTests type : TermTests.values()) {
            parameters.anovaType = type;
            BufferedDataTable anova = node(parameters).execute(CBPP).table(ANOVA);
            assertEquals(ResultTables.GENERALISED_ANOVA.columnNames(), Tables.names(anova.getDataTableSpec()));
            assertEquals(List.of("period"), Tables.texts(anova, "term"));
            assertEquals(24.94856, Tables.numbers(anova, "chi_squared")[0], 3e-4 * 25);
            assertEquals(1.5828e-5, Tables.numbers(anova, "p_value")[0], 1e-8);
        }
    }

    @Test
    void typesOfTheAnovaDifferWhereTermsContainEachOther() throws Exception {
        GeneralisedLearnerParameters parameters = formula("use ~ age + I(age^2) + urban * livch + (1 | district)");
        double third = Tables.numbers(node(parameters).execute(CONTRACEPTION).table(ANOVA), "chi_squared")[2];
        assertEquals(29.47733, third, 3e-4 * 30);
        parameters.anovaType = TermTests.II;
        double second = Tables.numbers(node(parameters).execute(CONTRACEPTION).table(ANOVA), "chi_squared")[2];
        assertEquals(33.38058, second, 3e-4 * 34);
    }

    @Test
    void withoutAskingThereAreNoIntervals() throws Exception {
        BufferedDataTable intervals = node(cattle()).execute(CBPP).table(INTERVALS);
        assertEquals(IntervalTables.INTERVALS.columnNames(), Tables.names(intervals.getDataTableSpec()));
        assertEquals(0, intervals.size());
    }

    /** The optimum of a profile with glmmTMB, as reference-glmm/profile.json has it. */
    @Test
    void profileIntervalsHaveTheVarianceComponentsToo() throws Exception {
        GeneralisedLearnerParameters parameters = cattle();
        parameters.intervals = Intervals.PROFILE;
        NodeRun node = node(parameters);
        BufferedDataTable intervals = node.execute(CBPP).table(INTERVALS);
        List<String> names = Tables.texts(intervals, "parameter");
        assertEquals("sd:herd:(Intercept)", names.get(names.size() - 1));
        assertEquals(0.346091882, Tables.numbers(intervals, "lower")[4], 1e-5);
        assertEquals(1.099955841, Tables.numbers(intervals, "upper")[4], 1e-5);
        List<String> answers = node.view().initialData().at("/answers").findValuesAsText("name");
        assertTrue(answers.containsAll(List.of("anova", "intervals")), answers::toString);
    }

    @Test
    void bootstrapIntervalsAreThoseOfTheSeed() throws Exception {
        GeneralisedLearnerParameters parameters = cattle();
        parameters.intervals = Intervals.BOOTSTRAP;
        parameters.replicates = 10;
        parameters.seed = 3;
        parameters.bootstrapKind = ReplicateIntervals.BASIC;
        BufferedDataTable first = node(parameters).execute(CBPP).table(INTERVALS);
        assertEquals("bootstrap basic", Tables.texts(first, "method").get(0));
        assertArrayEquals(
                Tables.numbers(first, "lower"),
                Tables.numbers(node(parameters).execute(CBPP).table(INTERVALS), "lower"));
        parameters.seed = 4;
        assertFalse(Arrays.equals(
                Tables.numbers(first, "lower"),
                Tables.numbers(node(parameters).execute(CBPP).table(INTERVALS), "lower")));
    }

    @Test
    void replicatesAreAskedForWhereTheyAreDrawn() {
        GeneralisedLearnerParameters parameters = cattle();
        for (Intervals intervals : Intervals.values()) {
            parameters.intervals = intervals;
            Dialog dialog = node(parameters).dialog(Domains.of(CBPP));
            for (String field : List.of("replicates", "seed", "bootstrapKind")) {
                assertEquals(intervals == Intervals.BOOTSTRAP, dialog.isActive(field), field);
            }
        }
        parameters.replicates = 0;
        assertEquals(
                "The number of replicates is 0; type a whole number from 1 on: 1000 are usual for intervals.",
                refusal(parameters, CBPP));
    }

    /** Workflows that were saved before there were these questions have none. */
    @Test
    void settingsWithoutQuestionsAreThoseOfANodeThatIsNotAsked() throws Exception {
        String xml = SavedParameters.xml(node(cattle()).save());
        String older =
                xml.replaceAll("\\s*<entry key=\"(anovaType|intervals|replicates|seed|bootstrapKind)\"[^>]*/>", "");
        assertFalse(older.contains("intervals"));
        NodeRun loaded =
                NodeRun.of(new GeneralisedMixedModelLearnerNodeFactory()).load(SavedParameters.ofXml(older));
        assertEquals(
                Optional.empty(),
                loaded.parameters(GeneralisedLearnerParameters.class).question());
        assertEquals(xml, SavedParameters.xml(loaded.save()));
    }

    @Test
    void fittedValuesStandBesideTheInputWhereTheyAreAskedFor() throws Exception {
        GeneralisedLearnerParameters parameters = formula("y ~ lbase + (1 | subject)");
        parameters.family = ResponseKind.POISSON;
        assertEquals(0, node(parameters).execute(EPIL).table(FITTED).size());
        parameters.appendFitted = true;
        BufferedDataTable table = node(parameters).execute(EPIL).table(FITTED);
        List<String> names = Tables.names(table.getDataTableSpec());
        assertEquals(
                List.of(
                        "Fitted (y)",
                        "Residual (y)",
                        "Linear predictor (y)",
                        "Pearson residual (y)",
                        "Deviance residual (y)"),
                names.subList(names.size() - 5, names.size()));
        double[] fitted = Tables.numbers(table, "Fitted (y)");
        double[] residual = Tables.numbers(table, "Residual (y)");
        double[] y = Tables.numbers(table, "y");
        for (int i = 0; i < y.length; i++) {
            assertEquals(y[i], fitted[i] + residual[i], 1e-12);
            assertEquals(Math.log(fitted[i]), Tables.numbers(table, "Linear predictor (y)")[i], 1e-12);
            assertEquals(residual[i] / Math.sqrt(fitted[i]), Tables.numbers(table, "Pearson residual (y)")[i], 1e-12);
        }
    }
}
