package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderCommandTest {
    @TempDir
    Path folder;

    @Test
    void stepsArePrintedAndWritten() {
        String text = Shell.succeed(
                "ladder", Shell.data("sleepstudy"), "Reaction ~ Days + (Days | Subject)", "--out", folder.toString());
        assertTrue(
                text.startsWith("4 steps to a model of Reaction, fit to 180 rows by maximum likelihood (ML)\n"), text);
        assertTrue(text.endsWith("\n\nWrote the table to " + folder.resolve("ladder.csv") + ".\n"), text);
        Csv table = Csv.read(folder.resolve("ladder.csv"));
        assertEquals(
                List.of(
                        "step",
                        "name",
                        "formula",
                        "parameters",
                        "log_likelihood",
                        "aic",
                        "bic",
                        "icc",
                        "r2_marginal",
                        "r2_conditional",
                        "chi_squared",
                        "df",
                        "p_value",
                        "p_boundary",
                        "verdict",
                        "recommended"),
                table.header());
        assertEquals(List.of("no", "no", "no", "yes"), table.column("recommended"));
        // lme4 1.1-31, anova of the last two by ML
        assertEquals(42.1393, table.number(3, "chi_squared"), 1e-4);
    }

    @Test
    void fitClimbsToItsModelAsTheCommandDoes() throws IOException {
        String formula = "Reaction ~ Days + (Days | Subject)";
        Path page = folder.resolve("report.html");
        String text = Shell.succeed(
                "fit",
                Shell.data("sleepstudy"),
                formula,
                "--ladder",
                "--out",
                folder.resolve("fit").toString(),
                "--report",
                page.toString());
        String alone = Shell.succeed(
                "ladder",
                Shell.data("sleepstudy"),
                formula,
                "--out",
                folder.resolve("alone").toString());
        assertTrue(text.contains(alone.substring(0, alone.indexOf("\n\nWrote"))), text);
        assertEquals(
                Files.readString(folder.resolve("alone").resolve("ladder.csv")),
                Files.readString(folder.resolve("fit").resolve("ladder.csv")));
        assertTrue(Files.readString(page).contains("\"answers\":[{\"name\":\"ladder\""));
    }

    @Test
    void noLadderLeadsToAModelWithoutGroups() {
        for (String family : List.of("", "--family=poisson")) {
            List<String> args =
                    new ArrayList<>(List.of("fit", Shell.data("sleepstudy"), "Days ~ Reaction", "--ladder", "--quiet"));
            if (!family.isEmpty()) {
                args.add(family);
            }
            String said = Shell.fail(args.toArray(String[]::new));
            assertTrue(said.contains("has no random term, so there is no ladder to climb"), said);
        }
    }

    @Test
    void fitComparesWithANullModel() {
        String text = Shell.succeed(
                "fit",
                Shell.data("sleepstudy"),
                "Reaction ~ Days + (1 | Subject)",
                "--null",
                "Reaction ~ 1 + (1 | Subject)",
                "--out",
                folder.toString());
        assertTrue(text.contains("\nAgainst the null model Reaction ~ 1 + (1 | Subject)\n"), text);
        Csv table = Csv.read(folder.resolve("null_comparison.csv"));
        assertEquals(List.of("quantity", "null_model", "model", "change", "reduction"), table.header());
        assertEquals(
                List.of("null", "model"),
                Csv.read(folder.resolve("model_comparison.csv")).column("model"));
    }

    /** An iterative fit has two factors or more; its null model may have fewer. */
    @Test
    void theNullModelOfAnIterativeFitIsSolvedExactlyWhereItHasOneFactor() {
        for (String solver : List.of("exact", "iterative")) {
            String text = Shell.succeed(
                    "fit",
                    Shell.data("Penicillin"),
                    "diameter ~ 1 + (1 | plate) + (1 | sample)",
                    "--solver",
                    solver,
                    "--null",
                    "diameter ~ 1 + (1 | sample)");
            assertTrue(text.contains("\n  aic                441.9179  338.8606  -103.0573\n"), text);
        }
    }

    @Test
    void aNullModelOfOtherColumnsIsRefusedByName() {
        assertEquals(
                "The null model has \"ses\", which the model mathach ~ meanses + (1 | school) lacks, so it is no smaller model of the"
                        + " same rows: take out of --null what FORMULA does not have.",
                Shell.fail(
                        "fit",
                        Shell.data("hsb"),
                        "mathach ~ meanses + (1 | school)",
                        "--null",
                        "mathach ~ ses + (1 | school)"));
    }

    @Test
    void aNullModelThatIsTheLargerOneIsCalledSo() {
        String text = Shell.succeed(
                "fit",
                Shell.data("sleepstudy"),
                "Reaction ~ Days + (1 | Subject)",
                "--null",
                "Reaction ~ Days + (Days | Subject)");
        assertTrue(
                text.replaceAll("\\s+", " ")
                        .contains("The null model has 6 parameters and the model 4, so the null model is the larger"),
                text);
    }
}
