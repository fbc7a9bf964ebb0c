package org.multilevel.inference.intervals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.inference.intervals.PredictionIntervals.Interval;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** Intervals that have a formula, worked out beside them. */
class IntervalFormulasTest {
    private static final double NORMAL = 1.959963984540054;

    /** R's qt(0.975, 178) for 180 rows and two coefficients. */
    @Test
    void predictionsReachAsFarAsStudentsTWithoutGroupsAndAsTheNormalWithThem() {
        MixedModel line = Samples.fit("Reaction ~ Days", EstimationMethod.REML, Samples.sleepstudy());
        Interval t = PredictionIntervals.of(line, 0.95).around(10, 2);
        assertEquals(10 - 2 * 1.973380888548822, t.lower(), 1e-9);
        assertEquals(10 + 2 * 1.973380888548822, t.upper(), 1e-9);
        Interval normal =
                PredictionIntervals.of(Samples.sleepstudyModel(), 0.95).around(10, 2);
        assertEquals(10 - 2 * NORMAL, normal.lower(), 1e-12);
        assertEquals(10 + 2 * NORMAL, normal.upper(), 1e-12);
    }

    /** By Fisher's z for correlations, on the scale of the logarithm for deviations. */
    @ParameterizedTest
    @ValueSource(strings = {"orthodont-cs-sex", "sleep-ar1"})
    void parametersOfStructuresHaveTransformedIntervals(String name) {
        MixedModel model = ReferenceCases.fit(ReferenceCases.model(name));
        for (StructureParameter parameter : StructureParameter.of(model, 0.95)) {
            StructureEstimate estimate = parameter.estimate();
            double value = estimate.value();
            double half = NORMAL * estimate.standardError();
            if (estimate.kind() == StructureEstimate.Kind.CORRELATION) {
                // atanh r = log((1 + r) / (1 - r)) / 2, whose derivative is 1 / (1 - r^2)
                assertEquals(half / (1 - value * value), fisher(parameter.upper()) - fisher(value), 1e-9);
                assertEquals(half / (1 - value * value), fisher(value) - fisher(parameter.lower()), 1e-9);
            } else {
                assertEquals(half / value, Math.log(parameter.upper() / value), 1e-9);
                assertEquals(half / value, Math.log(value / parameter.lower()), 1e-9);
            }
        }
    }

    private static double fisher(double r) {
        return 0.5 * Math.log((1 + r) / (1 - r));
    }

    @ParameterizedTest
    @EnumSource(IntervalEstimates.Method.class)
    void aMethodIsFoundByItsName(IntervalEstimates.Method method) {
        assertEquals(method, IntervalEstimates.Method.of(method.text()));
        assertEquals(method, IntervalEstimates.Method.of(method.name()));
        assertTrue(method.name().equalsIgnoreCase(method.text()));
    }

    @Test
    void anUnknownMethodIsRefusedWithThoseThatThereAre() {
        assertEquals(
                "There are no exact intervals; choose wald, profile or bootstrap.",
                assertThrows(ModelException.class, () -> IntervalEstimates.Method.of("exact"))
                        .getMessage());
    }
}
