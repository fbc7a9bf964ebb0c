package org.multilevel.fit.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.leastsquares.Factor;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.formula.Formula;

/** Combined columns pose the problem of a table that has them, and keep the digits of what lies within levels. */
class ProfileEquationsTest {
    private static final int ROWS = 48;
    private static final Workers WORKERS = new Workers(1, Progress.NONE);

    private static Table table(double noise) {
        Random random = new Random(6);
        double[] x = new double[ROWS];
        double[] y = new double[ROWS];
        String[] g = new String[ROWS];
        String[] h = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[i] = Math.rint(random.nextGaussian() * 64) / 64;
            int level = i / 6;
            y[i] = level + noise * random.nextGaussian();
            g[i] = "g" + level;
            h[i] = "h" + i % 4;
        }
        return MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical("g", g)
                .categorical("h", h)
                .build();
    }

    private static MixedModelEquations equations(String formula, double noise) {
        Table table = table(noise);
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        return MixedModelEquations.read(design, table, FitOptions.DEFAULT, Progress.NONE);
    }

    private static ProfileEquations of(MixedModelEquations equations, PenalisedLeastSquares system) {
        return new ProfileEquations(equations, equations.products(), system, WORKERS);
    }

    private static double[][] lambda(MixedModelEquations equations, double size) {
        double[] theta = new double[equations.layout().size()];
        Arrays.fill(theta, size);
        return equations.layout().lambda(theta);
    }

    /** The columns 1, x + 1 and y + 2 x - 3: the residual is the same, the coefficients are those of the new columns. */
    @ParameterizedTest
    @CsvSource({"y ~ x + (1 | g)", "y ~ x + (1 | g) + (1 | h)", "y ~ x"})
    void combinedColumnsHaveTheirOwnCoefficientsAndTheSameRest(String formula) {
        MixedModelEquations equations = equations(formula, 1);
        PenalisedLeastSquares system = equations.products().widths.length > 1
                ? equations.blocked(WORKERS)
                : new SingleFactorSystem(equations.products(), WORKERS);
        ProfileEquations asked = of(equations, system);
        double[][] columns = {{1, 0, 0}, {1, 1, 0}, {-3, 2, 1}};
        double[][] lambda = lambda(equations, 0.8);
        Factor whole = asked.whole().factor(lambda);
        Factor combined = asked.combined(columns).factor(lambda);
        double[] beta = whole.beta();
        double[] found = combined.beta();
        // b0 + b1 x + 2 x - 3 = (b0 - 3 - c) + c (x + 1) with c = b1 + 2
        assertEquals(beta[1] + 2, found[1], 1e-10);
        assertEquals(beta[0] - 3 - (beta[1] + 2), found[0], 1e-10);
        assertEquals(whole.residual(), combined.residual(), 1e-10 * whole.residual());
        assertEquals(whole.logDetRandom(), combined.logDetRandom(), 1e-10);
        assertEquals(system.factor(lambda).residual(), whole.residual(), 1e-12 * whole.residual());
    }

    /** What lies within levels was read on its own where it is a hundred-millionth of the response; a difference has none of its digits. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-8})
    void whatLiesWithinLevelsKeepsItsDigits(double noise) {
        MixedModelEquations equations = equations("y ~ x + (1 | g)", noise);
        double[] within = equations.within(new double[2]).orElseThrow();
        SingleFactorSystem system = new SingleFactorSystem(equations.products(), WORKERS, within);
        ProfileEquations asked = of(equations, system);
        double[][] lambda = lambda(equations, 1 / noise);
        double expected = system.factor(lambda).residual();
        assertEquals(expected, asked.whole().factor(lambda).residual(), 1e-10 * expected);
        double[][] columns = {{1, 0, 0}, {0, 2, 0}, {0, noise, 1}};
        assertEquals(expected, asked.combined(columns).factor(lambda).residual(), 1e-6 * expected);
    }
}
