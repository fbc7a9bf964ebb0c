package org.multilevel.model;

import org.multilevel.error.MethodException;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Link;

/**
 * The predictions of a generalised model on the scale of its response: probabilities or means; immutable.
 *
 * <p>{@link Predictions} of a generalised model are on the scale of the link. There are three on that of the response, and they differ:
 * what is expected in a row's own groups; what is expected in a group whose effects are zero; and the mean over all groups, the average of
 * the population.
 */
public final class ResponseScale {
    /** How far the integral over groups goes, in standard deviations. */
    private static final double REACH = 8.5;

    private final Link link;

    private ResponseScale(Link link) {
        this.link = link;
    }

    /**
     * Returns the scale of a model's response.
     *
     * @throws IllegalArgumentException if the model is a linear one
     */
    public static ResponseScale of(MixedModel model) {
        return of(model.generalised()
                .orElseThrow(() -> new IllegalArgumentException("the model is linear"))
                .distribution());
    }

    /** Returns the scale of the response of a distribution. */
    public static ResponseScale of(Distribution distribution) {
        return new ResponseScale(distribution.link());
    }

    /** Returns the mean that goes with a linear predictor; NaN for NaN. */
    public double mean(double linearPredictor) {
        return link.mean(linearPredictor);
    }

    /** Returns the standard error of {@link #conditional}, by the delta method; NaN unless uncertainty was asked for. */
    public double standardError(Predictions predictions, int i) {
        return predictions.conditionalStandardError(i) * Math.abs(slope(predictions.conditional(i)));
    }

    /** Returns how fast the mean grows with the linear predictor. */
    public double slope(double linearPredictor) {
        return link.slope(linearPredictor);
    }

    /** Returns the mean in the row's own groups; in that of a group that was not seen, whose effects are taken as zero. */
    public double conditional(Predictions predictions, int i) {
        return link.mean(predictions.conditional(i));
    }

    /** Returns the mean in a group whose effects are zero. */
    public double population(Predictions predictions, int i) {
        return link.mean(predictions.population(i));
    }

    /**
     * Returns the mean over all groups: that of the link's inverse over the normal distribution of the effects.
     *
     * @throws MethodException for the inverse link, of which there is no such mean
     */
    public double marginal(Predictions predictions, int i) {
        return marginal(predictions.population(i), predictions.randomVariance(i));
    }

    /**
     * Returns the mean of the link's inverse over a normal distribution.
     *
     * @throws MethodException for the inverse link, of which there is no such mean
     */
    public double marginal(double centre, double variance) {
        return switch (link) {
            case LOG -> Math.exp(centre + variance / 2);
            case PROBIT -> link.mean(centre / Math.sqrt(1 + variance));
            case LOGIT, CLOGLOG -> integral(centre, Math.sqrt(variance));
            case INVERSE -> throw noMean();
        };
    }

    /**
     * Makes sure that there are means over all groups.
     *
     * @throws MethodException if there are none
     */
    public void checkMarginal() {
        if (link == Link.INVERSE) {
            throw noMean();
        }
    }

    private static MethodException noMean() {
        return new MethodException(
                "With the inverse link the mean over all groups is not defined, because a linear predictor of zero"
                        + " has an infinite mean; predict on the scale link or response.");
    }

    /** By the trapezoidal rule, whose error falls exponentially for functions like this one. */
    private double integral(double centre, double deviation) {
        double step = 0.25 / Math.max(1, deviation);
        long half = (long) Math.ceil(REACH / step);
        double sum = 0;
        double weights = 0;
        for (long k = -half; k <= half; k++) {
            double z = k * step;
            double weight = Math.exp(-z * z / 2);
            sum += weight * link.mean(centre + deviation * z);
            weights += weight;
        }
        return sum / weights;
    }
}
