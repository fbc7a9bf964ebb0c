package weka.classifiers.functions;

import java.util.Collection;
import java.util.List;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Predictions;
import org.multilevel.model.RowPredictor;
import weka.core.Attribute;
import weka.core.Instance;
import weka.core.Instances;

/** Predicts single instances that have the same attributes, as Weka hands them over; not safe for use by several threads. */
final class InstancePredictor {
    private final RowTreatment treatment;
    private final RowPredictor rows;
    /** The attributes of the predictor's columns. */
    private final List<Attribute> attributes;

    private InstancePredictor(RowTreatment treatment, RowPredictor rows, List<Attribute> attributes) {
        this.treatment = treatment;
        this.rows = rows;
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
        RowPredictor rows = treatment
                .predictor(model)
                .withUncertainty()
                .rows(InstancesTable.of(header, columns).columns());
        return new InstancePredictor(
                treatment,
                rows,
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

    MixedModelState.Forecast forecast(Instance row) {
        for (int column = 0; column < attributes.size(); column++) {
            Attribute attribute = attributes.get(column);
            double value = row.value(attribute.index());
            if (Double.isNaN(value)) {
                rows.setMissing(column);
            } else if (attribute.isNominal() || attribute.isString()) {
                rows.setLabel(column, attribute.value((int) value));
            } else {
                rows.setNumber(column, value);
            }
        }
        Predictions predictions = rows.predict();
        return new MixedModelState.Forecast(predictions.conditional(0), predictions.observationSd(0));
    }
}
