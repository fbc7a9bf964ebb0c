package org.knime.core.node.streamable;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What an operator has found out in a pass over its rows; a stand-in with the signatures of KNIME's. */
public abstract class StreamableOperatorInternals {
    public StreamableOperatorInternals() {}

    public abstract void load(DataInputStream input) throws IOException;

    public abstract void save(DataOutputStream output) throws IOException;
}
