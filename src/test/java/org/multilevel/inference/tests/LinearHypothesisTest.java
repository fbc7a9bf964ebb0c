package org.multilevel.inference.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.error.ModelException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.CoefficientTest;
import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

class LinearHypothesisTest {
    private static final MixedModel MODEL = Samples.fit(
            "score ~ Machine + (Machine | Worker)",
            EstimationMethod.REML,
            Samples.table("Machines", "Machine", "Worker"));

    private static HypothesisTest test(String text) {
        return LinearHypothesis.of(text).test(MODEL, Inference.satterthwaite());
    }

    @Test
    void aCoefficientIsTestedAsInTheTable() {
        CoefficientTest expected = Inference.satterthwaite().coefficient(MODEL, "Machine[B]");
        HypothesisTest test = test("Machine[B] = 0");
        assertEquals(expected.estimate(), test.estimate());
        assertEquals(expected.standardError(), test.standardError());
        assertEquals(expected.df(), test.denominatorDf(), 1e-9);
        assertEquals(expected.pValue(), test.pValue(), 1e-12);
        assertEquals(1, test.numeratorDf());
        // R's 2 * pt(-3.2899, 5); the normal distribution says 0.0010
        assertEquals(0.0217, test.pValue(), 5e-5);
    }

    @ParameterizedTest
    @CsvSource({
        "2*Machine[B] - Machine[C] = 1, 1.016666667",
        "Machine[B]*2-Machine[C]-1, 1.016666667",
        "1 = -(Machine[C] - 2 * Machine[B]), -1.016666667",
        "Machine[B]/2 + 1e0, 4.983333333",
        "`Machine[B]` == Machine[C], -5.95",
        "(Intercept) = 50, 2.355555556"
    })
    void theEstimateIsWhatTheWordsSay(String text, double estimate) {
        assertEquals(estimate, test(text).estimate(), 1e-6);
    }

    @Test
    void severalRowsAreTestedTogether() {
        HypothesisTest chain = test("Machine[B] = Machine[C] = 0");
        HypothesisTest rows = test("Machine[B] = 0; Machine[C]");
        // lmerTest 3.1-3 at the optimum: F = 41.0037684 with 2 and 5 degrees of freedom
        assertEquals(41.0037684, chain.statistic(), 1e-5);
        assertEquals(5, chain.denominatorDf(), 1e-5);
        assertEquals(chain.statistic(), rows.statistic(), 1e-9);
        assertTrue(Double.isNaN(chain.estimate()));
    }

    @Test
    void rowsThatFollowFromOthersCountOnce() {
        HypothesisTest test = test("Machine[B] = 0; Machine[C] = 0; Machine[B] - 2*Machine[C] = 0");
        assertEquals(2, test.numeratorDf());
        assertEquals(test("Machine[B] = 0; Machine[C] = 0").statistic(), test.statistic(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Machin[B] = 0 | There is no coefficient \"Machin[B]\"; there are (Intercept), Machine[B], Machine[C].",
                "Machine[B]*Machine[C] | The hypothesis \"Machine[B]*Machine[C]\" multiplies or divides by something that is not a number;"
                        + " write a sum of coefficients times numbers.",
                "Machine[B] / 0 | The hypothesis \"Machine[B] / 0\" multiplies or divides by something that is not a number; write a sum"
                        + " of coefficients times numbers.",
                "Machine[B] - Machine[B] | The hypothesis says nothing about the coefficients, since all of them cancel; name what"
                        + " differs.",
                "Machine[B] = 1; 2*Machine[B] = 3 | The hypotheses contradict each other, so that no coefficients fulfil them all; test"
                        + " them one at a time.",
                "Machine[B] + | The hypothesis \"Machine[B] +\" has its end where a coefficient or a number should be; write, for example,"
                        + " \"x + f[B] = 0\".",
                "(Machine[B] = 0 | The hypothesis \"(Machine[B] = 0\" has \"= 0\" where a closing parenthesis should be; write, for"
                        + " example, \"x + f[B] = 0\".",
                "Machine[B] Machine[C] | The hypothesis \"Machine[B] Machine[C]\" has \"Machine[C]\" where an operator, such as + or =,"
                        + " should be; write, for example, \"x + f[B] = 0\".",
                "0*Machine[B] = 3 | The hypothesis says that 3 is 0, since its coefficients cancel; name coefficients that do not, such as"
                        + " \"x = 3\".",
                "Machine[B] = 1e400 | The hypothesis \"Machine[B] = 1e400\" has 1e400 beyond the largest that can be computed with,"
                        + " 1.8e308; write a smaller one.",
                "1e300*1e300*Machine[B] = 1 | The hypothesis \"1e300*1e300*Machine[B] = 1\" has a number beyond the largest that can be"
                        + " computed with, 1.8e308; write a smaller one.",
                "Machine[B] = 0, Machine[C] = 0 | The hypothesis \"Machine[B] = 0, Machine[C] = 0\" has a comma; write several equations"
                        + " with semicolons between them, as in \"x = 0; z = 0\", and numbers with a point."
            })
    void whatCannotBeTestedIsSaid(String text, String sentence) {
        assertEquals(
                sentence, assertThrows(ModelException.class, () -> test(text)).getMessage());
    }

    @Test
    void aMethodThatTheModelLacksIsRefused() {
        assertEquals(
                "The model was fitted without what kenward-roger degrees of freedom need; fit it anew and ask for them, or choose"
                        + " asymptotic.",
                assertThrows(
                                ModelException.class,
                                () -> LinearHypothesis.of("Machine[B]").test(MODEL, Inference.kenwardRoger()))
                        .getMessage());
    }
}
