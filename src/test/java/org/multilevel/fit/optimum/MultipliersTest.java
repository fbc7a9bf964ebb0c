package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.covariance.Term;
import org.multilevel.fit.leastsquares.BlockedSystem;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Criterion.Point;
import org.multilevel.fit.optimum.RankDrop.Direction;

/** S is the derivative of the criterion with respect to the covariances of the effects, as full matrices give it by differences. */
class MultipliersTest {
    /** Differences of fourth order with this step are good to about 1e-7. */
    private static final double STEP = 1e-4;

    private static final double TOLERANCE = 1e-5;

    private static Point point(WrittenOut model, double[] theta) {
        try (Workers workers = new Workers(1, Progress.NONE)) {
            return new ProfiledCriterion(
                            new BlockedSystem(model.products, workers), model.layout, true, model.n, 0, Progress.NONE)
                    .evaluate(theta, "search");
        }
    }

    private static double[] theta(WrittenOut model) {
        return new Random(8).doubles(model.layout.size(), 0.3, 1.2).toArray();
    }

    private static Direction direction(Term term, double... vector) {
        return new Direction(term, vector, new double[vector.length], 1);
    }

    /** Returns how the criterion changes with the variance in a direction. */
    private static double slope(WrittenOut model, double[] theta, Direction direction) {
        return (8 * (moved(model, theta, direction, STEP) - moved(model, theta, direction, -STEP))
                        - (moved(model, theta, direction, 2 * STEP) - moved(model, theta, direction, -2 * STEP)))
                / (12 * STEP);
    }

    private static double moved(WrittenOut model, double[] theta, Direction direction, double by) {
        double[][] g = model.relative(theta);
        Term term = direction.term();
        int q = model.layout.width(term.factor());
        for (int i = 0; i < term.columns(); i++) {
            for (int j = 0; j < term.columns(); j++) {
                g[term.factor()][(term.from() + i) * q + term.from() + j] +=
                        direction.vector()[i] * direction.vector()[j] * by;
            }
        }
        return model.criterion(g, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y ~ x + (x | g)", "y ~ x + (0 + v | g) + (x | g) + (1 | h)", "y ~ 1 + (x + v | g)"})
    void whereEveryDirectionHasVarianceOnePointTellsAll(String formula) {
        WrittenOut model = new WrittenOut(formula, WrittenOut.table(7, 1));
        double[] theta = theta(model);
        Multipliers multipliers =
                Multipliers.none(model.layout, WrittenOut.units(model.layout)).at(point(model, theta));
        for (Term term : model.layout.terms()) {
            Random random = new Random(1);
            for (int i = 0; i < 4; i++) {
                Direction direction =
                        direction(term, random.doubles(term.columns(), -1, 1).toArray());
                assertEquals(slope(model, theta, direction), multipliers.along(direction), TOLERANCE);
            }
        }
    }

    @Test
    void beforeAnyPointNothingIsKnown() {
        WrittenOut model = new WrittenOut("y ~ x + (x | g)", WrittenOut.table(7, 1));
        Direction direction = direction(model.layout.terms().get(0), 1, 1);
        assertEquals(
                0,
                Multipliers.none(model.layout, WrittenOut.units(model.layout)).along(direction));
    }

    @Test
    void whereADirectionHasNoVarianceAllButItsOwnPartIsTold() {
        WrittenOut model = new WrittenOut("y ~ x + (x | g)", WrittenOut.table(7, 1));
        Term term = model.layout.terms().get(0);
        double[] inside = theta(model);
        Multipliers before =
                Multipliers.none(model.layout, WrittenOut.units(model.layout)).at(point(model, inside));
        double[] edge = {0.8, 0.3, 0};
        Multipliers multipliers = before.at(point(model, edge));
        Direction varying = direction(term, 0.8, 0.3);
        assertEquals(slope(model, edge, varying), multipliers.along(varying), TOLERANCE);
        // with the other direction it is told by how the two go together
        Direction sum = direction(term, 0.8, 1.3);
        Direction difference = direction(term, 0.8, -0.7);
        assertEquals(
                slope(model, edge, sum) - slope(model, edge, difference),
                multipliers.along(sum) - multipliers.along(difference),
                2 * TOLERANCE);
        // what the direction without variance has alone stays as it was seen before
        Direction still = direction(term, 0.3, -0.8);
        assertEquals(before.along(still), multipliers.along(still), TOLERANCE);
    }

    @Test
    void withTheFirstEffectWithoutVarianceItIsTheSame() {
        WrittenOut model = new WrittenOut("y ~ x + (x | g)", WrittenOut.table(7, 1));
        Term term = model.layout.terms().get(0);
        double[] edge = {0, 0, 0.6};
        Multipliers before =
                Multipliers.none(model.layout, WrittenOut.units(model.layout)).at(point(model, theta(model)));
        Multipliers multipliers = before.at(point(model, edge));
        assertEquals(slope(model, edge, direction(term, 0, 1)), multipliers.along(direction(term, 0, 1)), TOLERANCE);
        assertEquals(before.along(direction(term, 1, 0)), multipliers.along(direction(term, 1, 0)), TOLERANCE);
    }

    @Test
    void theHessianGainsTheCurvatureOfWhatIsPositive() {
        WrittenOut model = new WrittenOut("y ~ x + (0 + v | g) + (x | g)", WrittenOut.table(7, 1));
        double[] theta = {0.9, 0.4, 0.1, 2.5};
        Multipliers multipliers =
                Multipliers.none(model.layout, WrittenOut.units(model.layout)).at(point(model, theta));
        Term term = model.layout.terms().get(1);
        double first = multipliers.along(direction(term, 1, 0));
        double second = multipliers.along(direction(term, 0, 1));
        double both = (multipliers.along(direction(term, 1, 1)) - first - second) / 2;
        EigenDecomposition eigen =
                new EigenDecomposition(new Array2DRowRealMatrix(new double[][] {{first, both}, {both, second}}));
        RealMatrix positive = new Array2DRowRealMatrix(2, 2);
        for (int e = 0; e < 2; e++) {
            double value = Math.max(0, eigen.getRealEigenvalue(e));
            positive = positive.add(eigen.getEigenvector(e)
                    .outerProduct(eigen.getEigenvector(e))
                    .scalarMultiply(value));
        }
        double last =
                Math.max(0, multipliers.along(direction(model.layout.terms().get(0), 1)));
        Coordinates coordinates = WrittenOut.coordinates(model.layout);
        double[] whole = new double[coordinates.size() * coordinates.size()];
        coordinates.addCurvature(multipliers.positivePart(), theta, whole);
        int[] index = WrittenOut.elements(model.layout);
        double[] hessian = new double[16];
        for (int i = 0; i < 16; i++) {
            hessian[i] = whole[index[i / 4] * coordinates.size() + index[i % 4]];
        }
        double[] expected = {
            2 * last,
            0,
            0,
            0,
            0,
            2 * positive.getEntry(0, 0),
            2 * positive.getEntry(0, 1),
            0,
            0,
            2 * positive.getEntry(1, 0),
            2 * positive.getEntry(1, 1),
            0,
            0,
            0,
            0,
            2 * positive.getEntry(1, 1)
        };
        assertArrayEquals(expected, hessian, 1e-9);
    }
}
