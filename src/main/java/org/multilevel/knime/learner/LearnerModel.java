package org.multilevel.knime.learner;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Requirements;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.Solver;
import org.multilevel.formula.Formula;
import org.multilevel.inference.Inference;
import org.multilevel.inference.advice.Finding;
import org.multilevel.inference.advice.TableCheck;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.KnimeColumns;
import org.multilevel.knime.KnimeTable;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.result.ResidualWords;

/** The model that a learner's settings mean on a table with some spec: checked as far as that is possible without its rows. */
final class LearnerModel {
    private final Formula formula;
    private final DesignOptions options;
    private final Requirements needs;
    private final MixedModelPortObjectSpec spec;
    private final DfMethod df;
    private final Solver solver;

    private LearnerModel(
            Formula formula,
            DesignOptions options,
            Requirements needs,
            MixedModelPortObjectSpec spec,
            DfMethod df,
            Solver solver) {
        this.df = df;
        this.solver = solver;
        this.formula = formula;
        this.options = options;
        this.needs = needs;
        this.spec = spec;
    }

    /**
     * Returns the model.
     *
     * @throws InvalidSettingsException if a setting is left open or means nothing
     * @throws org.multilevel.error.FormulaException if the formula is none
     * @throws org.multilevel.error.DataException if a column cannot be used
     * @throws org.multilevel.error.ModelException if the model cannot be fitted to such a table
     */
    static LearnerModel of(MixedModelLearnerParameters parameters, DataTableSpec table)
            throws InvalidSettingsException {
        parameters.check();
        parameters.fillTexts();
        checkLevel(parameters.confidenceLevel);
        if (parameters.isGuessed()) {
            guess(parameters, table);
        }
        Formula formula = ModelChoice.formula(parameters, table);
        DesignOptions options = options(parameters);
        Set<String> named = new LinkedHashSet<>(formula.columns());
        options.weights().ifPresent(named::add);
        options.residual().ifPresent(term -> named.addAll(term.columns()));
        options.strata().ifPresent(named::add);
        KnimeColumns.checkUsable(table, named);
        Requirements needs = Requirements.of(formula, KnimeColumns.of(table), options);
        if (!needs.factors().isEmpty()) {
            parameters.checkDegreesOfFreedom();
        }
        List<Column> columns = KnimeColumns.of(table, needs.labels());
        RoleCheck.check(formula, KnimeColumns.of(table), options.weights());
        MixedModelPortObjectSpec spec = MixedModelPortObjectSpec.of(
                formula,
                columns,
                options,
                switch (parameters.method) {
                    case REML -> EstimationMethod.REML;
                    case ML -> EstimationMethod.ML;
                },
                parameters.confidenceLevel);
        return new LearnerModel(
                formula,
                options,
                needs,
                spec,
                switch (parameters.degreesOfFreedom) {
                    case AUTOMATIC -> DfMethod.AUTOMATIC;
                    case SATTERTHWAITE -> DfMethod.SATTERTHWAITE;
                    case KENWARD_ROGER -> DfMethod.KENWARD_ROGER;
                    case ASYMPTOTIC -> DfMethod.ASYMPTOTIC;
                },
                parameters.solver.choice());
    }

    /** Fills the columns that nobody has chosen, or asks for the group where the table does not tell it. */
    private static void guess(MixedModelLearnerParameters parameters, DataTableSpec table)
            throws InvalidSettingsException {
        parameters.guess(table);
        boolean noGroup = parameters.groupings.length == 1 && parameters.groupings[0].group.isEmpty();
        if (noGroup && !parameters.response.isEmpty()) {
            throw ColumnGuess.of(table).unclear(", or remove the grouping");
        }
    }

    static void checkLevel(double level) throws InvalidSettingsException {
        try {
            Inference.standard().withLevel(level);
        } catch (IllegalArgumentException outside) {
            throw new InvalidSettingsException(outside.getMessage(), outside);
        }
    }

    private static DesignOptions options(MixedModelLearnerParameters parameters) throws InvalidSettingsException {
        if (parameters.weights.filter(String::isEmpty).isPresent()) {
            throw new InvalidSettingsException(
                    "No weights column is chosen: choose a numeric column, or switch the weights off.");
        }
        DesignOptions options = DesignOptions.DEFAULT.withMissing(parameters.missingValues.choice());
        return ResidualChoices.applied(
                parameters, parameters.weights.map(options::withWeights).orElse(options));
    }

    /** Returns the spec of the model port, the same before and after the fit. */
    MixedModelPortObjectSpec spec() {
        return spec;
    }

    /** Returns the formula. */
    Formula formula() {
        return formula;
    }

    /** Returns what the residuals are like. */
    ResidualWords residuals() {
        return new ResidualWords(options.residual(), options.strata());
    }

    /** Returns the columns of a table that the model reads. */
    Table table(BufferedDataTable data) {
        List<String> names = needs.columns().stream().map(Column::name).toList();
        return KnimeTable.of(data, names, needs.labels());
    }

    /** Fits the model to a table, which is read where it is, and keeps the cross-products for what else is asked. */
    LiveModel fit(BufferedDataTable data, Progress progress) {
        LinearMixedModel model = request(progress);
        TableCheck check = TableCheck.beside(model, table(data), progress);
        return check.told(model.live(check.table()));
    }

    /** Returns what speaks against the model for a table, without fitting it. */
    List<Finding> findings(BufferedDataTable data) {
        return TableCheck.of(request(Progress.NONE), table(data), Progress.NONE).stream()
                .filter(finding -> finding.kind().isAlarm())
                .toList();
    }

    private LinearMixedModel request(Progress progress) {
        LinearMixedModel model = LinearMixedModel.of(formula)
                .withMethod(spec.method())
                .withMissing(options.missing())
                .withDf(df)
                .withSolver(solver)
                .withProgress(progress);
        model = options.residual().map(model::withResidual).orElse(model);
        model = options.strata().map(model::withResidualVariance).orElse(model);
        return options.weights().map(model::withWeights).orElse(model);
    }
}
