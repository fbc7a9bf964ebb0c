package org.multilevel.inference.means;

import org.multilevel.glm.Distribution;
import org.multilevel.glm.Link;
import org.multilevel.inference.means.MarginalMeans.Difference;
import org.multilevel.inference.means.MarginalMeans.Estimate;
import org.multilevel.model.ResponseScale;

/**
 * What the marginal means of a generalised model are for its response: means and probabilities instead of linear predictors, and ratios of
 * odds or means instead of differences; immutable.
 *
 * <p>A mean is that of the link's inverse at the average linear predictor of its rows, with effects of groups zero, as emmeans has it with
 * {@code type = "response"}: not the average of the rows' means. Its standard error is by the delta method; ends of intervals are transformed,
 * and so are those of ratios.
 *
 * @param distribution family and link of the model
 */
public record ResponseMeans(Distribution distribution) {
    /** Returns whether exp of slopes and differences is a ratio that a user reads: of odds, or of means. */
    public boolean hasRatios() {
        return distribution.link().isExponentiated();
    }

    /** Returns a mean on the scale of the response; NaN where a linear predictor is outside the link's range. */
    public Estimate mean(Estimate of) {
        ResponseScale scale = ResponseScale.of(distribution);
        double first = end(scale, of.lower());
        double second = end(scale, of.upper());
        boolean falls = distribution.link() == Link.INVERSE;
        boolean defined = !falls || of.estimate() > 0;
        return new Estimate(
                of.levels(),
                defined ? scale.mean(of.estimate()) : Double.NaN,
                defined ? of.standardError() * Math.abs(scale.slope(of.estimate())) : Double.NaN,
                of.df(),
                falls ? second : first,
                falls ? first : second);
    }

    /** With the inverse link a linear predictor of zero has an infinite mean, and one below zero none. */
    private double end(ResponseScale scale, double linear) {
        return distribution.link() == Link.INVERSE && linear <= 0 ? Double.POSITIVE_INFINITY : scale.mean(linear);
    }

    /** Returns exp of a slope: by which ratio odds or means grow with a unit of the covariate; NaN where there are no ratios. */
    public Estimate ratio(Estimate of) {
        double ratio = exp(of.estimate());
        return new Estimate(of.levels(), ratio, ratio * of.standardError(), of.df(), exp(of.lower()), exp(of.upper()));
    }

    /** Returns exp of a difference, a ratio of odds or means, with the same test; NaN where there are no ratios. */
    public Difference ratio(Difference of) {
        double ratio = exp(of.estimate());
        return new Difference(
                of.name(),
                of.levels(),
                ratio,
                ratio * of.standardError(),
                of.df(),
                of.statistic(),
                of.pValue(),
                of.unadjustedPValue(),
                of.adjustment(),
                exp(of.lower()),
                exp(of.upper()));
    }

    private double exp(double value) {
        return hasRatios() ? Math.exp(value) : Double.NaN;
    }
}
