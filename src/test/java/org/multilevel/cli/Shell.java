package org.multilevel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs commands inside the tests as a shell does, and holds every one of them to speak to users, not to programmers. */
final class Shell {
    private Shell() {}

    /**
     * What a command left behind.
     *
     * @param code exit code
     * @param out what it printed
     * @param err its problems and notes
     */
    record Result(int code, String out, String err) {
        Result {
            assertFalse(err.contains("Exception"), err);
            assertFalse(err.contains("\tat "), err);
        }
    }

    static Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(out, err, args);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command that has nothing to complain about, and returns what it printed. */
    static String succeed(String... args) {
        Result result = run(args);
        assertEquals("", result.err());
        assertEquals(0, result.code());
        return result.out();
    }

    /** Runs a command that cannot work on these data, and returns its one sentence. */
    static String fail(String... args) {
        Result result = run(args);
        assertEquals(1, result.code(), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals('.', result.err().strip().charAt(result.err().strip().length() - 1), result.err());
        return result.err().strip();
    }

    /** Runs a command with wrong arguments, and returns what it says about them. */
    static String misuse(String... args) {
        Result result = run(args);
        assertEquals(2, result.code(), result.err());
        assertEquals("", result.out());
        return result.err();
    }

    /** Runs a command whose arguments are wrong by themselves, and returns the sentence before the way to the help. */
    static String wrong(String... args) {
        List<String> lines = misuse(args).lines().toList();
        assertEquals(
                List.of("For help: java -jar multilevel.jar " + args[0] + " --help"), lines.subList(1, lines.size()));
        return lines.get(0);
    }

    /** Returns the path of a bundled table. */
    static String data(String name) {
        return Path.of("workflows", "data", name + ".csv").toString();
    }
}
