package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeCommandTest {
    @TempDir
    Path folder;

    private String visits = "";

    @BeforeEach
    void writeTable() throws IOException {
        Path file = folder.resolve("visits.csv");
        Files.writeString(file, "clinic,town,score,rows\nb,x,1,1\nb,x,3,2\na,y,NA,3\na,,7,4\nc,x,5,5\n,x,2,6\n");
        visits = file.toString();
    }

    /** By hand: of score SSB = 18, SSW = 2, n0 = 1.25; of rows SSB = 9, SSW = 1, n0 = 1.6; within 1 / sqrt(2 * 0.6875). */
    @Test
    void columnsGroupsAndCorrelationsArePrinted() {
        assertEquals("""
                Rows      6
                Groups    clinic 3 (1 to 2 rows, median 2, mean 1.7; 1 with a single row); 1 row without a value of
                          clinic

                Numbers
                  Column  count  missing   mean     SD    min    25%  median    75%    max
                  score       5        1  3.600  2.408  1.000  2.000   3.000  5.000  7.000
                  rows        6        0  3.500  1.871  1.000  2.250   3.500  4.750  6.000

                Levels
                  Column  level     count  missing   share
                  town    2 levels      5        1
                          x             4           0.8000
                          y             1           0.2000

                Between and within clinic
                  Column  varies                     within groups  variance between  within  share between
                  town    between groups                    0 of 3
                  score   within and between groups         1 of 3             5.600   2.000         0.7368
                  rows    within and between groups         2 of 3             2.500   0.500         0.8333

                Correlations
                  Column  and   rows   total  between  within
                  score   rows     5  0.3604   0.7304  0.8528
                """, Shell.succeed("describe", visits, "--group", "clinic"));
    }

    @Test
    void groupsAreLeftOutWhereNoneAreAskedFor() {
        String text = Shell.succeed("describe", visits, "--columns", "score", "--digits", "2");
        assertEquals("""
                Rows      6

                Numbers
                  Column  count  missing  mean   SD  min  25%  median  75%  max
                  score       5        1   3.6  2.4  1.0  2.0     3.0  5.0  7.0
                """, text);
    }

    @Test
    void tablesAreWrittenWithAllDigits() {
        Path out = folder.resolve("out");
        String text = Shell.succeed("describe", visits, "--group", "clinic", "--out", out.toString());
        assertTrue(text.endsWith("\n\nWrote the tables to " + out + ".\n"), text);
        Csv means = Csv.read(out.resolve("group_means.csv"));
        // a column of the table has the name of the count of rows
        assertEquals(List.of("clinic", "rows", "score", "rows (column)"), means.header());
        assertEquals(List.of("a", "b", "c"), means.column("clinic"));
        assertEquals(List.of("2", "2", "1"), means.column("rows"));
        assertEquals(List.of("7", "2", "5"), means.column("score"));
        assertEquals(
                List.of("group", "categorical", "numeric", "numeric"),
                Csv.read(out.resolve("columns.csv")).column("kind"));
        assertEquals(List.of("x", "y"), Csv.read(out.resolve("levels.csv")).column("level"));
        assertEquals(List.of("1"), Csv.read(out.resolve("group_sizes.csv")).column("singletons"));
        assertEquals(
                List.of("town", "score", "rows"),
                Csv.read(out.resolve("variation.csv")).column("column"));
        assertEquals(
                1 / Math.sqrt(2 * 0.6875),
                Csv.read(out.resolve("correlations.csv")).number(0, "within"),
                1e-15);
    }

    @Test
    void withoutGroupsThereAreThreeTables() {
        Path out = folder.resolve("out");
        Shell.succeed("describe", visits, "--out", out.toString(), "--quiet");
        assertTrue(Files.exists(out.resolve("correlations.csv")));
        assertFalse(Files.exists(out.resolve("group_means.csv")));
    }

    @Test
    void manyLevelsAndPairsAreCut() throws IOException {
        StringBuilder text = new StringBuilder("id,a,b,c,d,e,f,g,h,i,j,k\n");
        for (int row = 0; row < 30; row++) {
            text.append("id").append(row);
            for (int column = 0; column < 11; column++) {
                text.append(',').append(row * (column + 3) % 7);
            }
            text.append('\n');
        }
        Path file = folder.resolve("wide.csv");
        Files.writeString(file, text);
        String printed = Shell.succeed("describe", file.toString());
        assertTrue(printed.contains("and 20 more\n"), printed);
        assertTrue(printed.contains("  and 10 more pairs in the table correlations\n"), printed);
    }

    @Test
    void problemsAreSaid() {
        assertEquals(
                "There is no column \"klinik\" in the table; it has the columns clinic, town, score, rows.",
                Shell.fail("describe", visits, "--group", "klinik"));
        assertEquals(
                "There is no column \"skore\" in the table; it has the columns clinic, town, score, rows.",
                Shell.fail("describe", visits, "--columns", "score,skore"));
        assertEquals(
                "Column \"town\" is both a group column and a column to describe: choose it for one of the two.",
                Shell.wrong("describe", visits, "--group", "clinic,town", "--columns", "town"));
        assertEquals(visits + " is a file: name a folder.", Shell.fail("describe", visits, "--out", visits));
    }
}
