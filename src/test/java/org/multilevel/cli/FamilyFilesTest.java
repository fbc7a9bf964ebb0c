package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command writes of a generalised model beside its tables: fitted values, labels, pictures, the report, the equation. */
class FamilyFilesTest {
    private static final String WOMEN = Shell.data("contraception");
    private static final String USE = "use ~ urban + age + I(age^2) + livch + (1 | district)";

    @TempDir
    static Path folder;

    private static String model = "";

    @BeforeAll
    static void fit() {
        model = folder.resolve("use.json").toString();
        Shell.succeed(
                "fit",
                WOMEN,
                USE,
                "--family",
                "binomial",
                "--categorical",
                "livch,district",
                "--quiet",
                "--save",
                model,
                "--out",
                folder.resolve("tables").toString());
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void fittedValuesAreProbabilitiesWithTheLinkAndTwoKindsOfResidualsBehind() throws IOException {
        Csv fitted = Csv.read(folder.resolve("tables").resolve("fitted.csv"));
        assertEquals(
                List.of(
                        "row",
                        "fitted",
                        "population",
                        "residual",
                        "linear_predictor",
                        "pearson_residual",
                        "deviance_residual"),
                fitted.header());
        assertEquals(1934, fitted.rows().size());
        for (int i = 0; i < 20; i++) {
            double p = fitted.number(i, "fitted");
            double y = p + fitted.number(i, "residual");
            assertEquals(Math.log(p / (1 - p)), fitted.number(i, "linear_predictor"), 1e-12);
            assertEquals((y - p) / Math.sqrt(p * (1 - p)), fitted.number(i, "pearson_residual"), 1e-12);
            double deviance = Math.sqrt(-2 * Math.log(y > 0.5 ? p : 1 - p));
            assertEquals(y > 0.5 ? deviance : -deviance, fitted.number(i, "deviance_residual"), 1e-10);
        }
    }

    @Test
    void aPredictionOfTwoLabelsHasTheLikelierAndTheProbabilityOfEach() throws IOException {
        String out = file("predicted.csv");
        Shell.succeed("predict", model, WOMEN, "--quiet", "--out", out);
        Csv predicted = Csv.read(Path.of(out));
        for (int i = 0; i < predicted.rows().size(); i++) {
            double p = predicted.number(i, "prediction");
            assertEquals(p, predicted.number(i, "P (use=Y)"));
            assertEquals(1 - p, predicted.number(i, "P (use=N)"));
            assertEquals(p > 0.5 ? "Y" : "N", predicted.text(i, "prediction_label"));
        }
        String link = file("link.csv");
        Shell.succeed("predict", model, WOMEN, "--scale", "link", "--quiet", "--out", link);
        assertTrue(Files.readString(Path.of(link))
                .lines()
                .findFirst()
                .orElseThrow()
                .endsWith("prediction,prediction_population"));
    }

    @Test
    void aRowWithoutAPredictionHasNoLabelBeyondTheMarkOfWhatIsMissing() throws IOException {
        Path rows = folder.resolve("rows.csv");
        Files.writeString(rows, "age,urban,livch,district\n,N,0,1\n5,Y,1,1\n");
        String out = file("few.csv");
        Shell.succeed("predict", model, rows.toString(), "--quiet", "--out", out);
        Csv predicted = Csv.read(Path.of(out));
        assertEquals("NA", predicted.text(0, "prediction_label"));
        assertEquals("NA", predicted.text(0, "P (use=N)"));
    }

    @Test
    void aColumnThatTheProbabilitiesWouldRepeatIsNamed() throws IOException {
        Path rows = folder.resolve("again.csv");
        Files.writeString(rows, "age,urban,livch,district,P (use=Y)\n5,Y,1,1,0\n");
        assertEquals(
                rows
                        + " already has a column \"P (use=Y)\", which the predictions would add: rename it, or choose --scale"
                        + " link, which has no probabilities.",
                Shell.fail("predict", model, rows.toString()));
    }

    @Test
    void picturesAreDrawnOfTheTableOfTheFit() throws IOException {
        String out = file("calibration.svg");
        String said = Shell.succeed("plot", model, WOMEN, "--kind", "calibration", "--out", out);
        assertTrue(said.startsWith("Calibration: Share of use = Y, observed and predicted\n"), said);
        assertTrue(Files.readString(Path.of(out)).contains("Observed as predicted"));
        Shell.succeed("plot", model, "--kind", "effects", "--scale", "ratio", "--out", file("effects.svg"), "--quiet");
        assertTrue(Files.readString(folder.resolve("effects.svg")).contains("odds ratio, use = Y"));
        assertEquals(
                "The picture pooling shows lines of least squares, which are for linear models, and this model's family is"
                        + " binomial: choose lines.",
                Shell.fail("plot", model, WOMEN, "--kind", "pooling", "--out", file("none.svg")));
        assertTrue(Shell.misuse("plot", model, "--kind", "effects", "--scale", "odds", "--out", file("none.svg"))
                .contains("There is no scale \"odds\"; choose link, ratio, response."));
    }

    @Test
    void theReportTellsOddsAndTheEquationTheLink() throws IOException {
        String out = file("report.html");
        String said = Shell.succeed("show", model, "--report", out, "--equation", "text");
        assertTrue(said.contains("  logit(mu_ij) = gamma_00 + "), said);
        assertTrue(said.contains("  `use = Y`_ij ~ Bernoulli(mu_ij)\n"), said);
        assertTrue(said.contains("\nmu is the probability of use = Y.\n"), said);
        String page = Files.readString(Path.of(out));
        assertTrue(page.contains("Generalised linear mixed model of use"), page);
        assertTrue(page.contains("Where urban is Y, the odds of use = Y are "));
        assertTrue(page.contains("\"kind\":\"fixed\"") && !page.contains("\"kind\":\"standardised\""));
    }
}
