package org.multilevel.cli;

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
}
