package org.multilevel.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.multilevel.error.MethodException;
import org.multilevel.glm.Generalised;

/**
 * The labels of a response that says yes or no.
 *
 * @param other the one that does not count as success
 * @param event the one that does
 */
public record TwoLabels(String other, String event) {
    private static final double EVEN_ODDS = 0.5;

    /**
     * Returns two labels of which the second is the event unless another is chosen.
     *
     * @param response its column
     * @param labels two of them, in their order
     * @param event the chosen one
     * @throws MethodException if that is none of them
     */
    public static TwoLabels of(String response, List<String> labels, Optional<String> event) {
        String chosen = event.orElse(labels.get(1));
        if (!labels.contains(chosen)) {
            throw new MethodException("The event is " + chosen + ", but the labels of " + response + " are "
                    + labels.get(0) + " and " + labels.get(1) + "; choose one of them.");
        }
        return new TwoLabels(labels.get(labels.get(0).equals(chosen) ? 1 : 0), chosen);
    }

    /** Returns the labels of a model's response; empty where it is a number, and where an early version saved the model. */
    public static Optional<TwoLabels> of(Generalised model) {
        return model.other().map(other -> new TwoLabels(other, model.event().orElseThrow()));
    }

    /** Returns whether the event is what is predicted, given its probability. */
    public static boolean isEvent(double probability) {
        return probability > EVEN_ODDS;
    }

    /** Returns labels in the order of their characters, which is theirs where nobody has declared another. */
    public static List<String> sorted(Collection<String> labels) {
        return labels.stream()
                .sorted(Comparator.comparing(
                        (String label) -> label.codePoints().toArray(), Arrays::compare))
                .toList();
    }
}
