package org.multilevel.chart;

import java.util.List;
import java.util.Optional;
import org.multilevel.chart.data.Caterpillar;
import org.multilevel.chart.data.GroupLines;
import org.multilevel.chart.data.GroupLinesPass;
import org.multilevel.chart.data.LinesAsked;
import org.multilevel.chart.data.ModelVariables;
import org.multilevel.chart.data.NormalQuantiles;
import org.multilevel.chart.data.ResidualPoints;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.inference.Inference;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** Asks for the charts of a model, and for the numbers behind them, in the fewest words. */
public final class ModelCharts {
    private final MixedModel model;
    private final Inference inference;

    private ModelCharts(MixedModel model, Inference inference) {
        this.model = model;
        this.inference = inference;
    }

    public static ModelCharts of(MixedModel model) {
        return new ModelCharts(model, Inference.standard());
    }

    public ModelCharts withInference(Inference inference) {
        return new ModelCharts(model, inference);
    }

    public Chart draw(PictureRequest request) {
        return Chart.of(Pictures.of(model).withInference(inference).describe(request));
    }

    public Chart draw(PictureRequest request, Table table, Progress progress) {
        return Chart.of(Pictures.of(model).withInference(inference).describe(request, () -> table, progress));
    }

    public List<String> linePredictors() {
        return ModelVariables.of(model).numbers();
    }

    public Caterpillar effects(String factor, String term) {
        GroupingFactor groups = model.groupingFactor(factor).orElseThrow();
        return Caterpillar.of(groups, groups.indexOfColumn(term), inference);
    }

    public Chart caterpillar(String factor, String term) {
        return draw(PictureRequest.of(PictureKind.EFFECTS).withGroup(factor).withTerm(term));
    }

    public NormalQuantiles effectQuantiles(String factor, String term) {
        GroupingFactor groups = model.groupingFactor(factor).orElseThrow();
        return NormalQuantiles.ofEffects(groups, groups.indexOfColumn(term));
    }

    public Chart effectQuantileChart(String factor, String term) {
        return draw(PictureRequest.of(PictureKind.EFFECT_QUANTILES)
                .withGroup(factor)
                .withTerm(term));
    }

    public GroupLines groupLines(Table table, String factor, String predictor, Progress progress) {
        int position =
                model.groupingFactors().indexOf(model.groupingFactor(factor).orElseThrow());
        return GroupLinesPass.run(
                model,
                table,
                new LinesAsked(position, predictor, Optional.empty(), List.of(), GroupLinesPass.MOST_LINES),
                progress);
    }

    public Chart lines(Table table, String factor, String predictor, Progress progress) {
        return draw(PictureRequest.of(PictureKind.LINES).withGroup(factor).withOver(predictor), table, progress);
    }

    public Chart lines(Table table, String predictor, Progress progress) {
        return draw(PictureRequest.of(PictureKind.LINES).withOver(predictor), table, progress);
    }

    public ResidualPoints residualPoints(Table table, Progress progress) {
        return ResidualPoints.of(model, table, model.groupingFactors().isEmpty() ? -1 : 0, progress);
    }

    public Chart residuals(Table table, Progress progress) {
        return draw(PictureRequest.of(PictureKind.RESIDUALS), table, progress);
    }

    public NormalQuantiles residualQuantiles(Table table, Progress progress) {
        return NormalQuantiles.ofResiduals(model, table, model.groupingFactors().isEmpty() ? -1 : 0, progress);
    }

    public Chart residualQuantileChart(Table table, Progress progress) {
        return draw(PictureRequest.of(PictureKind.RESIDUAL_QUANTILES), table, progress);
    }
}
