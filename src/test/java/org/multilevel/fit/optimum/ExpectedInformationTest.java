package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.covariance.ThetaLayout;

/** The expected information is the trace formula with each factor's covariance of the rows, V = I + Z G Z', taken alone. */
class ExpectedInformationTest {
    /** The derivative by differences is good to about 1e-9. */
    private static final double TOLERANCE = 1e-6;

    private static final double STEP = 1e-5;

    private static double[] theta(WrittenOut model) {
        return new Random(6).doubles(model.layout.size(), 0.3, 1.2).toArray();
    }

    /** Returns V^-1 dV for a change of the relative covariance of one factor. */
    private static RealMatrix relativeChange(WrittenOut model, double[] theta, int f, double[] change) {
        RealMatrix alone = model.spread(f, model.relative(theta)[f]).add(MatrixUtils.createRealIdentityMatrix(model.n));
        return new LUDecomposition(alone).getSolver().solve(model.spread(f, change));
    }

    private static double[] change(WrittenOut model, double[] theta, int k) {
        double[] up = theta.clone();
        double[] down = theta.clone();
        up[k] += STEP;
        down[k] -= STEP;
        int f = model.layout.factor(k);
        double[] change = model.relative(up)[f].clone();
        double[] lower = model.relative(down)[f];
        for (int i = 0; i < change.length; i++) {
            change[i] = (change[i] - lower[i]) / (2 * STEP);
        }
        return change;
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (x | g)", "y ~ x + (x + v | g) + (0 + v | h)", "y ~ 1 + (x || g) + (1 | h)"})
    void theHessianIsTheTraceFormula(String formula) {
        WrittenOut model = new WrittenOut(formula, WrittenOut.table(3, 1));
        double[] theta = theta(model);
        int k = theta.length;
        RealMatrix[] changes = new RealMatrix[k];
        for (int i = 0; i < k; i++) {
            changes[i] = relativeChange(model, theta, model.layout.factor(i), change(model, theta, i));
        }
        double[] expected = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                boolean together = model.layout.factor(i) == model.layout.factor(j);
                double trace = changes[i].multiply(changes[j]).getTrace();
                double profiled = trace - changes[i].getTrace() * changes[j].getTrace() / model.n;
                expected[i * k + j] = together ? profiled : 0;
            }
        }
        double[] actual = hessian(new ExpectedInformation(model.products, model.layout), model.layout, theta);
        double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertArrayEquals(expected, actual, TOLERANCE * size);
    }

    /** Returns the Hessian in theta, from that in the elements of whole matrices lambda. */
    private static double[] hessian(ExpectedInformation information, ThetaLayout layout, double[] theta) {
        Coordinates coordinates = WrittenOut.coordinates(layout);
        double[] whole = information.hessian(theta, coordinates);
        int[] index = WrittenOut.elements(layout);
        double[] hessian = new double[theta.length * theta.length];
        for (int i = 0; i < theta.length; i++) {
            for (int j = 0; j < theta.length; j++) {
                hessian[i * theta.length + j] = whole[index[i] * coordinates.size() + index[j]];
            }
        }
        return hessian;
    }

    @Test
    void alongADirectionItIsThatOfItsVariance() {
        WrittenOut model = new WrittenOut("y ~ x + (0 + v | g) + (x | g)", WrittenOut.table(4, 1));
        double[] theta = theta(model);
        double[] vector = {0.7, -0.4};
        double[] change = new double[9];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                change[(i + 1) * 3 + j + 1] = vector[i] * vector[j];
            }
        }
        RealMatrix relative = relativeChange(model, theta, 0, change);
        double expected = relative.multiply(relative).getTrace() - Math.pow(relative.getTrace(), 2) / model.n;
        RankDrop.Direction direction =
                new RankDrop.Direction(model.layout.terms().get(1), vector, new double[2], 1);
        assertEquals(
                expected,
                new ExpectedInformation(model.products, model.layout).along(direction, direction, theta),
                TOLERANCE * expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void alongAChangeOfACovarianceItIsTheTraceFormulaToo(int f) {
        WrittenOut model = new WrittenOut("y ~ x + (x + v | g) + (0 + v + x | h)", WrittenOut.table(4, 1));
        double[] theta = theta(model);
        double[] change =
                f == 0 ? new double[] {0.7, 0, 0.3, 0, -0.4, 0.2, 0.3, 0.2, 1.1} : new double[] {-0.2, 0.5, 0.5, 0};
        RealMatrix relative = relativeChange(model, theta, f, change);
        double expected = relative.multiply(relative).getTrace() - Math.pow(relative.getTrace(), 2) / model.n;
        double actual = new ExpectedInformation(model.products, model.layout).along(f, change, theta);
        assertEquals(expected, actual, TOLERANCE * Math.abs(expected));
    }

    @Test
    void ofTwoDirectionsItIsThatOfTheirVariancesTogether() {
        WrittenOut model = new WrittenOut("y ~ x + (0 + v | g) + (x | g)", WrittenOut.table(4, 1));
        double[] theta = theta(model);
        RealMatrix one = relativeChange(model, theta, 0, new double[] {0.49, 0, 0, 0, 0, 0, 0, 0, 0});
        RealMatrix other = relativeChange(model, theta, 0, new double[] {0, 0, 0, 0, 0.25, -0.4, 0, -0.4, 0.64});
        double expected = one.multiply(other).getTrace() - one.getTrace() * other.getTrace() / model.n;
        RankDrop.Direction v =
                new RankDrop.Direction(model.layout.terms().get(0), new double[] {0.7}, new double[1], 1);
        RankDrop.Direction w =
                new RankDrop.Direction(model.layout.terms().get(1), new double[] {0.5, -0.8}, new double[2], 1);
        ExpectedInformation information = new ExpectedInformation(model.products, model.layout);
        assertEquals(expected, information.along(v, w, theta), TOLERANCE * Math.abs(expected));
        assertEquals(expected, information.along(w, v, theta), TOLERANCE * Math.abs(expected));
    }

    @Test
    void ofManyLevelsASampleStandsForAll() {
        // all alike, so that every second one tells what all do
        double few = ofLikeLevels(10);
        double many = ofLikeLevels(4000);
        assertEquals(400 * few, many, 1e-9 * many);
    }

    private static double ofLikeLevels(int levels) {
        double[] y = new double[2 * levels];
        double[] ones = new double[2 * levels];
        String[] g = new String[2 * levels];
        Arrays.fill(ones, 1);
        Arrays.setAll(y, i -> i % 3);
        Arrays.setAll(g, i -> "g" + i / 2);
        WrittenOut.Read model = WrittenOut.Read.of(
                "y ~ 0 + (1 | g)",
                MemoryTable.builder()
                        .numeric("y", y)
                        .numeric("w", ones)
                        .categorical("g", g)
                        .build());
        double[] theta = {0.8};
        ExpectedInformation information = new ExpectedInformation(model.products(), model.layout());
        RankDrop.Direction direction =
                new RankDrop.Direction(model.layout().terms().get(0), new double[] {1}, new double[] {1}, 1);
        assertEquals(
                information.along(direction, direction, theta),
                information.along(0, new double[] {1}, theta),
                1e-9 * levels);
        // in theta the derivative of the variance is 2 theta
        assertEquals(
                4 * 0.64 * information.along(direction, direction, theta),
                hessian(information, model.layout(), theta)[0],
                1e-9 * levels);
        return hessian(information, model.layout(), theta)[0];
    }
}
