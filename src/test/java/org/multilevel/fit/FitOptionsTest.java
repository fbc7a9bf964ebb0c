package org.multilevel.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.fit.answers.Approximation;

/** What a fit is told, and how near it came. */
class FitOptionsTest {
    @Test
    void errorsOfAnApproximationGoWithTheirFactors() {
        Approximation approximation =
                new Approximation(List.of(List.of(0.1), List.of(0.2, 0.25, 0.28), List.of(0.3)), 0.4, 0.5, 6, 7, 0.8);
        assertEquals(
                new Approximation(List.of(List.of(0.3), List.of(0.1), List.of(0.2, 0.25, 0.28)), 0.4, 0.5, 6, 7, 0.8),
                approximation.reordered(List.of(2, 0, 1)));
        assertEquals(0.25, approximation.error(1, 0, 1));
        assertEquals(0.28, approximation.error(1, 1, 1));
    }

    @Test
    void aFitNeedsAThread() {
        assertEquals(1, FitOptions.DEFAULT.withThreads(1).threads());
        assertEquals(
                "The number of threads is 0; it must be at least 1.",
                assertThrows(IllegalArgumentException.class, () -> FitOptions.DEFAULT.withThreads(0))
                        .getMessage());
        FitOptions options = FitOptions.DEFAULT
                .withMethod(EstimationMethod.ML)
                .withDf(DfMethod.SATTERTHWAITE)
                .withSolver(Solver.EXACT);
        assertEquals(EstimationMethod.ML, options.method());
        assertEquals(DfMethod.SATTERTHWAITE, options.df());
        assertEquals(Solver.EXACT, options.solver());
        assertEquals(FitOptions.DEFAULT.threads(), options.threads());
    }
}
