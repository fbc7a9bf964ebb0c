package org.multilevel.knime.predictor;

import java.util.Optional;
import org.multilevel.inference.intervals.PredictionIntervals;
import org.multilevel.inference.intervals.PredictionIntervals.Interval;
import org.multilevel.knime.predictor.MixedModelPredictorParameters.Scale;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Predictions;
import org.multilevel.model.ResponseScale;

/** The numbers that are predicted for a row, on the scale that was chosen; a linear model has one scale. */
final class ScaledPredictions {
    private final Optional<ResponseScale> response;
    private final boolean marginal;
    private final PredictionIntervals intervals;

    private ScaledPredictions(Optional<ResponseScale> response, boolean marginal, PredictionIntervals intervals) {
        this.response = response;
        this.marginal = marginal;
        this.intervals = intervals;
    }

    /** Returns the numbers of a model with intervals of a level. */
    static ScaledPredictions of(MixedModel model, Scale scale, double level) {
        return new ScaledPredictions(
                model.generalised().isPresent() && scale != Scale.LINK
                        ? Optional.of(ResponseScale.of(model))
                        : Optional.empty(),
                scale == Scale.MARGINAL,
                PredictionIntervals.of(model, level));
    }

    /** Returns the prediction itself. */
    double prediction(Predictions row) {
        if (response.isEmpty()) {
            return row.conditional(0);
        }
        return marginal ? response.get().marginal(row, 0) : response.get().conditional(row, 0);
    }

    /** Returns what is expected where the effects of the groups are zero. */
    double population(Predictions row) {
        return response.isEmpty() ? row.population(0) : response.get().population(row, 0);
    }

    /** Returns the standard error of the prediction in the row's own groups. */
    double standardError(Predictions row) {
        return response.isEmpty()
                ? row.conditionalStandardError(0)
                : response.get().standardError(row, 0);
    }

    /** Returns the interval of what is expected in the row's own groups. */
    Interval confidence(Predictions row) {
        return response.isEmpty() ? intervals.confidence(row, 0) : intervals.confidence(response.get(), row, 0);
    }

    /** Returns the interval of a new row of a linear model. */
    Interval newRow(Predictions row) {
        return intervals.prediction(row, 0);
    }

    /** Returns the interval of a new row of a linear model, with the residuals of its subject carried on to it. */
    Interval carried(Predictions row) {
        return intervals.carried(row, 0);
    }
}
