package org.knime.node.parameters.updates;

/** Names a button of the dialog; a stand-in with the signatures of KNIME's. */
public interface ButtonReference {}
