package org.multilevel.cli;

import java.util.concurrent.CancellationException;
import org.multilevel.error.MultilevelException;

/** Puts every problem that can end a command into one sentence. */
final class Problems {
    private static final long MEGABYTE = 1 << 20;

    private Problems() {}

    /** Returns the sentence, on one line. */
    static String sentence(Throwable problem) {
        if (isOutOfMemory(problem)) {
            return "Java may use " + Runtime.getRuntime().maxMemory() / MEGABYTE
                    + " MB of memory, which is too little here: allow more with -Xmx, as in java -Xmx8g -jar"
                    + " multilevel.jar, or use a smaller random part.";
        }
        if (problem instanceof CancellationException) {
            return "Stopped on request.";
        }
        if (problem instanceof MultilevelException) {
            return oneLine(problem);
        }
        return "An unexpected problem (" + plain(problem) + ") in " + VersionText.PROGRAM + " " + VersionText.version()
                + ": please report it with the command, and with what the command prints when " + CommonOptions.DEBUG
                + " is added.";
    }

    /** Returns the message of a problem without line breaks. */
    static String oneLine(Throwable problem) {
        String message = problem.getMessage();
        return message == null ? plainName(problem) : message.replaceAll("\\R\\s*", " ");
    }

    private static boolean isOutOfMemory(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    private static String plain(Throwable problem) {
        String message = oneLine(problem);
        String name = plainName(problem);
        return message.equals(name) ? name : name + ": " + message.replace("Exception", "");
    }

    private static String plainName(Throwable problem) {
        return problem.getClass().getSimpleName().replace("Exception", "");
    }
}
