package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code show} prints of a model that {@code fit} saved. */
class ShowCommandTest {
    @TempDir
    Path folder;

    @Test
    void savedModelHasTheSameSummary() {
        String model = folder.resolve("penicillin.json").toString();
        String fitted = Shell.succeed(
                "fit", Shell.data("Penicillin"), "diameter ~ 1 + (1 | plate) + (1 | sample)", "--save", model);
        String shown = Shell.succeed("show", model);
        assertEquals(fitted, shown + "\nWrote the model to " + model + ".\n");
    }

    /** That labels start anew in every group is seen in the table only. */
    @Test
    void savedModelSaysWhatWasFoundInItsTable() throws IOException {
        StringBuilder rows = new StringBuilder("y,school,pupil\n");
        for (int school = 0; school < 6; school++) {
            for (int i = 0; i < 3 * (4 + school); i++) {
                rows.append(String.format(
                        Locale.ROOT, "%d,s%d,%d%n", i * 7 % 11 + 2 * school + (i / 3 * 5) % 7, school, i / 3 + 1));
            }
        }
        Path table = Files.writeString(folder.resolve("pupils.csv"), rows, StandardCharsets.UTF_8);
        String model = folder.resolve("pupils.json").toString();
        Path fitted = folder.resolve("fitted");
        String printed = Shell.succeed(
                "fit",
                table.toString(),
                "y ~ 1 + (1 | school) + (1 | pupil)",
                "--save",
                model,
                "--out",
                fitted.toString());
        assertTrue(printed.contains("Note      The labels of pupil start anew in every level of school"), printed);
        assertTrue(Files.readString(fitted.resolve("advice.csv")).contains("repeated_ids"));
        String shown = Shell.succeed("show", model);
        assertTrue(printed.startsWith(shown), shown);
    }

    @Test
    void digitsAndLevelAreChosenAnew() {
        String model = folder.resolve("oxboys.json").toString();
        Shell.succeed("fit", Shell.data("Oxboys"), "height ~ age + (1 + age | Subject)", "--save", model);
        String shown = Shell.succeed("show", model, "--digits", "7", "--level", "0.5");
        assertTrue(shown.contains("50% CI"), shown);
        // The reference optimum, case oxboys-rs-reml.
        assertTrue(shown.contains("149.37175"), shown);
    }

    @Test
    void reportOfASavedModelIsTheOneOfTheFitButForPicturesOfRows() throws IOException {
        String model = folder.resolve("oxboys.json").toString();
        Path fitted = folder.resolve("fitted.html");
        Path shown = folder.resolve("reports").resolve("shown.html");
        String printed = Shell.succeed(
                "fit",
                Shell.data("Oxboys"),
                "height ~ age + (1 + age | Subject)",
                "--save",
                model,
                "--report",
                fitted.toString());
        assertTrue(printed.endsWith("\nWrote the model to " + model + " and the report to " + fitted + ".\n"), printed);
        printed = Shell.succeed("show", model, "--report", shown.toString());
        assertTrue(printed.endsWith("\nWrote the report to " + shown + ".\n"), printed);
        ObjectNode ofFit = document(fitted);
        ObjectNode ofShow = document(shown);
        List<JsonNode> pictures = new ArrayList<>();
        ofShow.remove("pictures").forEach(pictures::add);
        List<JsonNode> more = new ArrayList<>();
        ofFit.remove("pictures").forEach(more::add);
        assertEquals(ofFit, ofShow);
        assertTrue(more.size() > pictures.size());
        assertEquals(pictures, more.subList(more.size() - pictures.size(), more.size()));
    }

    private static ObjectNode document(Path page) throws IOException {
        Matcher document = Pattern.compile("<script type=\"application/json\" id=\"document\">(.*?)</script>")
                .matcher(Files.readString(page));
        assertTrue(document.find());
        return (ObjectNode) new ObjectMapper().readTree(document.group(1));
    }

    @Test
    void reportHasTheLevelOfTheSummary() throws IOException {
        String model = folder.resolve("oxboys.json").toString();
        Path report = folder.resolve("report.html");
        Shell.succeed("fit", Shell.data("Oxboys"), "height ~ age + (1 | Subject)", "--quiet", "--save", model);
        Shell.succeed("show", model, "--level", "0.5", "--report", report.toString());
        assertTrue(Files.readString(report).contains("\"interval\":{\"level\":0.5,"));
    }

    @Test
    void reportNeverTakesThePlaceOfTheModel() {
        String model = folder.resolve("oxboys.json").toString();
        Shell.succeed("fit", Shell.data("Oxboys"), "height ~ age + (1 | Subject)", "--quiet", "--save", model);
        assertTrue(Shell.fail("show", model, "--report", model).contains("is the file that is read"));
    }

    @Test
    void equationFollowsTheSummaryOfTheFitAndOfTheFile() {
        String model = folder.resolve("oxboys.json").toString();
        String fitted = Shell.succeed(
                "fit",
                Shell.data("Oxboys"),
                "height ~ age + (1 + age | Subject)",
                "--equation",
                "text",
                "--save",
                model);
        assertTrue(
                fitted.contains(
                        "\n\nModel\n  height_ij = gamma_00 + gamma_10 * age_ij + u_0j + u_1j * age_ij + epsilon_ij\n"),
                fitted);
        assertEquals(
                fitted, Shell.succeed("show", model, "--equation", "text") + "\nWrote the model to " + model + ".\n");
        assertTrue(Shell.succeed("show", model, "--equation", "latex").contains("\\text{height}_{ij} &="));
        assertTrue(Shell.succeed("show", model, "--equation", "html").endsWith("</section>\n"));
        String numbers = Shell.succeed("show", model, "--equation", "text", "--digits", "6");
        // The reference optimum, case oxboys-rs-reml.
        assertTrue(numbers.contains("height_ij = 149.372 + 6.52547 * age_ij"), numbers);
    }

    @Test
    void unknownFormatOfAnEquationIsRefused() {
        String model = folder.resolve("oxboys.json").toString();
        Shell.succeed("fit", Shell.data("Oxboys"), "height ~ age + (1 | Subject)", "--quiet", "--save", model);
        String refused = Shell.misuse("show", model, "--equation", "word");
        assertTrue(refused.contains("'word' is none of text, latex and html"), refused);
    }
}
