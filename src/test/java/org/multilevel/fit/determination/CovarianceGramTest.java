package org.multilevel.fit.determination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.covariance.Entries;
import org.multilevel.fit.optimum.WrittenOut;

/** Inner products of the matrices N_i = Z D_i Z', with and without the fixed effects, from these matrices themselves. */
class CovarianceGramTest {
    private static final double TOLERANCE = 1e-10;

    private static RealMatrix[] matrices(WrittenOut model, CovarianceGram gram) {
        Entries entries = model.layout.entries();
        RealMatrix[] n = new RealMatrix[entries.size()];
        for (int i = 0; i < n.length; i++) {
            int f = entries.factor(i);
            int q = model.layout.width(f);
            int r = entries.row(i);
            int c = entries.column(i);
            double[] d = new double[q * q];
            d[r * q + c] = 1 / (gram.unit(f, r) * gram.unit(f, c));
            d[c * q + r] = d[r * q + c];
            n[i] = model.spread(f, d);
        }
        return n;
    }

    private static void assertIs(RealMatrix m, RealMatrix[] n, CovarianceGram gram) {
        assertEquals(m.getTrace(), gram.rows, 1e-9);
        for (int i = 0; i < n.length; i++) {
            RealMatrix seen = m.multiply(n[i]).multiply(m);
            assertEquals(seen.getTrace(), gram.traces[i], TOLERANCE * Math.max(1, n[i].getNorm()));
            for (int j = 0; j < n.length; j++) {
                double expected = seen.multiply(n[j]).getTrace();
                double size = Math.max(1, n[i].getNorm() * n[j].getNorm());
                assertEquals(expected, gram.pairs[i][j], TOLERANCE * size);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y ~ x + (1 | g)",
                "y ~ x + (x | g)",
                "y ~ x + v + (x | g) + (1 | h)",
                "y ~ 1 + (x + v | g) + (x | h)",
                "y ~ x + (x || g) + (v || h)",
            })
    void isThatOfTheMatricesWrittenOut(String formula) {
        WrittenOut model = new WrittenOut(formula, WrittenOut.table(3, 1));
        CovarianceGram gram = CovarianceGram.of(model.products, model.layout.entries());
        for (int f = 0; f < model.layout.factors(); f++) {
            double[] information = model.products.meanInformation(f);
            for (int j = 0; j < information.length; j++) {
                assertEquals(Math.sqrt(information[j]), gram.unit(f, j), TOLERANCE);
            }
        }
        RealMatrix[] n = matrices(model, gram);
        RealMatrix identity = MatrixUtils.createRealIdentityMatrix(model.n);
        assertIs(identity, n, gram);
        RealMatrix x = model.x;
        RealMatrix projection = identity.subtract(
                x.multiply(MatrixUtils.inverse(x.transpose().multiply(x))).multiply(x.transpose()));
        assertIs(projection, n, gram.restricted());
        // asking for the restricted one leaves the other as it was
        assertIs(identity, n, gram);
    }

    /**
     * At most 2 p eigenvalues change, none by more than twice the norms of I and of N in a level. In groups of three N has the norm 1 in each, so
     * with two coefficients 8 (1 + 2) = 24 is the bound, and the least eigenvalue of G (3, 1; 1, 1) is (2 - sqrt 2) G: 23.4 and 24.02.
     */
    @ParameterizedTest
    @CsvSource({"40, false", "41, true"})
    void combinationsFarFromVanishingSurviveAnyFixedEffects(int groups, boolean survives) {
        int rows = 3 * groups;
        Random random = new Random(1);
        String[] g = new String[rows];
        Arrays.setAll(g, i -> "g" + i % groups);
        double[] w = new double[rows];
        Arrays.fill(w, 1);
        MemoryTable table = MemoryTable.builder()
                .numeric("y", random.doubles(rows).toArray())
                .numeric("x", random.doubles(rows).toArray())
                .numeric("w", w)
                .categorical("g", g)
                .build();
        WrittenOut model = new WrittenOut("y ~ x + (1 | g)", table);
        CovarianceGram gram = CovarianceGram.of(model.products, model.layout.entries());
        assertEquals(survives, gram.survivesFixedEffects());
    }
}
