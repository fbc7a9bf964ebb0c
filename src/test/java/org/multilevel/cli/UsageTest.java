package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
