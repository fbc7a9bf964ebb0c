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
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.multilevel.inference.advice.Diagnosis;
import org.multilevel.knime.Confirmation;
import org.multilevel.knime.ExecutionProgress;
import org.multilevel.knime.KnimeResults;
import org.multilevel.knime.Sentences;
import org.multilevel.knime.port.MixedModelPortObject;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.result.IntervalTables;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import org.multilevel.result.TableSchema;

/** What the learner of generalised models does when it is configured and when it is executed. */
final class GeneralisedLearnerRun {
    /** The tables behind the model port, from top to bottom. */
    private static final List<TableSchema> TABLES = List.of(
            ResultTables.GENERALISED_FIXED_EFFECTS,
            ResultTables.VARIANCE_COMPONENTS,
            ResultTables.GROUP_EFFECTS,
            FitNumbers.SCHEMA,
            ResultTables.GENERALISED_ANOVA,
            IntervalTables.INTERVALS);

    /** The part of the progress bar that reading and fitting take, before the tables are written. */
    private static final double FIT_SHARE = 0.9;

    private GeneralisedLearnerRun() {}

    static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        GeneralisedLearnerParameters parameters = input.getParameters();
        DataTableSpec table = input.getInTableSpec(0);
        GeneralisedLearnerModel model = Sentences.configuring(() -> GeneralisedLearnerModel.of(parameters, table));
        model.spec().ifPresent(spec -> output.setOutSpec(0, spec));
        for (int k = 0; k < TABLES.size(); k++) {
            output.setOutSpec(k + 1, KnimeResults.spec(TABLES.get(k)));
        }
        output.setOutSpec(1 + TABLES.size(), FittedTable.generalisedSpec(table, model.response()));
        guessed(parameters, model).ifPresent(output::setWarningMessage);
    }

    /** Returns the warning of settings that nobody has confirmed. */
    private static Optional<String> guessed(GeneralisedLearnerParameters parameters, GeneralisedLearnerModel model) {
        return parameters.isGuessed()
                ? Optional.of(Confirmation.warning(model.formula() + " (" + model.distribution() + ")"))
                : Optional.empty();
    }

    static void execute(ExecuteInput input, ExecuteOutput output) throws KNIMEException, CanceledExecutionException {
        GeneralisedLearnerParameters parameters = input.getParameters();
        BufferedDataTable data = input.getInTable(0);
        GeneralisedLearnerModel learner =
                Sentences.executing(() -> GeneralisedLearnerModel.of(parameters, data.getDataTableSpec()));
        try {
            Sentences.executing(() -> {
                run(parameters, learner, data, input.getExecutionContext(), output);
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
            GeneralisedLearnerParameters parameters,
            GeneralisedLearnerModel learner,
            BufferedDataTable data,
            ExecutionContext context,
            ExecuteOutput output)
            throws CanceledExecutionException {
        ExecutionProgress progress = ExecutionProgress.ofPasses(context.createSubExecutionContext(FIT_SHARE));
        LiveGeneralisedModel live = learner.fit(data, progress);
        MixedModel model = live.model();
        List<String> remarks =
                new ArrayList<>(guessed(parameters, learner).stream().toList());
        remarks.addAll(Diagnosis.of(model));
        ResultTable intervals = AskedTables.intervals(
                parameters
                        .question()
                        .map(question -> () -> question.ask(live, learner.inference(), List.of(), progress)),
                remarks);
        BufferedDataTable pictures =
                RowPictures.of(live, learner.inference(), learner.table(data), progress, context, remarks);
        context.setProgress(FIT_SHARE, "writing results");
        MixedModelPortObject port = learner.port(model, data);
        ResultTables results = ResultTables.of(model, learner.inference());
        ResultTable anova = AskedTables.of(
                ResultTables.GENERALISED_ANOVA, () -> results.anova(parameters.anovaType.type()), remarks);
        List<PortObject> outputs = new ArrayList<>(List.of(port));
        for (ResultTable table : List.of(
                results.fixedEffects(),
                results.varianceComponents(),
                results.groupEffects(),
                FitNumbers.beside(results.fitStatistics()),
                anova,
                intervals)) {
            outputs.add(KnimeResults.table(table, context));
        }
        outputs.add(
                parameters.appendFitted
                        ? FittedTable.of(model, learner.response(), learner.table(data), data, progress, context)
                        : context.createVoidTable(
                                FittedTable.generalisedSpec(data.getDataTableSpec(), learner.response())));
        output.setOutData(outputs.toArray(PortObject[]::new));
        output.setInternalData(port, pictures, AskedTables.kept(List.of(anova, intervals), context));
        FitVariables.push(model);
        Sentences.warn(output, remarks);
    }
}
