package org.knime.core.node.streamable;

/** How the data of a port may be handed over; a stand-in with the signatures of KNIME's. */
public class PortRole {
    private final boolean distributable;

    PortRole(boolean isDistributable) {
        distributable = isDistributable;
    }

    public boolean isDistributable() {
        return distributable;
    }
}
