package org.multilevel.inference;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.Generalised;
import org.multilevel.model.MixedModel;

/**
 * What the response of a model, what is expected of it, and its scales are called; the same in charts and reports.
 *
 * @param family what a generalised model has; empty for a linear one
 * @param response the name of the response
 * @param event the label, or 1, that counts as success where there are no trials
 */
public record ResponseWords(Optional<Generalised> family, String response, String event) {

    /** Returns the words for a model. */
    public static ResponseWords of(MixedModel model) {
        return of(model, UnaryOperator.identity());
    }

    /** Returns the words for a model whose names are shortened. */
    public static ResponseWords of(MixedModel model, UnaryOperator<String> shorter) {
        return new ResponseWords(
                model.generalised(),
                shorter.apply(model.response()),
                shorter.apply(model.generalised().flatMap(Generalised::event).orElse("1")));
    }

    private Optional<Generalised> binomial() {
        return family.filter(g -> g.distribution().family() == Family.BINOMIAL);
    }

    /** Returns whether a row is yes or no. */
    public boolean isYesOrNo() {
        return binomial().filter(g -> g.trials().isEmpty()).isPresent();
    }

    /** Returns what a probability is of, such as {@code use = Y}; empty where there are no probabilities. */
    public Optional<String> success() {
        return binomial().map(g -> g.trials().isPresent() ? "success (" + response + ")" : response + " = " + event);
    }

    /** Returns what stands beside an axis of rows and of curves through them. */
    public String observed() {
        return success().isPresent() ? expected() : response;
    }

    /** Returns what stands beside an axis of what is expected. */
    public String expected() {
        return success().map(event -> "Probability of " + event).orElse("Expected " + response);
    }

    /** Returns what stands beside an axis of means of rows. */
    public String mean() {
        return success().map(event -> "Share of " + event).orElse("Mean of " + response);
    }

    /** Returns the scale of the link in words, such as log odds; of a linear model the response. */
    public String unit() {
        return family.map(Generalised::distribution).map(this::linkUnit).orElse(response);
    }

    private String linkUnit(Distribution distribution) {
        String of = success().orElse(response);
        return switch (distribution.link()) {
            case LOGIT -> "log odds of " + of;
            case PROBIT -> "probit of " + of;
            case CLOGLOG -> "cloglog of " + of;
            case LOG -> "log of expected " + of;
            case INVERSE -> "1 / expected " + of;
        };
    }

    /** Returns whether the exponential of an effect has a reading. */
    public boolean hasRatios() {
        return family.filter(g -> g.distribution().link().isExponentiated()).isPresent();
    }

    /** Returns what the exponential of an effect is, such as Odds ratio. */
    public String ratio() {
        return success().isPresent() ? "Odds ratio" : "Ratio of means";
    }

    /** Returns what effects multiply, such as the odds of {@code use = Y}. */
    public String multiplied() {
        return success().map(of -> "the odds of " + of).orElse("the expected " + response);
    }
}
