package org.multilevel.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.multilevel.fit.Evaluation;
import org.multilevel.inference.CoefficientTest;
import org.multilevel.inference.WaldTest;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;
import org.multilevel.model.VarianceComponent;

/** The result tables of a fitted model: their names, columns and rows are the same in every host. */
public final class ResultTables {
    private static final double DEFAULT_LEVEL = 0.95;

    private final MixedModel model;
    private final double level;

    private ResultTables(MixedModel model, double level) {
        this.model = model;
        this.level = level;
    }

    /** Returns the tables with 95% confidence intervals. */
    public static ResultTables of(MixedModel model) {
        return of(model, DEFAULT_LEVEL);
    }

    /**
     * Returns the tables with confidence intervals of the given level.
     *
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static ResultTables of(MixedModel model, double level) {
        WaldTest.withDefaults().withLevel(level);
        return new ResultTables(model, level);
    }

    /** Returns all tables: those of an analysis first, the optimiser's log last. */
    public List<ResultTable> all() {
        return List.of(
                fixedEffects(),
                varianceComponents(),
                groupEffects(),
                fitStatistics(),
                fixedCovariance(),
                optimizerLog());
    }

    /** Returns {@code fixed_effects}: term, estimate, std_error, statistic, df, p_value, ci_lower, ci_upper. */
    public ResultTable fixedEffects() {
        List<CoefficientTest> tests = WaldTest.withDefaults().withLevel(level).test(model.fixedEffects());
        return new ResultTable(
                "fixed_effects",
                List.of(
                        new ResultColumn.Text("term", i -> tests.get(i).term()),
                        new ResultColumn.Real("estimate", i -> tests.get(i).estimate()),
                        new ResultColumn.Real("std_error", i -> tests.get(i).standardError()),
                        new ResultColumn.Real("statistic", i -> tests.get(i).statistic()),
                        new ResultColumn.Real("df", i -> tests.get(i).df()),
                        new ResultColumn.Real("p_value", i -> tests.get(i).pValue()),
                        new ResultColumn.Real("ci_lower", i -> tests.get(i).lower()),
                        new ResultColumn.Real("ci_upper", i -> tests.get(i).upper())),
                tests.size());
    }

    /** Returns {@code variance_components}: group, term1, term2, kind (variance, covariance, residual), value, sd_or_corr. */
    public ResultTable varianceComponents() {
        List<VarianceComponent> rows = model.varianceComponents();
        return new ResultTable(
                "variance_components",
                List.of(
                        new ResultColumn.Text("group", i -> rows.get(i).group()),
                        new ResultColumn.Text("term1", i -> rows.get(i).term1()),
                        new ResultColumn.Text("term2", i -> rows.get(i).term2()),
                        new ResultColumn.Text(
                                "kind", i -> rows.get(i).kind().name().toLowerCase(Locale.ROOT)),
                        new ResultColumn.Real("value", i -> rows.get(i).value()),
                        new ResultColumn.Real("sd_or_corr", i -> rows.get(i).sdOrCorrelation())),
                rows.size());
    }

    /** Returns {@code group_effects}: group, level, term, effect, conditional_sd, coefficient; level by level. */
    public ResultTable groupEffects() {
        GroupRows rows = new GroupRows(model.groupingFactors());
        return new ResultTable(
                "group_effects",
                List.of(
                        new ResultColumn.Text("group", i -> rows.factor(i).name()),
                        new ResultColumn.Text("level", i -> rows.factor(i).level(rows.level(i))),
                        new ResultColumn.Text("term", i -> rows.factor(i).column(rows.column(i))),
                        new ResultColumn.Real("effect", i -> rows.factor(i).effect(rows.level(i), rows.column(i))),
                        new ResultColumn.Real(
                                "conditional_sd", i -> rows.factor(i).conditionalSd(rows.level(i), rows.column(i))),
                        new ResultColumn.Real(
                                "coefficient", i -> rows.factor(i).coefficient(rows.level(i), rows.column(i)))),
                rows.count());
    }

    /** Returns {@code fit_statistics}: name, value; numbers as text in full precision. */
    public ResultTable fitStatistics() {
        return FitStatisticsTable.of(model);
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
        return new ResultTable("fixed_covariance", columns, fixed.size());
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
        return new ResultTable("optimizer_log", columns, log.size());
    }

    private static double element(double[] theta, int position) {
        return position < theta.length ? theta[position] : Double.NaN;
    }

    /** Finds factor, level and column of a row of the group effects without an object per row. */
    private static final class GroupRows {
        private final List<GroupingFactor> factors;
        private final int[] firstRow;

        GroupRows(List<GroupingFactor> factors) {
            this.factors = factors;
            this.firstRow = new int[factors.size() + 1];
            for (int f = 0; f < factors.size(); f++) {
                firstRow[f + 1] = Math.addExact(
                        firstRow[f],
                        Math.multiplyExact(factors.get(f).size(), factors.get(f).width()));
            }
        }

        int count() {
            return firstRow[factors.size()];
        }

        GroupingFactor factor(int row) {
            return factors.get(position(row));
        }

        int level(int row) {
            int f = position(row);
            return (row - firstRow[f]) / factors.get(f).width();
        }

        int column(int row) {
            int f = position(row);
            return (row - firstRow[f]) % factors.get(f).width();
        }

        private int position(int row) {
            int f = 0;
            while (row >= firstRow[f + 1]) {
                f++;
            }
            return f;
        }
    }
}
