package weka.classifiers.functions;

import java.util.Collection;
import java.util.List;
import org.multilevel.data.Column;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Predictions;
import org.multilevel.model.Predictor;
import org.multilevel.model.RowPredictor;
import weka.core.Attribute;
import weka.core.Instance;
import weka.core.Instances;

/** Predicts single instances that have the same attributes, as Weka hands them over; not safe for use by several threads. */
final class InstancePredictor {
    private final RowTreatment treatment;
    private final RowPredictor rows;
    /** Also gives errors: where rows have several known groups, the first of them costs as much as many predictions. */
    private final RowPredictor uncertainRows;
    /** The attributes of the predictor's columns. */
    private final List<Attribute> attributes;

    private InstancePredictor(
            RowTreatment treatment, RowPredictor rows, RowPredictor uncertainRows, List<Attribute> attributes) {
        this.treatment = treatment;
        this.rows = rows;
        this.uncertainRows = uncertainRows;
        this.attributes = attributes;
    }

    /**
     * Returns the predictor for instances of a dataset.
     *
     * @param columns the names of the columns that the model may need
     * @throws org.multilevel.error.ModelException if the dataset lacks an attribute of the model
     */
    static InstancePredictor of(
            MixedModel model, Collection<String> columns, Instances header, RowTreatment treatment) {
        Predictor predictor = treatment.predictor(model);
        List<Column> available = InstancesTable.of(header, columns).columns();
        RowPredictor rows = predictor.rows(available);
        return new InstancePredictor(
                treatment,
                rows,
                predictor.withUncertainty().rows(available),
                rows.columns().stream()
                        .map(column -> header.attribute(column.name()))
                        .toList());
    }

    /** Returns whether this predicts instances of that dataset, whose attributes may have been changed since it was made. */
    @SuppressWarnings("ReferenceEquality") // attributes that only look the same may number their levels otherwise
    boolean isFor(Instances header, RowTreatment choice) {
        if (!choice.equals(treatment)) {
            return false;
        }
        for (Attribute attribute : attributes) {
            if (attribute.index() >= header.numAttributes() || header.attribute(attribute.index()) != attribute) {
                return false;
            }
        }
        return true;
    }

    /** Returns the prediction of an instance, NaN if there is none. */
    double predict(Instance row) {
        set(rows, row);
        return expected(rows.predict());
    }

    /** Returns the prediction of an instance with its error. */
    MixedModelState.Forecast forecast(Instance row) {
        set(uncertainRows, row);
        Predictions predictions = uncertainRows.predict();
        return new MixedModelState.Forecast(
                expected(predictions), treatment.carried() ? predictions.carriedSd(0) : predictions.observationSd(0));
    }

    private static double expected(Predictions predictions) {
        return predictions.conditional(0) + predictions.carriedResidual(0);
    }

    private void set(RowPredictor to, Instance row) {
        for (int column = 0; column < attributes.size(); column++) {
            Attribute attribute = attributes.get(column);
            double value = row.value(attribute.index());
            if (Double.isNaN(value)) {
                to.setMissing(column);
            } else if (attribute.isNominal() || attribute.isString()) {
                to.setLabel(column, attribute.value((int) value));
            } else {
                to.setNumber(column, value);
            }
        }
    }
}
