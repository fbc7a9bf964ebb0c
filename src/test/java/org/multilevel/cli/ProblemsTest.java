package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every problem with data or model ends a command with code 1 and one sentence. */
class ProblemsTest {
    private static final String SLEEP = Shell.data("sleepstudy");
    private static final String SLOPES = "Reaction ~ Days + (Days | Subject)";

    @TempDir
    Path folder;

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static void assertSentence(String part, String... args) {
        String sentence = Shell.fail(args);
        assertTrue(sentence.contains(part), sentence);
    }

    @Test
    void fileThatIsNotThere() {
        assertSentence("There is no file nowhere.csv", "fit", "nowhere.csv", "y ~ x");
    }

    @Test
    void folderInsteadOfAFile() {
        assertSentence(folder + " is a folder", "fit", folder.toString(), "y ~ x");
    }

    @Test
    void modelFileAmongTheTables() {
        String out = folder.resolve("results").toString();
        String inside = folder.resolve("results").resolve("fixed_effects.csv").toString();
        String data = "workflows/data/Oxboys.csv";
        String formula = "height ~ age + (1 | Subject)";
        assertWrong("would write over each other", "fit", data, formula, "--out", out, "--save", inside);
        assertWrong("would write over each other", "fit", data, formula, "--out", out, "--save", out);
        assertWrong("would write over each other", "fit", data, formula, "--out", out, "--report", out);
        assertWrong("name two files", "fit", data, formula, "--save", out, "--report", out);
    }

    private static void assertWrong(String part, String... args) {
        String sentence = Shell.wrong(args);
        assertTrue(sentence.contains(part), sentence);
    }

    @Test
    void emptyFile() throws IOException {
        assertSentence("is empty", "fit", write("empty.csv", ""), "y ~ x");
    }

    @Test
    void fileWithoutRows() throws IOException {
        assertSentence("no rows", "fit", write("header.csv", "y,x\n"), "y ~ x");
    }

    @Test
    void fileWithoutUsableRows() throws IOException {
        assertSentence("No row can be used", "fit", write("na.csv", "y,x\n1,NA\nNA,2\n"), "y ~ x");
    }

    @Test
    void lineThatIsTooShort() throws IOException {
        assertSentence("Line 3", "fit", write("ragged.csv", "y,x\n1,2\n3\n"), "y ~ x");
    }

    @Test
    void bytesThatAreNotText() throws IOException {
        Path file = Files.write(folder.resolve("bytes.csv"), new byte[] {
            'y', ',', 'x', '\n', (byte) 0xc3, (byte) 0xbc, ',', '1', '\n', (byte) 0xff, ',', '1', '\n'
        });
        assertSentence("UTF-8", "fit", file.toString(), "y ~ x");
    }

    @Test
    void separatorThatIsNotTheFiles() throws IOException {
        assertSentence("separator is ';'", "fit", write("semicolon.csv", "y;x\n1;2\n"), "y ~ x", "--separator", ",");
    }

    @Test
    void columnThatIsNotThere() {
        assertSentence("no column \"Dayz\"", "fit", SLEEP, "Reaction ~ Dayz + (1 | Subject)");
    }

    @Test
    void groupThatIsNotThere() {
        assertSentence("no column \"Subjct\"", "fit", SLEEP, "Reaction ~ Days + (1 | Subjct)");
    }

    @Test
    void weightsThatAreNotThere() {
        assertSentence("no column \"w\"", "fit", SLEEP, SLOPES, "--weights", "w");
    }

    @Test
    void categoricalColumnThatIsNotThere() {
        assertSentence("no column \"Sub\"", "fit", SLEEP, SLOPES, "--categorical", "Subject,Sub");
    }

    @Test
    void formulaThatCannotBeRead() {
        assertEquals(
                "The parenthesis at position 19 is not closed; write ) where it should end.",
                Shell.fail("fit", SLEEP, "Reaction ~ Days + (Days | Subject"));
    }

    @Test
    void emptyFormula() {
        assertSentence("formula", "fit", SLEEP, "");
    }

    @Test
    void formulaIsCheckedBeforeTheFileIsRead() {
        assertSentence("position", "fit", "nowhere.csv", "y ~ (x");
    }

    @Test
    void responseThatIsCategorical() {
        assertSentence("must be numeric", "fit", Shell.data("ergoStool"), "Type ~ effort + (1 | Subject)");
    }

    @Test
    void tablesIntoAFile() throws IOException {
        String file = write("file.txt", "mine");
        assertSentence(file + " is a file: name a folder", "fit", SLEEP, SLOPES, "--out", file);
        assertSentence(
                "cannot be made because",
                "fit",
                SLEEP,
                SLOPES,
                "--out",
                Path.of(file, "sub").toString());
        assertEquals("mine", Files.readString(Path.of(file)));
    }

    @Test
    void modelIntoAFolder() {
        assertSentence(folder + " is a folder", "fit", SLEEP, SLOPES, "--save", folder.toString());
    }

    @Test
    void modelOverTheData() throws IOException {
        String data = write("data.csv", "y,x\n1,2\n2,4\n3,5\n");
        assertSentence("is the file that is read", "fit", data, "y ~ x", "--save", data);
        assertEquals("y,x\n1,2\n2,4\n3,5\n", Files.readString(Path.of(data)));
    }

    @Test
    void tablesOverTheData() throws IOException {
        String data = write("fitted.csv", "y,x\n1,2\n2,4\n3,5\n");
        assertSentence("is the file that is read", "fit", data, "y ~ x", "--out", folder.toString());
        assertEquals("y,x\n1,2\n2,4\n3,5\n", Files.readString(Path.of(data)));
    }

    @Test
    void modelThatIsNotThere() {
        assertSentence("no such file", "show", "nowhere.json");
        assertSentence("no such file", "predict", "nowhere.json", SLEEP);
    }

    @Test
    void modelThatIsAFolder() {
        assertSentence("cannot be read", "show", folder.toString());
    }

    @Test
    void modelThatIsATable() {
        assertSentence("is not a model file", "show", SLEEP);
    }

    @Test
    void modelThatIsDamaged() throws IOException {
        Path model = folder.resolve("model.json");
        Shell.succeed("fit", SLEEP, SLOPES, "--save", model.toString());
        String json = Files.readString(model);
        assertSentence("damaged", "show", write("cut.json", json.substring(0, json.length() / 2)));
        assertSentence("damaged", "show", write("odd.json", json.replace("\"sigma\"", "\"stigma\"")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void tableThatIsAStream() {
        assertSentence("only once", "fit", "/dev/null", "y ~ x");
    }

    @Test
    void heapThatIsTooSmallNamesTheOption() {
        String sentence = Problems.sentence(new IllegalStateException(new OutOfMemoryError("Java heap space")));
        assertTrue(sentence.contains("-Xmx"), sentence);
    }

    @Test
    void cancellationIsNoMistake() {
        assertEquals("Stopped on request.", Problems.sentence(new CancellationException("stopped on request")));
    }

    @Test
    void unexpectedProblemAsksForAReportWithTheVersion() {
        String sentence =
                Problems.sentence(new IllegalStateException("first\n  second of java.lang.NullPointerException"));
        assertEquals(
                "An unexpected problem (IllegalState: first second of java.lang.NullPointer) in Multilevel "
                        + VersionText.version()
                        + ": please report it with the command, and with what the command prints when --debug is added.",
                sentence);
    }

    @Test
    void debugShowsWhereAProblemCameUp() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(OutputStream.nullOutputStream(), err, "fit", "nowhere.csv", "y ~ x", "--debug");
        String text = err.toString(StandardCharsets.UTF_8);
        assertEquals(1, code);
        assertTrue(text.contains("\tat org.multilevel.cli.FitCommand"), text);
        assertFalse(Shell.fail("fit", "nowhere.csv", "y ~ x").contains("FitCommand"));
    }
}
