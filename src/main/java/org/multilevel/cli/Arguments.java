package org.multilevel.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Restores arguments that Java could not decode.
 *
 * <p>In a container the locale is often plain ASCII, and then Java replaces every other character of a formula or a
 * column name. Linux still knows the bytes.
 */
final class Arguments {
    private static final char REPLACEMENT = '\uFFFD';
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private Arguments() {}

    /** Returns the arguments as they were typed, read as UTF-8, where that can be found out. */
    static String[] restored(String[] args) {
        if (Arrays.stream(args).noneMatch(arg -> arg.indexOf(REPLACEMENT) >= 0)) {
            return args;
        }
        try {
            return restored(args, Files.readAllBytes(COMMAND_LINE));
        } catch (IOException e) {
            return args;
        }
    }

    /**
     * Takes the arguments from the end of a process's command line.
     *
     * @param args as Java gave them
     * @param commandLine all words of the command line, each ended by a zero byte
     */
    static String[] restored(String[] args, byte[] commandLine) {
        String text = new String(commandLine, StandardCharsets.UTF_8);
        String[] words = text.split("\0", -1);
        int end = words.length - 1;
        return end < args.length ? args : Arrays.copyOfRange(words, end - args.length, end);
    }
}
