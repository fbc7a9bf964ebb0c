package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * Simulated designs on which a search goes a long way or ends at another optimum than the best; {@code designs.R} found these, the best of
 * ten starts on lme4's own deviance function.
 */
class HardDesignsTest {
    /** What a search of nlminb leaves, relative to the criterion. */
    private static final double TOLERANCE = 1e-7;
    /** Every evaluation counts, those of searches that were given up too, and looking around where there are more effects than rows. */
    private static final int MOST_EVALUATIONS = 72;

    @TempDir
    private Path folder;

    private MixedModel fit(String name, String formula, EstimationMethod method, int threads) throws IOException {
        Path file = folder.resolve(name + threads);
        try (InputStream data = HardDesignsTest.class.getResourceAsStream("optima/designs/" + name + ".csv")) {
            Files.write(file, data.readAllBytes());
        }
        return LinearMixedModel.of(formula)
                .withMethod(method)
                .withThreads(threads)
                .fit(CsvTable.open(file));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "optima/designs/designs.csv", numLinesToSkip = 1)
    void endsAtTheBestKnownOptimumOrABetterOneWithinFewEvaluations(
            String name, String formula, EstimationMethod method, double criterion) throws IOException {
        MixedModel model = fit(name, formula, method, 1);
        double reached = model.statistics().criterion();
        assertTrue(reached <= criterion + TOLERANCE * Math.abs(criterion), () -> reached + " is above " + criterion);
        assertNotEquals(Verdict.Status.NOT_CONVERGED, model.verdict().status());
        assertTrue(
                model.verdict().evaluations() <= MOST_EVALUATIONS,
                () -> model.verdict().toString());
        assertEquals(model.log().size(), model.verdict().evaluations());
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "optima/designs/designs.csv", numLinesToSkip = 1)
    void takesTheSameWayWithTwoThreads(String name, String formula, EstimationMethod method, double criterion)
            throws IOException {
        MixedModel one = fit(name, formula, method, 1);
        MixedModel two = fit(name, formula, method, 2);
        assertEquals(one.statistics().criterion(), two.statistics().criterion(), 0);
        assertEquals(one.verdict(), two.verdict());
    }
}
