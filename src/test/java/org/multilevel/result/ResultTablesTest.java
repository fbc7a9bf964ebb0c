package org.multilevel.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.Inference;
import org.multilevel.inference.advice.Advice;
import org.multilevel.model.FitStatistics;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

class ResultTablesTest {
    private static final MixedModel MODEL = Samples.sleepstudyModel();
    private static final ResultTables TABLES = ResultTables.of(MODEL);

    private static Map<String, String> statistics(MixedModel model) {
        ResultTable table = ResultTables.of(model).fitStatistics();
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < table.rowCount(); i++) {
            values.put(table.text(i, 0), table.text(i, 1));
        }
        return values;
    }

    private static List<String> row(ResultTable table, int row) {
        return IntStream.range(0, table.columns().size())
                .mapToObj(column -> table.text(row, column))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "fixed_effects, 'term,estimate,std_error,statistic,df,p_value,ci_lower,ci_upper'",
        "variance_components, 'group,term1,term2,kind,value,sd_or_corr,note'",
        "group_effects, 'group,level,term,effect,conditional_sd,coefficient'",
        "fit_statistics, 'name,value'",
        "fixed_covariance, 'term,(Intercept),Days'",
        "groups, 'group,levels,rows_min,rows_mean,rows_max,within'",
        "advice, 'kind,subject,alarm,cause,evidence,remedy'",
        "optimizer_log, 'evaluation,phase,criterion,gradient_norm,theta_1,theta_2,theta_3'"
    })
    void columnsHaveExactlyTheseNames(String name, String columns) {
        ResultTable table = TABLES.all().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertEquals(
                columns,
                String.join(
                        ",", table.columns().stream().map(ResultColumn::name).toList()));
    }

    @Test
    void groupsTellTheirSizesAndWhatTheyLieWithin() {
        MixedModel model = Samples.fit(
                "strength ~ 1 + (1 | sample) + (1 | batch)", EstimationMethod.REML, Samples.table("Pastes"));
        ResultTable groups = ResultTables.of(model).groups();
        assertEquals(List.of("sample", "30", "2", "2", "2", "batch"), row(groups, 0));
        assertEquals(List.of("batch", "10", "6", "6", "6", ""), row(groups, 1));
        MixedModel schools = Samples.fit("mathach ~ 1 + (1 | school)", EstimationMethod.REML, Samples.table("hsb"));
        assertEquals(
                List.of("school", "160", "14", "44.90625", "67", ""),
                row(ResultTables.of(schools).groups(), 0));
    }

    @Test
    void adviceIsEmptyForAHealthyFitAndElseHasARowForEachFinding() {
        assertEquals(0, TABLES.analysis().get(6).rowCount());
        MixedModel model = Samples.fit("Yield ~ 1 + (1 | Batch)", EstimationMethod.REML, Samples.table("Dyestuff2"));
        ResultTable advice = ResultTables.advice(Advice.of(model));
        assertEquals(
                List.of(
                        "zero_variance",
                        "Batch",
                        "true",
                        "The variance of (Intercept) over Batch is estimated as zero: these data show no differences between its"
                                + " levels beyond the residual.",
                        "Its standard deviation is 0, the residual's 3.72.",
                        "Without it the other estimates would be the same."),
                row(advice, 0));
        assertEquals(1, advice.rowCount());
    }

    @Test
    void fixedEffectsHaveFullPrecision() {
        ResultTable table = TABLES.fixedEffects();
        assertEquals(2, table.rowCount());
        assertEquals("Days", table.text(1, 0));
        assertEquals(MODEL.fixedEffects().estimate(1), Double.parseDouble(table.text(1, 1)));
        assertEquals(17, Double.parseDouble(table.text(1, 4)), 1e-5);
    }

    @Test
    void normalTestsHaveNoDegreesOfFreedom() {
        assertEquals(
                "",
                ResultTables.of(MODEL, Inference.asymptotic()).fixedEffects().text(1, 4));
    }

    @Test
    void intervalsHaveTheLevelAskedFor() {
        ResultTable wide =
                ResultTables.of(MODEL, Inference.asymptotic().withLevel(0.99)).fixedEffects();
        double upper = MODEL.fixedEffects().estimate(0)
                + 2.5758293035489004 * MODEL.fixedEffects().standardError(0);
        assertEquals(upper, Double.parseDouble(wide.text(0, 7)), 1e-10);
    }

    @Test
    void varianceComponentsNameKindAndTerms() {
        ResultTable table = TABLES.varianceComponents();
        assertEquals(
                List.of("Subject", "(Intercept)", "", "variance"), row(table, 0).subList(0, 4));
        assertEquals(List.of("Subject", "Days", "", "variance"), row(table, 1).subList(0, 4));
        assertEquals(
                List.of("Subject", "(Intercept)", "Days", "covariance"),
                row(table, 2).subList(0, 4));
        assertEquals(List.of("Residual", "", "", "residual"), row(table, 3).subList(0, 4));
        assertEquals(0.0656, Double.parseDouble(table.text(2, 5)), 1e-3);
    }

    @Test
    void groupEffectsGoLevelByLevel() {
        ResultTable table = TABLES.groupEffects();
        GroupingFactor subject = MODEL.groupingFactors().get(0);
        assertEquals(36, table.rowCount());
        assertEquals(List.of("Subject", "308", "(Intercept)"), row(table, 0).subList(0, 3));
        assertEquals(List.of("Subject", "308", "Days"), row(table, 1).subList(0, 3));
        assertEquals(List.of("Subject", "372", "Days"), row(table, 35).subList(0, 3));
        assertEquals(subject.effect(17, 1), Double.parseDouble(table.text(35, 3)));
        assertEquals(subject.conditionalSd(17, 1), Double.parseDouble(table.text(35, 4)));
        assertEquals(subject.coefficient(17, 1), Double.parseDouble(table.text(35, 5)));
    }

    @Test
    void groupEffectsOfSeveralFactorsFollowOneAnother() {
        MixedModel model =
                Samples.fit("strength ~ 1 + (1 | batch/cask)", EstimationMethod.REML, Samples.table("Pastes"));
        ResultTable table = ResultTables.of(model).groupEffects();
        assertEquals(40, table.rowCount());
        assertEquals(List.of("cask:batch", "a:A", "(Intercept)"), row(table, 0).subList(0, 3));
        assertEquals(List.of("batch", "A", "(Intercept)"), row(table, 30).subList(0, 3));
    }

    @Test
    void fixedCovarianceIsSymmetric() {
        ResultTable table = TABLES.fixedCovariance();
        assertEquals("(Intercept)", table.text(0, 0));
        assertEquals(table.text(0, 2), table.text(1, 1));
        assertEquals(MODEL.fixedEffects().covariance(1, 1), Double.parseDouble(table.text(1, 2)));
    }

    @Test
    void fitStatisticsHaveTheirNamesInOrder() {
        assertEquals(
                List.of(
                        "n_obs",
                        "n_fixed",
                        "n_theta",
                        "n_parameters",
                        "log_likelihood",
                        "criterion",
                        "deviance",
                        "aic",
                        "aicc",
                        "bic",
                        "sigma",
                        "method",
                        "df_method",
                        "verdict",
                        "not_identified",
                        "singular",
                        "gradient_norm",
                        "evaluations",
                        "optimizer",
                        "rows_read",
                        "rows_dropped",
                        "columns_dropped",
                        "levels: Subject",
                        "rows_min: Subject",
                        "rows_mean: Subject",
                        "rows_max: Subject",
                        "r2_marginal",
                        "r2_conditional",
                        "icc",
                        "icc_unadjusted",
                        "design_effect: Subject",
                        "reliability: Subject",
                        "reliability: Subject.Days",
                        "theta: Subject.(Intercept)",
                        "theta: Subject.Days.(Intercept)",
                        "theta: Subject.Days",
                        "seconds",
                        "version"),
                List.copyOf(statistics(MODEL).keySet()));
    }

    @Test
    void fitStatisticsAreThoseOfTheModel() {
        Map<String, String> values = statistics(MODEL);
        FitStatistics statistics = MODEL.statistics();
        assertEquals("180", values.get("n_obs"));
        assertEquals("6", values.get("n_parameters"));
        assertEquals(statistics.logLikelihood(), Double.parseDouble(values.get("log_likelihood")));
        assertEquals(statistics.bic(), Double.parseDouble(values.get("bic")));
        assertEquals("REML", values.get("method"));
        assertEquals("converged", values.get("verdict"));
        assertEquals("", values.get("not_identified"));
        assertEquals("false", values.get("singular"));
        assertEquals("18", values.get("levels: Subject"));
        assertEquals("", values.get("columns_dropped"));
    }

    @Test
    void singularFitSaysSo() {
        MixedModel model = Samples.fit("Yield ~ 1 + (1 | Batch)", EstimationMethod.REML, Samples.table("Dyestuff2"));
        Map<String, String> values = statistics(model);
        assertEquals("singular", values.get("verdict"));
        assertEquals("true", values.get("singular"));
        assertEquals("0", values.get("icc"));
        assertEquals("0", values.get("theta: Batch.(Intercept)"));
    }

    @Test
    void droppedRowsAreCountedByReason() {
        Map<String, String> values =
                statistics(Samples.fit("y ~ x + (1 | g)", EstimationMethod.REML, Samples.mixedBag()));
        assertEquals("12", values.get("rows_read"));
        assertEquals("2", values.get("rows_dropped"));
        assertEquals("1", values.get("rows_dropped: x is missing"));
        assertEquals("1", values.get("rows_dropped: g is missing"));
    }

    @Test
    void optimizerLogHasALineForEachEvaluation() {
        ResultTable table = TABLES.optimizerLog();
        assertEquals(MODEL.log().size(), table.rowCount());
        assertEquals("1", table.text(0, 0));
        assertEquals(MODEL.log().get(0).criterion(), Double.parseDouble(table.text(0, 2)));
    }

    @Test
    void leastSquaresHasNoGroupEffects() {
        ResultTables tables =
                ResultTables.of(Samples.fit("Reaction ~ Days", EstimationMethod.REML, Samples.sleepstudy()));
        assertEquals(0, tables.groupEffects().rowCount());
        assertEquals(1, tables.varianceComponents().rowCount());
    }

    @Test
    void aLoadedModelHasTheSameTables() {
        List<ResultTable> saved = TABLES.all();
        List<ResultTable> loaded =
                ResultTables.of(MixedModel.fromJson(MODEL.toJson())).all();
        for (int t = 0; t < saved.size(); t++) {
            assertEquals(saved.get(t).rowCount(), loaded.get(t).rowCount());
            for (int i = 0; i < saved.get(t).rowCount(); i++) {
                assertEquals(row(saved.get(t), i), row(loaded.get(t), i));
            }
        }
    }

    @Test
    void schemasAreThoseOfTheTables() {
        assertEquals(ResultTables.FIXED_EFFECTS, TABLES.fixedEffects().schema());
        assertEquals(
                ResultTables.VARIANCE_COMPONENTS, TABLES.varianceComponents().schema());
        assertEquals(ResultTables.GROUP_EFFECTS, TABLES.groupEffects().schema());
        assertEquals(ResultTables.FIT_STATISTICS, TABLES.fitStatistics().schema());
    }

    @Test
    void schemasTellNamesAndKindsBeforeThereIsAModel() {
        assertEquals("group_effects", ResultTables.GROUP_EFFECTS.name());
        assertEquals(
                List.of(
                        new ColumnSchema("group", ColumnSchema.Kind.TEXT),
                        new ColumnSchema("level", ColumnSchema.Kind.TEXT),
                        new ColumnSchema("term", ColumnSchema.Kind.TEXT),
                        new ColumnSchema("effect", ColumnSchema.Kind.REAL),
                        new ColumnSchema("conditional_sd", ColumnSchema.Kind.REAL),
                        new ColumnSchema("coefficient", ColumnSchema.Kind.REAL)),
                ResultTables.GROUP_EFFECTS.columns());
        assertEquals(List.of("name", "value"), ResultTables.FIT_STATISTICS.columnNames());
        assertEquals(
                ColumnSchema.Kind.WHOLE,
                TABLES.optimizerLog().column("evaluation").orElseThrow().kind());
    }

    @Test
    void columnsAreFoundByName() {
        assertTrue(TABLES.fixedEffects().column("p_value").orElseThrow() instanceof ResultColumn.Real);
        assertTrue(TABLES.fixedEffects().column("q_value").isEmpty());
    }
}
