package org.multilevel.inference.intervals;

import org.multilevel.inference.Inference;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Predictions;
import org.multilevel.model.ResponseScale;

/**
 * The intervals of predictions that come with standard errors; immutable.
 *
 * <p>They are normal, with theta and sigma taken as known, as the standard errors are; without grouping factors they are Student's t with
 * n - p degrees of freedom, and exact.
 */
public final class PredictionIntervals {
    private final double reach;

    private PredictionIntervals(double reach) {
        this.reach = reach;
    }

    /**
     * Returns the intervals of a model's predictions.
     *
     * @param level between 0 and 1, such as 0.95
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public static PredictionIntervals of(MixedModel model, double level) {
        Inference checked = Inference.asymptotic().withLevel(level);
        return new PredictionIntervals(
                model.isLeastSquares()
                        ? Distributions.tReach(
                                level,
                                model.rows().used()
                                        - (double) model.fixedEffects().size())
                        : checked.normalQuantile());
    }

    /** An interval; both ends are NaN where there is no prediction. */
    public record Interval(double lower, double upper) {}

    /** Returns the interval of what is expected of row i in its own groups: {@link Predictions#conditional} is its middle. */
    public Interval confidence(Predictions predictions, int i) {
        return around(predictions.conditional(i), predictions.conditionalStandardError(i));
    }

    /** Returns that interval of a generalised model on the scale of its response, where a falling link turns its ends. */
    public Interval confidence(ResponseScale scale, Predictions predictions, int i) {
        Interval onLink = confidence(predictions, i);
        double one = scale.mean(onLink.lower());
        double other = scale.mean(onLink.upper());
        return new Interval(Math.min(one, other), Math.max(one, other));
    }

    /** Returns the interval in which a new response of weight 1 like row i lies. */
    public Interval prediction(Predictions predictions, int i) {
        return around(predictions.conditional(i), predictions.observationSd(i));
    }

    /** Returns the interval in which a new response of weight 1 like row i lies, with the residuals of its subject carried on to it. */
    public Interval carried(Predictions predictions, int i) {
        return around(predictions.conditional(i) + predictions.carriedResidual(i), predictions.carriedSd(i));
    }

    /** Returns the interval around a value of which the standard error is known. */
    public Interval around(double value, double standardError) {
        return new Interval(value - reach * standardError, value + reach * standardError);
    }
}
