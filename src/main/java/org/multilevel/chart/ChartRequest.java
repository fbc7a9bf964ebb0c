package org.multilevel.chart;

import java.util.Optional;
import java.util.function.Supplier;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;

/**
 * Which chart of a model is wanted.
 *
 * @param kind what it shows
 * @param factor the grouping factor, where there is one
 * @param term one of its terms, where there is one
 * @param predictor the column to draw lines over, where there is one
 */
record ChartRequest(Kind kind, Optional<String> factor, Optional<String> term, Optional<String> predictor) {

    /** What a chart shows, and what must be chosen for it. */
    enum Kind {
        EFFECTS("Group effects", true, true, false),
        LINES("Fitted lines by group", true, false, true),
        RESIDUALS("Residuals and fitted values", false, false, false),
        RESIDUAL_QUANTILES("Normal QQ plot of residuals", false, false, false),
        EFFECT_QUANTILES("Normal QQ plot of group effects", true, true, false);

        private final String text;
        private final boolean asksForFactor;
        private final boolean asksForTerm;
        private final boolean asksForPredictor;

        Kind(String text, boolean asksForFactor, boolean asksForTerm, boolean asksForPredictor) {
            this.text = text;
            this.asksForFactor = asksForFactor;
            this.asksForTerm = asksForTerm;
            this.asksForPredictor = asksForPredictor;
        }

        boolean asksForFactor() {
            return asksForFactor;
        }

        boolean asksForTerm() {
            return asksForTerm;
        }

        boolean asksForPredictor() {
            return asksForPredictor;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Draws the chart.
     *
     * @param rows the table that the model was fitted to; asked for only where it is needed
     * @throws ChartException and what else {@link ModelCharts} throws
     */
    Chart draw(ModelCharts charts, Supplier<Table> rows, Progress progress) {
        return switch (kind) {
            case EFFECTS -> charts.caterpillar(factor.orElse(""), term.orElse(""));
            case EFFECT_QUANTILES -> charts.effectQuantileChart(factor.orElse(""), term.orElse(""));
            case LINES -> lines(charts, rows.get(), predictor.orElse(""), progress);
            case RESIDUALS -> charts.residuals(rows.get(), progress);
            case RESIDUAL_QUANTILES -> charts.residualQuantileChart(rows.get(), progress);
        };
    }

    private Chart lines(ModelCharts charts, Table rows, String over, Progress progress) {
        return factor.map(groups -> charts.lines(rows, groups, over, progress))
                .orElseGet(() -> charts.lines(rows, over, progress));
    }
}
