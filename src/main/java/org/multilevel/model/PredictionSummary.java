package org.multilevel.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user should know about a prediction as a whole.
 *
 * @param rows rows in the table
 * @param missing rows without a conditional prediction
 * @param unseenGroups per grouping factor the number of rows whose group is missing or was not in the fit; none with zero rows
 * @param aliased rows of which what is expected depends on a column that was left out of the fit
 * @param sentences the same and what was found out about single levels, in words; empty where all went well
 */
public record PredictionSummary(
        long rows, long missing, Map<String, Long> unseenGroups, long aliased, List<String> sentences) {

    /** Copies the counts and sentences. */
    public PredictionSummary {
        unseenGroups = Collections.unmodifiableMap(new LinkedHashMap<>(unseenGroups));
        sentences = List.copyOf(sentences);
    }
}
