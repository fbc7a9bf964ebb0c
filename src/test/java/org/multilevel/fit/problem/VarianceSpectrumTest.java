package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.ModelException;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.optimum.WrittenOut;
import org.multilevel.formula.Formula;

/** Eigenvalues of Z'WZ with and without the fixed effects, from the matrices themselves; 30 groups of three sizes. */
class VarianceSpectrumTest {
    private static MemoryTable table(boolean weighted) {
        Random random = new Random(2);
        int rows = 120;
        String[] g = new String[rows];
        for (int i = 0, level = 0; i < rows; level++) {
            for (int r = 0; r < 2 + level % 3 * 2 && i < rows; r++) {
                g[i++] = "g" + level;
            }
        }
        return MemoryTable.builder()
                .numeric("y", random.doubles(rows, -1, 1).toArray())
                .numeric("x", random.doubles(rows, -1, 1).toArray())
                .numeric("v", random.doubles(rows, -1, 1).toArray())
                .numeric("w", weighted ? random.doubles(rows, 0.5, 2).toArray() : ones(rows))
                .categorical("g", g)
                .build();
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Problem problem(String formula, MemoryTable table) {
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT.withWeights("w"), Progress.NONE);
        return Problem.read(design, table, FitOptions.DEFAULT, Progress.NONE);
    }

    private static double[] eigenvalues(RealMatrix matrix) {
        double[] values = new EigenDecomposition(matrix).getRealEigenvalues();
        Arrays.sort(values);
        return values;
    }

    private static double[] repeated(double[] values, long[] counts) {
        double[] all = new double[(int) Arrays.stream(counts).sum()];
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            for (int r = 0; r < counts[i]; r++) {
                all[at++] = values[i];
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + v + (1 | g)", "y ~ 1 + (1 | g)", "y ~ x + (0 + v | g)", "y ~ 0 + x + (1 | g)"})
    void isThatOfTheMatricesWrittenOut(String formula) {
        for (boolean weighted : new boolean[] {false, true}) {
            WrittenOut model = new WrittenOut(formula, table(weighted));
            VarianceSpectrum spectrum = VarianceSpectrum.of(problem(formula, table(weighted)));
            RealMatrix z = model.z[0];
            RealMatrix x = model.x;
            RealMatrix projection = MatrixUtils.createRealIdentityMatrix(model.n)
                    .subtract(x.multiply(MatrixUtils.inverse(x.transpose().multiply(x)))
                            .multiply(x.transpose()));
            assertArrayEquals(
                    eigenvalues(z.transpose().multiply(z)), repeated(spectrum.whole(), spectrum.wholeCounts()), 1e-9);
            assertArrayEquals(
                    eigenvalues(z.transpose().multiply(projection).multiply(z)),
                    repeated(spectrum.within(), spectrum.withinCounts()),
                    1e-9);
            assertEquals(120, spectrum.rows());
            assertEquals(x.getColumnDimension(), spectrum.fixed());
        }
    }

    @Test
    void sizesThatManyGroupsHaveAreLookedForOnce() {
        VarianceSpectrum spectrum = VarianceSpectrum.of(problem("y ~ x + (1 | g)", table(false)));
        assertArrayEquals(new double[] {2, 4, 6}, spectrum.whole());
        assertTrue(spectrum.within().length <= 3 + 3 * 2);
    }

    /** With weights no two groups are of one size. */
    @Test
    void anEigenvalueThatDoesNotOccurIsNotNamed() {
        VarianceSpectrum spectrum = VarianceSpectrum.of(problem("y ~ x + v + (1 | g)", table(true)));
        assertTrue(Arrays.stream(spectrum.withinCounts()).allMatch(count -> count > 0));
        assertEquals(30, spectrum.within().length);
        assertEquals(30, spectrum.whole().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (x | g)", "y ~ x + (1 | g) + (0 + x | g)"})
    void moreThanOneVarianceHasNoSpectrum(String formula) {
        Problem problem = problem(formula, table(false));
        ModelException e = assertThrows(ModelException.class, () -> VarianceSpectrum.of(problem));
        assertTrue(e.getMessage().contains("one random term of one column, such as (1 | g)"), e.getMessage());
    }

    @Test
    void tooManyGroupsOfDifferentSizesAreRefused() {
        int rows = 1300;
        Random random = new Random(2);
        String[] g = new String[rows];
        Arrays.setAll(g, i -> "g" + i);
        MemoryTable table = MemoryTable.builder()
                .numeric("y", random.doubles(2L * rows, -1, 1).toArray())
                .numeric("w", random.doubles(2L * rows, 0.5, 2).toArray())
                .categorical("g", twice(g))
                .build();
        Problem problem = problem("y ~ 1 + (1 | g)", table);
        ModelException e = assertThrows(ModelException.class, () -> VarianceSpectrum.of(problem));
        assertTrue(e.getMessage().contains("needs 1,300 eigenvalues at once, more than 1,200"), e.getMessage());
    }

    private static String[] twice(String[] values) {
        String[] twice = Arrays.copyOf(values, 2 * values.length);
        System.arraycopy(values, 0, twice, values.length, values.length);
        return twice;
    }

    @Test
    void whatIsReturnedIsACopy() {
        VarianceSpectrum spectrum =
                new VarianceSpectrum(new double[] {1}, new long[] {2}, new double[] {3}, new long[] {4}, 5, 6);
        spectrum.within()[0] = 9;
        spectrum.withinCounts()[0] = 9;
        spectrum.whole()[0] = 9;
        spectrum.wholeCounts()[0] = 9;
        assertArrayEquals(new double[] {1}, spectrum.within());
        assertArrayEquals(new long[] {2}, spectrum.withinCounts());
        assertArrayEquals(new double[] {3}, spectrum.whole());
        assertArrayEquals(new long[] {4}, spectrum.wholeCounts());
    }
}
