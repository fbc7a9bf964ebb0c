package org.multilevel.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.spark.SparkException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.error.DataException;

/** What a cluster lacks is told from what is wrong with the rows; the messages are those that Spark 4.1 gives. */
class SparkProblemsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Job aborted due to stage failure: Total size of serialized results of 12 tasks (1063.4 MiB) is bigger than"
                        + " spark.driver.maxResultSize (1024.0 MiB) | allow the driver to collect more with --conf"
                        + " spark.driver.maxResultSize=4g and --driver-memory, or let fewer columns vary by group.",
                "Job aborted due to stage failure: Task 0 in stage 5.0 failed 4 times, most recent failure: Lost task 0.3 in stage 5.0 (TID"
                        + " 7) (127.0.0.1 executor 3): java.lang.OutOfMemoryError: Java heap space | give executors more memory with"
                        + " --executor-memory.",
                "Job aborted due to stage failure: Task 0 in stage 5.0 failed 4 times, most recent failure: Lost task 0.3 in stage 5.0 (TID"
                        + " 7) (127.0.0.1 executor 3): ExecutorLostFailure (executor 3 exited caused by one of the running tasks)"
                        + " Reason: Command exited with code 137 | give executors more memory with --executor-memory.",
                "Job 3 cancelled because SparkContext was shut down | see why the cluster lost its executors, often for want of memory"
                        + " (--executor-memory), and fit again.",
                "Unable to make field final byte[] java.nio.ByteBuffer.hb accessible: module java.base does not \"opens java.nio\" to unnamed"
                        + " module @69eee410 | start Java with the options that Spark needs to reach classes of its own, as spark-submit"
                        + " does (org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions() has them).",
                "java.io.IOException: No space left on device | free disk space where executors keep their rows (spark.local.dir).",
                "[CAST_INVALID_INPUT] The value 'x' cannot be cast | mend what they come from, and fit again."
            })
    void remedyIsForWhatIsLacking(String message, String remedy) {
        DataException told = assertThrows(
                DataException.class,
                () -> SparkProblems.told("The rows cannot be read", "mend what they come from, and fit again", () -> {
                    throw sneaky(new SparkException(message));
                }));
        assertEquals("The rows cannot be read on Spark (" + message + "): " + remedy, told.getMessage());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // Spark throws checked exceptions that it does not declare
    private static <T extends Exception> T sneaky(Exception e) throws T {
        throw (T) e;
    }
}
