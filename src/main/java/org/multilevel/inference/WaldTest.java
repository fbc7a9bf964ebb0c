package org.multilevel.inference;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.special.Erf;
import org.multilevel.model.FixedEffects;

/**
 * Tests fixed effects with the normal distribution: z = estimate / standard error, p = 2 (1 - Phi(|z|)).
 *
 * <p>The approximation is good with many groups. Reference: Wald (1943), Trans. Amer. Math. Soc. 54, 426-482.
 */
public final class WaldTest {
    private static final WaldTest DEFAULTS = new WaldTest(0.95);

    private final double level;

    private WaldTest(double level) {
        this.level = level;
    }

    /** Returns the test with 95% intervals. */
    public static WaldTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * Returns this test with intervals of another confidence level.
     *
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public WaldTest withLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "The confidence level is " + level + " but must lie between 0 and 1, such as 0.95.");
        }
        return new WaldTest(level);
    }

    /** Tests every fixed effect, in the order of the model. */
    public List<CoefficientTest> test(FixedEffects fixed) {
        double quantile = Math.sqrt(2) * Erf.erfInv(level);
        List<CoefficientTest> tests = new ArrayList<>();
        for (int i = 0; i < fixed.size(); i++) {
            double estimate = fixed.estimate(i);
            double error = fixed.standardError(i);
            double z = estimate / error;
            tests.add(new CoefficientTest(
                    fixed.name(i),
                    estimate,
                    error,
                    z,
                    Double.NaN,
                    twoSided(z),
                    estimate - quantile * error,
                    estimate + quantile * error));
        }
        return tests;
    }

    /** Returns 2 (1 - Phi(|z|)) = erfc(|z| / sqrt 2), which keeps its digits in the tail. */
    static double twoSided(double z) {
        return Erf.erfc(Math.abs(z) / Math.sqrt(2));
    }
}
