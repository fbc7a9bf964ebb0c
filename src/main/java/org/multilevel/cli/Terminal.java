package org.multilevel.cli;

import java.io.Console;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Where commands print, in UTF-8 whatever the platform's encoding is. */
final class Terminal {
    private final StandardOutput output;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean interactive;

    /**
     * Creates a terminal.
     *
     * @param out gets what a command prints
     * @param err gets problems, notes and progress
     * @param interactive whether somebody watches err
     */
    Terminal(OutputStream out, OutputStream err, boolean interactive) {
        this.output = new StandardOutput(out);
        this.out = new PrintWriter(writer(output), false);
        this.err = new PrintWriter(writer(new StandardOutput(err)), true);
        this.interactive = interactive;
    }

    /** Returns whether the process has a console that is a terminal, as it always is before Java 22. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isAttached() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    /** Returns another writer to {@link #out}, which may be closed; whatever was printed comes first. */
    Writer outForData() {
        out.flush();
        return writer(output);
    }

    /** Starts to show progress, where somebody watches and wants to see it. */
    ProgressLine progress(boolean wanted) {
        return new ProgressLine(err, wanted && interactive, this::outputFailed, System::nanoTime);
    }

    void flush() {
        out.flush();
        err.flush();
    }

    boolean outputFailed() {
        return output.hasFailed();
    }

    /** Says why the output failed, unless its reader simply went away; returns whether there was something to say. */
    boolean reportOutputFailure() {
        String problem = output.problem();
        if (problem.isEmpty()) {
            return false;
        }
        err.println("The output cannot be written (" + problem + "): check the disk, or send it elsewhere.");
        return true;
    }

    private static Writer writer(OutputStream stream) {
        return new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    }
}
