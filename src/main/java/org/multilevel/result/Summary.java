package org.multilevel.result;

import java.util.List;
import java.util.Optional;
import org.multilevel.inference.Inference;
import org.multilevel.inference.advice.Advice;
import org.multilevel.inference.tests.Anova;
import org.multilevel.inference.tests.LinearHypothesis;
import org.multilevel.model.MixedModel;

/** The readable summary of a fitted model, for a terminal or a text window. */
public final class Summary {
    private static final int DEFAULT_DIGITS = 4;

    private final MixedModel model;
    private final int digits;
    private final Inference inference;
    private final Optional<Anova.Type> anova;
    private final List<LinearHypothesis> hypotheses;

    private Summary(
            MixedModel model,
            int digits,
            Inference inference,
            Optional<Anova.Type> anova,
            List<LinearHypothesis> hypotheses) {
        this.model = model;
        this.digits = digits;
        this.inference = inference;
        this.anova = anova;
        this.hypotheses = List.copyOf(hypotheses);
    }

    /** Returns the summary with 4 significant digits and 95% confidence intervals. */
    public static Summary of(MixedModel model) {
        return new Summary(model, DEFAULT_DIGITS, Inference.standard(), Optional.empty(), List.of());
    }

    /**
     * Returns this summary with another number of significant digits.
     *
     * @throws IllegalArgumentException unless it is between 1 and 15
     */
    public Summary withDigits(int digits) {
        checkDigits(digits);
        return new Summary(model, digits, inference, anova, hypotheses);
    }

    static void checkDigits(int digits) {
        if (digits < 1 || digits > 15) {
            throw new IllegalArgumentException("The number of digits is " + digits + " but must lie between 1 and 15.");
        }
    }

    /** Returns this summary with tests and intervals as another inference gives them. */
    public Summary withInference(Inference inference) {
        return new Summary(model, digits, inference, anova, hypotheses);
    }

    /** Returns this summary with an analysis of variance. */
    public Summary withAnova(Anova.Type type) {
        return new Summary(model, digits, inference, Optional.of(type), hypotheses);
    }

    /** Returns this summary with the tests of hypotheses. */
    public Summary withHypotheses(List<LinearHypothesis> hypotheses) {
        return new Summary(model, digits, inference, anova, hypotheses);
    }

    /** Returns the summary: lines that end with a newline. */
    public String text() {
        return new SummaryText(model, digits, inference, anova, hypotheses, Advice.of(model)).text();
    }

    /**
     * Returns what the summary says of rows, groups, variances and optimum, for hosts whose fixed part comes from elsewhere: criteria that
     * count coefficients mean nothing there.
     */
    public String randomPart() {
        return new SummaryText(model, digits, inference, anova, hypotheses, Advice.of(model)).randomPart();
    }

    /** Returns {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
