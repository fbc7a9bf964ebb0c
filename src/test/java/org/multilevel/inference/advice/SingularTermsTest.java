package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.design.RandomColumn;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.HandMade;

class SingularTermsTest {
    @Test
    void aZeroSlopeVarianceIsNamed() {
        assertEquals(
                List.of(
                        "The variance of x1 over g is estimated as zero: these data show the same effect of x1 in all its"
                                + " levels."),
                causes(HandMade.factor(new double[][] {{1, 0}, {0, 0}})));
    }

    @Test
    void aPerfectCorrelationIsNamed() {
        assertEquals(
                List.of(
                        "The correlation of (Intercept) and x1 over g is estimated as -1: these data do not tell the two"
                                + " effects apart."),
                causes(HandMade.factor(new double[][] {{1, 0}, {-0.5, 0}})));
    }

    @Test
    void aHighCorrelationFromAPredictorFarFromZeroIsNotSingular() {
        // Uncorrelated with a slope SD of 1 at the centre 1e6, the intercept at zero is all but determined by the
        // slope.
        List<RandomColumn> columns = List.of(new RandomColumn("(Intercept)", 0, 1), new RandomColumn("x", 1e6, 1));
        double[][] lambda = {{1e6, 0}, {-1 + 1e-6, 1e-3}};
        assertEquals(List.of(), causes(HandMade.factor(lambda, columns)));
    }

    @Test
    void threeDependentEffectsAreNamedTogether() {
        assertEquals(
                List.of(
                        "The effects of (Intercept), x1, x2 over g are estimated as linearly dependent: a term with fewer"
                                + " columns would fit as well."),
                causes(HandMade.factor(new double[][] {{1, 0, 0}, {0, 1, 0}, {0.5, 0.5, 0}})));
    }

    /** The columns are centred at 10 and scaled by 2, and theta is of the raw ones. */
    @Test
    void thePairThatVariesTogetherIsNamedWithWhereAllLevelsMeet() {
        Finding finding = only(HandMade.factor(new double[][] {{1, 0}, {-0.5, 0}}));
        assertEquals(FindingKind.PERFECT_CORRELATION, finding.kind());
        assertEquals(
                "Of the 2 principal components of the term 1 has variance: there is none in (Intercept) + 2 x x1.",
                finding.evidence());
        assertEquals("Let them be uncorrelated (|| in the formula), or leave out the effect of x1.", finding.remedy());
    }

    @Test
    void ofThreeEffectsTheOnePairThatVariesTogetherIsNamed() {
        Finding finding = only(HandMade.factor(new double[][] {{0, 0, 0.8}, {0.3, 0.4, 0}, {0.6, 0.8, 0}}));
        assertEquals(FindingKind.PERFECT_CORRELATION, finding.kind());
        assertEquals(
                "The correlation of x1 and x2 over g is estimated as 1: these data do not tell the two effects apart.",
                finding.cause());
        assertEquals("Let them be uncorrelated (|| in the formula), or leave out the effect of x2.", finding.remedy());
    }

    /** Of the effects that vary at all. */
    @Test
    void aVarianceOfZeroDoesNotHideAPerfectCorrelation() {
        List<Finding> findings =
                SingularTerms.of(HandMade.factor(new double[][] {{0.8, 0, 0}, {0, 0, 0}, {-0.4, 0, 0}}), 1, true);
        assertEquals(
                List.of(FindingKind.ZERO_VARIANCE, FindingKind.PERFECT_CORRELATION),
                findings.stream().map(Finding::kind).toList());
        assertTrue(
                findings.get(1).cause().startsWith("The correlation of (Intercept) and x2 over g is estimated as -1"));
    }

    @Test
    void theCombinationWithoutVarianceIsNamed() {
        Finding finding = only(HandMade.factor(new double[][] {{1, 0, 0}, {0, 1, 0}, {0.5, 0.25, 0}}));
        assertEquals(FindingKind.DEPENDENT_EFFECTS, finding.kind());
        assertEquals(
                "Of the 3 principal components of the term 2 have variance: there is none in (Intercept) + 0.5 x x1 - 2 x x2.",
                finding.evidence());
    }

    @Test
    void zeroSlopeHasItsEvidence() {
        Finding finding = only(HandMade.factor(new double[][] {{1, 0}, {0, 0}}));
        assertEquals("Its standard deviation is 0, the residual's 1.", finding.evidence());
        assertEquals("Without a varying effect of x1 the other estimates would be the same.", finding.remedy());
    }

    @Test
    void aGeneralisedModelHasNoResidualToCompareWith() {
        Finding finding = SingularTerms.of(HandMade.factor(new double[][] {{0}}), 1, false)
                .get(0);
        assertEquals("Its standard deviation is 0.", finding.evidence());
        assertTrue(
                finding.cause()
                        .endsWith(
                                "these data show no differences between its levels beyond what chance gives their rows."),
                finding.cause());
    }

    private static Finding only(GroupingFactor factor) {
        List<Finding> findings = SingularTerms.of(factor, 1, true);
        assertEquals(1, findings.size());
        return findings.get(0);
    }

    private static List<String> causes(GroupingFactor factor) {
        return SingularTerms.of(factor, 1, true).stream().map(Finding::cause).toList();
    }
}
