package org.multilevel.fit.facts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of rows as a whole, of two factors and two columns. */
class RowFactsTest {
    private static final double TOLERANCE = 1e-12;
    private static final GroupSizes SIZES = GroupSizes.of(new long[] {2, 3, 5});
    private static final GroupSizes OTHER = GroupSizes.of(new long[] {4, 6});

    private final RowFacts facts = new RowFacts(
            new double[][] {{2, -1}, {-1, 3}},
            List.of(new double[][] {{1, 0.5}, {0.5, 2}}, new double[][] {{4}}),
            List.of(SIZES, OTHER),
            List.of(new GroupPattern(List.of(0), List.of(1)), new GroupPattern(List.of(1), List.of())));

    @Test
    void sizesOfLevelsHaveThreeMeans() {
        assertEquals(3, SIZES.levels());
        assertEquals(10, SIZES.rows());
        assertEquals(2, SIZES.min());
        assertEquals(5, SIZES.max());
        assertEquals(38, SIZES.squares());
        assertEquals(10.0 / 3, SIZES.mean(), TOLERANCE);
        assertEquals(3 / (1.0 / 2 + 1.0 / 3 + 1.0 / 5), SIZES.harmonicMean(), TOLERANCE);
        assertEquals(3.8, SIZES.meanOfRows(), TOLERANCE);
        GroupSizes none = GroupSizes.of(new long[0]);
        assertEquals(0, none.levels());
        assertEquals(0, none.min());
    }

    @Test
    void theFixedPartHasTheVarianceOfItsCoefficients() {
        assertEquals(2 * 9 - 2 * 3 * 0.5 + 3 * 0.25, facts.fixedVariance(new double[] {3, 0.5}), TOLERANCE);
        RowFacts rounded = new RowFacts(new double[][] {{-1e-20}}, List.of(), List.of(), List.of());
        assertEquals(0, rounded.fixedVariance(new double[] {1}));
    }

    @Test
    void effectsAddTheirVarianceAtTheMeanRow() {
        assertEquals(
                3 + 2 * 0.5 * -0.4 + 2 * 0.7,
                facts.randomVariance(0, new double[][] {{3, -0.4}, {-0.4, 0.7}}),
                TOLERANCE);
        assertEquals(6, facts.randomVariance(1, new double[][] {{1.5}}), TOLERANCE);
        assertEquals(0, facts.randomVariance(1, new double[][] {{-1}}));
    }

    @Test
    void factorsMayHaveAnotherOrder() {
        RowFacts turned = facts.reordered(List.of(1, 0));
        assertEquals(List.of(OTHER, SIZES), turned.sizes());
        assertArrayEquals(new double[][] {{4}}, turned.randomSquares().get(0));
        assertEquals(List.of(1), turned.patterns().get(0).constant());
        assertEquals(List.of(), turned.patterns().get(0).within());
        assertEquals(List.of(0), turned.patterns().get(1).constant());
        assertEquals(List.of(0), turned.patterns().get(1).within());
        assertArrayEquals(facts.fixedCovariance(), turned.fixedCovariance());
        RowFacts early = new RowFacts(facts.fixedCovariance(), facts.randomSquares(), facts.sizes(), List.of());
        assertEquals(List.of(), early.reordered(List.of(1, 0)).patterns());
    }

    @Test
    void whatAModelKeepsDoesNotChange() {
        facts.fixedCovariance()[0][0] = 99;
        facts.randomSquares().get(0)[0][0] = 99;
        assertEquals(2, facts.fixedCovariance()[0][0]);
        assertEquals(1, facts.randomSquares().get(0)[0][0]);
    }
}
