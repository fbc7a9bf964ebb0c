package org.multilevel.result;

import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;

/** The readable summary of a fitted model, for a terminal or a text window. */
public final class Summary {
    private static final int DEFAULT_DIGITS = 4;

    private final MixedModel model;
    private final int digits;
    private final Inference inference;

    private Summary(MixedModel model, int digits, Inference inference) {
        this.model = model;
        this.digits = digits;
        this.inference = inference;
    }

    /** Returns the summary with 4 significant digits and 95% confidence intervals. */
    public static Summary of(MixedModel model) {
        return new Summary(model, DEFAULT_DIGITS, Inference.standard());
    }

    /**
     * Returns this summary with another number of significant digits.
     *
     * @throws IllegalArgumentException unless it is between 1 and 15
     */
    public Summary withDigits(int digits) {
        checkDigits(digits);
        return new Summary(model, digits, inference);
    }

    static void checkDigits(int digits) {
        if (digits < 1 || digits > 15) {
            throw new IllegalArgumentException("The number of digits is " + digits + " but must lie between 1 and 15.");
        }
    }

    /** Returns this summary with tests and intervals as another inference gives them. */
    public Summary withInference(Inference inference) {
        return new Summary(model, digits, inference);
    }

    /** Returns the summary: lines that end with a newline. */
    public String text() {
        return new SummaryText(model, digits, inference).text();
    }

    /** Returns {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
