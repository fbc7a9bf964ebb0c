package org.multilevel.inference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.multilevel.model.FixedEffects;
import org.multilevel.model.MixedModel;

/**
 * How the uncertainty of a model's estimates is told, asked by everything that shows it; immutable.
 *
 * @param method what distribution the statistics of fixed effects are taken to have
 * @param level confidence level of intervals
 */
public record Inference(Method method, double level) {

    /** The ways to test fixed effects. */
    public enum Method {
        /**
         * By the normal distribution: z = estimate / standard error, p = 2 (1 - Phi(|z|)).
         *
         * <p>The approximation is good with many groups. Reference: Wald (1943), Trans. Amer. Math. Soc. 54, 426-482.
         */
        ASYMPTOTIC
    }

    /**
     * Checks the level.
     *
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public Inference {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "The confidence level is " + level + " but must lie between 0 and 1, such as 0.95.");
        }
    }

    /** Returns inference by the normal distribution, with 95% intervals. */
    public static Inference asymptotic() {
        return new Inference(Method.ASYMPTOTIC, 0.95);
    }

    /**
     * Returns this inference with intervals of another confidence level.
     *
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public Inference withLevel(double level) {
        return new Inference(method, level);
    }

    /** Tests every fixed effect, in the order of the model. */
    public List<CoefficientTest> coefficients(MixedModel model) {
        FixedEffects fixed = model.fixedEffects();
        List<CoefficientTest> tests = new ArrayList<>();
        for (int i = 0; i < fixed.size(); i++) {
            tests.add(test(fixed, i));
        }
        return List.copyOf(tests);
    }

    /**
     * Tests the fixed effect of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest
     */
    public CoefficientTest coefficient(MixedModel model, String name) {
        return test(model.fixedEffects(), model.fixedEffects().position(name));
    }

    private CoefficientTest test(FixedEffects fixed, int i) {
        double estimate = fixed.estimate(i);
        double error = fixed.standardError(i);
        return switch (method) {
            case ASYMPTOTIC -> {
                double z = estimate / error;
                double half = normalQuantile() * error;
                yield new CoefficientTest(
                        fixed.name(i),
                        estimate,
                        error,
                        z,
                        Double.NaN,
                        Distributions.normalTwoSided(z),
                        estimate - half,
                        estimate + half);
            }
        };
    }

    /**
     * Returns how many standard deviations a normal interval of this level reaches to either side; so those of group effects, whose
     * distribution given the variances is normal with any method.
     */
    public double normalQuantile() {
        return Distributions.normalReach(level);
    }

    /** Returns the level as people write it, such as {@code 95%}. */
    public String percent() {
        BigDecimal percent = BigDecimal.valueOf(level).movePointRight(2).setScale(4, RoundingMode.HALF_UP);
        return percent.stripTrailingZeros().toPlainString() + "%";
    }
}
