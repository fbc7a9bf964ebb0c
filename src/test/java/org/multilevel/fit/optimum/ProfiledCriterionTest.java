package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.Workers;

/** The criterion is that of generalised least squares with the full covariance of the rows. */
class ProfiledCriterionTest {
    private static final double[] THETA = {0.9, -0.2, 0.7};

    private final Workers workers = new Workers(1, Progress.NONE);
    private final WrittenOut model = new WrittenOut("y ~ x + (x | g)", WrittenOut.table(7, 1));

    @AfterEach
    void close() {
        workers.close();
    }

    private ProfiledCriterion criterion(boolean restricted, double constant) {
        return new ProfiledCriterion(
                new SingleFactorSystem(model.products, workers),
                model.layout,
                restricted,
                model.n,
                constant,
                Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theValueIsThatOfTheWholeMatrices(boolean restricted) {
        ProfiledCriterion criterion = criterion(restricted, 0);
        double expected = model.criterion(model.relative(THETA), restricted);
        assertEquals(restricted, criterion.isRestricted());
        assertEquals(expected, criterion.evaluateValue(THETA, "search"), 1e-9);
        assertEquals(expected, criterion.evaluate(THETA, "search").value(), 1e-9);
    }

    @Test
    void theConstantIsAdded() {
        double value = criterion(true, 0).evaluateValue(THETA, "search");
        assertEquals(value + 1000, criterion(true, 1000).evaluateValue(THETA, "search"), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theGradientIsThatOfDifferences(boolean restricted) {
        double[] gradient = criterion(restricted, 0).evaluate(THETA, "search").gradient();
        double h = 1e-5;
        for (int k = 0; k < THETA.length; k++) {
            double[] up = THETA.clone();
            double[] down = THETA.clone();
            up[k] += h;
            down[k] -= h;
            double slope = (model.criterion(model.relative(up), restricted)
                            - model.criterion(model.relative(down), restricted))
                    / (2 * h);
            assertEquals(slope, gradient[k], 1e-5);
        }
    }

    /** r^2 is what is left of y'V^-1 y, which is off by some ulps. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRoundingIsThatOfASmallDifferenceOfLargeSums(boolean restricted) {
        ProfiledCriterion criterion = criterion(restricted, 0);
        criterion.evaluate(THETA, "search");
        double residual = model.solved(model.relative(THETA)).squares();
        assertEquals(residual, criterion.residual(), 1e-9 * residual);
        RealMatrix v = model.covariance(model.relative(THETA));
        double total = model.y
                .transpose()
                .multiply(new LUDecomposition(v).getSolver().solve(model.y))
                .getEntry(0, 0);
        double degrees = model.n - (restricted ? 2 : 0);
        double expected = degrees * 8 * Math.ulp(1.0) * total / residual;
        assertEquals(expected, criterion.rounding(), 1e-9 * expected);
    }

    @Test
    void valuesAndPointsAreLogged() {
        ProfiledCriterion criterion = criterion(true, 0);
        criterion.evaluateValue(THETA, "start");
        double[] gradient = criterion.evaluate(new double[] {1, 0, 1}, "search").gradient();
        List<Evaluation> log = criterion.log();
        assertEquals(2, log.size());
        assertEquals("start", log.get(0).phase());
        assertArrayEquals(THETA, log.get(0).theta());
        assertEquals(Double.NaN, log.get(0).gradientNorm());
        assertEquals("search", log.get(1).phase());
        double largest = Math.max(Math.abs(gradient[0]), Math.max(Math.abs(gradient[1]), Math.abs(gradient[2])));
        assertEquals(largest, log.get(1).gradientNorm());
    }

    @Test
    void aPointTellsItsCurvature() {
        ProfiledCriterion criterion = criterion(true, 0);
        assertTrue(criterion.knowsCurvature());
        assertEquals(1, criterion.evaluate(THETA, "search").derivatives().size());
        assertFalse(criterion.evaluate(THETA, "search").theta() == THETA);
    }

    @Test
    void whereItIsNotDefinedItIsInfinite() {
        double[] none = {Double.NaN, 0, 1};
        ProfiledCriterion criterion = criterion(true, 0);
        assertEquals(Double.POSITIVE_INFINITY, criterion.evaluateValue(none, "search"));
        Criterion.Point point = criterion.evaluate(none, "search");
        assertEquals(Double.POSITIVE_INFINITY, point.value());
        assertArrayEquals(new double[3], point.gradient());
        assertEquals(0, point.derivatives().size());
    }
}
