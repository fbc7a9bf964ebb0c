package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Arguments that Java could not decode are read from the process's own command line. */
class ArgumentsTest {
    private static final byte[] COMMAND_LINE = "java\0-jar\0m.jar\0fit\0größe ~ x\0\0".getBytes(StandardCharsets.UTF_8);

    @Test
    void lastWordsOfTheCommandLineAreTheArguments() {
        String[] args = {"fit", "gr\uFFFD\uFFFD\uFFFD\uFFFDe ~ x", ""};
        assertArrayEquals(new String[] {"fit", "größe ~ x", ""}, Arguments.restored(args, COMMAND_LINE));
    }

    @Test
    void argumentsThatAreWellStayAsTheyAre() {
        String[] args = {"fit", "größe ~ x"};
        assertSame(args, Arguments.restored(args));
    }

    @Test
    void commandLineThatIsTooShortIsNotUsed() {
        String[] args = {"\uFFFD", "b"};
        assertSame(args, Arguments.restored(args, "a\0".getBytes(StandardCharsets.UTF_8)));
    }
}
