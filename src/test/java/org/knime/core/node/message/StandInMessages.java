package org.knime.core.node.message;

import java.util.Optional;

/** Reads the part of a message that KNIME shows as its detail. */
public final class StandInMessages {
    private StandInMessages() {}

    public static Optional<String> issue(Message message) {
        return message.issue();
    }
}
