package org.knime.core.node;

import org.knime.core.node.message.Message;

/** The user has cancelled the node; a stand-in with the signatures of KNIME's. */
public class CanceledExecutionException extends Exception {
    public static final Message DEFAULT_CANCEL_MESSAGE = Message.fromSummary("Execution canceled");
    private static final long serialVersionUID = 1;

    public CanceledExecutionException() {
        this(DEFAULT_CANCEL_MESSAGE.getSummary());
    }

    public CanceledExecutionException(String s) {
        super(s);
    }
}
