package org.multilevel.spark;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import org.apache.spark.sql.SparkSession;
import org.multilevel.cli.HostedCommands;

/** What {@code spark-submit} starts: the command line, with the tables of Spark. */
public final class SparkMain {
    private SparkMain() {}

    /** Runs one command; ends the process where it failed, so that a cluster hears of it. */
    public static void main(String[] args) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        int code = run(SparkSession.builder().appName("Multilevel"), out, err, args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs one command and stops the session that it began. */
    static int run(SparkSession.Builder builder, OutputStream out, OutputStream err, String... args) {
        try (SparkHost host = new SparkHost(builder)) {
            return HostedCommands.run(host, out, err, args);
        }
    }
}
