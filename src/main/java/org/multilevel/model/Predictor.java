package org.multilevel.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;

/** A fitted model together with the choices that a prediction needs; immutable. */
public final class Predictor {
    private final ModelParts parts;
    private final PredictionChoices choices;

    Predictor(ModelParts parts, PredictionChoices choices) {
        this.parts = parts;
        this.choices = choices;
    }

    /** Returns this predictor with another way to treat groups that the fit did not see. */
    public Predictor withUnseenGroups(UnseenGroups unseen) {
        return new Predictor(parts, choices.withUnseen(unseen));
    }

    /** Returns this predictor with another way to treat rows that depend on a column that was left out of the fit. */
    public Predictor withAliased(AliasedColumns aliased) {
        return new Predictor(parts, choices.withAliased(aliased));
    }

    /** Returns this predictor with standard errors, which cost about as much again. */
    public Predictor withUncertainty() {
        return new Predictor(parts, choices.withUncertainty());
    }

    /**
     * Returns this predictor with {@link Predictions#carriedResidual}, which reads the columns of subjects, times and strata of the residuals, too,
     * where a table has them.
     */
    public Predictor withCarriedResiduals() {
        return new Predictor(parts, choices.withCarried());
    }

    /**
     * Predicts every row of a table, which needs the columns of the formula except the response; it is read once.
     *
     * @param table any table with the predictors and grouping columns
     * @param progress hears how it goes and may stop it
     * @param consumer gets all rows in table order; what it gets is reused
     * @throws org.multilevel.error.ModelException if a column is missing or has another type, or if a group was not seen and
     *     that is to be an error
     * @throws org.multilevel.error.DataException if the table cannot be read, or a number that the model needs is infinite
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public PredictionSummary predict(Table table, Progress progress, Consumer<Predictions> consumer) {
        return new PredictionRun(parts, choices, table).run(progress, consumer);
    }

    /**
     * Returns a predictor for rows that come one by one.
     *
     * @param columns the columns that the rows have; at least those of the formula except the response
     * @throws org.multilevel.error.ModelException if a column is missing or has another type
     */
    public RowPredictor rows(List<Column> columns) {
        return new RowPredictor(parts, choices, columns);
    }

    /** Returns the conditional prediction of every row, NaN where there is none. */
    public double[] predict(Table table) {
        Growing values = new Growing(table.rowCount().orElse(0));
        predict(table, Progress.NONE, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                values.add(rows.conditional(i));
            }
        });
        return values.toArray();
    }

    /** An array that grows. */
    private static final class Growing {
        private double[] values;
        private int size;

        Growing(long expected) {
            values = new double[(int) Math.min(expected, Integer.MAX_VALUE - 8)];
        }

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.max(16, size * 2));
            }
            values[size++] = value;
        }

        double[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
