package org.knime.core.node.streamable;

/** How the data of an input may be handed over; a stand-in with the signatures of KNIME's. */
public final class InputPortRole extends PortRole {
    public static final InputPortRole NONDISTRIBUTED_STREAMABLE = new InputPortRole(false, true);

    public static final InputPortRole NONDISTRIBUTED_NONSTREAMABLE = new InputPortRole(false, false);

    private final boolean streamable;

    private InputPortRole(boolean isDistributable, boolean isStreamable) {
        super(isDistributable);
        streamable = isStreamable;
    }

    public boolean isStreamable() {
        return streamable;
    }
}
