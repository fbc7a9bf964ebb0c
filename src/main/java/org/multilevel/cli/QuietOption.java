package org.multilevel.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of the commands that say more than what they are for. */
final class QuietOption {
    @Option(
            names = {"-q", "--quiet"},
            description = "Print no summary, note or progress: problems only.")
    private boolean quiet;

    boolean isSet() {
        return quiet;
    }

    /** Says which folder holds the tables of a command, unless that is not wanted. */
    void sayTablesWritten(Terminal terminal, Path folder) {
        if (!quiet) {
            terminal.out().print("\nWrote the tables to " + folder + ".\n");
        }
    }

    /** Says how many rows a file has got, unless that is not wanted. */
    void sayRowsWritten(Terminal terminal, long rows, Path file) {
        if (!quiet) {
            terminal.out().print("Wrote " + rows + (rows == 1 ? " row" : " rows") + " to " + file + ".\n");
        }
    }

    /** Says which file holds the table of a command, unless that is not wanted. */
    void sayWritten(Terminal terminal, Path file) {
        if (!quiet) {
            terminal.out().print("\nWrote the table to " + file + ".\n");
        }
    }
}
