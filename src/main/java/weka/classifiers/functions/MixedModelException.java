package weka.classifiers.functions;

import java.util.Objects;

/** Data or options do not make a model; the message is one sentence for the user. */
public final class MixedModelException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception with one sentence that names the attribute or option and says what to do.
     *
     * <p>It carries no stack trace, since Weka's command line prints the one of any exception that it meets.
     */
    public MixedModelException(String message) {
        super(message, null, false, false);
    }

    /** Creates the exception with the sentence of one of the core. */
    public MixedModelException(RuntimeException problem) {
        this(sentence(problem));
    }

    /** Returns the sentence of an exception of the core. */
    public static String sentence(RuntimeException problem) {
        return Objects.requireNonNullElseGet(problem.getMessage(), problem::toString);
    }
}
