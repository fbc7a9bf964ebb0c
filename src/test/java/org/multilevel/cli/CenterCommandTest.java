package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers are those of the filter and the node, whose tests hold them to R's; here, that the file is theirs and its own rows stay as they were. */
class CenterCommandTest {
    @TempDir
    Path folder;

    private String table = "";

    @BeforeEach
    void writeTable() throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, "g;x;note\na;1,50;\"one; two\"\na;2,5;NA\nb;6;\n;2;z\n");
        table = file.toString();
    }

    @Test
    void groupMeansAndDeviationsFollowTheRowsAsTheyWere() {
        Shell.Result result = Shell.run("center", table, "--group", "g", "--columns", "x");
        assertEquals("""
                g;x;note;x_between;x_within
                a;1,50;"one; two";2;-0,5
                a;2,5;NA;2;0,5
                b;6;;6;0
                ;2;z;NA;NA
                """, result.out());
        assertEquals(
                "The file was read with semicolons between values (--separator) and decimal commas in \"x\" (--decimal).\n1 row has no value of g: its group means and deviations are missing.\n",
                result.err());
    }

    /** A code is a number to whoever reads the file without the option. */
    @Test
    void missingDeviationIsNeverACode() throws IOException {
        Path coded = folder.resolve("coded.csv");
        Files.writeString(coded, "g,x\na,1\na,-99\nb,6\n");
        assertEquals(
                "g,x,x_between,x_within\na,1,1,0\na,-99,1,\nb,6,6,0\n",
                Shell.run("center", coded.toString(), "--group", "g", "--columns", "x", "--missing=-99", "-q")
                        .out());
    }

    @Test
    void missingDeviationStandsInQuotesBetweenBlanks() throws IOException {
        Path padded = folder.resolve("padded.txt");
        Files.writeString(padded, "g   x\na   1\na   .\nb   6\n");
        Path out = folder.resolve("centred.txt");
        Shell.succeed(
                "center",
                padded.toString(),
                "--group",
                "g",
                "--columns",
                "x",
                "--grand",
                "--missing=.",
                "--separator",
                "blanks",
                "--out",
                out.toString());
        assertEquals(
                "g x x_between x_within x_centred\na 1 1 0 -2.5\na . 1 \"\" \"\"\nb 6 6 0 2.5\n",
                Files.readString(out));
        assertTrue(
                Shell.run("describe", out.toString(), "--separator", "blanks", "--missing=.")
                        .out()
                        .contains("x_centred"),
                out.toString());
    }

    @Test
    void grandMeanIsThatOfRowsWithAGroup() {
        String text = Shell.run(
                        "centre", table, "--group", "g", "--columns", "x", "--grand", "--subtract-grand-mean", "-q")
                .out();
        assertTrue(text.startsWith("g;x;note;x_between;x_within;x_centred\n"), text);
        // (1.5 + 2.5 + 6) / 3
        assertTrue(text.contains("b;6;;2,6666666666666665;0;2,6666666666666665\n"), text);
    }

    @Test
    void fileIsWrittenWhereItIsAskedFor() {
        Path out = folder.resolve("out.csv");
        Shell.Result result = Shell.run("center", table, "--group", "g", "--columns", "x", "--out", out.toString());
        assertEquals("Wrote 4 rows to " + out + ".\n", result.out());
        assertTrue(Files.exists(out));
    }

    @Test
    void problemsAreSaidBeforeAnythingIsWritten() throws IOException {
        Path out = folder.resolve("out.csv");
        assertEquals(
                "Column \"note\" is categorical and has no mean: choose numeric columns to centre.",
                Shell.fail("center", table, "--group", "g", "--columns", "note", "--out", out.toString()));
        assertFalse(Files.exists(out));
        assertEquals(
                "There is no column \"h\" in the table; it has the columns g, x, note.",
                Shell.fail("center", table, "--group", "h", "--columns", "x"));
        assertEquals(
                table + " is the file that is read: name another file to write to.",
                Shell.fail("center", table, "--group", "g", "--columns", "x", "--out", table));
        Path again = folder.resolve("again.csv");
        Files.writeString(again, "g,x,x_within\na,1,2\n");
        assertEquals(
                again + " already has a column \"x_within\": rename it, or leave it out of the table.",
                Shell.fail("center", again.toString(), "--group", "g", "--columns", "x"));
        assertTrue(Shell.misuse("center", table, "--columns", "x").contains("'--group=A,B'"));
    }
}
