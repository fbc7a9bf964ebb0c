package org.multilevel.knime;

import java.util.List;
import org.knime.core.node.BufferedDataTable;
import org.multilevel.data.Table;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.Requirements;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.glm.Distribution;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.knime.port.ResponseFamily;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Models of KNIME tables for the tests of the nodes after the learner. */
public final class Models {
    private Models() {}

    /** Returns the port object of a model by REML. */
    public static MixedModelPortObject fit(String formula, BufferedDataTable table) {
        return fit(formula, EstimationMethod.REML, table);
    }

    /** Returns the port object of a model. */
    public static MixedModelPortObject fit(String formula, EstimationMethod method, BufferedDataTable table) {
        MixedModel model =
                LinearMixedModel.of(formula).withMethod(method).withThreads(1).fit(asRead(formula, table));
        MixedModelPortObjectSpec spec = MixedModelPortObjectSpec.of(
                Formula.parse(formula), asRead(formula, table).columns(), DesignOptions.DEFAULT, method, 0.95);
        return new MixedModelPortObject(model, spec);
    }

    /**
     * Returns the port object of a model by REML of which residuals go together, and have a variance for each stratum.
     *
     * @param residual such as {@code ar1(week | child)}; empty for independent residuals
     * @param strata a column; empty for one variance
     */
    public static MixedModelPortObject dependent(
            String formula, String residual, String strata, BufferedDataTable table) {
        LinearMixedModel specified = LinearMixedModel.of(formula).withThreads(1);
        DesignOptions options = DesignOptions.DEFAULT;
        if (!residual.isEmpty()) {
            specified = specified.withResidual(residual);
            options = options.withResidual(ResidualTerm.parse(residual));
        }
        if (!strata.isEmpty()) {
            specified = specified.withResidualVariance(strata);
            options = options.withStrata(strata);
        }
        Requirements needs =
                Requirements.of(Formula.parse(formula), KnimeColumns.of(table.getDataTableSpec()), options);
        Table read = KnimeTable.of(
                table, needs.columns().stream().map(column -> column.name()).toList(), needs.labels());
        return new MixedModelPortObject(
                specified.fit(read),
                MixedModelPortObjectSpec.of(
                        Formula.parse(formula), read.columns(), options, EstimationMethod.REML, 0.95));
    }

    /**
     * Returns the port object of a generalised model.
     *
     * @param labels those of the response, the second as the event; empty for numbers
     */
    public static MixedModelPortObject generalised(
            String formula, Distribution distribution, List<String> labels, BufferedDataTable table) {
        GeneralisedLinearMixedModel specified =
                GeneralisedLinearMixedModel.of(formula, distribution).withThreads(1);
        Requirements needs = specified.requirements(KnimeColumns.of(table.getDataTableSpec()));
        MixedModel model = specified.fit(KnimeTable.of(
                table, needs.columns().stream().map(column -> column.name()).toList(), needs.labels()));
        return new MixedModelPortObject(
                model,
                MixedModelPortObjectSpec.of(
                        Formula.parse(formula), needs, new ResponseFamily(distribution, labels), 0.95));
    }

    /** Returns the columns of a model's table as the learner reads them. */
    public static Table asRead(String formula, BufferedDataTable table) {
        Requirements needs = Requirements.of(
                Formula.parse(formula), KnimeColumns.of(table.getDataTableSpec()), DesignOptions.DEFAULT);
        return KnimeTable.of(
                table, needs.columns().stream().map(column -> column.name()).toList(), needs.labels());
    }
}
