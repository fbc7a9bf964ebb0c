package org.multilevel.fit.solver;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.MethodException;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.effects.RawResults;
import org.multilevel.fit.information.Information;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.ProfiledCriterion;
import org.multilevel.formula.Formula;

/** A fit keeps what the asked degrees of freedom need, and nothing else; unasked only what is quick. */
class FitInformationTest {
    /** Every row has a random level of g and one of h, x in two columns. */
    private static Table table(int rows, int levels) {
        Random random = new Random(5);
        int[] g = new int[rows];
        int[] h = new int[rows];
        Arrays.setAll(g, i -> random.nextInt(levels));
        Arrays.setAll(h, i -> random.nextInt(levels));
        return MemoryTable.builder()
                .numeric("y", random.doubles(rows, -1, 1).toArray())
                .numeric("x", random.doubles(rows, 5, 9).toArray())
                .numeric("w", random.doubles(rows, 1, 4).toArray())
                .categorical("g", Arrays.stream(g).mapToObj(k -> "g" + k).toArray(String[]::new))
                .categorical("h", Arrays.stream(h).mapToObj(k -> "h" + k).toArray(String[]::new))
                .build();
    }

    private static MixedModelEquations equations(String formula, Table table, DfMethod df) {
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        FitOptions options = FitOptions.DEFAULT.withThreads(1).withDf(df);
        return MixedModelEquations.read(design, table, options, Progress.NONE);
    }

    private static Information information(MixedModelEquations equations) {
        Workers workers = new Workers(1, Progress.NONE);
        ProfiledCriterion criterion = new ProfiledCriterion(
                equations.blocked(workers), equations.layout(), true, equations.products().rows, 0, Progress.NONE);
        RawResults raw = new RawResults(equations.design(), equations.standard(), equations.kept(), 1);
        double[] theta = new double[equations.layout().size()];
        Arrays.fill(theta, 0.7);
        return new FitInformation(equations, theta, Progress.NONE).of(criterion, raw);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTOMATIC, true, false",
        "ASYMPTOTIC, false, false",
        "SATTERTHWAITE, true, false",
        "KENWARD_ROGER, true, true"
    })
    void whatIsKeptIsWhatIsAskedFor(DfMethod df, boolean satterthwaite, boolean kenwardRoger) {
        Information found = information(equations("y ~ x + w + (1 | g) + (1 | h)", table(60, 8), df));
        assertEquals(satterthwaite, found.satterthwaite().isPresent());
        assertEquals(kenwardRoger, found.kenwardRoger().isPresent());
        found.satterthwaite().ifPresent(uncertainty -> {
            assertEquals(3, uncertainty.size());
            assertEquals(3, uncertainty.derivatives().get(0).length);
        });
    }

    /** Crossed factors of 60 and of 900 levels: some 1e6 and 1e9 multiplications. */
    @Test
    void withoutBeingAskedOnlyWhatIsQuickIsComputed() {
        String formula = "y ~ x + (1 | g) + (1 | h)";
        assertTrue(information(equations(formula, table(600, 60), DfMethod.AUTOMATIC))
                .satterthwaite()
                .isPresent());
        assertTrue(information(equations(formula, table(9000, 900), DfMethod.AUTOMATIC))
                .satterthwaite()
                .isEmpty());
    }

    /** R'R = X'X of the raw columns, from the rows. */
    @Test
    void theCrossFactorIsTheCholeskyFactorOfTheRawColumns() {
        Table table = table(60, 8);
        double[][] found = information(equations("y ~ x + w + (1 | g) + (1 | h)", table, DfMethod.ASYMPTOTIC))
                .crossFactor();
        double[][] columns = columns(table);
        RealMatrix x = new Array2DRowRealMatrix(columns);
        RealMatrix expected = new CholeskyDecomposition(x.transpose().multiply(x)).getLT();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sign = Math.signum(found[i][i]);
                assertEquals(expected.getEntry(i, j), sign * found[i][j], 1e-9, i + "," + j);
            }
        }
    }

    private static double[][] columns(Table table) {
        Design design = Design.of(Formula.parse("y ~ x + w"), table, DesignOptions.DEFAULT, Progress.NONE);
        double[][] columns = new double[(int) design.rows().used()][];
        int[] at = {0};
        design.scan(table, Progress.NONE, block -> {
            for (int r = 0; r < block.rows; r++) {
                columns[at[0]++] = Arrays.copyOfRange(block.x, 3 * r, 3 * r + 3);
            }
        });
        return columns;
    }

    /** Rows tie 2 x 1,100 levels together: refused before a search begins where it is asked for, and else not. */
    @ParameterizedTest
    @EnumSource(DfMethod.class)
    void kenwardAndRogersMethodIsRefusedBeforeTheSearchWhereItTakesTooMuch(DfMethod df) {
        MixedModelEquations equations = equations("y ~ x + (1 | g) + (1 | h)", table(9000, 1100), df);
        if (df != DfMethod.KENWARD_ROGER) {
            assertDoesNotThrow(() -> FitInformation.check(equations));
            return;
        }
        String sentence = assertThrows(MethodException.class, () -> FitInformation.check(equations))
                .getMessage();
        assertTrue(sentence.startsWith("Kenward and Roger's method would need dense matrices of the 2,"), sentence);
        assertTrue(sentence.contains("choose satterthwaite"), sentence);
    }
}
