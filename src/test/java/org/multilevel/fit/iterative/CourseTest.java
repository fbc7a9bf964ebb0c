package org.multilevel.fit.iterative;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;

/** Courses of conjugate gradients as textbooks write them, for one right-hand side, and the noise of means over several. */
class CourseTest {
    private static final int ORDER = 40;

    private static RealMatrix matrix() {
        Random random = new Random(2);
        RealMatrix a = new Array2DRowRealMatrix(ORDER, ORDER);
        for (int i = 0; i < ORDER; i++) {
            for (int j = 0; j < ORDER; j++) {
                a.setEntry(i, j, random.nextGaussian() / ORDER);
            }
        }
        RealMatrix s = a.multiply(a.transpose());
        for (int i = 0; i < ORDER; i++) {
            s.addToEntry(i, i, 0.5 + i / 20.0);
        }
        return s;
    }

    private static RealVector right() {
        return new ArrayRealVector(new Random(3).doubles(ORDER, -1, 2).toArray());
    }

    private static Course solve(RealMatrix s, RealVector b, double tolerance) {
        double square = b.dotProduct(b);
        Course course = new Course(square, square, tolerance);
        RealVector r = b;
        RealVector p = b;
        while (!course.hasArrived()) {
            RealVector product = s.operate(p);
            double rr = r.dotProduct(r);
            double alpha = rr / p.dotProduct(product);
            r = r.subtract(product.mapMultiply(alpha));
            double beta = r.dotProduct(r) / rr;
            course.add(alpha, beta, r.dotProduct(r));
            p = r.add(p.mapMultiply(beta));
        }
        return course;
    }

    /** More steps than there is room for at first. */
    @Test
    void quadratureIsThatOfTheEigenvalues() {
        RealMatrix s = matrix();
        RealVector b = right();
        EigenDecomposition eigen = new EigenDecomposition(s);
        double expected = 0;
        for (int e = 0; e < ORDER; e++) {
            double value = eigen.getRealEigenvalue(e);
            double weight = eigen.getEigenvector(e).dotProduct(b);
            expected += weight * weight * (Math.log(value) - value + 1);
        }
        assertEquals(expected, solve(s, b, 1e-12).quadrature(), 1e-10 * Math.abs(expected));
    }

    @Test
    void aCourseEndsWhereItsResidualIsSmallEnough() {
        Course course = new Course(4, 4, 0.5);
        assertEquals(1, course.residual());
        assertFalse(course.hasArrived());
        course.add(1, 1, 1.44);
        assertEquals(0.6, course.residual(), 1e-15);
        assertFalse(course.hasArrived());
        course.add(1, 1, 1);
        assertEquals(0.5, course.residual());
        assertTrue(course.hasArrived());
    }

    @Test
    void nothingToSolveForHasArrived() {
        Course course = new Course(0, 0, 1e-8);
        assertTrue(course.hasArrived());
        assertEquals(0, course.residual());
        assertEquals(0, course.quadrature());
    }

    /** S is 2: a second step without a direction says nothing of it. */
    @Test
    void aStepOfNoLengthIsNotUsed() {
        Course course = new Course(9, 9, 1e-8);
        course.add(0.5, 0, 0);
        double one = course.quadrature();
        assertEquals(9 * (Math.log(2) - 1), one, 1e-14);
        course.add(0, 0, 0);
        assertEquals(one, course.quadrature());
    }

    @Test
    void noiseIsTheCovarianceOfMeans() {
        double[][] rows = {{1, 5}, {2, 3}, {4, 4}, {3, -1}};
        RealMatrix expected = new Covariance(rows).getCovarianceMatrix().scalarMultiply(1 / 4.0);
        double[][] noise = Noise.ofMean(rows);
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(expected.getRow(i), noise[i], 1e-15);
        }
        assertEquals(0, Noise.ofMean(new double[0][]).length);
    }
}
