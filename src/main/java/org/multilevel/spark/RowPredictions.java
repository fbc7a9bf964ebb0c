package org.multilevel.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.multilevel.data.Column;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Predictions;
import org.multilevel.model.RowPredictor;
import org.multilevel.model.UnseenGroups;

/** Appends the predictions of a model to rows, where they lie. */
final class RowPredictions implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<SentModel> model;
    private final ArrayList<DatasetColumn> read;
    private final UnseenGroups unseen;
    private final int kept;

    /**
     * Creates the function.
     *
     * @param read what the model reads of a row, from {@code kept} on
     * @param kept how many values of a row are passed on
     */
    RowPredictions(Broadcast<SentModel> model, List<DatasetColumn> read, UnseenGroups unseen, int kept) {
        this.model = model;
        this.read = new ArrayList<>(read);
        this.unseen = unseen;
        this.kept = kept;
    }

    /** Returns the model as it is sent. */
    Broadcast<SentModel> sent() {
        return model;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return predicted(rows, model.value().model());
    }

    /** Returns rows with the predictions of a model, such as that of their bucket. */
    Iterator<Row> predicted(Iterator<Row> rows, MixedModel own) {
        List<Column> columns = read.stream().map(DatasetColumn::shape).toList();
        RowPredictor predictor =
                own.predictor().withUnseenGroups(unseen).withUncertainty().rows(columns);
        int[] positions = predictor.columns().stream()
                .mapToInt(column -> kept + columns.indexOf(column))
                .toArray();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                return predicted(rows.next(), predictor, positions);
            }
        };
    }

    private Row predicted(Row row, RowPredictor predictor, int[] positions) {
        for (int k = 0; k < positions.length; k++) {
            Object value = row.get(positions[k]);
            if (value instanceof Double number) {
                predictor.setNumber(k, number);
            } else if (value instanceof String label && !label.isEmpty()) {
                predictor.setLabel(k, label);
            } else {
                predictor.setMissing(k);
            }
        }
        predictor.nameRows(() -> named(row, predictor, positions));
        Predictions found = predictor.predict();
        Object[] values = new Object[kept + 3];
        for (int k = 0; k < kept; k++) {
            values[k] = row.get(k);
        }
        values[kept] = orNull(found.conditional(0));
        values[kept + 1] = orNull(found.population(0));
        values[kept + 2] = orNull(found.conditionalStandardError(0));
        return RowFactory.create(values);
    }

    private static String named(Row row, RowPredictor predictor, int[] positions) {
        List<String> values = new ArrayList<>();
        for (int k = 0; k < positions.length; k++) {
            values.add(predictor.columns().get(k).name() + " = " + row.get(positions[k]));
        }
        return "(" + String.join(", ", values) + ")";
    }

    @SuppressWarnings("NullAway")
    private static Object orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
