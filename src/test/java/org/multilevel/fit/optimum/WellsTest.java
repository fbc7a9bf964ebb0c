package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.data.Progress;
import org.multilevel.fit.leastsquares.AverageInformation;
import org.multilevel.fit.leastsquares.WrittenDerivatives;
import org.multilevel.fit.linalg.SmallMatrices;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Optimiser.Optimum;
import org.multilevel.fit.optimum.Verdict.Status;

/** A criterion of one relative variance G with wells near G = 1 and G = 2, of which the second is the deeper by {@code depth}. */
class WellsTest {
    private static final double BARRIER = 0.1;

    private final Workers workers = new Workers(1, Progress.NONE);
    private final WrittenOut.Read model = WrittenOut.Read.of("y ~ x + (1 | g)", WrittenOut.table(2, 1));

    @AfterEach
    void close() {
        workers.close();
    }

    private static final class Wells implements Criterion {
        final EvaluationLog log = new EvaluationLog();
        final double depth;
        /** Whether it tells its derivatives, or says that it is flat everywhere. */
        final boolean tells;

        Wells(double depth, boolean tells) {
            this.depth = depth;
            this.tells = tells;
        }

        double value(double g) {
            return 16 * BARRIER * Math.pow((g - 1) * (g - 2), 2) - depth * (g - 1);
        }

        double first(double g) {
            return 32 * BARRIER * (g - 1) * (g - 2) * (2 * g - 3) - depth;
        }

        double second(double g) {
            return 32 * BARRIER * (Math.pow(2 * g - 3, 2) + 2 * (g - 1) * (g - 2));
        }

        @Override
        public Point evaluate(double[] theta, String phase) {
            double g = theta[0] * theta[0];
            double s = tells ? first(g) : 0;
            double[] gradient = {2 * s * theta[0]};
            log.add(theta, value(g), SmallMatrices.largest(gradient), phase);
            return new Point(
                    theta.clone(),
                    value(g),
                    gradient,
                    new double[][] {{s * theta[0]}},
                    List.of(WrittenDerivatives.of(s, tells ? second(g) : 0)),
                    AverageInformation.none());
        }

        @Override
        public double evaluateValue(double[] theta, String phase) {
            log.add(theta, value(theta[0] * theta[0]), Double.NaN, phase);
            return value(theta[0] * theta[0]);
        }

        @Override
        public boolean isRestricted() {
            return true;
        }

        @Override
        public boolean knowsCurvature() {
            return true;
        }

        @Override
        public double rounding() {
            return 1e-12;
        }

        @Override
        public void rename(Point point, String phase) {
            log.rename(point, phase);
        }

        @Override
        public List<Evaluation> log() {
            return log.lines();
        }
    }

    private Optimiser optimiser(Wells wells, boolean crowded) {
        return new Optimiser(
                wells,
                model.layout(),
                new StartValues(model.products(), model.layout()),
                new ExpectedInformation(model.products(), model.layout()),
                0,
                crowded,
                workers);
    }

    /** Looks around only where there are as many effects as rows. */
    @ParameterizedTest
    @CsvSource({"0.05, true, 2", "0.05, false, 1", "-0.05, true, 1", "-0.05, false, 1"})
    void besideAnOptimumOfACrowdedModelALowerOneIsFound(double depth, boolean crowded, double well) {
        Wells wells = new Wells(depth, true);
        Optimum optimum = optimiser(wells, crowded).minimise(new double[] {1});
        double g = Math.pow(optimum.point().theta()[0], 2);
        assertEquals(well, g, 0.05);
        assertEquals(0, wells.first(g), 1e-6);
        assertEquals(Status.CONVERGED, optimum.verdict().status());
        assertEquals("quasi-Newton", optimum.verdict().optimizer());
        assertEquals(wells.log().size(), optimum.verdict().evaluations());
        boolean hasOther = wells.log().stream().anyMatch(line -> line.phase().equals("other"));
        assertEquals(crowded, hasOther);
    }

    @Test
    void anotherOptimumIsNamedInTheLogWhereItIs() {
        Wells wells = new Wells(-0.05, true);
        optimiser(wells, true).minimise(new double[] {1});
        List<Evaluation> others = wells.log().stream()
                .filter(line -> line.phase().equals("other"))
                .toList();
        assertEquals(1, others.size());
        assertEquals(2, Math.pow(others.get(0).theta()[0], 2), 0.1);
    }

    @Test
    void theSignOfAStandardDeviationIsPositiveInTheEnd() {
        assertTrue(optimiser(new Wells(0.05, true), false)
                        .minimise(new double[] {-1})
                        .point()
                        .theta()[0]
                > 0.9);
    }

    @Test
    void theLowestPointIsFinishedAndAnApproximateOneIsNot() {
        Wells wells = new Wells(0.05, true);
        double lowest = optimiser(wells, false).lowest(new double[] {1.6})[0];
        assertEquals(0, wells.first(lowest * lowest), 1e-6);
        double rough = optimiser(wells, false).approximate(new double[] {1.6})[0];
        assertEquals(wells.value(lowest * lowest), wells.value(rough * rough), 1e-3);
    }

    /** A criterion that does not tell where down is can be searched by its values, but nothing proves what was reached. */
    @Test
    void withoutDerivativesTheSearchSaysThatItDidNotConverge() {
        Wells wells = new Wells(0.05, false);
        Optimum optimum = optimiser(wells, false).minimise(new double[] {0.8});
        assertEquals(Status.NOT_CONVERGED, optimum.verdict().status());
        assertEquals("BOBYQA, then quasi-Newton", optimum.verdict().optimizer());
        double g = Math.pow(optimum.point().theta()[0], 2);
        assertTrue(wells.value(g) < wells.value(0.64) - 0.1, () -> "ends at " + g);
        assertFalse(optimum.verdict().explanation().isEmpty());
    }
}
