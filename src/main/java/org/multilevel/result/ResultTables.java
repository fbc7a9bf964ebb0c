package org.multilevel.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.inference.CoefficientTest;
import org.multilevel.inference.Inference;
import org.multilevel.inference.advice.Advice;
import org.multilevel.inference.advice.Finding;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.inference.comparison.ModelLadder;
import org.multilevel.inference.comparison.NullComparison;
import org.multilevel.inference.influence.Influence;
import org.multilevel.inference.intervals.StructureParameter;
import org.multilevel.inference.tests.Anova;
import org.multilevel.inference.tests.AnovaRow;
import org.multilevel.inference.tests.HypothesisTest;
import org.multilevel.inference.tests.LinearHypothesis;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.model.VarianceComponent;

/** The result tables of a fitted model: their names, columns and rows are the same in every host. */
public final class ResultTables {
    /** How tables mark a variance or covariance that the data do not determine. */
    static final String NOT_IDENTIFIED = "not identified";

    /** What a table of an approximate fit notes. */
    static final String APPROXIMATE = "approximate";

    /** How tables mark a correlation of residuals, whose subjects may be a grouping factor as well. */
    private static final String RESIDUALS = "residuals";

    private static final String NOTE = "note";

    private static final TableDefinition<List<CoefficientTest>> FIXED_EFFECTS_TABLE =
            TableDefinition.<List<CoefficientTest>>named("fixed_effects")
                    .text("term", (tests, i) -> tests.get(i).term())
                    .real("estimate", (tests, i) -> tests.get(i).estimate())
                    .real("std_error", (tests, i) -> tests.get(i).standardError())
                    .real("statistic", (tests, i) -> tests.get(i).statistic())
                    .real("df", (tests, i) -> tests.get(i).df())
                    .real("p_value", (tests, i) -> tests.get(i).pValue())
                    .real("ci_lower", (tests, i) -> tests.get(i).lower())
                    .real("ci_upper", (tests, i) -> tests.get(i).upper());

    private static final TableDefinition<List<CoefficientTest>> APPROXIMATE_EFFECTS_TABLE =
            FIXED_EFFECTS_TABLE.text(NOTE, (tests, i) -> APPROXIMATE);

    private static final TableDefinition<List<CoefficientTest>> GENERALISED_EFFECTS_TABLE = FIXED_EFFECTS_TABLE
            .real("exp_estimate", (tests, i) -> Math.exp(tests.get(i).estimate()))
            .real("exp_ci_lower", (tests, i) -> Math.exp(tests.get(i).lower()))
            .real("exp_ci_upper", (tests, i) -> Math.exp(tests.get(i).upper()));

    /** That of a link of which exp of a coefficient has no reading. */
    private static final TableDefinition<List<CoefficientTest>> UNREAD_EFFECTS_TABLE = FIXED_EFFECTS_TABLE
            .real("exp_estimate", (tests, i) -> Double.NaN)
            .real("exp_ci_lower", (tests, i) -> Double.NaN)
            .real("exp_ci_upper", (tests, i) -> Double.NaN);

    private static final TableDefinition<List<VarianceComponent>> COMPONENTS =
            TableDefinition.<List<VarianceComponent>>named("variance_components")
                    .text("group", (rows, i) -> rows.get(i).group())
                    .text("term1", (rows, i) -> rows.get(i).term1())
                    .text("term2", (rows, i) -> rows.get(i).term2())
                    .text("kind", (rows, i) -> rows.get(i).kind().name().toLowerCase(Locale.ROOT))
                    .real("value", (rows, i) -> rows.get(i).value())
                    .real("sd_or_corr", (rows, i) -> rows.get(i).sdOrCorrelation());

    private static final TableDefinition<List<VarianceComponent>> VARIANCE_COMPONENTS_TABLE =
            COMPONENTS.text(NOTE, (rows, i) -> note(rows.get(i)));

    /** That of an approximate fit, all of whose components are identified. */
    private static final TableDefinition<List<VarianceComponent>> APPROXIMATE_COMPONENTS_TABLE = COMPONENTS
            .text(NOTE, (rows, i) -> APPROXIMATE)
            .real("mc_error", (rows, i) -> rows.get(i).monteCarloError());

    private static final TableDefinition<List<StructureParameter>> COVARIANCE_PARAMETERS_TABLE =
            TableDefinition.<List<StructureParameter>>named("covariance_parameters")
                    .text("group", (rows, i) -> rows.get(i).estimate().group())
                    .text("term1", (rows, i) -> rows.get(i).estimate().first())
                    .text("term2", (rows, i) -> rows.get(i).estimate().second())
                    .text(
                            "kind",
                            (rows, i) -> rows.get(i).estimate().kind() == StructureEstimate.Kind.RESIDUAL
                                    ? "sd"
                                    : "correlation")
                    .real("estimate", (rows, i) -> rows.get(i).estimate().value())
                    .real("std_error", (rows, i) -> rows.get(i).estimate().standardError())
                    .real("ci_lower", (rows, i) -> rows.get(i).lower())
                    .real("ci_upper", (rows, i) -> rows.get(i).upper())
                    .text(NOTE, (rows, i) -> rows.get(i).ofResiduals() ? RESIDUALS : "");

    private static final TableDefinition<List<AnovaRow>> ANOVA_TABLE = TableDefinition.<List<AnovaRow>>named("anova")
            .text("term", (rows, i) -> rows.get(i).term())
            .real("sum_sq", (rows, i) -> rows.get(i).sumOfSquares())
            .real("mean_sq", (rows, i) -> rows.get(i).meanSquare())
            .whole("num_df", (rows, i) -> rows.get(i).numeratorDf())
            .real("den_df", (rows, i) -> rows.get(i).denominatorDf())
            .real("f", (rows, i) -> rows.get(i).f())
            .real("p_value", (rows, i) -> rows.get(i).pValue());

    private static final TableDefinition<List<AnovaRow>> GENERALISED_ANOVA_TABLE =
            TableDefinition.<List<AnovaRow>>named("anova")
                    .text("term", (rows, i) -> rows.get(i).term())
                    .real("chi_squared", (rows, i) -> rows.get(i).chiSquared())
                    .whole("df", (rows, i) -> rows.get(i).numeratorDf())
                    .real("p_value", (rows, i) -> rows.get(i).pValue());

    private static final TableDefinition<List<HypothesisTest>> HYPOTHESES_TABLE =
            TableDefinition.<List<HypothesisTest>>named("hypotheses")
                    .text("hypothesis", (tests, i) -> tests.get(i).hypothesis())
                    .real("estimate", (tests, i) -> tests.get(i).estimate())
                    .real("std_error", (tests, i) -> tests.get(i).standardError())
                    .whole("num_df", (tests, i) -> tests.get(i).numeratorDf())
                    .real("den_df", (tests, i) -> tests.get(i).denominatorDf())
                    .real("statistic", (tests, i) -> tests.get(i).statistic())
                    .real("p_value", (tests, i) -> tests.get(i).pValue());

    private static final TableDefinition<GroupRows> GROUP_EFFECTS_TABLE = TableDefinition.<GroupRows>named(
                    "group_effects")
            .text("group", GroupRows::group)
            .text("level", GroupRows::level)
            .text("term", GroupRows::term)
            .real("effect", GroupRows::effect)
            .real("conditional_sd", GroupRows::conditionalSd)
            .real("coefficient", GroupRows::coefficient);

    private static final TableDefinition<GroupRows> APPROXIMATE_GROUPS_TABLE =
            GROUP_EFFECTS_TABLE.text(NOTE, (rows, i) -> APPROXIMATE);

    private static final TableDefinition<GroupRows> RELIABILITY_TABLE = TableDefinition.<GroupRows>named("reliability")
            .text("group", GroupRows::group)
            .text("level", GroupRows::level)
            .text("term", GroupRows::term)
            .real("reliability", GroupRows::reliability);

    private static final TableDefinition<MixedModel> GROUPS_TABLE = TableDefinition.<MixedModel>named("groups")
            .text("group", (model, f) -> model.groupingFactors().get(f).name())
            .whole("levels", (model, f) -> model.groupingFactors().get(f).fittedLevels())
            .real("rows_min", (model, f) -> size(model, f, GroupSizes::min))
            .real("rows_mean", (model, f) -> size(model, f, GroupSizes::mean))
            .real("rows_max", (model, f) -> size(model, f, GroupSizes::max))
            .text("within", ResultTables::around);

    private static final TableDefinition<List<Finding>> ADVICE_TABLE = TableDefinition.<List<Finding>>named("advice")
            .text("kind", (findings, i) -> findings.get(i).kind().label())
            .text("subject", (findings, i) -> findings.get(i).subject())
            .text(
                    "alarm",
                    (findings, i) -> Boolean.toString(findings.get(i).kind().isAlarm()))
            .text("cause", (findings, i) -> findings.get(i).cause())
            .text("evidence", (findings, i) -> findings.get(i).evidence())
            .text("remedy", (findings, i) -> findings.get(i).remedy());

    /** What {@link #covarianceParameters} looks like for any model; only those with covariance structures have rows. */
    public static final TableSchema COVARIANCE_PARAMETERS = COVARIANCE_PARAMETERS_TABLE.schema();

    /** What {@link #groups} looks like for any model. */
    public static final TableSchema GROUPS = GROUPS_TABLE.schema();

    /** What {@link #advice} looks like for any model. */
    public static final TableSchema ADVICE = ADVICE_TABLE.schema();

    /** What {@link #fixedEffects} looks like for any linear model. */
    public static final TableSchema FIXED_EFFECTS = FIXED_EFFECTS_TABLE.schema();

    /** What {@link #fixedEffects} looks like for any generalised model. */
    public static final TableSchema GENERALISED_FIXED_EFFECTS = GENERALISED_EFFECTS_TABLE.schema();

    /** What {@link #anova} looks like for any linear model. */
    public static final TableSchema ANOVA = ANOVA_TABLE.schema();

    /** What {@link #anova} looks like for any generalised model. */
    public static final TableSchema GENERALISED_ANOVA = GENERALISED_ANOVA_TABLE.schema();

    /** What {@link #hypotheses} looks like for any model. */
    public static final TableSchema HYPOTHESES = HYPOTHESES_TABLE.schema();

    /** What {@link #varianceComponents} looks like for any model. */
    public static final TableSchema VARIANCE_COMPONENTS = VARIANCE_COMPONENTS_TABLE.schema();

    /** What {@link #groupEffects} looks like for any model. */
    public static final TableSchema GROUP_EFFECTS = GROUP_EFFECTS_TABLE.schema();

    /** What {@link #reliability} looks like for any model. */
    public static final TableSchema RELIABILITY = RELIABILITY_TABLE.schema();

    /** What {@link #fitStatistics} looks like for any model. */
    public static final TableSchema FIT_STATISTICS = FitStatisticsTable.DEFINITION.schema();

    /** What {@link #modelComparison} looks like for any models. */
    public static final TableSchema MODEL_COMPARISON = ComparisonTable.DEFINITION.schema();

    private static final TableDefinition<List<NullComparison.Row>> NULL_COMPARISON_TABLE =
            TableDefinition.<List<NullComparison.Row>>named("null_comparison")
                    .text("quantity", (rows, i) -> rows.get(i).quantity())
                    .real("null_model", (rows, i) -> rows.get(i).without())
                    .real("model", (rows, i) -> rows.get(i).with())
                    .real("change", (rows, i) -> rows.get(i).change())
                    .real("reduction", (rows, i) -> rows.get(i).reduction());

    /** What {@link #nullComparison} looks like for any models. */
    public static final TableSchema NULL_COMPARISON = NULL_COMPARISON_TABLE.schema();

    /** What {@link #influenceChanges} looks like for any model. */
    public static final TableSchema INFLUENCE_CHANGES = InfluenceTable.CHANGES.schema();

    /** What {@link #ladder} looks like for any models. */
    public static final TableSchema LADDER = LadderTable.DEFINITION.schema();

    /** The name of {@link #fixedCovariance}, whose columns depend on the model. */
    public static final String FIXED_COVARIANCE_NAME = "fixed_covariance";

    /** The name of {@link #influence}, whose columns depend on the model. */
    public static final String INFLUENCE_NAME = "influence";

    /** The name of {@link #optimizerLog}, whose columns depend on the model. */
    public static final String OPTIMIZER_LOG_NAME = "optimizer_log";

    /** The names of the tables of an analysis, as {@link #all} has them, without the optimiser's log. */
    public static final List<String> NAMES = List.of(
            FIXED_EFFECTS.name(),
            VARIANCE_COMPONENTS.name(),
            GROUP_EFFECTS.name(),
            FIT_STATISTICS.name(),
            FIXED_COVARIANCE_NAME,
            GROUPS.name(),
            ADVICE.name());

    private final MixedModel model;
    private final Inference inference;

    private ResultTables(MixedModel model, Inference inference) {
        this.model = model;
        this.inference = inference;
    }

    /** Returns the tables with 95% confidence intervals. */
    public static ResultTables of(MixedModel model) {
        return of(model, Inference.standard());
    }

    /** Returns the tables with tests and intervals as the inference gives them. */
    public static ResultTables of(MixedModel model, Inference inference) {
        return new ResultTables(model, inference);
    }

    /** Returns {@code advice}: kind, subject, alarm, cause, evidence, remedy; the most important first. */
    public static ResultTable advice(List<Finding> findings) {
        return ADVICE_TABLE.table(findings, findings.size());
    }

    private static double size(MixedModel model, int f, ToDoubleFunction<GroupSizes> part) {
        return model.rowFacts()
                .map(facts -> part.applyAsDouble(facts.sizes().get(f)))
                .orElse(Double.NaN);
    }

    private static String around(MixedModel model, int f) {
        return model.rowFacts().stream()
                .flatMap(facts -> facts.patterns().stream().skip(f).limit(1))
                .flatMap(pattern -> pattern.within().stream())
                .map(g -> model.groupingFactors().get(g).name())
                .collect(Collectors.joining(", "));
    }

    /**
     * Returns {@code model_comparison}: model, formula, parameters, aic, bic, log_likelihood, deviance, chi_squared, df, p_value, aicc,
     * p_boundary, p_bootstrap, verdict.
     *
     * <p>The deviance is -2 log_likelihood, of REML fits the REML criterion; the test is against the row before.
     */
    public static ResultTable modelComparison(ModelComparison comparison) {
        return ComparisonTable.of(comparison);
    }

    /** Returns {@code null_comparison}: quantity, null_model, model, change, reduction. */
    public static ResultTable nullComparison(NullComparison comparison) {
        return NULL_COMPARISON_TABLE.table(comparison.rows(), comparison.rows().size());
    }

    /**
     * Returns {@code influence}: group, level, rows, cooks_distance, a column dfbetas:TERM for each fixed effect, a column change:PARAMETER for
     * each standard deviation and correlation.
     */
    public static ResultTable influence(Influence influence) {
        return InfluenceTable.of(influence);
    }

    /**
     * Returns {@code influence_changes}, the same with a row for each level and estimate: group, level, rows, cooks_distance, parameter,
     * dfbetas (of fixed effects), change (of standard deviations and correlations).
     */
    public static ResultTable influenceChanges(Influence influence) {
        return InfluenceTable.changes(influence);
    }

    /**
     * Returns {@code ladder}: step, name, formula, parameters, log_likelihood, aic, bic, icc, r2_marginal, r2_conditional, chi_squared, df,
     * p_value, p_boundary, verdict, recommended; the test is against the row before.
     */
    public static ResultTable ladder(ModelLadder ladder) {
        return LadderTable.of(ladder);
    }

    /** Returns whether the effects of groups stayed where their rows are, so that tables of them have no row here. */
    public boolean areGroupsElsewhere() {
        return model.groupingFactors().stream().anyMatch(GroupingFactor::isElsewhere);
    }

    /** Returns the tables of an analysis, whose names are {@link #NAMES}, and behind them that of its covariance structures, if it has any. */
    public List<ResultTable> analysis() {
        return Stream.concat(usual().stream(), model.structures().map(found -> covarianceParameters()).stream())
                .toList();
    }

    private List<ResultTable> usual() {
        return List.of(
                fixedEffects(),
                varianceComponents(),
                groupEffects(),
                fitStatistics(),
                fixedCovariance(),
                groups(),
                advice(Advice.of(model)));
    }

    /** Returns all tables: those of an analysis first, the optimiser's log last. */
    public List<ResultTable> all() {
        return Stream.concat(analysis().stream(), Stream.of(optimizerLog())).toList();
    }

    /**
     * Returns {@code fixed_effects}: term, estimate, std_error, statistic, df, p_value, ci_lower, ci_upper; of an
     * approximate fit also note, of a generalised model exp_estimate, exp_ci_lower, exp_ci_upper: ratios of odds or means, empty where its link has none.
     */
    public ResultTable fixedEffects() {
        List<CoefficientTest> tests = inference.coefficients(model);
        if (model.generalised().isPresent()) {
            boolean read = model.generalised().get().distribution().link().isExponentiated();
            return (read ? GENERALISED_EFFECTS_TABLE : UNREAD_EFFECTS_TABLE).table(tests, tests.size());
        }
        return (isApproximate() ? APPROXIMATE_EFFECTS_TABLE : FIXED_EFFECTS_TABLE).table(tests, tests.size());
    }

    /**
     * Returns {@code anova}: term, sum_sq, mean_sq, num_df, den_df, f, p_value; of a generalised model term, chi_squared, df, p_value.
     *
     * @throws org.multilevel.error.ModelException if the model does not carry what the type or the method needs
     */
    public ResultTable anova(Anova.Type type) {
        List<AnovaRow> rows = new Anova(type, inference).rows(model);
        return (model.generalised().isPresent() ? GENERALISED_ANOVA_TABLE : ANOVA_TABLE).table(rows, rows.size());
    }

    /**
     * Returns {@code hypotheses}: hypothesis, estimate, std_error, num_df, den_df, statistic, p_value.
     *
     * @throws org.multilevel.error.ModelException if one of them is not about the coefficients of this model
     */
    public ResultTable hypotheses(List<LinearHypothesis> hypotheses) {
        List<HypothesisTest> tests =
                hypotheses.stream().map(h -> h.test(model, inference)).toList();
        return HYPOTHESES_TABLE.table(tests, tests.size());
    }

    /**
     * Returns {@code variance_components}: group, term1, term2, kind (variance, covariance, residual), value, sd_or_corr, note; of an approximate
     * fit also mc_error, the Monte Carlo standard error of the value.
     */
    public ResultTable varianceComponents() {
        List<VarianceComponent> rows = model.varianceComponents();
        return (isApproximate() ? APPROXIMATE_COMPONENTS_TABLE : VARIANCE_COMPONENTS_TABLE).table(rows, rows.size());
    }

    private static String note(VarianceComponent component) {
        if (component.kind() == VarianceComponent.Kind.CORRELATION && component.ofResiduals()) {
            return RESIDUALS;
        }
        return component.identified() ? "" : NOT_IDENTIFIED;
    }

    /**
     * Returns {@code covariance_parameters}: group, term1, term2, kind (correlation, sd), estimate, std_error, ci_lower, ci_upper, note
     * (residuals); of a model with covariance structures.
     */
    public ResultTable covarianceParameters() {
        List<StructureParameter> rows = StructureParameter.of(model, inference.level());
        return COVARIANCE_PARAMETERS_TABLE.table(rows, rows.size());
    }

    /** Returns {@code group_effects}: group, level, term, effect, conditional_sd, coefficient, of an approximate fit note; level by level. */
    public ResultTable groupEffects() {
        GroupRows rows = new GroupRows(model.groupingFactors());
        return (isApproximate() ? APPROXIMATE_GROUPS_TABLE : GROUP_EFFECTS_TABLE).table(rows, rows.count());
    }

    private boolean isApproximate() {
        return model.approximation().isPresent();
    }

    /** Returns {@code reliability}: group, level, term, reliability; how well a level's own rows tell its effect, level by level. */
    public ResultTable reliability() {
        GroupRows rows = new GroupRows(model.groupingFactors());
        return RELIABILITY_TABLE.table(rows, rows.count());
    }

    /**
     * Returns {@code groups}: group, levels, rows_min, rows_mean, rows_max, within (the grouping factors that it lies within, at commas).
     *
     * <p>For a model from a file of an early version all but the levels is empty.
     */
    public ResultTable groups() {
        return GROUPS_TABLE.table(model, model.groupingFactors().size());
    }

    /** Returns {@code fit_statistics}: name, value; numbers as text in full precision. */
    public ResultTable fitStatistics() {
        return FitStatisticsTable.of(model, inference);
    }

    /** Returns {@code fixed_covariance}: term, then one column per term. */
    public ResultTable fixedCovariance() {
        FixedEffects fixed = model.fixedEffects();
        List<ResultColumn> columns = new ArrayList<>();
        columns.add(new ResultColumn.Text("term", fixed::name));
        for (int j = 0; j < fixed.size(); j++) {
            int other = j;
            columns.add(new ResultColumn.Real(fixed.name(j), i -> fixed.covariance(i, other)));
        }
        return new ResultTable(FIXED_COVARIANCE_NAME, columns, fixed.size());
    }

    /** Returns {@code optimizer_log}: evaluation, phase, criterion, gradient_norm, theta_1, ... (internal, scaled theta). */
    public ResultTable optimizerLog() {
        List<Evaluation> log = model.log();
        List<ResultColumn> columns = new ArrayList<>();
        columns.add(new ResultColumn.Whole("evaluation", i -> log.get(i).number()));
        columns.add(new ResultColumn.Text("phase", i -> log.get(i).phase()));
        columns.add(new ResultColumn.Real("criterion", i -> log.get(i).criterion()));
        columns.add(new ResultColumn.Real("gradient_norm", i -> log.get(i).gradientNorm()));
        for (int k = 0; k < model.theta().length; k++) {
            int position = k;
            columns.add(new ResultColumn.Real(
                    "theta_" + (k + 1), i -> element(log.get(i).theta(), position)));
        }
        return new ResultTable(OPTIMIZER_LOG_NAME, columns, log.size());
    }

    private static double element(double[] theta, int position) {
        return position < theta.length ? theta[position] : Double.NaN;
    }
}
