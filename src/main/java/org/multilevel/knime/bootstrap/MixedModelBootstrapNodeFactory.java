package org.multilevel.knime.bootstrap;

import java.util.List;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.multilevel.data.Progress;
import org.multilevel.fit.FitOptions;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.knime.ExecutionProgress;
import org.multilevel.knime.Keywords;
import org.multilevel.knime.KnimeResults;
import org.multilevel.knime.ModelTable;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.model.MixedModel;
import org.multilevel.result.IntervalTables;

/** Defines the node that draws responses from a model and says by their fits how certain its parameters are. */
public final class MixedModelBootstrapNodeFactory extends DefaultNodeFactory {
    private static final String DESCRIPTION = """
            <p>Draws responses from a mixed model, linear or generalised, fits it to each again, and makes intervals of what comes out: for fixed effects, \
            standard deviations, correlations, and what else the model's parameters tell. Variances of few groups have intervals that lie \
            on both sides as they should, which estimate and standard error do not give.</p>
            <p>No replicate reads the table. Of a linear model a fit needs the response's cross-products with the model's columns, and those \
            are drawn at once; a generalised model's rows are kept in a compact form, and each replicate takes the time of a fit. The model port does not carry cross-products, which grow with the groups and their pairs; so the table is \
            the second input and is read once more.</p>
            <p>The same seed gives the same replicates on every machine, whatever the number of processors. The node shows how many are \
            done, and stops when it is cancelled.</p>
            """;

    private static final DefaultNode NODE = DefaultNode.create()
            .name("Mixed Model Bootstrap")
            .icon("bootstrap.png")
            .shortDescription("Makes intervals of all parameters of a mixed model by the parametric bootstrap.")
            .fullDescription(DESCRIPTION)
            .sinceVersion(5, 8, 0)
            .ports(ports -> ports.addInputPort(
                            "Model", "The model of a learner, linear or generalised.", MixedModelPortObject.TYPE)
                    .addInputTable("Data", "The table that the model was fitted to, unchanged.")
                    .addOutputTable(
                            "Intervals",
                            "A row for each parameter: <i>parameter</i>, <i>estimate</i>, <i>lower</i>, <i>upper</i>, <i>method</i>.")
                    .addOutputTable(
                            "Replicates",
                            "A row for each replicate and parameter: <i>replicate</i>, <i>parameter</i>, <i>value</i>; the node Pivot"
                                    + " makes a column of each parameter."))
            .model(model -> model.parametersClass(MixedModelBootstrapParameters.class)
                    .configure(MixedModelBootstrapNodeFactory::configure)
                    .execute(MixedModelBootstrapNodeFactory::execute))
            .nodeType(NodeType.Other)
            .keywords(Keywords.with("bootstrap", "bootMer", "confidence interval", "simulation", "resampling"));

    /** Creates the factory, as KNIME does. */
    public MixedModelBootstrapNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        MixedModelBootstrapParameters parameters = input.getParameters();
        parameters.check();
        MixedModelPortObjectSpec model = input.getInPortSpec(0);
        Sentences.configuring(() -> {
            ModelTable.check(model, input.getInTableSpec(1));
            return output;
        });
        output.setOutSpec(0, KnimeResults.spec(IntervalTables.INTERVALS));
        output.setOutSpec(1, KnimeResults.spec(IntervalTables.REPLICATES));
    }

    private static void execute(ExecuteInput input, ExecuteOutput output)
            throws KNIMEException, CanceledExecutionException {
        MixedModelBootstrapParameters parameters = input.getParameters();
        ExecutionContext context = input.getExecutionContext();
        List<String> notes = Sentences.executing(() -> {
            parameters.check();
            MixedModelPortObject port = input.getInPortObject(0);
            MixedModel model = port.model();
            ExecutionProgress progress = ExecutionProgress.ofPasses(context);
            ParametricBootstrap bootstrap = bootstrap(model, input.getInTable(1), parameters, progress);
            IntervalEstimates intervals = IntervalEstimates.of(bootstrap, parameters.kind.kind(), parameters.level);
            output.setOutData(0, KnimeResults.table(IntervalTables.intervals(intervals), context));
            output.setOutData(1, KnimeResults.table(IntervalTables.replicates(bootstrap), context));
            return intervals.notes();
        });
        Sentences.warn(output, notes);
    }

    private static ParametricBootstrap bootstrap(
            MixedModel model, BufferedDataTable table, MixedModelBootstrapParameters asked, Progress progress) {
        int threads = FitOptions.DEFAULT.threads();
        return model.generalised().isPresent()
                ? ParametricBootstrap.of(
                        ModelTable.liveGeneralised(model, table, progress),
                        List.of(),
                        asked.kind.kind(),
                        asked.replicates,
                        asked.seed,
                        threads,
                        progress)
                : ParametricBootstrap.of(
                        ModelTable.live(model, table, progress),
                        List.of(),
                        asked.kind.kind(),
                        asked.replicates,
                        asked.seed,
                        threads,
                        progress);
    }
}
