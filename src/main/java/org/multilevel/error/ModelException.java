package org.multilevel.error;

import java.util.function.Consumer;

/** A model cannot be set up or fitted on this table; the message is one sentence for the user. */
public sealed class ModelException extends MultilevelException permits MethodException {
    private static final long serialVersionUID = 1L;

    /** Throws every sentence that it gets. */
    public static final Consumer<String> THROWN = sentence -> {
        throw new ModelException(sentence);
    };

    /** Creates the exception with one sentence that names the column, row or option and says what to do. */
    public ModelException(String message) {
        super(message);
    }

    /** Returns the exception for a saved model whose parts do not fit together. */
    public static ModelException damaged(String what) {
        return new ModelException("The saved model is damaged: " + what + "; fit it again.");
    }
}
