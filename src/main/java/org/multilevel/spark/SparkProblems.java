package org.multilevel.spark;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.multilevel.error.DataException;
import org.multilevel.error.MultilevelException;

/** Turns what goes wrong on a cluster into one sentence; Spark throws checked exceptions that it does not declare. */
final class SparkProblems {
    private static final int LONGEST = 300;

    /** What Spark's messages say where it is the cluster that is at fault and not what it reads, and what to do then. */
    private enum Lack {
        RESULTS(
                "maxResultSize",
                "allow the driver to collect more with --conf spark.driver.maxResultSize=4g and --driver-memory, or let fewer columns"
                        + " vary by group"),
        MEMORY(
                "OutOfMemoryError|Java heap space|GC overhead|Unable to acquire|exited with code (137|52)|exit code:? (137|52)",
                "give executors more memory with --executor-memory"),
        OPENS(
                "does not \"opens |InaccessibleObjectException",
                "start Java with the options that Spark needs to reach classes of its own, as spark-submit does"
                        + " (org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions() has them)"),
        DISK("No space left on device", "free disk space where executors keep their rows (spark.local.dir)"),
        EXECUTORS(
                "ExecutorLostFailure|SparkContext was shut down|stopped SparkContext|Master removed our application|All masters are"
                        + " unresponsive",
                "see why the cluster lost its executors, often for want of memory (--executor-memory), and fit again");

        private final Pattern said;
        private final String remedy;

        Lack(String said, String remedy) {
            this.said = Pattern.compile(said);
            this.remedy = remedy;
        }

        static Optional<Lack> of(String message) {
            return Arrays.stream(values())
                    .filter(lack -> lack.said.matcher(message).find())
                    .findFirst();
        }
    }

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
            String reason = reason(problem);
            throw new DataException(
                    what + " on Spark (" + reason + "): "
                            + Lack.of(reason).map(lack -> lack.remedy).orElse(remedy) + ".",
                    problem);
        }
    }

    /** Returns the first line of what lies at the root; stack traces of executors follow it. Of a class that is not there only Spark says what for. */
    private static String reason(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null
                && root.getCause() != root
                && !(root.getCause() instanceof ClassNotFoundException)) {
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
