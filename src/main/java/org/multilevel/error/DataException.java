package org.multilevel.error;

/** A table cannot be read or does not hold what was asked of it; the message is one sentence for the user. */
public final class DataException extends MultilevelException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with one sentence that names the column or row and says what to do. */
    public DataException(String message) {
        super(message);
    }

    /** Creates the exception with one sentence for the user and the cause for the log. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
