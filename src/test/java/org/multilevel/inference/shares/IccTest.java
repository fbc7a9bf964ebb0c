package org.multilevel.inference.shares;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

class IccTest {
    @Test
    void iccIsThePartOfTheVarianceBetweenGroups() {
        MixedModel model = Samples.fit("Reaction ~ Days + (1 | Subject)", EstimationMethod.REML, Samples.sleepstudy());
        // reference/open.json, case sleepstudy-ri-reml
        assertEquals(0.58930891607338, Icc.of(model).orElseThrow(), 1e-6);
    }

    @Test
    void severalInterceptsAddUp() {
        MixedModel model = Samples.fit(
                "diameter ~ 1 + (1 | plate) + (1 | sample)", EstimationMethod.REML, Samples.table("Penicillin"));
        double between = model.groupingFactors().get(0).variance(0)
                + model.groupingFactors().get(1).variance(0);
        assertEquals(
                between / (between + model.sigma() * model.sigma()),
                Icc.of(model).orElseThrow(),
                1e-15);
    }

    @Test
    void iccIsNotDefinedWhereASlopeVaries() {
        assertEquals(OptionalDouble.empty(), Icc.of(Samples.sleepstudyModel()));
    }

    @Test
    void iccIsNotDefinedWithPriorWeights() {
        MixedModel model =
                LinearMixedModel.of("y ~ x + (1 | g)").withWeights("w").fit(Samples.mixedBag());
        assertEquals(OptionalDouble.empty(), Icc.of(model));
    }

    @Test
    void iccIsNotDefinedWithoutGroups() {
        assertEquals(
                OptionalDouble.empty(),
                Icc.of(Samples.fit("Reaction ~ Days", EstimationMethod.REML, Samples.sleepstudy())));
    }
}
