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
import org.multilevel.fit.structure.ReferenceCases;
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
                        "\n  Correlations of effects of Subject: rho %.4f\n  Correlations of residuals within Subject: rho %.4f per unit of Days\n",
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
        assertEquals(List.of("", "residuals, per unit of Days"), notes);
        ResultTable parameters = ResultTables.of(model).covarianceParameters();
        assertEquals(
                List.of("", "residuals, per unit of Days", "residuals"),
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

    private static String line(LinearMixedModel model) {
        return line(model.fit(Samples.table("Orthodont")));
    }

    private static String line(MixedModel model) {
        return Summary.of(model)
                .text()
                .lines()
                .filter(each -> each.startsWith("  Correlations of residuals"))
                .findFirst()
                .orElseThrow()
                .replaceAll("-?[0-9]+\\.[0-9]+", "#");
    }

    @Test
    void occasionsWithNamesAreSteps() {
        assertEquals(
                "  Correlations of residuals within id: rho # per step of occasion",
                line(LinearMixedModel.of("y ~ base")
                        .withResidual("ar1(occasion | id)")
                        .fit(ReferenceCases.table(ReferenceCases.model("trial-us-text")))));
    }

    /** Ages are two years apart: no power of a correlation over one of them is negative. */
    @Test
    void aCorrelationSaysOverWhatItIs() {
        LinearMixedModel model = LinearMixedModel.of("distance ~ age");
        assertEquals(
                "  Correlations of residuals within Subject: rho # per unit of age",
                line(model.withResidual("ar1(age | Subject)")));
        assertEquals(
                "  Correlations of residuals within Subject: rho # per step of age",
                line(LinearMixedModel.of("distance ~ age + (1 + age | Subject)").withResidual("ar1(age | Subject)")));
        assertEquals("  Correlations of residuals within Subject: rho #", line(model.withResidual("cs(1 | Subject)")));
        assertEquals(
                "  Correlations of residuals within Subject: lag 1 #; lag 2 #; lag 3 #",
                line(model.withResidual("toep(age | Subject)")));
    }
}
