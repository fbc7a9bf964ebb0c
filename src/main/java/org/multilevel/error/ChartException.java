package org.multilevel.error;

/** A chart cannot be drawn of this model or with these rows; the message is one sentence for the user. */
public final class ChartException extends MultilevelException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with one sentence that says what was found and what to do. */
    public ChartException(String message) {
        super(message);
    }
}
