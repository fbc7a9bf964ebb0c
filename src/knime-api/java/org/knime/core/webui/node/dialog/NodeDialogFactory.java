package org.knime.core.webui.node.dialog;

/** Makes the dialog of a node; a stand-in with the signatures of KNIME's. */
public interface NodeDialogFactory {
    default boolean hasNodeDialog() {
        return true;
    }

    NodeDialog createNodeDialog();
}
