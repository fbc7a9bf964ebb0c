package org.multilevel.fit.optimum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.multilevel.data.Progress;
import org.multilevel.fit.linalg.Workers;
import org.multilevel.fit.optimum.Optimiser.Optimum;
import org.multilevel.fit.optimum.Verdict.Status;

/** Searches that begin where a variance is zero, and what their log tells of them. */
class SearchTest {
    private static final String CROSSED = "y ~ x + (1 | g) + (1 | h)";

    private final Workers workers = new Workers(1, Progress.NONE);

    @AfterEach
    void close() {
        workers.close();
    }

    private static Optimiser optimiser(Scene scene, Workers workers) {
        return new Optimiser(
                scene.criterion,
                scene.model.layout,
                new StartValues(scene.model.products, scene.model.layout),
                new ExpectedInformation(scene.model.products, scene.model.layout),
                0,
                false,
                workers);
    }

    private Optimum minimise(Scene scene, double... start) {
        return optimiser(scene, workers).minimise(start);
    }

    private static List<Evaluation> phase(Scene scene, String phase) {
        return scene.criterion.log().stream()
                .filter(line -> line.phase().equals(phase))
                .toList();
    }

    /** Of several factors the gradient at zero tells nothing; a hundredth of a unit inside, one evaluation tells which way is down. */
    @Test
    void aVarianceAtZeroIsLookedAtFromALittleInside() {
        Scene scene = new Scene(workers, CROSSED, 1);
        Optimum optimum = minimise(scene, 1, 0);
        assertEquals(Status.CONVERGED, optimum.verdict().status());
        double inside = 0.01 * scene.units.of(1);
        assertTrue(phase(scene, "boundary").stream().anyMatch(line -> Math.abs(line.theta()[1] - inside) < 1e-12));
        Optimum other = minimise(new Scene(workers, CROSSED, 1), 1, 1);
        assertEquals(other.point().value(), optimum.point().value(), 1e-8);
        assertEquals(other.point().theta()[1], optimum.point().theta()[1], 1e-4);
    }

    /** Of one factor second derivatives are known at zero too. */
    @Test
    void whereDerivativesAreKnownNoLookInsideIsNeeded() {
        Scene scene = new Scene(workers, "y ~ x + (1 | g)", 1);
        Optimum optimum = minimise(scene, 0);
        assertEquals(Status.CONVERGED, optimum.verdict().status());
        double inside = 0.01 * scene.units.of(0);
        assertTrue(scene.criterion.log().stream().noneMatch(line -> Math.abs(line.theta()[0] - inside) < 1e-12));
        Optimum other = minimise(new Scene(workers, "y ~ x + (1 | g)", 1), 1);
        assertEquals(other.point().theta()[0], optimum.point().theta()[0], 1e-5);
    }

    @Test
    void theVerdictSaysWhatKindOfOptimumItIs() {
        Optimum inside = minimise(new Scene(workers, CROSSED, 1), 1, 1);
        assertEquals(Status.CONVERGED, inside.verdict().status());
        assertEquals(
                "The optimum was found: the gradient is zero to rounding and the Hessian is positive definite.",
                inside.verdict().explanation());
        Optimum edge = minimise(new Scene(workers, "y ~ x + (x || h)", 0), 0.5, 0.5);
        assertEquals(Status.SINGULAR, edge.verdict().status());
        assertEquals(
                "The optimum lies at the boundary: a variance is estimated as zero, or a correlation as 1 or -1.",
                edge.verdict().explanation());
        assertEquals(0, edge.point().theta()[1]);
    }

    /**
     * Six groups and three effects, of which two combinations vary: beside the first start and one inside, each of the four ways in which
     * they may correlate by 1 or -1 is one.
     */
    @Test
    void besideAnOptimumOfFewGroupsAtTheBoundaryPerfectCorrelationsAreTried() {
        Scene two = new Scene(workers, "y ~ x + (x + v | h)", 0);
        double[] start = {1, 0.1, 0.1, 1, 0.1, 1};
        double[] theta = minimise(two, start).point().theta();
        assertTrue(theta[3] > 0.1 && theta[5] == 0);
        assertEquals(6, phase(two, "start").size());
        // all three are perfectly correlated where one combination varies
        Scene one = new Scene(workers, "y ~ x + (x + v | h)", 0.3);
        assertArrayEquals(
                new double[3], Arrays.copyOfRange(minimise(one, start).point().theta(), 3, 6));
        assertEquals(2, phase(one, "start").size());
    }
}
