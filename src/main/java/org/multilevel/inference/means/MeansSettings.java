package org.multilevel.inference.means;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.multilevel.inference.Inference;

/** What questions about means and about slopes have in common beside the predictors; immutable. */
final class MeansSettings {
    private final Map<String, List<String>> at;
    private final Contrasts contrasts;
    /** Null for what is usual for the contrasts. */
    private final @Nullable Adjustment chosen;

    private final Inference inference;

    MeansSettings(Inference inference) {
        this(Map.of(), new Contrasts.None(), null, inference);
    }

    private MeansSettings(
            Map<String, List<String>> at, Contrasts contrasts, @Nullable Adjustment chosen, Inference inference) {
        this.at = at;
        this.contrasts = contrasts;
        this.chosen = chosen;
        this.inference = inference;
    }

    MeansSettings at(String predictor, List<String> values) {
        Map<String, List<String>> all = new LinkedHashMap<>(at);
        all.put(predictor, List.copyOf(values));
        return new MeansSettings(Collections.unmodifiableMap(all), contrasts, chosen, inference);
    }

    MeansSettings with(Contrasts asked) {
        return new MeansSettings(at, asked, chosen, inference);
    }

    MeansSettings with(Adjustment adjustment) {
        return new MeansSettings(at, contrasts, adjustment, inference);
    }

    MeansSettings with(Inference asked) {
        return new MeansSettings(at, contrasts, chosen, asked);
    }

    Map<String, List<String>> at() {
        return at;
    }

    Contrasts contrasts() {
        return contrasts;
    }

    Adjustment adjustment() {
        return chosen == null ? contrasts.usualAdjustment() : chosen;
    }

    Inference inference() {
        return inference;
    }
}
