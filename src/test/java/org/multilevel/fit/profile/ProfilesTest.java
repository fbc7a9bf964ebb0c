package org.multilevel.fit.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.data.MemoryTable;
import org.multilevel.data.Progress;
import org.multilevel.fit.leastsquares.PenalisedLeastSquares;
import org.multilevel.fit.leastsquares.SingleFactorSystem;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.WrittenOut;
import org.multilevel.fit.products.CrossProducts;

/** Profiles of models of one grouping factor, against the likelihood written out and against other ways to write the model. */
class ProfilesTest {
    private static final double TOLERANCE = 1e-8;
    private static final double SIGMA = 0.6;
    private static final double UNIT = 1.7;

    private final MemoryTable table = WrittenOut.table(3, 1);

    private record Model(CrossProducts products) implements Equations {
        private static PenalisedLeastSquares system(CrossProducts products) {
            return new SingleFactorSystem(products, new Workers(1, Progress.NONE));
        }

        @Override
        public PenalisedLeastSquares whole() {
            return system(products);
        }

        @Override
        public PenalisedLeastSquares combined(double[][] columns) {
            return system(products.combined(columns));
        }
    }

    private Profiles profiles(String formula, double... theta) {
        WrittenOut.Read read = WrittenOut.Read.of(formula, table);
        return new Profiles(read.products(), read.layout(), new Model(read.products()), theta, SIGMA, UNIT);
    }

    /** Returns log|V| + n log(2 pi r^2 / n) + n, with V = I + theta^2 ZZ' and r^2 that of generalised least squares. */
    private static double deviance(WrittenOut model, double theta) {
        RealMatrix v = MatrixUtils.createRealIdentityMatrix(model.n)
                .add(model.z[0].multiply(model.z[0].transpose()).scalarMultiply(theta * theta));
        RealMatrix inverse = MatrixUtils.inverse(v);
        RealMatrix xv = model.x.transpose().multiply(inverse);
        RealMatrix beta = MatrixUtils.inverse(xv.multiply(model.x)).multiply(xv.multiply(model.y));
        RealMatrix residual = model.y.subtract(model.x.multiply(beta));
        double squares =
                residual.transpose().multiply(inverse).multiply(residual).getEntry(0, 0);
        double logDet = Math.log(new LUDecomposition(v).getDeterminant());
        return logDet + model.n * (Math.log(2 * Math.PI * squares / model.n) + 1);
    }

    /** The share s of u theta^2 / (u theta^2 + 1). */
    @Test
    void aShareIsWhatThetaMakesOfIt() {
        String formula = "y ~ x + v + (1 | g)";
        WrittenOut model = new WrittenOut(formula, table);
        double u = 0.8;
        double theta = 0.9;
        double estimate = u * theta * theta / (u * theta * theta + 1);
        ParameterProfile profile = profiles(formula, theta).share(u, estimate);
        assertEquals(estimate, profile.estimate());
        assertEquals(0, profile.lowest());
        assertEquals(1, profile.highest());
        assertEquals(0.1, profile.step());
        for (double other : new double[] {0, 0.2, 0.5, 1.5, 4}) {
            double share = u * other * other / (u * other * other + 1);
            double expected = deviance(model, other) - deviance(model, theta);
            assertEquals(Math.max(0, expected), profile.rise(share), TOLERANCE, "theta " + other);
        }
        assertEquals(Double.POSITIVE_INFINITY, profile.rise(1));
        assertFalse(profile.settle(), "there is but one minimum");
        assertEquals(estimate, profile.best());
    }

    /** The asymptotic standard error of sigma is sigma / sqrt(2n); of others a tenth is taken, or of the response's scale where they are zero. */
    @Test
    void stepsAreRoughStandardErrors() {
        Profiles profiles = profiles("y ~ x + (1 | g)", 0.5);
        assertEquals(SIGMA * UNIT / Math.sqrt(180), profiles.residual().step(), TOLERANCE);
        double[] transform = {1};
        assertEquals(0.04, profiles.standardDeviation(0, 0, transform, 0.4).step(), TOLERANCE);
        assertEquals(0.1 * UNIT, profiles.standardDeviation(0, 0, transform, 0).step(), TOLERANCE);
        assertEquals(0.3, profiles.fixedEffect(new double[] {0, 1}, 0, 2, 0.3).step(), TOLERANCE);
    }

    /** Whether the term of the two slopes stands before that of the intercept or behind it. */
    @ParameterizedTest
    @ValueSource(doubles = {-0.4, 0, 0.7})
    void theOrderOfTermsDoesNotMatter(double r) {
        Profiles behind = profiles("y ~ x + (1 | g) + (0 + x + v | g)", 0.5, 0.6, 0.2, 0.7);
        Profiles before = profiles("y ~ x + (0 + x + v | g) + (1 | g)", 0.6, 0.2, 0.7, 0.5);
        double[] transform = SmallMatrices.identity(3);
        double estimate = 0.2 / Math.hypot(0.2, 0.7);
        double expected = before.correlation(0, 0, 1, transform, estimate).rise(r);
        assertEquals(expected, behind.correlation(0, 1, 2, transform, estimate).rise(r), TOLERANCE);
        assertEquals(expected, behind.correlation(0, 2, 1, transform, estimate).rise(r), TOLERANCE);
        double deviation = UNIT * SIGMA * Math.hypot(0.2, 0.7);
        double held = deviation * (1.9 + r);
        double rise = before.standardDeviation(0, 1, transform, deviation).rise(held);
        assertTrue(rise > 1e-4, "rise " + rise);
        assertEquals(rise, behind.standardDeviation(0, 2, transform, deviation).rise(held), TOLERANCE);
    }
}
