package org.multilevel.knime.port;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.multilevel.glm.Distribution;
import org.multilevel.model.TwoLabels;

/**
 * What the port of a generalised model tells of its response before the fit, so that the Predictor knows its columns.
 *
 * @param distribution the family and its link
 * @param labels the two labels of a response of text, of which the second is the event; empty for a response of numbers
 */
public record ResponseFamily(Distribution distribution, List<String> labels) {
    /** Copies the labels. */
    public ResponseFamily {
        labels = List.copyOf(labels);
        if (!labels.isEmpty() && labels.size() != 2) {
            throw new IllegalArgumentException(labels.size() + " labels");
        }
    }

    /** Returns a response of numbers. */
    public static ResponseFamily ofNumbers(Distribution distribution) {
        return new ResponseFamily(distribution, List.of());
    }

    /**
     * Returns a response of two labels.
     *
     * @param response its column
     * @param labels in any order; the second in that of characters is the event unless another is chosen
     * @param event the chosen one
     * @throws org.multilevel.error.MethodException if it is none of them
     */
    public static ResponseFamily ofLabels(
            Distribution distribution, String response, Collection<String> labels, Optional<String> event) {
        TwoLabels two = TwoLabels.of(response, TwoLabels.sorted(labels), event);
        return new ResponseFamily(distribution, List.of(two.other(), two.event()));
    }

    /** Returns whether the response is one of two labels. */
    public boolean isLabelled() {
        return !labels.isEmpty();
    }

    /** Returns the label that counts as success, of a response of labels. */
    public String event() {
        return labels.get(1);
    }

    /** Returns the other label. */
    public String other() {
        return labels.get(0);
    }
}
