package org.multilevel.error;

/** What a user can mend: the message is one sentence that says what was found and what to do. */
public abstract sealed class MultilevelException extends RuntimeException
        permits FormulaException, DataException, ModelException, ChartException {
    private static final long serialVersionUID = 1L;

    MultilevelException(String message) {
        super(message);
    }

    MultilevelException(String message, Throwable cause) {
        super(message, cause);
    }
}
