package org.multilevel.spark;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.multilevel.error.DataException;
import org.multilevel.error.MultilevelException;

/** Turns what goes wrong on a cluster into one sentence; Spark throws checked exceptions that it does not declare. */
final class SparkProblems {
    private static final int LONGEST = 300;

    private SparkProblems() {}

    /**
     * Runs something on the cluster.
     *
     * @param what goes wrong where it fails, as the beginning of a sentence: {@code The rows cannot be read}
     * @param remedy what to do then, as its end
     */
    static <T> T told(String what, String remedy, Supplier<T> action) {
        try {
            return action.get();
        } catch (MultilevelException | CancellationException known) {
            throw known;
        } catch (Exception problem) {
            throw new DataException(what + " on Spark (" + reason(problem) + "): " + remedy + ".", problem);
        }
    }

    /** Returns the first line of what lies at the root; stack traces of executors follow it. */
    private static String reason(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).strip();
        String line = message.lines().findFirst().orElse("").strip();
        if (line.isEmpty() || line.equals("null")) {
            line = root.getClass().getSimpleName();
        }
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
