package org.knime.core.webui.node.dialog.defaultdialog.util.updates;

/** A state that cannot be computed: the dialog stays as it is; a stand-in with the signatures of KNIME's. */
public final class StateComputationFailureException extends Exception {
    private static final long serialVersionUID = 1;

    public StateComputationFailureException(String message) {
        super(message);
    }
}
