package org.knime.core.node.port;

/** A node that keeps objects for its view; a stand-in with the signatures of KNIME's. */
public interface PortObjectHolder {
    PortObject[] getInternalPortObjects();

    void setInternalPortObjects(PortObject[] portObjects);
}
