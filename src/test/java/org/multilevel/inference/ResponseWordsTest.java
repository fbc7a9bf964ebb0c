package org.multilevel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;
import org.multilevel.glm.Link;

/** What charts and reports call the response, its scales, and a model. */
class ResponseWordsTest {
    private static ResponseWords words(Family family, Link link, boolean trials) {
        Generalised model = new Generalised(
                new Distribution(family, link),
                1,
                1,
                1,
                0.5,
                Optional.of("Y"),
                Optional.of("N"),
                trials ? Optional.of("n") : Optional.empty());
        return new ResponseWords(Optional.of(model), "use", "Y");
    }

    private static List<String> said(ResponseWords words) {
        return List.of(
                words.observed(), words.expected(), words.mean(), words.unit(), words.ratio(), words.multiplied());
    }

    @Test
    void aLinearModelSpeaksOfTheResponse() {
        ResponseWords words = new ResponseWords(Optional.empty(), "score", "1");
        assertEquals(
                List.of("score", "Expected score", "Mean of score", "score", "Ratio of means", "the expected score"),
                said(words));
        assertEquals(Optional.empty(), words.success());
        assertEquals(List.of(false, false), List.of(words.isYesOrNo(), words.hasRatios()));
    }

    @Test
    void aResponseOfYesOrNoSpeaksOfTheProbabilityOfItsEvent() {
        ResponseWords words = words(Family.BINOMIAL, Link.LOGIT, false);
        assertEquals(
                List.of(
                        "Probability of use = Y",
                        "Probability of use = Y",
                        "Share of use = Y",
                        "log odds of use = Y",
                        "Odds ratio",
                        "the odds of use = Y"),
                said(words));
        assertEquals(List.of(true, true), List.of(words.isYesOrNo(), words.hasRatios()));
    }

    @Test
    void successesAmongTrialsAreNotYesOrNo() {
        ResponseWords words = words(Family.BINOMIAL, Link.LOGIT, true);
        assertEquals(Optional.of("success (use)"), words.success());
        assertEquals("Share of success (use)", words.mean());
        assertEquals(false, words.isYesOrNo());
    }

    @ParameterizedTest
    @CsvSource({
        "BINOMIAL, PROBIT, probit of use = Y, false",
        "BINOMIAL, CLOGLOG, cloglog of use = Y, false",
        "POISSON, LOG, log of expected use, true",
        "GAMMA, INVERSE, 1 / expected use, false"
    })
    void eachLinkHasItsScale(Family family, Link link, String unit, boolean ratios) {
        ResponseWords words = words(family, link, false);
        assertEquals(unit, words.unit());
        assertEquals(ratios, words.hasRatios());
        assertEquals(family == Family.BINOMIAL, words.isYesOrNo());
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, Generalised linear mixed model",
        "true, false, Generalised linear model",
        "false, true, Linear mixed model",
        "false, false, Linear model"
    })
    void onlyAModelWithRandomTermsIsMixed(boolean generalised, boolean mixed, String kind) {
        assertEquals(kind, ModelWords.kind(generalised, mixed));
    }

    @Test
    void aLinearFunctionIsASumLessAConstant() {
        LinearFunction function = new LinearFunction("b - 2 a - 3", List.of(-2.0, 1.0), 3);
        assertEquals(-4, function.value(new double[] {5, 9}));
    }
}
