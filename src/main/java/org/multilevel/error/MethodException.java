package org.multilevel.error;

/** A method that was asked for by name cannot be used for a model that is good without it; a host must not take another in its place. */
public final class MethodException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with one sentence that names the method and says what to choose instead. */
    public MethodException(String message) {
        super(message);
    }
}
