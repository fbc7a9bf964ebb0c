package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code predict} writes, from models that {@code fit} saved. */
class PredictCommandTest {
    private static final String SLEEP = Shell.data("sleepstudy");

    @TempDir
    static Path folder;

    private static String model;

    @BeforeAll
    static void fit() {
        model = folder.resolve("sleep.json").toString();
        Shell.succeed(
                "fit",
                SLEEP,
                "Reaction ~ Days + (Days | Subject)",
                "--save",
                model,
                "--out",
                folder.resolve("sleep").toString());
    }

    private static Path write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private static Csv predicted(Path data, String... options) throws IOException {
        Path out = folder.resolve("predicted.csv");
        Shell.Result result = Shell.run(
                concat(new String[] {"predict", model, data.toString(), "--quiet", "--out", out.toString()}, options));
        assertEquals("", result.err());
        assertEquals(0, result.code());
        return Csv.read(out);
    }

    private static String[] concat(String[] first, String... second) {
        return Stream.of(first, second).flatMap(Arrays::stream).toArray(String[]::new);
    }

    @Test
    void predictionsOfTheTrainingRowsAreTheFittedValues() throws IOException {
        Csv predicted = predicted(Path.of(SLEEP));
        Csv fitted = Csv.read(folder.resolve("sleep").resolve("fitted.csv"));
        assertEquals(fitted.column("fitted"), predicted.column("prediction"));
        assertEquals(fitted.column("population"), predicted.column("prediction_population"));
    }

    @Test
    void originalColumnsArePassedOnUnchanged() throws IOException {
        Path data = write(
                "odd.csv",
                " Days ,\"a,b\",Subject,note,empty",
                " 01.50,\"x \"\"y\"\"\",308,ü ,",
                "2e0,\"two\nlines\",309, NA,\"\"");
        Csv predicted = predicted(data);
        assertEquals(
                List.of(" Days ", "a,b", "Subject", "note", "empty", "prediction", "prediction_population"),
                predicted.header());
        assertEquals(
                List.of(" 01.50", "x \"y\"", "308", "ü ", ""),
                predicted.rows().get(0).subList(0, 5));
        assertEquals(
                List.of("2e0", "two\nlines", "309", " NA", ""),
                predicted.rows().get(1).subList(0, 5));
    }

    @Test
    void predictionsGoToTheOutputWithoutAFile() throws IOException {
        String printed = Shell.succeed("predict", model, SLEEP);
        Csv predicted = Csv.read(Files.writeString(folder.resolve("printed.csv"), printed));
        assertEquals(predicted(Path.of(SLEEP)), predicted);
    }

    @Test
    void oneLineSaysWhatWasWritten() {
        Path out = folder.resolve("new").resolve("p.csv");
        assertEquals(
                "Wrote 180 rows to " + out + ".\n", Shell.succeed("predict", model, SLEEP, "--out", out.toString()));
    }

    @Test
    void responseIsNotNeeded() throws IOException {
        Path data = write("new.csv", "Subject,Days", "308,3");
        assertEquals(1, predicted(data).rows().size());
    }

    @Test
    void anInfiniteNumberEndsTheCommandAsItEndsAFit() throws IOException {
        Path data = write("infinite.csv", "Subject,Days,note", "308,3,Inf", "308,Inf,1");
        assertEquals(
                "\"Days\" is infinite in row 2: replace the value by a number, or mark it as missing.",
                Shell.fail("predict", model, data.toString()).strip());
    }

    /** The case of a user: two factors by numbers, of which one cell has no rows. */
    @Test
    void aCellWithoutRowsIsMissingWithASentenceUnlessItsCoefficientIsTakenAsZero() throws IOException {
        StringBuilder rows = new StringBuilder("z,a,b,r");
        for (int i = 0; i < 48; i++) {
            int a = 1 + i % 3;
            int b = a == 3 ? 1 + i / 3 % 2 : 1 + i / 3 % 3;
            rows.append("\n")
                    .append(i * 7 % 11)
                    .append(",")
                    .append(a)
                    .append(",")
                    .append(b)
                    .append(",")
                    .append(i % 5);
        }
        String cells = folder.resolve("cells.json").toString();
        Shell.succeed(
                "fit",
                write("cells.csv", rows.toString()).toString(),
                "z ~ factor(a)*factor(b) + (1|r)",
                "--save",
                cells);
        String next = write("cell.csv", "a,b,r", "1,1,1", "3,3,1").toString();
        Shell.Result missing = Shell.run("predict", cells, next);
        assertTrue(missing.out().endsWith("\n3,3,1,NA,NA\n"), missing.out());
        assertEquals(
                "1 row has no prediction, because what is expected depends on the coefficient of factor(a)[3]:factor(b)[3],"
                        + " left out because the rows of the fit do not tell (row 2).\n",
                missing.err());
        Shell.Result zero = Shell.run("predict", cells, next, "--aliased", "zero");
        assertFalse(zero.out().contains("NA"), zero.out());
        assertTrue(zero.err().contains("it is taken as zero (row 2)."), zero.err());
        assertTrue(Shell.run("predict", cells, next, "--aliased", "none")
                .err()
                .contains("'none' is neither missing nor zero"));
    }

    @Test
    void unseenGroupGetsThePopulationPrediction() throws IOException {
        Path data = write("unseen.csv", "Subject,Days", "308,3", "999,3", "NA,3");
        Csv predicted = predicted(data);
        assertEquals(predicted.text(1, "prediction_population"), predicted.text(1, "prediction"));
        assertEquals(predicted.text(2, "prediction_population"), predicted.text(2, "prediction"));
        assertFalse(predicted.text(0, "prediction_population").equals(predicted.text(0, "prediction")));
    }

    @Test
    void unseenGroupsAreReportedOnce() throws IOException {
        Path data = write("unseen2.csv", "Subject,Days", "999,1", "998,2", "308,3");
        Shell.Result result = Shell.run("predict", model, data.toString());
        assertEquals(0, result.code());
        assertEquals(
                "2 rows have a level of Subject that is missing or was not in the fit: the group effect is taken as zero.\n",
                result.err());
    }

    @Test
    void unseenGroupIsMissingWhereAskedFor() throws IOException {
        Path data = write("unseen3.csv", "Subject,Days", "999,3");
        Csv predicted = predicted(data, "--unseen", "missing");
        assertEquals("NA", predicted.text(0, "prediction"));
        // 251.405 + 3 * 10.467, the published fixed effects.
        assertEquals(282.807, predicted.number(0, "prediction_population"), 1e-3);
    }

    @Test
    void unseenGroupEndsTheCommandWhereAskedFor() throws IOException {
        Path data = write("unseen4.csv", "Subject,Days", "308,3", "999,3");
        Path out = folder.resolve("never.csv");
        String sentence = Shell.fail("predict", model, data.toString(), "--unseen", "error", "--out", out.toString());
        assertTrue(sentence.startsWith("Row 2: Subject is \"999\""), sentence);
        assertFalse(Files.exists(out));
    }

    @Test
    void missingPredictorGivesAMissingPrediction() throws IOException {
        Path data = write("gap.csv", "Subject,Days", "308,NA");
        Csv predicted = predicted(data);
        assertEquals("NA", predicted.text(0, "prediction"));
        assertEquals("NA", predicted.text(0, "prediction_population"));
    }

    @Test
    void missingPredictionIsEmptyWhereNaIsNoMissingValue() throws IOException {
        Path data = write("dot.csv", "Subject,Days", "308,.", "309,1");
        assertEquals("", predicted(data, "--missing", ".").text(0, "prediction"));
        assertEquals("NA", predicted(data, "--missing", ".,NA").text(0, "prediction"));
        assertEquals("", predicted(data, "--missing", ",.").text(0, "prediction"));
    }

    @Test
    void whatWasMissingInTheFitIsMissingInOtherTablesToo() throws IOException {
        Path rows = Files.writeString(
                folder.resolve("coded.csv"),
                Files.readString(Path.of(SLEEP)).replaceFirst("(?m)^([0-9.]+),0,308$", "$1,-99,308"));
        String coded = folder.resolve("coded.json").toString();
        Shell.succeed("fit", rows.toString(), "Reaction ~ Days + (1 | Subject)", "--missing=-99", "--save", coded);
        Path data = write("coded-new.csv", "Subject,Days", "308,-99", "309,1");

        Shell.Result result = Shell.run("predict", coded, data.toString());
        assertTrue(result.out().contains("308,-99,,\n309,1,1"), result.out());
        assertEquals("""
                As in the fit, "-99" stands for a missing value (--missing).
                1 row has no prediction, because a predictor is missing or unknown.
                """, result.err());
        Shell.Result told = Shell.run("predict", coded, data.toString(), "--missing", "NA");
        assertFalse(told.out().contains("308,-99,,"), told.out());
        assertEquals("", told.err());
    }

    @Test
    void modelsThatDoNotKnowWhatWasMissingLeaveItAtTheDefault() throws IOException {
        Path early = Files.writeString(
                folder.resolve("early.json"),
                Files.readString(Path.of(model)).replaceFirst(",\\s*\"missing_codes\"\\s*:[^]]*]", ""));
        assertFalse(Files.readString(early).contains("missing_codes"));
        Path data = write("early.csv", "Subject,Days", "308,NA");
        assertTrue(Shell.run("predict", early.toString(), data.toString()).out().contains("308,NA,NA,NA\n"));
    }

    @Test
    void separatorIsKept() throws IOException {
        Path data = write("semicolon.csv", "Subject;Days", "308;3");
        String printed = Shell.succeed("predict", model, data.toString(), "--separator", ";");
        assertTrue(printed.startsWith("Subject;Days;prediction;prediction_population\n308;3;"), printed);
    }

    @Test
    void fileWithoutRowsGetsItsHeader() throws IOException {
        Path data = write("none.csv", "Subject,Days");
        assertEquals(
                "Subject,Days,prediction,prediction_population\n", Shell.succeed("predict", model, data.toString()));
    }

    @Test
    void outputIsGzippedWhereItsNameSaysSo() throws IOException {
        Path out = folder.resolve("p.csv.gz");
        Shell.succeed("predict", model, SLEEP, "--out", out.toString());
        try (InputStream in = new GZIPInputStream(Files.newInputStream(out))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(181, text.lines().count());
        }
    }

    @Test
    void existingPredictionColumnAsksForAnotherName() throws IOException {
        Path data = write("twice.csv", "Subject,Days,prediction", "308,3,7");
        assertEquals(
                data + " already has a column \"prediction\": choose another name for the predictions with --column.",
                Shell.fail("predict", model, data.toString()));
        assertEquals(
                List.of("Subject", "Days", "prediction", "second", "second_population"),
                predicted(data, "--column", "second").header());
    }

    @Test
    void fileThatIsReadIsNotOverwritten() throws IOException {
        Path data = write("same.csv", "Subject,Days", "308,3");
        assertEquals(
                data + " is the file that is read: name another file to write to.",
                Shell.fail("predict", model, data.toString(), "--out", data.toString()));
        assertEquals(
                model + " is the file that is read: name another file to write to.",
                Shell.fail("predict", model, data.toString(), "--out", model));
        assertEquals("Subject,Days\n308,3\n", Files.readString(data));
    }

    @Test
    void tableWithoutAPredictorGetsOneSentenceAndNoOutput() throws IOException {
        Path data = write("without.csv", "Subject,days", "308,3");
        Shell.Result result = Shell.run("predict", model, data.toString());
        assertEquals(1, result.code());
        assertEquals("", result.out());
        assertEquals("The table has no column \"Days\"; the nearest name is \"days\".\n", result.err());
    }

    @Test
    void labelsThatLookLikeNumbersInTheNewTableStayLabels() throws IOException {
        Path data = write("labels.csv", "y,f,g", "1,1,a1", "2,2,a1", "4,x,b", "3,1,b", "5,2,c", "9,x,c");
        String saved = folder.resolve("labels.json").toString();
        Shell.run("fit", data.toString(), "y ~ f + (1 | g)", "--categorical", "f", "--save", saved);
        Path rows = write("numbers.csv", "f,g", "2,7", "1,8");
        Shell.Result result = Shell.run("predict", saved, rows.toString(), "--quiet");
        assertEquals("", result.err());
        assertEquals(3, result.out().lines().count());
    }

    @Test
    void unknownLevelOfAPredictorIsNamed() throws IOException {
        Path data = write("levels.csv", "y,f", "1,a", "2,b", "4,a", "3,b");
        String saved = folder.resolve("levels.json").toString();
        Shell.succeed("fit", data.toString(), "y ~ f", "--save", saved);
        Path rows = write("newlevel.csv", "f", "a", "c");
        Shell.Result result = Shell.run("predict", saved, rows.toString());
        assertEquals(0, result.code());
        assertTrue(result.err().contains("\"c\""), result.err());
        assertTrue(result.out().endsWith("c,NA,NA\n"), result.out());
    }

    @Test
    void intervalsStandBehindThePredictions() throws IOException {
        Path data = write("intervals.csv", "Subject,Days", "308,5", "999,5", ",5");
        Csv rows = predicted(data, "--intervals", "--level", "0.9");
        for (int row = 0; row < 3; row++) {
            double prediction = rows.number(row, "prediction");
            double reach = 1.6448536269514722 * rows.number(row, "std_error");
            // R's qnorm(0.95); the rest is rounding.
            assertEquals(prediction - reach, rows.number(row, "confidence_lower"), 1e-9);
            assertEquals(prediction + reach, rows.number(row, "confidence_upper"), 1e-9);
            assertTrue(rows.number(row, "prediction_lower") < rows.number(row, "confidence_lower"));
            assertTrue(rows.number(row, "prediction_upper") > rows.number(row, "confidence_upper"));
        }
        assertEquals(rows.text(1, "prediction"), rows.text(2, "prediction"));
        assertEquals(rows.number(1, "prediction_upper"), rows.number(2, "prediction_upper"), 1e-9);
        assertTrue(
                rows.number(2, "std_error") < 0.5 * rows.number(1, "std_error"),
                "what is expected of the population is known better than what is expected of a new subject");
    }

    @Test
    void aTableWithoutTheGroupsColumnIsThePopulation() throws IOException {
        Path data = write("population.csv", "Days", "5");
        Shell.Result result = Shell.run("predict", model, data.toString());
        assertEquals(0, result.code());
        assertEquals(
                "The table has no column of Subject, so all its rows are the population's: the group effect is taken as zero.\n",
                result.err());
        List<String> cells = List.of(result.out().lines().toList().get(1).split(",", -1));
        assertEquals(cells.get(1), cells.get(2));
    }

    @Test
    void aColumnThatTheIntervalsWouldAddIsNamed() throws IOException {
        Path data = write("taken.csv", "Subject,Days,std_error", "308,3,1");
        assertEquals(
                data
                        + " already has a column \"std_error\", which --intervals would add: rename it, or leave --intervals out.",
                Shell.fail("predict", model, data.toString(), "--intervals"));
        assertEquals(
                "The predictions would have two columns \"std_error\": choose another name for the predictions with --column.",
                Shell.fail(
                        "predict",
                        model,
                        write("two.csv", "Subject,Days", "308,3").toString(),
                        "--intervals",
                        "--column",
                        "std_error"));
    }

    @Test
    void levelWithoutIntervalsIsRefused() {
        assertEquals(
                "--level is about intervals, but none are asked for: add --intervals, or leave --level out.",
                Shell.wrong("predict", "model.json", "rows.csv", "--level", "0.9"));
    }
}
