package org.multilevel.fit.covariance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.design.RandomBlock;
import org.multilevel.design.RandomColumn;
import org.multilevel.design.RandomFactor;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.Structure;

/** Two factors: one with a term of two columns and one of one, and one with a term of one. */
class ThetaLayoutTest {
    private final ThetaLayout layout = new ThetaLayout(List.of(factor("g", 2, 1), factor("h", 1)));
    private final double[] theta = {1, 2, 3, 4, 5};

    private static RandomFactor factor(String name, int... sizes) {
        List<RandomBlock> blocks = new ArrayList<>();
        for (int size : sizes) {
            blocks.add(new RandomBlock(IntStream.range(0, size)
                    .mapToObj(i -> new RandomColumn("x" + i, 0, 1))
                    .toList()));
        }
        return new RandomFactor(name, List.of("a", "b"), blocks);
    }

    private int[] ofEach(java.util.function.IntUnaryOperator f) {
        return IntStream.range(0, 5).map(f).toArray();
    }

    @Test
    void termsStandOneAfterTheOther() {
        assertEquals(5, layout.size());
        assertEquals(2, layout.factors());
        assertEquals(3, layout.width(0));
        assertEquals(1, layout.width(1));
        assertArrayEquals(new int[] {0, 0, 0, 1, 2}, ofEach(k -> layout.term(k).number()));
        assertArrayEquals(new int[] {0, 0, 0, 0, 1}, ofEach(layout::factor));
        assertArrayEquals(new int[] {0, 1, 1, 2, 0}, ofEach(layout::row));
        assertArrayEquals(new int[] {1, 0, 1, 1, 1}, ofEach(k -> layout.isDiagonal(k) ? 1 : 0));
        assertEquals(layout.terms().subList(0, 2), layout.terms(0));
        assertEquals(layout.terms().subList(2, 3), layout.terms(1));
        assertArrayEquals(
                new int[] {0, 2, 2, 3, 0, 1},
                layout.terms().stream()
                        .flatMapToInt(t -> IntStream.of(t.from(), t.to()))
                        .toArray());
    }

    @Test
    void lambdaHasABlockForEachTerm() {
        double[][] lambda = layout.lambda(theta);
        assertArrayEquals(new double[] {1, 0, 0, 2, 3, 0, 0, 0, 4}, lambda[0]);
        assertArrayEquals(new double[] {5}, lambda[1]);
        assertArrayEquals(theta, layout.theta(lambda));
    }

    @Test
    void aDerivativeInLambdaGivesEveryTermItsPart() {
        double[][] half = {{1, 9, 9, 2, 3, 9, 9, 9, 4}, {5}};
        assertArrayEquals(new double[] {2, 4, 6, 8, 10}, layout.gradient(half, theta));
    }

    @Test
    void everyDiagonalIsMadePositive() {
        double[] turned = layout.withPositiveDiagonal(new double[] {-1, 2, 3, -4, -5});
        assertArrayEquals(new double[] {1, -2, 3, 4, 5}, turned);
    }

    @Test
    void entriesAreTheVariancesAndCovariancesWithinTerms() {
        Entries entries = layout.entries();
        assertEquals(5, entries.size());
        assertArrayEquals(new int[] {0, 0, 0, 0, 1}, ofEach(entries::factor));
        assertArrayEquals(new int[] {0, 1, 1, 2, 0}, ofEach(entries::row));
        assertArrayEquals(new int[] {0, 0, 1, 2, 0}, ofEach(entries::column));
        assertArrayEquals(new int[] {1, 0, 1, 1, 1}, ofEach(i -> entries.isVariance(i) ? 1 : 0));
    }

    @Test
    void variancesAreTheEntriesOfTheDiagonals() {
        Entries variances = layout.entries().variances();
        assertEquals(4, variances.size());
        int[][] found = new int[3][4];
        for (int i = 0; i < 4; i++) {
            found[0][i] = variances.factor(i);
            found[1][i] = variances.row(i);
            found[2][i] = variances.column(i);
        }
        assertArrayEquals(new int[] {0, 0, 0, 1}, found[0]);
        assertArrayEquals(new int[] {0, 1, 2, 0}, found[1]);
        assertArrayEquals(new int[] {0, 1, 2, 0}, found[2]);
    }

    /** Of a term without correlations and of one that has a parameter for them the covariances are none that move by themselves. */
    @Test
    void covariancesOfAStructureAreNotFree() {
        List<RandomColumn> two = List.of(new RandomColumn("x0", 0, 1), new RandomColumn("x1", 1, 2));
        for (CovarianceKind kind : List.of(CovarianceKind.DIAGONAL, CovarianceKind.COMPOUND_SYMMETRY)) {
            RandomFactor factor = new RandomFactor(
                    "g",
                    List.of("a", "b"),
                    List.of(new RandomBlock(two), new RandomBlock(two, new Structure(kind, false))));
            ThetaLayout structured = new ThetaLayout(List.of(factor));
            assertEquals(6, structured.entries().size());
            Entries free = structured.free();
            int[][] found = new int[2][5];
            for (int i = 0; i < 5; i++) {
                found[0][i] = free.row(i);
                found[1][i] = free.column(i);
            }
            assertEquals(5, free.size());
            assertArrayEquals(new int[] {0, 1, 1, 2, 3}, found[0]);
            assertArrayEquals(new int[] {0, 0, 1, 2, 3}, found[1]);
        }
        assertEquals(layout.entries().size(), layout.free().size());
    }

    /** lambda lambda' = (1 2; 2 13) in the block of the first term, by 1, 2 and 3; the third column's variance is 16. */
    @Test
    void aParameterChangesTheCovarianceOfItsTerm() {
        assertArrayEquals(new double[] {2, 2, 0, 2, 0, 0, 0, 0, 0}, layout.change(theta, 0));
        assertArrayEquals(new double[] {0, 1, 0, 1, 4, 0, 0, 0, 0}, layout.change(theta, 1));
        assertArrayEquals(new double[] {0, 0, 0, 0, 6, 0, 0, 0, 0}, layout.change(theta, 2));
        assertArrayEquals(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 8}, layout.change(theta, 3));
        assertArrayEquals(new double[] {10}, layout.change(theta, 4));
    }

    @Test
    void aTermGivesItsOwnLambdaAndTakesAnother() {
        Term term = layout.terms().get(0);
        double[][] lambda = term.lambda(theta);
        assertArrayEquals(new double[] {1, 0}, lambda[0]);
        assertArrayEquals(new double[] {2, 3}, lambda[1]);
        double[] changed = term.with(theta, new double[][] {{6, 0}, {7, 8}});
        assertArrayEquals(new double[] {6, 7, 8, 4, 5}, changed);
        assertArrayEquals(new double[] {1, 2, 3, 4, 5}, theta);
        assertArrayEquals(new double[] {1, 2, 3, 9, 5}, layout.terms().get(1).with(theta, new double[][] {{9}}));
    }
}
