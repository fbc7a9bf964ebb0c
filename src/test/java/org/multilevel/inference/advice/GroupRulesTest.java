package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;

/** From which numbers of levels, rows and effects on a grouping factor is worth a word. */
class GroupRulesTest {
    private static final RandomBlock INTERCEPT = new RandomBlock(List.of(new RandomColumn("(Intercept)", 0, 1)));
    private static final RandomBlock SLOPE =
            new RandomBlock(List.of(new RandomColumn("(Intercept)", 0, 1), new RandomColumn("x", 0, 1)));

    private static GroupRules of(long levels, RandomBlock... blocks) {
        return new GroupRules("g", levels, List.of(blocks));
    }

    private static boolean isSaid(Optional<Finding> finding) {
        return finding.isPresent();
    }

    @Test
    void effectsAndParametersAreThoseOfAllTerms() {
        GroupRules rules = of(9, SLOPE, INTERCEPT);
        assertEquals(3, rules.effects());
        assertEquals(4, rules.parameters());
    }

    @Test
    void moreParametersThanLevelsAreMany() {
        assertEquals(Optional.empty(), of(3, SLOPE).manyParameters());
        assertEquals(
                "The random part of g has more covariance parameters than its levels support. 3 variances and covariances are"
                        + " estimated from the effects of 2 levels. Let fewer columns vary by g, or take out the correlations (|| in"
                        + " the formula).",
                of(2, SLOPE).manyParameters().orElseThrow().text());
        assertEquals(
                "The random part of g has more covariance parameters than its levels support. 1 variance is estimated from the"
                        + " effects of 0 levels.",
                of(0, INTERCEPT).manyParameters().orElseThrow().text());
    }

    @Test
    void fewerThanFiveLevelsAreFew() {
        assertEquals(Optional.empty(), of(5, INTERCEPT).fewGroups());
        Finding four = of(4, INTERCEPT).fewGroups().orElseThrow();
        assertEquals(FindingKind.FEW_GROUPS, four.kind());
        assertEquals(
                "Its variance comes from 4 levels, and below 5 its estimate is little more than a guess.",
                four.evidence());
    }

    /** One row a level more than effects is enough; of as many effects as rows the fit speaks itself. */
    @ParameterizedTest
    @CsvSource({
        "19, 1, true, true",
        "20, 1, false, false",
        "11, 1, true, true",
        "10, 1, false, false",
        "29, 2, true, true",
        "30, 2, false, false",
        "20, 2, false, true",
        "10, 2, false, false"
    })
    void hardlyMoreRowsThanEffectsAreFew(long rows, int effects, boolean after, boolean before) {
        GroupRules rules = of(10, effects == 1 ? INTERCEPT : SLOPE);
        assertEquals(after, isSaid(rules.fewRows(rows, 1, 3)));
        assertEquals(before, isSaid(rules.fewRowsBefore(rows, 1, 3)));
    }

    @Test
    void howManyRowsThereAreIsSaid() {
        Finding few = of(10, INTERCEPT).fewRows(15, 1, 4).orElseThrow();
        assertEquals("For 1 effect a level there are 1.5 rows on average (1 to 4 rows).", few.evidence());
        assertEquals("Collect more rows in each level, or choose a coarser grouping.", few.remedy());
        Finding before = of(10, SLOPE).fewRowsBefore(20, 2, 2).orElseThrow();
        assertEquals("For 2 effects a level there are 2 rows on average (2 rows each).", before.evidence());
        assertEquals("Let fewer columns vary by g, or collect more rows in each level.", before.remedy());
    }
}
