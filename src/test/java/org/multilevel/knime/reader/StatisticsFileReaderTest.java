package org.multilevel.knime.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;
import org.multilevel.knime.harness.Executed;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.ParametersCheck;

class StatisticsFileReaderTest {
    private static StatisticsFileParameters parameters(String name) {
        StatisticsFileParameters parameters = new StatisticsFileParameters();
        parameters.file =
                Path.of("src/test/resources/files", name).toAbsolutePath().toString();
        return parameters;
    }

    private static NodeRun node(StatisticsFileParameters parameters) {
        return NodeRun.of(new StatisticsFileReaderNodeFactory()).with(parameters);
    }

    private static List<String> column(BufferedDataTable table, String name) {
        int k = table.getDataTableSpec().findColumnIndex(name);
        List<String> texts = new ArrayList<>();
        for (DataRow row : table) {
            texts.add(row.getCell(k).isMissing() ? "?" : row.getCell(k).toString());
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupils-byte.sav", "pupils-zlib.zsav", "pupils-118.dta"})
    void labelsBecomeTextsWithADomainInTheirOrder(String name) throws Exception {
        BufferedDataTable table = node(parameters(name)).execute().table(0);
        assertEquals(40, table.size());
        assertEquals(
                List.of("Ålesund", "Ayr", "Westhill"), column(table, "school").subList(0, 3));
        assertEquals(
                "[Westhill, Ålesund, Ayr]",
                String.valueOf(table.getDataTableSpec()
                        .getColumnSpec("school")
                        .getDomain()
                        .getValues()));
        assertEquals("?", column(table, "income").get(8), "declared missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pupils.sas7bdat", "pupils-5.xpt", "pupils-8.xpt"})
    void filesOfSasHaveNumbersForLabels(String name) throws Exception {
        BufferedDataTable table = node(parameters(name)).execute().table(0);
        assertEquals(40, table.size());
        assertEquals("2.0", column(table, "school").get(0));
    }

    @Test
    void secondTableSaysWhatTheFileCallsItsColumns() throws Exception {
        Executed executed = node(parameters("pupils-byte.sav")).execute();
        BufferedDataTable columns = executed.table(1);
        assertEquals("Score in mathematics", column(columns, "Label").get(2));
        assertEquals("male, female", column(columns, "Values").get(3));
        assertTrue(column(columns, "Notes").get(4).contains("(98 or 99)"));
        assertEquals("?", column(columns, "Notes").get(2));
        assertTrue(column(columns, "Notes")
                .get(5)
                .endsWith("name it in \"Columns of labels\" to read it as labels, or values in"
                        + " \"Missing values\" to leave them out."));
    }

    @Test
    void settingsSayWhatTheFileDoesNot() throws Exception {
        StatisticsFileParameters parameters = parameters("pupils-byte.sav");
        parameters.labelColumns = "mood";
        parameters.numberColumns = " female, ";
        parameters.missingValues = "4";
        BufferedDataTable table = node(parameters).execute().table(0);
        assertEquals(List.of("?", "2", "high"), column(table, "mood").subList(0, 3));
        assertEquals("1.0", column(table, "female").get(0));
    }

    @Test
    void nodeWithoutAFileAsksForOne() {
        assertEquals(
                "No file is chosen: type the full name of one of SPSS, Stata or SAS.",
                NodeRun.of(new StatisticsFileReaderNodeFactory()).refusal());
    }

    @Test
    void addressThatIsNoFileIsRefused() {
        StatisticsFileParameters parameters = new StatisticsFileParameters();
        parameters.file = "https://example.org/pupils.sav";
        assertTrue(node(parameters).refusal().contains("is no file of this machine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing.sav", "pupils.xlsx", "make.R"})
    void fileOfAnotherKindIsOneSentence(String name) {
        KNIMEException refused =
                assertThrows(KNIMEException.class, () -> node(parameters(name)).execute());
        String sentence = String.valueOf(refused.getMessage());
        assertTrue(
                sentence.startsWith("There is no file ") || sentence.endsWith("choose KNIME's own reader for it."),
                sentence);
    }

    @Test
    void settingsAreAsKnimeWantsThem() {
        assertEquals(List.of(), ParametersCheck.problems(new StatisticsFileReaderNodeFactory()));
    }
}
