package org.multilevel.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.structure.ReferenceCases;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** What every table calls the parameters, and in which order. */
class ParametersTest {
    @Test
    void fixedEffectsComeBeforeDeviationsAndThoseBeforeCorrelations() {
        MixedModel model = Samples.sleepstudyModel();
        Parameters parameters = Parameters.of(model);
        assertEquals(
                List.of(
                        "(Intercept)",
                        "Days",
                        "sd:Subject:(Intercept)",
                        "sd:Subject:Days",
                        "cor:Subject:(Intercept):Days",
                        "sd:Residual"),
                parameters.names());
        assertEquals(6, parameters.size());
        // lme4's summary of the same model
        assertArrayEquals(
                new double[] {251.4051, 10.4673, 24.7407, 5.9221, 0.0656, 25.5918}, parameters.values(model), 5e-4);
    }

    @Test
    void effectsOfTermsOfTheirOwnHaveNoCorrelation() {
        MixedModel model =
                Samples.fit("Reaction ~ Days + (Days || Subject)", EstimationMethod.ML, Samples.sleepstudy());
        assertEquals(
                List.of("(Intercept)", "Days", "sd:Subject:(Intercept)", "sd:Subject:Days", "sd:Residual"),
                Parameters.of(model).names());
    }

    @ParameterizedTest
    @CsvSource({
        "sleep-cs-homogeneous, sd:Subject:(Intercept) sd:Subject:Days cor:Subject:rho sd:Residual",
        "sleep-diag, sd:Subject:(Intercept) sd:Subject:Days sd:Residual",
        "sleep-ar1, sd:Subject:(Intercept) cor:Residual:rho sd:Residual",
        "orthodont-cs-sex, cor:Residual:rho sd:Residual:Female sd:Residual:Male",
        "plots-two-terms, sd:site:f[a] sd:site:f[b] sd:site:f[c] sd:site:f[d] cor:site:rho 1 sd:site:x sd:Residual"
    })
    void structuresHaveParametersOfTheirOwn(String name, String expected) {
        MixedModel model = ReferenceCases.fit(ReferenceCases.model(name));
        Parameters parameters = Parameters.of(model);
        List<String> own = parameters.names().subList(model.fixedEffects().size(), parameters.size());
        assertEquals(expected, String.join(" ", own));
    }

    @Test
    void residualsOfUnstructuredOccasionsHaveEachCorrelationAndDeviation() {
        MixedModel model = ReferenceCases.fit(ReferenceCases.model("stool-us"));
        Parameters parameters = Parameters.of(model);
        assertEquals(4 + 6 + 4, parameters.size());
        double[] values = parameters.values(model);
        // nlme's gls of the same model
        assertEquals(0.64993659876759, values[parameters.names().indexOf("cor:Residual:T1:T2")], 1e-6);
        assertEquals(0.850633771052894, values[parameters.names().indexOf("cor:Residual:T3:T4")], 1e-6);
        assertEquals(Math.sqrt(2.77777777777778), values[parameters.names().indexOf("sd:Residual:T1")], 1e-5);
        assertEquals(Math.sqrt(2.94444444444444), values[parameters.names().indexOf("sd:Residual:T4")], 1e-5);
    }
}
