package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong arguments end a command with code 2, a message and the way to the help. */
class UsageTest {
    private static final String SLEEP = Shell.data("sleepstudy");

    private static void assertMisuse(String part, String... args) {
        String message = Shell.misuse(args);
        assertTrue(message.contains(part), message);
        assertTrue(message.contains("For help: java -jar multilevel.jar"), message);
        assertTrue(message.stripTrailing().endsWith("--help"), message);
    }

    @Test
    void commandIsNeeded() {
        assertMisuse("Name a command: fit, describe, center, check, predict, compare, ladder, means, plot or show.");
        assertMisuse(
                "Name a command: fit, describe, center, check, predict, compare, ladder, means, plot or show.",
                "fti",
                SLEEP,
                "y ~ x");
    }

    @Test
    void argumentsAreNeeded() {
        assertMisuse("'DATA', 'FORMULA'", "fit");
        assertMisuse("'FORMULA'", "fit", SLEEP);
        assertMisuse("'MODEL'", "show");
        assertMisuse("'MODEL'", "compare");
        assertMisuse("'DATA'", "predict", "model.json");
    }

    /** Each column: the options, the sentence. There is no file to read, so nothing else can be what is wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "--contrasts pairwise # --contrasts, --adjust and --at are about marginal means or slopes, but neither is asked for",
                "--at x=1 # --contrasts, --adjust and --at are about marginal means or slopes, but neither is asked for",
                "--adjust foo # The adjustment \"foo\" is not known",
                "--contrasts foo # The contrasts \"foo\" are not known",
                "--emmeans x --contrasts foo # The contrasts \"foo\" are not known",
                "--emmeans x --contrasts pairwise --adjust foo # The adjustment \"foo\" is not known",
                "--emmeans x --adjust holm # --adjust is about contrasts, but none are asked for",
                "--emmeans x --at x # The values \"x\" cannot be read",
                "--emmeans | # The means \"|\" lack a name",
                "--bootstrap bca # --bootstrap is about bootstrap intervals, but no intervals are asked for",
                "--replicates 10 # --replicates is about bootstrap intervals, but no intervals are asked for",
                "--intervals wald --seed 3 # --seed is about bootstrap intervals, but the intervals asked for are wald",
                "--intervals bootstrap --replicates 1 # '1' is not a whole number from 2 on",
                "--intervals foo # There are no foo intervals",
                "--null y~( # --null is no formula",
                "--test x= # The hypothesis \"x=\" has its end where a coefficient or a number should be",
                "--save a/m.csv --out a # --save a/m.csv and --out a would write over each other",
                "--save m.x --report m.x # --save and --report would both write m.x",
                "--df foo # 'foo' is none of satterthwaite, kenward-roger and asymptotic",
                "--level 2 # '2' is not a number between 0 and 1",
                "--digits 0 # '0' is not a whole number from 1 to 15",
                "--threads 0 # '0' is not a whole number from 1 to 1024",
                "--anova IV # 'IV' is none of I, II and III",
                "--equation foo # 'foo' is none of text, latex and html",
                "--separator ab # 'ab' is not one character",
                "--decimal foo # 'foo' is neither point nor comma",
                "--quote foo # 'foo' is none of double, single and none",
                "--encoding foo # 'foo' is no encoding that Java knows",
                "--skip -1 # '-1' is not a whole number",
                "--row-names foo # 'foo' is neither yes nor no"
            })
    void whatIsWrongInTheOptionsOfAFitIsMisuseWhateverTheDataAre(String options, String part) {
        String[] args = Stream.concat(
                        Stream.of("fit", "there-is-no-such-file.csv", "y ~ x + (1 | g)"), Stream.of(options.split(" ")))
                .toArray(String[]::new);
        String said = Shell.wrong(args);
        assertTrue(said.contains(part), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "means m.json # Nothing is asked of the model",
                "means m.json --emmeans x --contrasts foo # The contrasts \"foo\" are not known",
                "predict m.json d.csv --level 0.9 # --level is about intervals, but none are asked for",
                "predict m.json d.csv --unseen foo # 'foo' is none of population, missing and error",
                "predict m.json d.csv --aliased foo # 'foo' is neither missing nor zero",
                "compare m.json # A comparison needs two models or more, not 1",
                "compare m.json n.json --seed 2 # --seed is about the bootstrap, but none is asked for",
                "compare m.json n.json --bootstrap 10 # --bootstrap needs the table of the fits",
                "compare m.json n.json --bootstrap 0 # '0' is not a whole number from 1 on",
                "show m.json --test x= # The hypothesis \"x=\" has its end where a coefficient or a number should be",
                "ladder d.csv y~x --threads 0 # '0' is not a whole number from 1 to 1024",
                "check d.csv y~x --separator ab # 'ab' is not one character",
                "plot m.json --kind effects # Missing required option: '--out=FILE'",
                "plot m.json --kind foo --out x.svg # There is no picture \"foo\"",
                "plot m.json --kind effects --out x.pdf # x.pdf has neither the ending .svg nor .png",
                "plot m.json --kind effects --out x.svg --over age # --over means nothing for --kind effects",
                "plot m.json --kind predicted --out x.svg --at x # The values \"x\" cannot be read",
                "plot m.json --kind effects --out x.svg --missing -9 # --missing says how a table is read, but none is named",
                "plot m.json --kind shares --out x.svg --level 0.9 # --level means nothing for --kind shares",
                "plot m.json --kind lines --out x.svg # --kind lines shows rows of the table",
                "center d.csv --group g # Missing required option: '--columns=A,B'",
                "center d.csv --group g --columns , # the name is empty",
                "center workflows/data/sleepstudy.csv --group Subject --columns Days,Days # Column \"Days\" is named twice",
                "center workflows/data/sleepstudy.csv --group Days --columns Days # Column \"Days\" is both a group column",
                "center d.csv --group g --columns x --out k.sav # 'k.sav' has the ending of an SPSS file, but what is written is CSV",
                "predict m.json d.csv --out k.xlsx # 'k.xlsx' has the ending of an Excel workbook, but what is written is CSV",
                "compare m.json n.json --out k.parquet # 'k.parquet' has the ending of a Parquet file, but what is written",
                "describe d.csv --digits 0 # '0' is not a whole number from 1 to 15",
                "describe d.csv --columns , # the name is empty",
                "describe workflows/data/sleepstudy.csv --columns Days,Days # Column \"Days\" is named twice",
                "describe workflows/data/sleepstudy.csv --group Days --columns Days # Column \"Days\" is both a group column"
            })
    void soItIsInEveryCommand(String command, String part) {
        String said = Shell.wrong(command.split(" "));
        assertTrue(said.contains(part), said);
    }

    @Test
    void anEmptyNameIsMisuse() {
        for (String option : List.of("--weights", "--influence", "--save", "--out")) {
            assertTrue(Shell.wrong("fit", SLEEP, "y ~ x", option, "").endsWith("the name is empty"), option);
        }
        assertTrue(Shell.wrong("predict", "m.json", SLEEP, "--column", "").endsWith("the name is empty"));
    }

    /** What a formula, a model or a table has wrong is no misuse. */
    @Test
    void aFormulaThatCannotBeReadIsAProblemOfTheModel() {
        assertTrue(Shell.fail("fit", SLEEP, "Reaction ~ (").startsWith("The formula ends"));
        assertTrue(
                Shell.fail("fit", SLEEP, "Reaction ~ Days", "--emmeans", "Foo").contains("is no predictor"));
    }

    @Test
    void unknownOptionIsNamed() {
        assertMisuse("Unknown option: '--frobnicate'", "--frobnicate");
        assertMisuse("Unknown option: '--frobnicate'", "fit", "a", "b", "--frobnicate");
        assertMisuse("Unknown option: '--frobnicate'", "predict", "a", "b", "--frobnicate");
        assertMisuse("Unknown option: '--frobnicate'", "show", "a", "--frobnicate");
        assertMisuse("Unknown option: '--frobnicate'", "compare", "a", "b", "--frobnicate");
    }

    @Test
    void similarOptionIsSuggested() {
        assertMisuse("--weights", "fit", SLEEP, "y ~ x", "--weight", "w");
    }

    @Test
    void formulaWithoutQuotesGetsAHint() {
        assertMisuse("put it between quotes", "fit", SLEEP, "Reaction", "~", "Days");
    }

    @Test
    void optionWithoutItsValueIsNamed() {
        assertMisuse("'--save' (MODEL)", "fit", SLEEP, "y ~ x", "--save");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--digits    | many   | 'many' is not a whole number from 1 to 15",
                "--digits    | 16     | '16' is not a whole number from 1 to 15",
                "--threads   | 0      | '0' is not a whole number from 1 to 1024",
                "--level     | 95     | '95' is not a number between 0 and 1, such as 0.95",
                "--level     | high   | 'high' is not a number between 0 and 1, such as 0.95",
                "--separator | ab     | 'ab' is not one character, such as ';', nor the word tab",
                "--separator | .      | The character '.' cannot separate values",
                "--out       | ''     | the name is empty"
            },
            quoteCharacter = '"')
    void valueThatCannotBeIsExplained(String option, String value, String explanation) {
        String text = value.equals("''") ? "" : value;
        assertMisuse("Invalid value for option '" + option + "'", "fit", SLEEP, "y ~ x", option, text);
        assertMisuse(explanation, "fit", SLEEP, "y ~ x", option, text);
    }

    @Test
    void fileNameThatTheSystemCannotHaveIsExplained() {
        assertMisuse("cannot be a file name here", "fit", "a\0b", "y ~ x");
    }

    @Test
    void unseenPolicyThatDoesNotExistIsExplained() {
        assertMisuse("'zero' is none of population, missing and error", "predict", "m", "d", "--unseen", "zero");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fit", "predict", "compare", "plot", "show"})
    void everyCommandExplainsItself(String command) {
        for (String help : List.of("--help", "-h")) {
            String text = command.isEmpty() ? Shell.succeed(help) : Shell.succeed(command, help);
            assertTrue(text.startsWith("Usage: java -jar multilevel.jar"), text);
            assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fit", "predict", "compare", "plot", "show"})
    void everyCommandTellsTheVersion(String command) {
        String text = command.isEmpty() ? Shell.succeed("--version") : Shell.succeed(command, "--version");
        assertEquals(
                "Multilevel " + VersionText.version(), text.lines().findFirst().orElse(""));
        assertTrue(text.contains("Java " + System.getProperty("java.version")), text);
    }

    @Test
    void argumentThatStartsWithAnAtSignIsNoFile() {
        assertTrue(Shell.fail("fit", "@data.csv", "y ~ x").startsWith("There is no file @data.csv"));
    }
}
