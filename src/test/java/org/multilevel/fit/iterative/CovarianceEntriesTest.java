package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.covariance.ThetaLayout;
import org.multilevel.fit.optimum.WrittenOut;

/** Two terms of g, of which the second has two columns, and one of h: entries (v), (1), (x, 1), (x), and (1). */
class CovarianceEntriesTest {
    private final ThetaLayout layout =
            new WrittenOut("y ~ x + (0 + v | g) + (1 + x | g) + (1 | h)", WrittenOut.table(1, 1)).layout;
    private final CovarianceEntries entries = new CovarianceEntries(layout);
    /** 0 stands between terms. */
    private final double[][] matrices = {{2, 0, 0, 0, 3, 0.5, 0, 0.5, 4}, {7}};

    private final double[] values = {2, 3, 0.5, 4, 7};

    private static void assertSame(double[][] expected, double[][] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], actual[i], 1e-15);
        }
    }

    @Test
    void entriesAreThoseOfTheLowerTrianglesInTheOrderOfTheta() {
        assertEquals(5, entries.size());
        assertArrayEquals(values, entries.of(matrices));
        assertSame(matrices, entries.matrices(values));
        int[][] places = {{0, 0, 0}, {0, 1, 1}, {0, 2, 1}, {0, 2, 2}, {1, 0, 0}};
        for (int k = 0; k < 5; k++) {
            assertArrayEquals(places[k], new int[] {entries.factor(k), entries.row(k), entries.column(k)});
        }
    }

    @Test
    void derivativesInCovariancesCountTwice() {
        assertArrayEquals(new double[] {2, 3, 1, 4, 7}, entries.slopes(matrices));
    }

    @Test
    void aTermHasItsBlock() {
        Term second = layout.terms().get(1);
        assertSame(new double[][] {{3, 0.5}, {0.5, 4}}, entries.block(second, matrices));
        double[][] changed = layout.zeros();
        entries.put(second, new double[][] {{1, 2}, {3, 4}}, changed);
        assertSame(new double[][] {{0, 0, 0, 0, 1, 2, 0, 3, 4}, {0}}, changed);
    }

    @Test
    void templatesAreRootsOfCovariances() {
        double[][] lambda = {{3, 0, 0, 0, 2, 0, 0, -1, 0.5}, {4}};
        double[][] covariances = {{9, 0, 0, 0, 4, -2, 0, -2, 1.25}, {16}};
        assertSame(covariances, entries.covariances(lambda));
        assertSame(lambda, entries.lambda(covariances));
        double[][] singular = {{9, 0, 0, 0, 4, -2, 0, -2, 1}, {0}};
        assertSame(new double[][] {{3, 0, 0, 0, 2, 0, 0, -1, 0}, {0}}, entries.lambda(singular));
        assertEquals(List.of(0, 0, 1), layout.terms().stream().map(Term::factor).toList());
    }
}
