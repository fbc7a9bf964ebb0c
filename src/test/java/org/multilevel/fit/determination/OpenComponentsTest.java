package org.multilevel.fit.determination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.effects.EffectPair;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.optimum.Verdict;

/** What is said of variances and covariances of which the data tell some combinations only. */
class OpenComponentsTest {
    private static final double[] SAME = {1, 0, 0, 1};
    private static final String NO_MATTER = "Likelihood, fixed effects and fitted values do not depend on them.";

    private static RandomBlock block(String... names) {
        List<RandomColumn> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new RandomColumn(name, 0, 1));
        }
        return new RandomBlock(columns);
    }

    private static RandomFactor factor(RandomBlock... blocks) {
        return new RandomFactor("g", List.of("a", "b"), List.of(blocks));
    }

    private static final RandomFactor TOGETHER = factor(block("(Intercept)", "x"));
    private static final RandomFactor APART = factor(block("(Intercept)"), block("x"));

    /** x is 1 in all rows: of the covariance D only the sum of all elements is told. */
    @Test
    void theVarianceOfASumMayBeAllThatIsTold() {
        OpenComponents open =
                OpenComponents.of(TOGETHER, SAME, List.of(new double[] {1, 0, 0, -1}, new double[] {1, -0.5, -0.5, 0}));
        assertEquals(List.of(new EffectPair(0, 0), new EffectPair(1, 0), new EffectPair(1, 1)), open.pairs());
        assertFalse(open.isIdentified(0, 1));
        assertEquals(
                "By g, the variance of (Intercept), the covariance of (Intercept) and x, the variance of x are not identified: the"
                        + " data tell only the variance of (Intercept) + x (6), so any values that agree with that fit equally well and"
                        + " those shown are arbitrary. "
                        + NO_MATTER,
                open.sentence(new double[][] {{2, 0.5}, {0.5, 3}}, false));
    }

    /** Of two terms more of the one and half as much less of the other fits as well. */
    @Test
    void aCombinationOfVariancesMayBeTold() {
        OpenComponents open = OpenComponents.of(APART, SAME, List.of(new double[] {1, 0, 0, -2}));
        assertEquals(List.of(new EffectPair(0, 0), new EffectPair(1, 1)), open.pairs());
        assertTrue(open.isIdentified(0, 1));
        assertEquals(
                "By g, the variance of (Intercept), the variance of x are not identified: the data tell only the variance of"
                        + " (Intercept) + 0.5 x the variance of x (3.5), so any values that agree with that fit equally well and those"
                        + " shown are arbitrary. The fixed effects take up what would tell them.",
                open.sentence(new double[][] {{2, 0}, {0, 3}}, true));
        OpenComponents less = OpenComponents.of(APART, SAME, List.of(new double[] {1, 0, 0, 1}));
        assertTrue(less.sentence(new double[][] {{2, 0}, {0, 3}}, false)
                .contains("the data tell only the variance of (Intercept) - the variance of x (-1), so any"));
    }

    @Test
    void aVarianceOfWhichNothingIsToldIsAlone() {
        OpenComponents open = OpenComponents.of(TOGETHER, SAME, List.of(new double[] {0, 0, 0, 1}));
        assertEquals(List.of(new EffectPair(1, 1)), open.pairs());
        assertTrue(open.isIdentified(0, 1));
        assertFalse(open.isIdentified(1, 1));
        assertEquals(
                "By g, the variance of x is not identified: the data tell nothing of it, so any values fit equally well and those"
                        + " shown are arbitrary. "
                        + NO_MATTER,
                open.sentence(new double[][] {{2, 0}, {0, 3}}, false));
    }

    /** The standardised columns are 1 and (x - 3) / 10: what is arbitrary there is other components here. */
    @Test
    void directionsAreMappedToTheColumnsOfTheTable() {
        double[] transform = {1, -0.3, 0, 0.1};
        OpenComponents open = OpenComponents.of(TOGETHER, transform, List.of(new double[] {0, 0, 0, 1}));
        assertEquals(3, open.pairs().size());
        // T D T' = (0.09, -0.03, 0.01), which these do not see
        String said = open.sentence(new double[][] {{2, 0.5}, {0.5, 3}}, false);
        assertTrue(said.contains("the data tell only"), said);
        assertTrue(said.contains("the variance of (Intercept) + 3 x the covariance of (Intercept) and x (3.5)"), said);
        assertTrue(said.contains("the covariance of (Intercept) and x + 3 x the variance of x (9.5)"), said);
    }

    @Test
    void withoutDirectionsNothingIsOpen() {
        OpenComponents none = OpenComponents.of(TOGETHER, SAME, List.of());
        assertEquals(List.of(), none.pairs());
        assertTrue(none.isIdentified(1, 1));
    }

    @Test
    void allMayBeOpenForAReasonOfTheirOwn() {
        OpenComponents all = OpenComponents.all(APART, "the model has no rows.");
        assertEquals(2, all.pairs().size());
        assertEquals(
                "By g, the variance of (Intercept), the variance of x are not identified: the model has no rows.",
                all.sentence(new double[2][2], false));
        OpenComponents one = OpenComponents.all(factor(block("x")), "so.");
        assertEquals("By g, the variance of x is not identified: so.", one.sentence(new double[1][1], false));
        String many = OpenComponents.all(factor(block("a", "b", "c", "d", "e", "f")), "so.")
                .names();
        assertTrue(many.startsWith("the variance of a, the covariance of a and b, "), many);
        assertTrue(many.matches(".* and \\d+ more"), many);
        assertEquals(21, many.split(", ").length + Integer.parseInt(many.replaceAll(".* and (\\d+) more", "$1")));
    }

    private static NotIdentified found(boolean hidden) {
        OpenComponents none = OpenComponents.of(TOGETHER, SAME, List.of());
        OpenComponents some = OpenComponents.of(TOGETHER, SAME, List.of(new double[] {0, 0, 0, 1}));
        return new NotIdentified(List.of(none, some), 1, hidden);
    }

    private static Verdict verdict(Verdict.Status status) {
        return new Verdict(status, 0.5, 7, "quasi-Newton", "It was found.");
    }

    @Test
    void factorsOfWhichAllIsToldHaveNoSentence() {
        FactorEffects effects = new FactorEffects(
                new double[2][2],
                new double[][] {{2, 0}, {0, 3}},
                new double[0],
                new double[0],
                new double[0],
                List.of());
        List<String> sentences = found(true).sentences(List.of(effects, effects));
        assertEquals(1, sentences.size());
        assertTrue(sentences.get(0).startsWith("By g, the variance of x is not identified"));
        assertTrue(sentences.get(0).endsWith("The fixed effects take up what would tell them."));
        assertFalse(found(false).isEmpty());
        NotIdentified more = found(false).with(0, OpenComponents.all(APART, "so."));
        assertEquals(3, more.freedom());
        assertEquals(2, more.factors().get(0).pairs().size());
        assertEquals(2, more.sentences(List.of(effects, effects)).size());
    }

    @Test
    void anOptimumThatIsOneOfManyIsCalledSo() {
        String many =
                ", but it is one of many that are equally good: some variances and covariances of random effects are not"
                        + " identified.";
        Verdict inside = found(false).verdict(verdict(Verdict.Status.CONVERGED));
        assertEquals("An optimum was found" + many, inside.explanation());
        assertEquals(Verdict.Status.CONVERGED, inside.status());
        assertEquals(7, inside.evaluations());
        assertEquals(
                "An optimum was found at the boundary, where a variance is zero or a correlation 1 or -1" + many,
                found(false).verdict(verdict(Verdict.Status.SINGULAR)).explanation());
        assertEquals(
                "It was found.",
                found(false).verdict(verdict(Verdict.Status.NOT_CONVERGED)).explanation());
        NotIdentified none = new NotIdentified(List.of(OpenComponents.of(TOGETHER, SAME, List.of())), 0, false);
        assertTrue(none.isEmpty());
        assertEquals(
                "It was found.", none.verdict(verdict(Verdict.Status.CONVERGED)).explanation());
    }
}
