package org.knime.core.node;

import org.knime.core.node.message.Message;

/** A failure whose sentence the user sees as it is; a stand-in with the signatures of KNIME's. */
public final class KNIMEException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Message message;

    public KNIMEException(String message) {
        this(message, null);
    }

    public KNIMEException(String message, Throwable cause) {
        super(message, cause);
        this.message = Message.fromSummary(sentence(message, cause));
    }

    private KNIMEException(Message message, Throwable cause) {
        super(message.getSummary(), cause);
        this.message = message;
    }

    private static String sentence(String message, Throwable cause) {
        if (message != null) {
            return message;
        }
        return cause == null || cause.getMessage() == null ? "unknown reason" : cause.getMessage();
    }

    public Message getKNIMEMessage() {
        return message;
    }

    public static KNIMEException of(Message message) {
        return new KNIMEException(message, null);
    }

    public static KNIMEException of(Message message, Throwable cause) {
        return new KNIMEException(message, cause);
    }
}
