package org.multilevel.knime;

import java.util.stream.Stream;

/** The words by which a node is found in KNIME's repository. */
public final class Keywords {
    private static final String[] OF_ALL = {
        "lmm", "lme4", "mixed effects", "multilevel", "hierarchical", "random effects"
    };

    private Keywords() {}

    /** Returns the words of every node of ours, and then those of one. */
    public static String[] with(String... own) {
        return Stream.of(OF_ALL, own).flatMap(Stream::of).toArray(String[]::new);
    }
}
