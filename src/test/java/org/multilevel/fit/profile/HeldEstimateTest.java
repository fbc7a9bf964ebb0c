package org.multilevel.fit.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.design.Design;
import org.multilevel.design.DesignOptions;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.problem.Problem;
import org.multilevel.fit.structure.Structures;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;

/** One correlation or standard deviation of four visits of twelve people while others are moved. */
class HeldEstimateTest {
    private static final double TOLERANCE = 1e-12;
    private static final double SLOPE = 1e-6;
    private static final double STEP = 1e-6;
    private static final double[] PHI = {0.3, -0.2, 0.5, 0.1, -0.4, 0.25, 0.2, -0.1, 0.15};

    private static Structures structures(String residual) {
        int n = 48;
        double[] y = new double[n];
        double[] visit = new double[n];
        String[] id = new String[n];
        Random random = new Random(5);
        for (int r = 0; r < n; r++) {
            y[r] = random.nextGaussian();
            visit[r] = r % 4;
            id[r] = "p" + r / 4;
        }
        MemoryTable table = MemoryTable.builder()
                .numeric("y", y)
                .numeric("visit", visit)
                .categorical("id", id)
                .build();
        Design design = Design.of(
                Formula.parse("y ~ 1"),
                table,
                DesignOptions.DEFAULT.withResidual(ResidualTerm.parse(residual)),
                Progress.NONE);
        Problem problem = Problem.read(design, table, FitOptions.DEFAULT, Progress.NONE);
        try (Workers workers = new Workers(1, Progress.NONE)) {
            return Structures.read(
                    design,
                    table,
                    problem.products(),
                    problem.standard(),
                    problem.keptColumns(),
                    new double[1],
                    problem.layout(),
                    1e9,
                    workers,
                    Progress.NONE);
        }
    }

    private static Structures unstructured() {
        return structures("us(visit | id)");
    }

    private static double correlation(Structures structures, int i, double[] parameters) {
        return structures.estimates(parameters, 1, List.of()).get(i).value();
    }

    /** The correlation of two visits is e / (1 + e) of its parameter's e, and between four visits none is below -1/3. */
    @Test
    void aCorrelationThatOneParameterGivesHasItsRange() {
        Structures structures = structures("cs(1 | id)");
        HeldEstimate held = HeldEstimate.correlation(structures, 0, new double[] {0.4});
        assertEquals(0, held.pivot());
        assertEquals(-1.0 / 3, held.lowest(), TOLERANCE);
        assertEquals(1, held.highest(), TOLERANCE);
        double[] phi = {0.4};
        assertTrue(held.solve(0.625, phi));
        assertEquals(0.625, held.value(phi), TOLERANCE);
        assertEquals(0.625, correlation(structures, 0, held.back(phi)), TOLERANCE);
        double[] far = {39};
        assertSame(held, held.near(far));
        double[] by = {3};
        held.project(phi, by);
        assertArrayEquals(new double[] {0}, by);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aCorrelationIsSetByItsPivotWhateverTheOthersAre(int i) {
        Structures structures = unstructured();
        HeldEstimate held = HeldEstimate.correlation(structures, i, PHI);
        double[] phi = held.turned(PHI);
        assertArrayEquals(PHI, held.back(phi), TOLERANCE);
        assertEquals(correlation(structures, i, PHI), held.value(phi), TOLERANCE);
        assertEquals(-1, held.lowest(), TOLERANCE);
        assertEquals(1, held.highest(), TOLERANCE);
        double before = held.value(phi);
        double[] others = phi.clone();
        double value = before + 0.05;
        assertTrue(held.solve(value, phi));
        assertEquals(value, held.value(phi), TOLERANCE);
        assertNotEquals(others[held.pivot()], phi[held.pivot()]);
        others[held.pivot()] = phi[held.pivot()];
        assertArrayEquals(others, phi);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5})
    void theLogarithmHasItsSlope(int i) {
        Structures structures = unstructured();
        HeldEstimate held = HeldEstimate.correlation(structures, i, PHI);
        double[] phi = held.turned(PHI);
        assertSlopes(held, phi, SLOPE * 10);
    }

    /** Against central differences of the logarithm. */
    private static void assertSlopes(HeldEstimate held, double[] phi, double tolerance) {
        double[] slope = new double[phi.length];
        assertEquals(held.value(phi), held.ratio(phi, slope));
        for (int k = 0; k < phi.length; k++) {
            double up = Math.log(Math.abs(held.value(moved(phi, k, STEP))));
            double down = Math.log(Math.abs(held.value(moved(phi, k, -STEP))));
            assertEquals((up - down) / (2 * STEP), slope[k], tolerance);
        }
    }

    private static double[] moved(double[] phi, int k, double by) {
        double[] moved = phi.clone();
        moved[k] += by;
        return moved;
    }

    /** Along the surface on which the correlation stays the same, of the sum of each parameter times a number. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aDerivativeIsProjectedOnWhatLeavesTheCorrelationAlone(int i) {
        Structures structures = unstructured();
        HeldEstimate held = HeldEstimate.correlation(structures, i, PHI);
        double[] phi = held.turned(PHI);
        double value = held.value(phi);
        double[] by = {1, -2, 0.5, 3, -1, 2, 0.7, 1.3, -0.6};
        double[] projected = by.clone();
        held.project(phi, projected);
        assertEquals(0, projected[held.pivot()]);
        for (int k = 0; k < phi.length; k++) {
            if (k != held.pivot()) {
                double[] up = moved(phi, k, STEP);
                double[] down = moved(phi, k, -STEP);
                assertTrue(held.solve(value, up) && held.solve(value, down));
                assertEquals(
                        (SmallMatrices.dot(by, up) - SmallMatrices.dot(by, down)) / (2 * STEP), projected[k], SLOPE);
            }
        }
    }

    @Test
    void whereItsPivotIsFarAnotherDecides() {
        Structures structures = structures("toep(visit | id)");
        int last = 2;
        double[] start = {0.3, -0.2, 0.5};
        HeldEstimate held = HeldEstimate.correlation(structures, last, start);
        double[] phi = held.turned(start);
        assertSame(held, held.near(phi));
        phi[held.pivot()] = 2.9;
        assertSame(held, held.near(phi));
        phi[held.pivot()] = 6;
        HeldEstimate other = held.near(phi);
        assertNotSame(held, other);
        assertNotEquals(held.pivot(), other.pivot());
        double[] slope = structures.estimate(last, phi).slope();
        double steepest = Arrays.stream(slope).map(Math::abs).max().orElseThrow();
        assertEquals(steepest, Math.abs(slope[other.pivot()]));
        assertEquals(held.lowest(), other.lowest());
        assertEquals(held.highest(), other.highest());
        double[] before = phi.clone();
        double value = held.value(phi) - 0.02;
        assertTrue(other.solve(value, phi));
        assertEquals(value, other.value(phi), TOLERANCE);
        before[other.pivot()] = phi[other.pivot()];
        assertArrayEquals(before, phi);
        assertFalse(other.solve(1.5, phi.clone()));
    }

    @Test
    void aDeviationIsRelativeToTheFirstVisits() {
        Structures structures = unstructured();
        HeldEstimate held = HeldEstimate.deviation(structures, 7, PHI);
        assertEquals(-1, held.pivot());
        assertArrayEquals(PHI, held.turned(PHI));
        assertArrayEquals(PHI, held.back(PHI));
        assertNotSame(PHI, held.back(PHI));
        assertEquals(correlation(structures, 7, PHI), held.value(PHI), TOLERANCE);
        assertSlopes(held, PHI, SLOPE);
    }
}
