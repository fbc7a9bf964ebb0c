package org.multilevel.chart.data;

import java.util.List;
import java.util.Optional;

/**
 * Which lines are wanted.
 *
 * @param factor position in the model's grouping factors, or -1 for the population's line alone
 * @param predictor the column that lines are drawn over
 * @param by the second predictor, if there is one
 * @param always levels that are shown in any case
 * @param mostGroups of more groups, as many are shown, whose effects are spread evenly
 */
public record LinesAsked(int factor, String predictor, Optional<String> by, List<Integer> always, int mostGroups) {
    /** Copies the list. */
    public LinesAsked {
        always = List.copyOf(always);
    }
}
