package org.multilevel.result;

import org.multilevel.inference.WaldTest;
import org.multilevel.model.MixedModel;

/** The readable summary of a fitted model, for a terminal or a text window. */
public final class Summary {
    private static final int DEFAULT_DIGITS = 4;
    private static final double DEFAULT_LEVEL = 0.95;

    private final MixedModel model;
    private final int digits;
    private final double level;

    private Summary(MixedModel model, int digits, double level) {
        this.model = model;
        this.digits = digits;
        this.level = level;
    }

    /** Returns the summary with 4 significant digits and 95% confidence intervals. */
    public static Summary of(MixedModel model) {
        return new Summary(model, DEFAULT_DIGITS, DEFAULT_LEVEL);
    }

    /**
     * Returns this summary with another number of significant digits.
     *
     * @throws IllegalArgumentException unless it is between 1 and 15
     */
    public Summary withDigits(int digits) {
        checkDigits(digits);
        return new Summary(model, digits, level);
    }

    static void checkDigits(int digits) {
        if (digits < 1 || digits > 15) {
            throw new IllegalArgumentException("The number of digits is " + digits + " but must lie between 1 and 15.");
        }
    }

    /**
     * Returns this summary with intervals of another confidence level.
     *
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public Summary withLevel(double level) {
        WaldTest.withDefaults().withLevel(level);
        return new Summary(model, digits, level);
    }

    /** Returns the summary: lines that end with a newline. */
    public String text() {
        return new SummaryText(model, digits, level).text();
    }

    /** Returns {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
