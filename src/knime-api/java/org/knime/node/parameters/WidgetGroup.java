package org.knime.node.parameters;

/** A class whose fields are shown in a dialog; a stand-in with the signatures of KNIME's. */
public interface WidgetGroup {}
