package org.multilevel.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.Inference;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

class SummaryTest {
    private static final MixedModel MODEL = Samples.sleepstudyModel();

    @Test
    void summaryReadsLikeThis() {
        String text = Summary.of(MODEL).text();
        assertEquals("""
                Linear mixed model fit by restricted maximum likelihood (REML)

                Formula   Reaction ~ Days + (Days | Subject)
                Rows      180
                Groups    Subject 18 (10 rows each)

                  restricted log-likelihood  REML criterion        AIC        BIC  parameters
                                  -871.8141       1743.6283  1755.6283  1774.7860           6

                Random effects
                  Group     Term         Variance  Std.Dev.  Corr
                  Subject   (Intercept)    612.09    24.740
                            Days            35.07     5.922  0.07
                  Residual                 654.94    25.592

                Fixed effects (t tests, Satterthwaite's degrees of freedom)
                  Term         Estimate  Std. Error    df      t        p  95% CI
                  (Intercept)    251.41        6.82  17.0  36.84   <1e-16  [237.01, 265.80]
                  Days            10.47        1.55  17.0   6.77  3.3e-06  [  7.21,  13.73]

                R squared 0.2787 marginal (fixed effects), 0.7992 conditional (with group effects)
                """, text.substring(0, text.indexOf("Verdict")));
        assertTrue(text.contains("\nVerdict   converged after "), text);
    }

    @Test
    void randomPartTellsWhatVariesByGroupAndCountsNoCoefficients() {
        String text = Summary.of(MODEL).randomPart();
        assertEquals("""
                Rows      180
                Groups    Subject 18 (10 rows each)
                Fit       log-likelihood -871.8141

                Random effects
                  Group     Term         Variance  Std.Dev.  Corr
                  Subject   (Intercept)    612.09    24.740
                            Days            35.07     5.922  0.07
                  Residual                 654.94    25.592

                """, text.substring(0, text.indexOf("Verdict")));
        String intercepts = Summary.of(
                        LinearMixedModel.of("Reaction ~ Days + (1 | Subject)").fit(Samples.table("sleepstudy")))
                .randomPart();
        assertTrue(
                intercepts.contains(
                        "\nICC       0.5893 of the variance that the fixed part leaves lies between groups\n"),
                intercepts);
    }

    /** R: performance::r2_nakagawa of the same model gives 0.279 and 0.799; without predictors there is nothing that ICC does not say. */
    @Test
    void rSquaredIsToldWhereThereArePredictors() {
        assertTrue(Summary.of(MODEL).withDigits(3).text().contains("\nR squared 0.279 marginal"));
        String empty = Summary.of(
                        LinearMixedModel.of("Reaction ~ 1 + (1 | Subject)").fit(Samples.table("sleepstudy")))
                .text();
        assertTrue(!empty.contains("R squared"), empty);
        String least = Summary.of(LinearMixedModel.of("Reaction ~ Days").fit(Samples.table("sleepstudy")))
                .text();
        assertTrue(least.contains("R squared 0.2865 (adjusted 0.2825)"), least);
    }

    @Test
    void moreDigitsShowMore() {
        String text = Summary.of(MODEL).withDigits(6).text();
        // the polished optimum has 612.08994; an optimum that stops 2e-8 short of it shows 612.0900
        assertTrue(text.contains("612.0899"), text);
        assertTrue(text.contains("251.4051"), text);
        assertThrows(IllegalArgumentException.class, () -> Summary.of(MODEL).withDigits(0));
        assertThrows(IllegalArgumentException.class, () -> Summary.of(MODEL).withDigits(16));
    }

    @Test
    void intervalsNameTheirLevel() {
        assertTrue(Summary.of(MODEL)
                .withInference(Inference.asymptotic().withLevel(0.9))
                .text()
                .contains("90% CI"));
        assertTrue(Summary.of(MODEL)
                .withInference(Inference.asymptotic().withLevel(0.999))
                .text()
                .contains("99.9% CI"));
    }

    @Test
    void withoutRandomTermItIsCalledLeastSquares() {
        String text = Summary.of(Samples.fit("Reaction ~ Days", EstimationMethod.REML, Samples.sleepstudy()))
                .text();
        assertTrue(
                text.startsWith("Linear model fit by ordinary least squares: the formula has no random term\n"), text);
        assertTrue(!text.contains("Groups") && !text.contains("Random effects"), text);
        assertTrue(text.contains("\nResidual  47.71 (standard deviation)\n"), text);
    }

    @Test
    void weightsAndDroppedRowsAreNamed() {
        MixedModel model =
                LinearMixedModel.of("y ~ x + (1 | g)").withWeights("w").fit(Samples.mixedBag());
        String text = Summary.of(model).text();
        assertTrue(text.contains("\nWeights   w\nRows      10 of 12 used\n"), text);
        assertTrue(
                text.contains("\nNote      2 of 12 rows were left out: x is missing (1), g is missing (1).\n"), text);
    }

    @Test
    void intraclassCorrelationIsGivenWhereItIsDefined() {
        MixedModel model = Samples.fit("Reaction ~ Days + (1 | Subject)", EstimationMethod.REML, Samples.sleepstudy());
        assertTrue(Summary.of(model)
                .text()
                .contains("\nICC       0.5893 of the variance that the fixed effects leave lies between groups\n"));
        assertTrue(!Summary.of(MODEL).text().contains("ICC"));
    }

    @Test
    void aSingularFitSaysWhichVarianceIsZero() {
        MixedModel model = Samples.fit("Yield ~ 1 + (1 | Batch)", EstimationMethod.REML, Samples.table("Dyestuff2"));
        String text = Summary.of(model).text();
        assertTrue(text.contains("\nVerdict   singular after "), text);
        assertTrue(text.contains("\nNote      The variance of (Intercept) over Batch is estimated as zero: "), text);
    }

    @Test
    void correlationsOfATermStandBelowEachOther() {
        MixedModel model = Samples.fit(
                "score ~ Machine + (0 + Machine | Worker)", EstimationMethod.REML, Samples.table("Machines", "Worker"));
        String text = Summary.of(model).text();
        assertTrue(text.contains("Machine[C]"), text);
        assertTrue(
                text.lines()
                                .filter(line -> line.contains("Machine[C]"))
                                .findFirst()
                                .orElseThrow()
                                .length()
                        <= 100,
                text);
    }

    @Test
    void linesStayWithinAHundredColumns() {
        MixedModel model = Samples.fit(
                "mathach ~ ses + meanses + pracad + minority + female + (1 + minority | school)",
                EstimationMethod.ML,
                Samples.table("hsb", "school"));
        assertTrue(
                Summary.of(model).text().lines().allMatch(line -> line.length() <= 100),
                Summary.of(model).text());
    }

    @Test
    void longNamesAreNotBroken() {
        String name =
                "A column name of some length, as spreadsheets have them, which does not end soon enough for a line";
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 3, 2, 5, 4, 6)
                .numeric(name, 1, 2, 3, 4, 5, 7)
                .categorical("g", "a", "a", "b", "b", "c", "c")
                .build();
        String text = Summary.of(Samples.fit("y ~ `" + name + "` + (1 | g)", EstimationMethod.REML, table))
                .text();
        assertTrue(text.contains("  " + name + "  "), text);
    }

    @Test
    void summaryOfALoadedModelIsTheSame() {
        assertEquals(
                Summary.of(MODEL).text(),
                Summary.of(MixedModel.fromJson(MODEL.toJson())).toString());
    }
}
