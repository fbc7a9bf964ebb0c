package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    Path folder;

    @Test
    void aHealthyModelIsOnlyDescribed() {
        assertEquals("""
                Check     Nothing was found that speaks against this model.
                Fact      3 covariance parameters and 2 fixed coefficients are to be estimated from 180 rows in 18
                          levels of Subject (10 rows each).
                Fact      The fit is expected to take less than a second.
                """, Shell.succeed("check", Shell.data("sleepstudy"), "Reaction ~ Days + (Days | Subject)"));
    }

    @Test
    void whatIsFoundIsPrintedAndWrittenWithoutAFit() {
        String text = Shell.succeed(
                "check",
                Shell.data("hsb"),
                "mathach ~ ses + (meanses | school)",
                "--out",
                folder.resolve("out").toString());
        assertTrue(
                text.startsWith("Check     The effect of meanses is to vary over school, but meanses is constant"),
                text);
        assertTrue(text.endsWith("\n\nWrote the table to " + folder.resolve("out/advice.csv") + ".\n"), text);
        assertFalse(text.contains("Verdict"), text);
        Csv table = Csv.read(folder.resolve("out/advice.csv"));
        assertEquals(List.of("kind", "subject", "alarm", "cause", "evidence", "remedy"), table.header());
        assertEquals(List.of("slope_constant", "size", "time"), table.column("kind"));
        assertEquals(List.of("true", "false", "false"), table.column("alarm"));
    }

    @Test
    void whatAFitRefusesIsAFinding() throws Exception {
        Path names = folder.resolve("names.csv");
        StringBuilder rows = new StringBuilder("y,name,g\n");
        for (int i = 0; i < 1200; i++) {
            rows.append(i % 7)
                    .append(",n")
                    .append(i)
                    .append(",g")
                    .append(i % 10)
                    .append('\n');
        }
        Files.writeString(names, rows);
        String text = Shell.succeed("check", names.toString(), "y ~ name + (1 | g)");
        assertTrue(
                text.startsWith(
                        "Check     name names nearly every row, and is used as a predictor. It has 1,200 values"),
                text);
        assertTrue(text.contains("\nCheck     \"name\" has 1200 levels, more than the 1000 that a categorical"), text);
    }

    @Test
    void anUnknownColumnIsTheErrorOfAFit() {
        assertEquals(
                Shell.fail("fit", Shell.data("sleepstudy"), "Reaction ~ Dys + (1 | Subject)"),
                Shell.fail("check", Shell.data("sleepstudy"), "Reaction ~ Dys + (1 | Subject)"));
    }

    @Test
    void aFitSaysWhatTheTableAloneTellsAndWritesIt() {
        String text = Shell.succeed(
                "fit", Shell.data("hsb"), "mathach ~ ses + school + (1 | school)", "--out", folder.toString());
        assertTrue(text.contains("\nNote      school looks like the label of a group, and is used as a number."), text);
        assertEquals(
                List.of("numeric_group"), Csv.read(folder.resolve("advice.csv")).column("kind"));
    }

    /** Every one of these is refused by fit, so check must not say that nothing speaks against it. */
    @Test
    void whatTheColumnsAloneRefuseIsAFindingToo() throws Exception {
        Path table = folder.resolve("refused.csv");
        Files.writeString(table, "y,same,x,z,one,g\n1,5,1,2,a,a\n2,5,2,1,a,b\n4,5,3,5,a,a\n3,5,5,4,a,b\n");
        String constant = Shell.succeed("check", table.toString(), "same ~ x + (1 | g)");
        assertTrue(constant.startsWith("Check     The response same is constant (5 in all 4 rows used)"), constant);
        String single = Shell.succeed("check", table.toString(), "y ~ g + (1 | one)");
        assertTrue(single.contains("The grouping column one has only one level (a)"), single);
        assertFalse(single.contains("already give every level"), single);
        String full = Shell.succeed("check", table.toString(), "y ~ x + z + x:z");
        assertTrue(full.startsWith("Check     There are not more rows than fixed coefficients"), full);
    }

    @Test
    void moreCovarianceParametersThanRowsAreFoundAndRefused() {
        String formula = "distance ~ 1 + (1 + Subject | Subject)";
        String sentence = "The random terms have 378 variances and covariances for 108 rows, which cannot tell them;"
                + " let fewer columns vary by Subject, or take out the correlations (|| in the formula).";
        assertTrue(Shell.succeed("check", Shell.data("Orthodont"), formula)
                .replaceAll("\\s+", " ")
                .contains(sentence));
        assertEquals(sentence, Shell.fail("fit", Shell.data("Orthodont"), formula));
    }
}
