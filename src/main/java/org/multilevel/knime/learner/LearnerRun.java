package org.multilevel.knime.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.multilevel.inference.Inference;
import org.multilevel.inference.advice.Advice;
import org.multilevel.inference.advice.Diagnosis;
import org.multilevel.knime.Confirmation;
import org.multilevel.knime.ExecutionProgress;
import org.multilevel.knime.KnimeResults;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.result.IntervalTables;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import org.multilevel.result.TableSchema;

/** What the learner does when it is configured and when it is executed. */
final class LearnerRun {
    /** The tables behind the model port, from top to bottom. */
    private static final List<TableSchema> TABLES = List.of(
            ResultTables.FIXED_EFFECTS,
            ResultTables.VARIANCE_COMPONENTS,
            ResultTables.GROUP_EFFECTS,
            FitNumbers.SCHEMA,
            ResultTables.ANOVA,
            IntervalTables.INTERVALS);

    /** The table behind the fitted values, which came later: saved workflows count ports. */
    private static final TableSchema LAST = ResultTables.COVARIANCE_PARAMETERS;

    /** The part of the progress bar that reading and fitting take, before the tables are written. */
    private static final double FIT_SHARE = 0.9;

    private LearnerRun() {}

    static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        MixedModelLearnerParameters parameters = input.getParameters();
        DataTableSpec table = input.getInTableSpec(0);
        LearnerModel model = Sentences.configuring(() -> LearnerModel.of(parameters, table));
        PortObjectSpec[] specs = new PortObjectSpec[3 + TABLES.size()];
        specs[0] = model.spec();
        for (int k = 0; k < TABLES.size(); k++) {
            specs[k + 1] = KnimeResults.spec(TABLES.get(k));
        }
        specs[1 + TABLES.size()] = FittedTable.spec(table, model.spec().response());
        specs[2 + TABLES.size()] = KnimeResults.spec(LAST);
        output.setOutSpecs(specs);
        guessed(parameters, model).ifPresent(output::setWarningMessage);
    }

    /** Returns the warning of settings that nobody has confirmed. */
    private static Optional<String> guessed(MixedModelLearnerParameters parameters, LearnerModel model) {
        return parameters.isGuessed()
                ? Optional.of(Confirmation.warning(model.formula().toString()))
                : Optional.empty();
    }

    static void execute(ExecuteInput input, ExecuteOutput output) throws KNIMEException, CanceledExecutionException {
        MixedModelLearnerParameters parameters = input.getParameters();
        BufferedDataTable data = input.getInTable(0);
        ExecutionContext context = input.getExecutionContext();
        LearnerModel learner = Sentences.executing(() -> LearnerModel.of(parameters, data.getDataTableSpec()));
        try {
            Sentences.executing(() -> {
                run(parameters, learner, data, context, output);
                return output;
            });
        } catch (KNIMEException e) {
            // KNIME shows an error in place of the warning, and the guess may be what is wrong.
            throw guessed(parameters, learner)
                    .map(warning -> new KNIMEException(warning + " " + e.getMessage(), e))
                    .orElse(e);
        }
    }

    private static void run(
            MixedModelLearnerParameters parameters,
            LearnerModel learner,
            BufferedDataTable data,
            ExecutionContext context,
            ExecuteOutput output)
            throws InvalidSettingsException, CanceledExecutionException {
        ExecutionProgress progress = ExecutionProgress.ofPasses(context.createSubExecutionContext(FIT_SHARE));
        LiveModel live = learner.fit(data, progress);
        MixedModel model = live.model();
        List<String> remarks =
                new ArrayList<>(guessed(parameters, learner).stream().toList());
        remarks.addAll(Diagnosis.of(Advice.of(model)));
        Inference inference = learner.spec().inference();
        ResultTable intervals = AskedTables.intervals(
                parameters.question().map(question -> () -> question.ask(live, inference, progress)), remarks);
        BufferedDataTable pictures = RowPictures.of(live, inference, learner.table(data), progress, context, remarks);
        context.setProgress(FIT_SHARE, "writing results");
        MixedModelPortObject port = new MixedModelPortObject(model, learner.spec());
        ResultTables results = ResultTables.of(port.model(), port.getSpec().inference());
        ResultTable anova =
                AskedTables.of(ResultTables.ANOVA, () -> results.anova(parameters.anovaType.type()), remarks);
        List<PortObject> outputs = new ArrayList<>(outputs(port, results, anova, intervals, context));
        outputs.add(
                parameters.appendFitted
                        ? FittedTable.of(model, learner.spec().response(), learner.table(data), data, progress, context)
                        : context.createVoidTable(FittedTable.spec(
                                data.getDataTableSpec(), learner.spec().response())));
        outputs.add(KnimeResults.table(results.covarianceParameters(), context));
        output.setOutData(outputs.toArray(PortObject[]::new));
        output.setInternalData(port, pictures, AskedTables.kept(List.of(anova, intervals), context));
        FitVariables.push(model);
        Sentences.warn(output, remarks);
    }

    private static List<PortObject> outputs(
            MixedModelPortObject port,
            ResultTables results,
            ResultTable anova,
            ResultTable intervals,
            ExecutionContext context)
            throws CanceledExecutionException {
        List<ResultTable> tables = List.of(
                results.fixedEffects().shapedAs(ResultTables.FIXED_EFFECTS),
                results.varianceComponents().shapedAs(ResultTables.VARIANCE_COMPONENTS),
                results.groupEffects().shapedAs(ResultTables.GROUP_EFFECTS),
                FitNumbers.beside(results.fitStatistics()),
                anova,
                intervals);
        List<PortObject> objects = new ArrayList<>(List.of(port));
        for (ResultTable table : tables) {
            objects.add(KnimeResults.table(table, context));
        }
        return objects;
    }
}
