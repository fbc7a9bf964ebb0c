package org.multilevel.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How many threads may compute. */
final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Converters.Threads.class,
            description = "Threads at most: by default one for every processor; results do not depend on it.")
    private Optional<Integer> count = Optional.empty();

    /** Returns the number, where it is given. */
    Optional<Integer> count() {
        return count;
    }
}
