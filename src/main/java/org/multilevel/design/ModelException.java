package org.multilevel.design;

import java.util.function.Consumer;

/** A model cannot be set up or fitted on this table; the message is one sentence for the user. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Throws every sentence that it gets. */
    static final Consumer<String> THROWN = sentence -> {
        throw new ModelException(sentence);
    };

    /** Creates the exception with one sentence that names the column, row or option and says what to do. */
    public ModelException(String message) {
        super(message);
    }
}
