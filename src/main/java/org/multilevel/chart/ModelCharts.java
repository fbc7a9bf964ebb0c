package org.multilevel.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.inference.Counts;
import org.multilevel.inference.Inference;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/**
 * The charts of a fitted model.
 *
 * <pre>{@code
 * ModelCharts charts = ModelCharts.of(model);
 * charts.caterpillar("school", "(Intercept)").save(Path.of("schools.svg"), 700, 900);
 * charts.lines(table, "school", "ses", Progress.NONE).panel();
 * }</pre>
 *
 * <p>Those that need the rows read them once and hold few of them, whatever the size of the table; they are the rows that the model
 * was fitted to. Each of these methods throws {@link ChartException} if there is nothing to draw or the table holds other rows,
 * {@link org.multilevel.error.ModelException} if it lacks a column or holds a level that the fit did not
 * see, {@link org.multilevel.error.DataException} if it cannot be read, and {@link java.util.concurrent.CancellationException} if progress
 * says so.
 */
public final class ModelCharts {

    private final MixedModel model;
    private final Inference inference;

    private ModelCharts(MixedModel model, Inference inference) {
        this.model = model;
        this.inference = inference;
    }

    /** Returns the charts of a model, with 95% intervals. */
    public static ModelCharts of(MixedModel model) {
        return new ModelCharts(model, Inference.standard());
    }

    /** Returns these charts with intervals of another level. */
    public ModelCharts withInference(Inference inference) {
        return new ModelCharts(model, inference);
    }

    /** Returns the columns over which {@link #lines} can be drawn: those that predict by their numbers, as in the formula. */
    public List<String> linePredictors() {
        return ModelVariables.of(model).numbers();
    }

    /**
     * Returns what the caterpillar plot of a grouping factor and one of its terms shows.
     *
     * @throws ChartException if the model has no such factor or term
     */
    public Caterpillar effects(String factor, String term) {
        int position = position(factor);
        return Caterpillar.of(model.groupingFactors().get(position), column(position, term), inference);
    }

    /** Returns the caterpillar plot of {@link #effects}: the levels in the order of their effects, with intervals. */
    public Chart caterpillar(String factor, String term) {
        return CaterpillarChart.of(effects(factor, term), effectName(term));
    }

    /**
     * Returns what the normal QQ plot of effects shows.
     *
     * @throws ChartException if the model has no such factor or term
     */
    public NormalQuantiles effectQuantiles(String factor, String term) {
        int position = position(factor);
        return NormalQuantiles.ofEffects(model.groupingFactors().get(position), column(position, term));
    }

    /** Returns the normal QQ plot of the effects of a grouping factor on one of its terms. */
    public Chart effectQuantileChart(String factor, String term) {
        NormalQuantiles quantiles = effectQuantiles(factor, term);
        GroupingFactor groups = model.groupingFactors().get(position(factor));
        List<String> notes = new ArrayList<>();
        notes.add(
                groups.standardDeviation(column(position(factor), term)) == 0
                        ? Words.ALL_ZERO
                        : QuantileChart.HOW_TO_READ);
        if (!quantiles.isComplete()) {
            notes.add("Shown are " + Counts.of(quantiles.points().size()) + " of " + Counts.of(quantiles.size())
                    + " levels: the lowest and highest, and an even choice between.");
        }
        return QuantileChart.of(
                quantiles,
                "Normal quantiles of the effects of " + factor + ": " + term,
                effectName(term),
                notes,
                point -> "The " + Words.level(point.level(), groups));
    }

    /**
     * Returns the lines of the groups over a predictor, and the points.
     *
     * @param factor the grouping factor
     * @param predictor one of {@link #linePredictors}
     */
    public GroupLines groupLines(Table table, String factor, String predictor, Progress progress) {
        return linesOf(table, position(factor), predictor, progress);
    }

    /** Returns the population's line over a predictor, one of {@link #linePredictors}, and the points. */
    public GroupLines populationLine(Table table, String predictor, Progress progress) {
        return linesOf(table, -1, predictor, progress);
    }

    private GroupLines linesOf(Table table, int factor, String predictor, Progress progress) {
        List<String> predictors = linePredictors();
        if (predictors.isEmpty()) {
            throw new ChartException("The model " + model.formula()
                    + " has no numeric predictor, so there is nothing to draw lines over: look at the group effects.");
        }
        if (!predictors.contains(predictor)) {
            throw new ChartException("The model has no numeric predictor \"" + predictor + "\": choose "
                    + String.join(", ", predictors) + ".");
        }
        return GroupLinesPass.run(model, table, factor, predictor, progress);
    }

    /** Returns the chart of {@link #groupLines}. */
    public Chart lines(Table table, String factor, String predictor, Progress progress) {
        return chart(groupLines(table, factor, predictor, progress), model.groupingFactor(factor));
    }

    /** Returns the chart of {@link #populationLine}. */
    public Chart lines(Table table, String predictor, Progress progress) {
        return chart(populationLine(table, predictor, progress), Optional.empty());
    }

    private Chart chart(GroupLines lines, Optional<GroupingFactor> factor) {
        ModelVariables variables = ModelVariables.of(model);
        boolean hasOthers = variables.numbers().size() + variables.labels().size() > 1;
        return LinesChart.of(lines, factor, model.response(), hasOthers);
    }

    /** Returns residuals and fitted values; of very many rows an even sample, and the largest residuals. */
    public ResidualPoints residualPoints(Table table, Progress progress) {
        return ResidualPoints.of(model, table, firstFactor(), progress);
    }

    /** Returns the chart of {@link #residualPoints}. */
    public Chart residuals(Table table, Progress progress) {
        return ResidualChart.of(residualPoints(table, progress), factorOfRows(), model.response(), residualName());
    }

    /** Returns the normal quantiles of the residuals; of very many rows both tails, and an even sample between. */
    public NormalQuantiles residualQuantiles(Table table, Progress progress) {
        return NormalQuantiles.ofResiduals(model, table, firstFactor(), progress);
    }

    /** Returns the chart of {@link #residualQuantiles}. */
    public Chart residualQuantileChart(Table table, Progress progress) {
        NormalQuantiles quantiles = residualQuantiles(table, progress);
        List<String> notes = new ArrayList<>(List.of(QuantileChart.HOW_TO_READ));
        if (!quantiles.isComplete()) {
            notes.add("Shown are both tails and an even sample between, "
                    + Counts.of(quantiles.points().size()) + " of " + Counts.of(quantiles.size()) + " rows.");
        }
        return QuantileChart.of(
                quantiles,
                "Normal quantiles of the residuals of " + model.response(),
                residualName(),
                notes,
                point -> Words.row(point, factorOfRows()));
    }

    /** Returns what an axis calls the effects on a term, with the unit: that of the response, or so much per unit of a number. */
    private String effectName(String term) {
        String unit = Words.shortName(model.response());
        boolean isIntercept = model.groupingFactors().stream()
                .anyMatch(factor -> factor.indexOfColumn(term) >= 0 && factor.isIntercept(factor.indexOfColumn(term)));
        if (isIntercept) {
            return "Effect on the intercept (" + unit + ")";
        }
        return "Effect on " + Words.shortName(term) + " (" + unit
                + (linePredictors().contains(term) ? " per unit)" : ")");
    }

    /** Residuals of rows with weights have one variance only after they were multiplied by the weights' roots. */
    private String residualName() {
        String name = "Residual (" + Words.shortName(model.response()) + ")";
        return model.provenance().weights().isEmpty() ? name : name + " × √weight";
    }

    private int firstFactor() {
        return model.groupingFactors().isEmpty() ? -1 : 0;
    }

    private Optional<GroupingFactor> factorOfRows() {
        return model.groupingFactors().stream().findFirst();
    }

    private int position(String factor) {
        List<String> names =
                model.groupingFactors().stream().map(GroupingFactor::name).toList();
        if (names.isEmpty()) {
            throw new ChartException(
                    "The model " + model.formula()
                            + " has no grouping factor, so there are no group effects to draw: add a random term such as (1 | group).");
        }
        if (!names.contains(factor)) {
            throw new ChartException(
                    "The model has no grouping factor \"" + factor + "\": choose " + String.join(", ", names) + ".");
        }
        return names.indexOf(factor);
    }

    private int column(int factor, String term) {
        GroupingFactor groups = model.groupingFactors().get(factor);
        int column = groups.columns().indexOf(term);
        if (column < 0) {
            throw new ChartException("The effects of " + groups.name() + " have no term \"" + term + "\": choose "
                    + String.join(", ", groups.columns()) + ".");
        }
        return column;
    }
}
