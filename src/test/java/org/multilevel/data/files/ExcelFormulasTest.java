package org.multilevel.data.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.error.DataException;

/** A formula is its result; where the program that wrote the workbook did not compute it, somebody must hear of it. */
class ExcelFormulasTest {
    private static final String HEADER = "<row r=\"1\">" + text("A1", "x") + text("B1", "y") + "</row>";

    @TempDir
    Path folder = Path.of("");

    private static String text(String cell, String text) {
        return "<c r=\"" + cell + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    private static String number(String cell, int number) {
        return "<c r=\"" + cell + "\"><v>" + number + "</v></c>";
    }

    /** Writes a formula as openpyxl does. */
    private static String formula(String cell) {
        return "<c r=\"" + cell + "\"><f>A2*2</f><v></v></c>";
    }

    private FileTable table(String rows) throws IOException {
        Path file = folder.resolve("book.xlsx");
        Map<String, String> parts = Map.of(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Data\" r:id=\"a\"/></sheets></workbook>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return FileTable.open(file);
    }

    @Test
    void formulasWithoutResultsAreCounted() throws IOException {
        FileTable table = table(HEADER
                + "<row r=\"2\">" + number("A2", 1) + number("B2", 2) + "</row>"
                + "<row r=\"3\">" + number("A3", 2) + formula("B3") + "</row>"
                + "<row r=\"4\">" + number("A4", 3) + formula("B4") + "</row>");
        assertEquals(List.of("2", "", ""), Rows.of(table, "y"));
        assertEquals(
                List.of(
                        "Column \"y\" has 2 formulas whose results the file does not have, the first in row 2, and which are"
                                + " missing here: open the file in Excel and save it."),
                table.notes(List.of("x", "y")));
        assertEquals(List.of(), table.notes(List.of("x")));
    }

    @Test
    void rowOfNothingButSuchAFormulaIsARow() throws IOException {
        FileTable table =
                table(HEADER + "<row r=\"2\">" + number("A2", 1) + "</row><row r=\"3\">" + formula("B3") + "</row>");
        assertEquals(List.of("1", ""), Rows.of(table, "x"));
        assertEquals(
                List.of(
                        "Column \"y\" has 1 formula whose result the file does not have, in row 2, and which is missing here:"
                                + " open the file in Excel and save it."),
                table.notes(List.of("y")));
    }

    @Test
    void resultsThatAreThereAreRead() throws IOException {
        FileTable table = table(HEADER
                + "<row r=\"2\">" + number("A2", 1) + "<c r=\"B2\"><f>A2*2</f><v>2</v></c></row>"
                + "<row r=\"3\">" + number("A3", 2) + "<c r=\"B3\" t=\"str\"><f>\"\"</f><v></v></c></row>");
        assertEquals(List.of("2", ""), Rows.of(table, "y"));
        assertEquals(List.of(), table.notes(List.of("x", "y")));
    }

    @Test
    void columnWhoseNameIsSuchAFormulaIsLeftOutAndSaid() throws IOException {
        FileTable table = table("<row r=\"1\">" + text("A1", "x") + formula("AB1") + "</row><row r=\"2\">"
                + number("A2", 1) + number("AB2", 2) + "</row>");
        assertEquals(1, table.columns().size());
        assertEquals(
                List.of(
                        "Column AB of the sheet was left out, because its name is a formula whose result the file does not"
                                + " have: open the file in Excel and save it."),
                table.notes(List.of("x")));
    }

    /** As R's openxlsx writes them. */
    @Test
    void formulasOfTextsWithoutResultsAreCounted() throws IOException {
        FileTable table =
                table(HEADER + "<row r=\"2\">" + number("A2", 1) + "<c r=\"B2\" t=\"str\"><f>A2*2</f></c></row>");
        assertEquals(
                List.of(
                        "Column \"y\" has 1 formula whose result the file does not have, in row 1, and which is missing here:"
                                + " open the file in Excel and save it."),
                table.notes(List.of("y")));
    }

    @Test
    void columnsWithoutANameAreCounted() throws IOException {
        FileTable table = table(HEADER + "<row r=\"2\">" + number("A2", 1) + number("B2", 2) + number("D2", 3)
                + number("F2", 4) + "</row>");
        assertEquals(
                List.of("The sheet \"Data\" was read without columns D, F, which have no name in its first row."),
                table.notes(List.of("x", "y")));
    }

    @Test
    void titleAboveTheTableIsToBeTakenOut() {
        assertEquals(
                "The sheet \"Data\" of " + folder.resolve("book.xlsx")
                        + " has one name, \"My study\", above rows of 3 cells: take the title out, so that the first row names the"
                        + " columns, and save it.",
                assertThrows(
                                DataException.class,
                                () -> table("<row r=\"1\">" + text("A1", "My study") + "</row><row r=\"3\">"
                                        + text("A3", "x")
                                        + text("B3", "y") + text("C3", "z") + "</row><row r=\"4\">" + number("A4", 1)
                                        + number("B4", 2) + number("C4", 3) + "</row>"))
                        .getMessage());
    }
}
