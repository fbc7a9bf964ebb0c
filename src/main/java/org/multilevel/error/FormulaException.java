package org.multilevel.error;

/** A formula cannot be read; the message says what was found where, and what would be right. */
public final class FormulaException extends MultilevelException {
    private static final long serialVersionUID = 1L;

    /** The 1-based position in the text, in characters (code points). */
    private final int position;

    /**
     * Creates the exception.
     *
     * @param message a complete sentence for the user, which names the position if there is one
     * @param position the 1-based position, or 0
     */
    public FormulaException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** Returns the 1-based position in the formula's text, counted in characters (code points), at which the trouble starts, or 0 if it has none. */
    public int position() {
        return position;
    }
}
