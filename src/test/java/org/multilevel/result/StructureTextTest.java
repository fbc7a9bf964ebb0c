package org.multilevel.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** How the parameters of covariance structures are named. */
class StructureTextTest {
    /** Effects of subjects and residuals within the same subjects have a rho each; that of the effects stands first among the estimates. */
    private static MixedModel twice() {
        return LinearMixedModel.of("Reaction ~ Days + cs(1 + Days | Subject)")
                .withResidual("ar1(Days | Subject)")
                .fit(Samples.table("sleepstudy"));
    }

    private static void checkSaysWhich(MixedModel model) {
        List<StructureEstimate> estimates = model.structures().orElseThrow().estimates();
        String text = Summary.of(model).text();
        assertTrue(
                text.contains(String.format(
                        Locale.ROOT,
                        "\n  Correlations of effects of Subject: rho %.4f\n  Correlations of residuals within Subject: rho %.4f\n",
                        estimates.get(0).value(),
                        estimates.get(1).value())),
                text);
        ResultTable components = ResultTables.of(model).varianceComponents();
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < components.rowCount(); i++) {
            if (components.column("kind").orElseThrow().text(i).equals("correlation")) {
                notes.add(components.column("note").orElseThrow().text(i));
            }
        }
        assertEquals(List.of("", "residuals"), notes);
        ResultTable parameters = ResultTables.of(model).covarianceParameters();
        assertEquals(
                List.of("", "residuals", "residuals"),
                IntStream.range(0, parameters.rowCount())
                        .mapToObj(i -> parameters.column("note").orElseThrow().text(i))
                        .toList());
    }

    @Test
    void correlationsOfEffectsAndOfResidualsOfOneFactorAreToldApart() {
        checkSaysWhich(twice());
    }

    /** The file does not say which is which but by their order. */
    @Test
    void aModelOfAFileTellsThemApartToo(@TempDir Path folder) {
        Path file = folder.resolve("model.json");
        twice().save(file);
        checkSaysWhich(MixedModel.load(file));
    }
}
