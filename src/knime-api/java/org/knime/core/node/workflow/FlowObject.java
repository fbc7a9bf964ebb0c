package org.knime.core.node.workflow;

/** What a node passes on besides its data; a stand-in with the signatures of KNIME's. */
abstract class FlowObject {}
