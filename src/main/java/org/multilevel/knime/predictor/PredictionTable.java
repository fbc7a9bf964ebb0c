package org.multilevel.knime.predictor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.streamable.RowInput;
import org.knime.core.node.streamable.RowOutput;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.design.PredictionCheck;
import org.multilevel.formula.Formula;
import org.multilevel.inference.intervals.PredictionIntervals;
import org.multilevel.knime.AppendedColumns;
import org.multilevel.knime.AppendedColumns.RowCells;
import org.multilevel.knime.KnimeCells;
import org.multilevel.knime.KnimeColumns;
import org.multilevel.knime.RowReader;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.knime.port.ResponseFamily;
import org.multilevel.knime.predictor.MixedModelPredictorParameters.Scale;
import org.multilevel.model.AliasedColumns;
import org.multilevel.model.MixedModel;
import org.multilevel.model.PredictionSummary;
import org.multilevel.model.Predictions;
import org.multilevel.model.Predictor;
import org.multilevel.model.RowPredictor;
import org.multilevel.model.TwoLabels;

/** The table that the predictor makes of a table, a model and its settings: the columns first, then the rows. */
final class PredictionTable {
    private static final String ACTIVITY = "predicting rows";

    private final MixedModelPortObjectSpec model;
    private final DataTableSpec table;
    private final MixedModelPredictorParameters parameters;
    private final Set<String> labels;
    private final AppendedColumns columns;

    private PredictionTable(
            MixedModelPortObjectSpec model, DataTableSpec table, MixedModelPredictorParameters parameters) {
        this.model = model;
        this.table = table;
        this.parameters = parameters;
        this.labels = model.predictors().stream()
                .filter(column -> column.type() == ColumnType.CATEGORICAL)
                .map(Column::name)
                .collect(Collectors.toUnmodifiableSet());
        this.columns = columns();
    }

    /**
     * Returns what the node will make.
     *
     * @throws InvalidSettingsException if a setting means nothing
     * @throws org.multilevel.error.DataException if a column of the model cannot be used in this table
     * @throws org.multilevel.error.ModelException if the table lacks a column of the model, or has texts for numbers
     */
    static PredictionTable of(
            MixedModelPortObjectSpec model, DataTableSpec table, MixedModelPredictorParameters parameters)
            throws InvalidSettingsException {
        parameters.check();
        parameters.check(model);
        PredictionTable result = new PredictionTable(model, table, parameters);
        KnimeColumns.checkUsable(
                table, model.predictors().stream().map(Column::name).toList());
        PredictionCheck.check(
                Formula.parse(model.formula()), model.predictors(), KnimeColumns.of(table, result.labels));
        return result;
    }

    /** Returns the name of the prediction column where the user gives no other. */
    static String usualName(MixedModelPortObjectSpec model) {
        return "Prediction (" + model.response() + ")";
    }

    private AppendedColumns columns() {
        String first = parameters.predictionColumn.orElse(usualName(model));
        AppendedColumns appended = AppendedColumns.to(table);
        labels().ifPresentOrElse(
                        family -> appended.add(first, family.labels())
                                .add(probability(family.other()), DoubleCell.TYPE)
                                .add(probability(family.event()), DoubleCell.TYPE),
                        () -> appended.add(first, DoubleCell.TYPE));
        String name = labels().map(family -> probability(family.event())).orElse(first);
        if (parameters.appendPopulation) {
            appended.add(name + " population", DoubleCell.TYPE);
        }
        if (carries()) {
            appended.add(name + " carried", DoubleCell.TYPE);
        }
        if (parameters.appendGroupEffects) {
            model.groupingFactors().forEach(factor -> appended.add("Group effect (" + factor + ")", DoubleCell.TYPE));
        }
        if (parameters.appendStandardError) {
            appended.add(name + " standard error", DoubleCell.TYPE);
        }
        if (parameters.appendConfidenceInterval) {
            appended.add(name + " confidence lower", DoubleCell.TYPE).add(name + " confidence upper", DoubleCell.TYPE);
        }
        if (parameters.appendPredictionInterval) {
            appended.add(name + " prediction lower", DoubleCell.TYPE).add(name + " prediction upper", DoubleCell.TYPE);
            if (carries()) {
                appended.add(name + " carried lower", DoubleCell.TYPE).add(name + " carried upper", DoubleCell.TYPE);
            }
        }
        return appended;
    }

    /** Returns whether there are columns of what residuals carry on. */
    private boolean carries() {
        return parameters.appendCarried && model.carriesResiduals();
    }

    /** Returns the labels of which one is predicted, each with its probability; nothing where the prediction is a number. */
    private Optional<ResponseFamily> labels() {
        return model.family().filter(family -> family.isLabelled() && parameters.scale != Scale.LINK);
    }

    /** Returns the name that KNIME's own classifiers give the column. */
    private String probability(String label) {
        return "P (" + model.response() + "=" + label + ")";
    }

    /** Returns the spec of the table with the predictions. */
    DataTableSpec spec() {
        return columns.spec();
    }

    /** A table with predictions, and what there is to say of them. */
    record Result(BufferedDataTable table, PredictionSummary summary) {}

    /**
     * Predicts all rows.
     *
     * @throws org.multilevel.error.ModelException if a group was not seen and that is to be an error
     * @throws CanceledExecutionException if the user has asked to stop
     */
    Result predict(MixedModel fitted, BufferedDataTable rows, ExecutionContext context)
            throws CanceledExecutionException {
        RowPredictor predictor = predictor(fitted);
        return new Result(
                columns.append(rows, ACTIVITY, cells(fitted, predictor), context, context), predictor.summary());
    }

    /**
     * Predicts rows that come one by one.
     *
     * @return what there is to say of them
     * @throws KNIMEException with the reason why a row cannot be predicted
     * @throws CanceledExecutionException if the user has asked to stop
     * @throws InterruptedException if a node before or after has failed
     */
    PredictionSummary predict(MixedModel fitted, RowInput rows, RowOutput predicted, ExecutionContext context)
            throws KNIMEException, CanceledExecutionException, InterruptedException {
        RowPredictor predictor = predictor(fitted);
        columns.append(rows, predicted, ACTIVITY, cells(fitted, predictor), context);
        return predictor.summary();
    }

    private RowPredictor predictor(MixedModel fitted) {
        Predictor predictor = fitted.predictor()
                .withUnseenGroups(parameters.unseenGroups.choice())
                .withAliased(parameters.aliasedAsZero ? AliasedColumns.ZERO : AliasedColumns.MISSING);
        predictor = carries() ? predictor.withCarriedResiduals() : predictor;
        boolean uncertain = parameters.appendStandardError
                || parameters.appendConfidenceInterval
                || parameters.appendPredictionInterval;
        return (uncertain ? predictor.withUncertainty() : predictor).rows(KnimeColumns.of(table, labels));
    }

    private RowCells cells(MixedModel fitted, RowPredictor predictor) {
        ScaledPredictions scaled = ScaledPredictions.of(fitted, parameters.scale, parameters.intervalLevel);
        RowReader reader = new RowReader(predictor, table, labels);
        int[] factors = factors(fitted);
        return (row, position) -> {
            reader.read(row);
            return cells(predictor.predict(position), factors, scaled);
        };
    }

    /** Returns for each grouping factor of the spec its position in the model, which has them by size. */
    private int[] factors(MixedModel fitted) {
        List<String> names =
                fitted.groupingFactors().stream().map(factor -> factor.name()).toList();
        return model.groupingFactors().stream().mapToInt(names::indexOf).toArray();
    }

    private DataCell[] cells(Predictions predictions, int[] factors, ScaledPredictions scaled) {
        List<DataCell> cells = new ArrayList<>(columns.size());
        double predicted = scaled.prediction(predictions);
        labels().ifPresent(family -> {
            cells.add(KnimeCells.of(
                    Double.isNaN(predicted) ? "" : TwoLabels.isEvent(predicted) ? family.event() : family.other()));
            cells.add(KnimeCells.of(1 - predicted));
        });
        cells.add(KnimeCells.of(predicted));
        if (parameters.appendPopulation) {
            cells.add(KnimeCells.of(scaled.population(predictions)));
        }
        if (carries()) {
            cells.add(KnimeCells.of(predictions.conditional(0) + predictions.carriedResidual(0)));
        }
        if (parameters.appendGroupEffects) {
            for (int factor : factors) {
                cells.add(KnimeCells.of(predictions.groupEffect(0, factor)));
            }
        }
        if (parameters.appendStandardError) {
            cells.add(KnimeCells.of(scaled.standardError(predictions)));
        }
        if (parameters.appendConfidenceInterval) {
            add(scaled.confidence(predictions), cells);
        }
        if (parameters.appendPredictionInterval) {
            add(scaled.newRow(predictions), cells);
            if (carries()) {
                add(scaled.carried(predictions), cells);
            }
        }
        return cells.toArray(DataCell[]::new);
    }

    private static void add(PredictionIntervals.Interval interval, List<DataCell> cells) {
        cells.add(KnimeCells.of(interval.lower()));
        cells.add(KnimeCells.of(interval.upper()));
    }
}
