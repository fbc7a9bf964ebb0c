package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/**
 * What it means that two fits of the same model agree to {@code tolerance}.
 *
 * <p>Every quantity is measured with the yardstick that the data give it: a fixed effect with its standard error, a group
 * effect with the standard deviation of its column, a covariance with the two standard deviations, standard errors and sigma with
 * themselves, the log-likelihood with 1 (a difference of 1 is what one standard error is worth).
 */
public final class Closeness {
    private final double tolerance;
    private final UnaryOperator<String> labels;

    private Closeness(double tolerance, UnaryOperator<String> labels) {
        this.tolerance = tolerance;
        this.labels = labels;
    }

    /** Returns closeness to a tolerance. */
    public static Closeness of(double tolerance) {
        return new Closeness(tolerance, UnaryOperator.identity());
    }

    /** Returns this closeness where the groups of the second fit have other labels. */
    public Closeness relabelled(UnaryOperator<String> change) {
        return new Closeness(tolerance, change);
    }

    /** Asserts that two fits of the same model to the same data agree in everything. */
    public void assertSame(MixedModel expected, MixedModel actual) {
        assertEquals(expected.verdict().status(), actual.verdict().status());
        assertEquals(
                expected.statistics().logLikelihood(),
                actual.statistics().logLikelihood(),
                tolerance,
                "log-likelihood");
        assertEquals(expected.sigma(), actual.sigma(), tolerance * expected.sigma(), "sigma");
        assertSameFixedEffects(expected, actual);
        for (GroupingFactor factor : expected.groupingFactors()) {
            assertSameFactor(factor, actual.groupingFactor(factor.name()).orElseThrow());
        }
    }

    private void assertSameFixedEffects(MixedModel expected, MixedModel actual) {
        assertEquals(expected.fixedEffects().names(), actual.fixedEffects().names());
        for (int i = 0; i < expected.fixedEffects().size(); i++) {
            double error = expected.fixedEffects().standardError(i);
            String name = expected.fixedEffects().name(i);
            assertEquals(
                    expected.fixedEffects().estimate(i), actual.fixedEffects().estimate(i), tolerance * error, name);
            assertEquals(error, actual.fixedEffects().standardError(i), tolerance * error, "standard error of " + name);
        }
    }

    private void assertSameFactor(GroupingFactor expected, GroupingFactor actual) {
        assertEquals(expected.size(), actual.size());
        for (int j = 0; j < expected.width(); j++) {
            double sd = expected.standardDeviation(j);
            for (int k = 0; k <= j; k++) {
                assertEquals(
                        expected.covariance(j, k),
                        actual.covariance(j, k),
                        tolerance * sd * expected.standardDeviation(k),
                        "covariance of " + expected.column(j) + " and " + expected.column(k));
            }
            for (int g = 0; g < expected.size(); g++) {
                int level = actual.indexOf(labels.apply(expected.level(g)));
                assertTrue(level >= 0, expected.level(g));
                assertEquals(expected.effect(g, j), actual.effect(level, j), tolerance * sd, "effect");
                assertEquals(
                        expected.conditionalSd(g, j), actual.conditionalSd(level, j), tolerance * sd, "conditional SD");
            }
        }
    }
}
