package org.multilevel.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a scan for prediction met that makes a prediction missing, beside missing values, or doubtful.
 *
 * @param rows rows scanned
 * @param unseenLevels by the name of a categorical predictor the levels that the fit did not see, in order of appearance, at most
 *     {@link #LEVELS_KEPT} each
 * @param undefined the first predictor that could not be computed, as a sentence that names its row
 * @param concerns which predictors had values that the fit was not made for, each as a sentence
 */
public record PredictionReport(
        long rows, Map<String, List<String>> unseenLevels, Optional<String> undefined, List<String> concerns) {
    /** The most levels that are listed for one predictor. */
    public static final int LEVELS_KEPT = 20;

    /** Copies the levels and sentences. */
    public PredictionReport {
        unseenLevels = Collections.unmodifiableMap(new LinkedHashMap<>(unseenLevels));
        concerns = List.copyOf(concerns);
    }
}
