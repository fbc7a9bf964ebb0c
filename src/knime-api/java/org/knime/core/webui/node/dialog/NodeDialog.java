package org.knime.core.webui.node.dialog;

/** The dialog of a node; a stand-in with the signatures of KNIME's. */
public interface NodeDialog {}
