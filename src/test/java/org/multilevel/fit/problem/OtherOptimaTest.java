package org.multilevel.fit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.fit.optimum.Evaluation;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/**
 * Likelihoods with several maxima. The best of each and the others: lme4 1.1's deviance function, the best of 20 starts of nlminb and of
 * bobyqa at rhoend 1e-11; the tables are simulated.
 */
class OtherOptimaTest {
    /** The best is reached to the accuracy of every optimum. */
    private static final double TOLERANCE = 1e-6;

    @TempDir
    private Path folder;

    private MixedModel fit(String name, String formula) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream data = OtherOptimaTest.class.getResourceAsStream("optima/" + name)) {
            Files.write(file, data.readAllBytes());
        }
        return LinearMixedModel.of(formula).fit(CsvTable.open(file));
    }

    private static List<Double> others(MixedModel model) {
        return model.log().stream()
                .filter(line -> line.phase().equals("other"))
                .map(Evaluation::criterion)
                .toList();
    }

    private static void assertOthersAreNamedAndWorse(MixedModel model) {
        List<Double> others = others(model);
        assertTrue(!others.isEmpty());
        assertTrue(others.stream().allMatch(other -> other > model.statistics().criterion()), others.toString());
    }

    @Test
    void aSlopeOnAColumnOfGroupsEndsAtTheBestOptimumAndTheLogNamesAnother() throws IOException {
        MixedModel model = fit("group-level-slope.csv", "y ~ x + (z | g)");
        assertEquals(254.5102292, model.statistics().criterion(), TOLERANCE);
        assertOthersAreNamedAndWorse(model);
    }

    @Test
    void aSlopeOnLatitudeWithoutFixedEffectEndsAtTheBestOptimumAndTheLogNamesAnother() throws IOException {
        MixedModel model = fit("latitude.csv", "log10(price) ~ (latitude + 1 | town)");
        assertEquals(-52.6265627, model.statistics().criterion(), TOLERANCE);
        assertOthersAreNamedAndWorse(model);
    }
}
