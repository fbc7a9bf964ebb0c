package org.multilevel.fit.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.formula.Formula;

/** What is taken out of a response and what is left of it, against the rows. */
class RemainderTest {
    private static final int LEVELS = 10;
    private static final int OTHERS = 6;
    private static final int ROWS = 240;
    private static final Workers WORKERS = new Workers(1, Progress.NONE);

    private final double[] x = new double[ROWS];
    private final double[] y = new double[ROWS];
    private final int[] g = new int[ROWS];
    private final int[] h = new int[ROWS];
    private final double[] ofG = new Random(1).doubles(LEVELS, -2, 2).toArray();
    private final double[] slopes = new Random(2).doubles(LEVELS, -2, 2).toArray();
    private final double[] ofH = new Random(3).doubles(OTHERS, -2, 2).toArray();
    private final double[] noise = new Random(4).doubles(ROWS, -1, 1).toArray();

    private MixedModelEquations equations(String formula, double gs, double slope, double hs, double rest) {
        for (int i = 0; i < ROWS; i++) {
            g[i] = i / (ROWS / LEVELS);
            h[i] = i / 2 % OTHERS;
            x[i] = i % 2 == 0 ? 1 : -1;
            y[i] = 4 + gs * ofG[g[i]] + slope * slopes[g[i]] * x[i] + hs * ofH[h[i]] + rest * noise[i];
        }
        Table table = MemoryTable.builder()
                .numeric("y", y)
                .numeric("x", x)
                .categorical("g", Arrays.stream(g).mapToObj(k -> "g" + k).toArray(String[]::new))
                .categorical("h", Arrays.stream(h).mapToObj(k -> "h" + k).toArray(String[]::new))
                .build();
        Design design = Design.of(Formula.parse(formula), table, DesignOptions.DEFAULT, Progress.NONE);
        return MixedModelEquations.read(design, table, FitOptions.DEFAULT, Progress.NONE);
    }

    private static Optional<Remainder> of(MixedModelEquations equations) {
        BlockedSystem system = equations.blocked(WORKERS);
        return Remainder.of(equations, theta -> system.factor(equations.layout().lambda(theta)));
    }

    /** Sum of squares of (y - mean) / scale - X beta - Z b over the rows, computed here. */
    private double squares(MixedModelEquations equations, Remainder remainder, int widthOfG) {
        double scale = equations.standard().yScale;
        double centre = equations.standard().yCentre;
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            double fitted = remainder.beta()[0] + remainder.beta()[1] * x[i] / equations.standard().xScale[1];
            fitted += remainder.effects()[0][g[i] * widthOfG];
            fitted += widthOfG > 1
                    ? remainder.effects()[0][g[i] * widthOfG + 1] * x[i] / equations.standard().zScale[0][1]
                    : 0;
            fitted += remainder.effects()[1][h[i]];
            double left = (y[i] - centre) / scale - fitted;
            sum += left * left;
        }
        return sum;
    }

    @Test
    void largeEffectsOfAllFactorsAreTakenOut() {
        MixedModelEquations equations = equations("y ~ x + (1 | g) + (1 | h)", 1, 0, 1, 1e-5);
        Remainder remainder = of(equations).orElseThrow();
        double expected = squares(equations, remainder, 1);
        assertEquals(expected, remainder.squares(), 1e-7 * expected);
        assertEquals(Math.sqrt(expected / ROWS), remainder.scale(), 1e-7 * remainder.scale());
        // what is left is the noise without what 16 columns explain of it, in units of the response's standard
        // deviation
        double rms = 1e-5 * Math.sqrt(1.0 / 3) / equations.standard().yScale;
        assertEquals(rms, remainder.scale(), 0.1 * rms);
        double[] centred = ofG.clone();
        double mean = Arrays.stream(centred).average().orElseThrow();
        double meanEffect = Arrays.stream(remainder.effects()[0]).average().orElseThrow();
        for (int k = 0; k < LEVELS; k++) {
            assertEquals(
                    (centred[k] - mean) / equations.standard().yScale, remainder.effects()[0][k] - meanEffect, 1e-4);
        }
    }

    /** Slopes are columns of their own beside the intercepts. */
    @Test
    void effectsOfSlopesAreTakenOutToo() {
        MixedModelEquations equations = equations("y ~ x + (x | g) + (1 | h)", 1, 1, 1, 1e-5);
        Remainder remainder = of(equations).orElseThrow();
        double expected = squares(equations, remainder, 2);
        assertEquals(expected, remainder.squares(), 1e-7 * expected);
        double[] start = remainder.start(equations.layout());
        assertEquals(4, start.length);
        assertEquals(0, start[1]);
        assertEquals(rootMeanSquare(remainder.effects()[0], 0, 2) / remainder.scale(), start[0], 1e-6 * start[0]);
        assertEquals(rootMeanSquare(remainder.effects()[0], 1, 2) / remainder.scale(), start[2], 1e-6 * start[2]);
        assertEquals(rootMeanSquare(remainder.effects()[1], 0, 1) / remainder.scale(), start[3], 1e-6 * start[3]);
        // 24 rows in each level of g, 40 in one of h: the largest theta^2 n of them, in units of the last place
        double largest = Math.max(24 * Math.max(start[0] * start[0], start[2] * start[2]), 40 * start[3] * start[3]);
        assertEquals(
                largest * Math.ulp(1.0),
                remainder.precision(equations.layout(), start),
                1e-6 * largest * Math.ulp(1.0));
    }

    private static double rootMeanSquare(double[] values, int from, int step) {
        double sum = 0;
        for (int i = from; i < values.length; i += step) {
            sum += values[i] * values[i];
        }
        return Math.sqrt(sum * step / values.length);
    }

    /** What is hardly larger than the noise may have no variance at all, and stays in the response. */
    @Test
    void effectsOfAFactorThatAreNotLargeStay() {
        MixedModelEquations equations = equations("y ~ x + (1 | g) + (1 | h)", 1, 0, 3e-5, 1e-5);
        Remainder remainder = of(equations).orElseThrow();
        assertArrayEquals(new double[OTHERS], remainder.effects()[1]);
        assertTrue(rootMeanSquare(remainder.effects()[0], 0, 1) > 0.5);
        double expected = squares(equations, remainder, 1);
        assertEquals(expected, remainder.squares(), 1e-7 * expected);
        double[] start = remainder.start(equations.layout());
        assertEquals(1, start[1]);
        assertTrue(start[0] > 1e4, "" + start[0]);
    }

    /** One slope that is not large keeps all effects of its factor. */
    @Test
    void aFactorIsTakenOutAsAWholeOrNot() {
        MixedModelEquations equations = equations("y ~ x + (x | g) + (1 | h)", 1, 3e-5, 1, 1e-5);
        Remainder remainder = of(equations).orElseThrow();
        assertArrayEquals(new double[2 * LEVELS], remainder.effects()[0]);
        assertTrue(rootMeanSquare(remainder.effects()[1], 0, 1) > 0.5);
    }

    @Test
    void whereNoEffectIsLargeNothingIsTakenOut() {
        assertTrue(of(equations("y ~ x + (1 | g) + (1 | h)", 1, 0, 1, 1)).isEmpty());
    }

    @Test
    void withoutRowsNothingCanBeTakenOut() {
        MixedModelEquations equations = equations("y ~ x + (1 | g) + (1 | h)", 1, 0, 1, 1e-5);
        assertTrue(of(MixedModelEquations.of(
                        equations.design(), equations.products(), equations.standard(), equations.options()))
                .isEmpty());
    }

    /** The first time shrinking leaves a hundred-millionth of the effects, the second time nothing. */
    @Test
    void whatShrinkingLeavesIsNoRest() {
        MixedModelEquations exact = equations("y ~ x + (1 | g) + (1 | h)", 1, 0, 1, 0);
        Remainder remainder = of(exact).orElseThrow();
        assertTrue(remainder.scale() > 1e-12, "" + remainder.scale());
        double left = remainder.scaleWithoutShrinking(exact, WORKERS);
        assertTrue(left < 1e-14, "" + left);
        MixedModelEquations some = equations("y ~ x + (1 | g) + (1 | h)", 1, 0, 1, 1e-10);
        double found = of(some).orElseThrow().scaleWithoutShrinking(some, WORKERS);
        double rms = 1e-10 * Math.sqrt(1.0 / 3) / some.standard().yScale;
        assertEquals(rms, found, 0.1 * rms);
    }
}
