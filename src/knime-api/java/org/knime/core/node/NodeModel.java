package org.knime.core.node;

import org.knime.core.node.port.PortType;

/** The working part of a node; a stand-in with the signatures of KNIME's. */
public abstract class NodeModel {
    protected NodeModel(PortType[] inPortTypes, PortType[] outPortTypes) {}
}
