package org.multilevel.chart.picture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.multilevel.chart.data.Gathering;
import org.multilevel.chart.data.GroupBoxes;
import org.multilevel.chart.data.GroupLines;
import org.multilevel.chart.data.GroupLinesPass;
import org.multilevel.chart.data.LinesAsked;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.MixedModel;

/** Prepares pictures of the rows of one table, so that one pass serves all of them, and one gathering those that show the same lines. */
final class PicturesOfRows {
    private final MixedModel model;
    private final Table table;
    private final Progress progress;
    private final Map<LinesAsked, Gathering<GroupLines>> lines = new HashMap<>();

    PicturesOfRows(MixedModel model, Table table, Progress progress) {
        this.model = model;
        this.table = table;
        this.progress = progress;
    }

    /** Returns what a picture gathers from the rows; says what is wrong before they are read. */
    Gathering<ChartDescription> prepare(Scene scene) {
        return switch (scene.request().kind()) {
            case RESIDUALS -> ResidualsPicture.of(scene);
            case RESIDUAL_QUANTILES -> QuantilesPicture.ofResiduals(scene);
            case BETWEEN -> BetweenPicture.of(scene);
            case BOXES -> BoxesPicture.of(scene, GroupBoxes.Quantity.RESPONSE);
            case CENTRED_BOXES -> BoxesPicture.of(scene, GroupBoxes.Quantity.CENTRED_RESPONSE);
            case RESIDUAL_BOXES -> BoxesPicture.of(scene, GroupBoxes.Quantity.RESIDUAL);
            case SHRINKAGE -> ShrinkagePicture.of(scene);
            case CALIBRATION -> CalibrationPicture.of(scene);
            case MEANS -> lines(MeansPicture.asked(scene), data -> MeansPicture.describe(scene, data));
            case LINES, NO_POOLING, POOLING, POINTS ->
                lines(LinesPicture.asked(scene), data -> LinesPicture.describe(scene, data, table, progress));
            case EFFECTS, EFFECT_QUANTILES, FIXED, STANDARDISED, PREDICTED, SHARES, PROFILE ->
                throw new IllegalArgumentException(scene.request().kind() + " shows no rows.");
        };
    }

    private Gathering<ChartDescription> lines(LinesAsked asked, Function<GroupLines, ChartDescription> describe) {
        return lines.computeIfAbsent(asked, any -> GroupLinesPass.gather(model, table, any))
                .then(describe);
    }

    /** Reads the rows once for all that was prepared. */
    void read(List<Gathering<ChartDescription>> prepared) {
        Gathering.run(model, table, prepared, progress);
    }
}
