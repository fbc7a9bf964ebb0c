package org.multilevel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all commands have in common: help, version, and a look behind a problem. */
@Command(mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false)
final class CommonOptions {
    /** Asks for the stack of a problem; also looked for where the command line could not be understood. */
    static final String DEBUG = "--debug";

    @Option(names = DEBUG, description = "After a problem also print where in the program it came up.")
    @SuppressWarnings("UnusedVariable")
    private boolean debug;
}
