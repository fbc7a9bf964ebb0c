package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Goes through every option of every command, as its help has them: what is wrong in one alone ends the command with code 2. The files that
 * are named do not exist, so that a command which looked for them first would end with code 1.
 */
class EveryOptionTest {
    /** What the command needs. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "plot", List.of("--kind=effects", "--out=x.svg"),
            "center", List.of("--group=g", "--columns=x"));

    /** An option of a command, as a user gives it. */
    record Case(String command, OptionSpec option) {
        String name() {
            return option.longestName();
        }

        boolean isFlag() {
            return option.arity().max() == 0;
        }

        /** Tells whether any text can be right, as that of a name, but for an empty one. */
        boolean takesText() {
            return Arrays.stream(option.auxiliaryTypes()).anyMatch(type -> type == String.class || type == Path.class);
        }

        /** Returns a line that would be right but for the words at its end. */
        String[] with(String... words) {
            List<String> line = new ArrayList<>(List.of(command));
            line.addAll(
                    switch (command) {
                        case "fit", "ladder", "check" -> List.of("there-is-no-such-file.csv", "y ~ x + (1 | g)");
                        case "predict" -> List.of("there-is-no-such-model.json", "there-is-no-such-file.csv");
                        case "compare" -> List.of("there-is-no-such-model.json", "nor-this.json");
                        case "describe", "center" -> List.of("there-is-no-such-file.csv");
                        default -> List.of("there-is-no-such-model.json");
                    });
            NEEDED.getOrDefault(command, List.of()).stream()
                    .filter(given -> !given.startsWith(name() + "="))
                    .forEach(line::add);
            line.addAll(List.of(words));
            return line.toArray(String[]::new);
        }

        @Override
        public String toString() {
            return command + " " + name();
        }
    }

    static Stream<Case> cases() {
        return Main.commandLine(new Terminal(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false))
                .getSubcommands()
                .values()
                .stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .flatMap(command -> command.options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp())
                        .map(option -> new Case(command.name(), option)));
    }

    static Stream<Case> flags() {
        return cases().filter(Case::isFlag);
    }

    static Stream<Case> valued() {
        return cases().filter(option -> !option.isFlag());
    }

    static Stream<Case> notEmpty() {
        return valued().filter(option -> !option.name().equals("--missing"));
    }

    static Stream<Case> closed() {
        return valued().filter(option -> !option.takesText());
    }

    private static void assertMisuse(Case option, String... words) {
        String said = Shell.wrong(option.with(words));
        assertTrue(said.contains(option.name()), said);
    }

    @Test
    void everyCommandIsGoneThrough() {
        assertEquals(
                Set.of("center", "check", "compare", "describe", "fit", "ladder", "means", "plot", "predict", "show"),
                cases().map(Case::command).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("flags")
    void flagWithAValueIsMisuse(Case option) {
        assertMisuse(option, option.name() + "=x");
    }

    @ParameterizedTest
    @MethodSource("valued")
    void valueThatIsLeftOutIsMisuse(Case option) {
        assertMisuse(option, option.name());
    }

    /** No value at all is what {@code --missing=} may well say: that an empty one is missing. */
    @ParameterizedTest
    @MethodSource("notEmpty")
    void emptyValueIsMisuse(Case option) {
        assertMisuse(option, option.name() + "=");
    }

    @ParameterizedTest
    @MethodSource("closed")
    void valueThatCannotBeIsMisuse(Case option) {
        assertMisuse(option, option.name() + "=!?");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void optionOfAnotherNameIsMisuse(Case option) {
        String said = Shell.misuse(option.with(option.name() + "x"));
        // one that a command cannot do without is missed before the misspelt one is found
        boolean missed = said.contains("Missing required option: '" + option.name() + "=");
        assertTrue(missed || said.contains("Unknown option: '" + option.name() + "x'"), said);
    }
}
