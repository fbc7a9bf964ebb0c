package org.knime.core.node;

/** The dialog of the classic user interface; a stand-in with the signatures of KNIME's. */
public abstract class NodeDialogPane {
    protected NodeDialogPane() {}
}
