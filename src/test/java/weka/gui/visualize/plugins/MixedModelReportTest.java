package weka.gui.visualize.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JMenuItem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.DataException;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** The report of a result in Weka is the page of the other hosts. */
class MixedModelReportTest {
    private static Table boys;
    private static MixedModel model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fit() {
        boys = CsvTable.open(Path.of("workflows", "data", "Oxboys.csv"));
        model = LinearMixedModel.of("height ~ age + (age | Subject)").fit(boys);
    }

    @Test
    void theEntryStandsInTheMenuOfEveryResultThatMayHaveAModel() {
        JMenuItem item = new MixedModelReport().getVisualizeMenuItem(null, null);
        assertEquals("Mixed model report", item == null ? "" : item.getText());
    }

    @Test
    void thePageHasThePicturesOfTheRowsThatAreOpen() throws Exception {
        Path file = folder.resolve("report.html");
        assertEquals("", MixedModelReport.write(model, List.of(), () -> boys, file));
        String page = Files.readString(file);
        assertTrue(page.contains("height over age, by Subject: own lines and those of the model"));
        assertTrue(page.contains("Likelihood profile of sd:Subject:(Intercept)"));
        assertTrue(page.contains("Shares of the variance of height"));
    }

    @Test
    void withOtherRowsItIsThatOfTheModelAloneAndSaysWhy() throws Exception {
        Path file = folder.resolve("report.html");
        Table other = CsvTable.open(Path.of("workflows", "data", "hsb.csv"));
        MixedModel schools = LinearMixedModel.of("mathach ~ ses + (1 | school)").fit(other);
        Path part = folder.resolve("part.csv");
        Files.write(
                part,
                Files.readAllLines(Path.of("workflows", "data", "hsb.csv")).subList(0, 101));
        assertEquals(
                "The report has no pictures of rows. The model was fitted to 7,185 rows, but the table has 100 that it can use: open the"
                        + " table that the model was fitted to.",
                MixedModelReport.write(schools, List.of(), () -> CsvTable.open(part), file));
        assertTrue(Files.readString(file).contains("Shares of the variance of mathach"));
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedInASentence() {
        Path file = folder.resolve("nowhere").resolve("report.html");
        String said = assertThrows(
                        DataException.class, () -> MixedModelReport.write(model, List.of(), () -> boys, file))
                .getMessage();
        assertTrue(said.startsWith("The report cannot be written to " + file + ": choose another place."), said);
    }
}
