package org.multilevel.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.multilevel.chart.picture.NamedModel;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureOption;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.PictureScale;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.error.DataException;
import org.multilevel.inference.means.PredictorValues;
import org.multilevel.model.MixedModel;
import picocli.CommandLine.Option;

/** Options that choose a picture. */
final class PlotOptions {
    static final String SYNOPSIS = "--kind KIND [--group GROUP] [--term TERM] [--over NAME] [--by NAME]";

    static final String MORE_SYNOPSIS =
            "[--highlight A,B] [--at VALUES] [--model OTHER]... [--scale link|ratio|response]";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            required = true,
            converter = Converters.Picture.class,
            description =
                    "What the picture shows: effects, lines, residuals, residual-qq, effect-qq, points, no-pooling, pooling,"
                            + " between, means, boxes, centred-boxes, residual-boxes, shrinkage, fixed, standardised, predicted,"
                            + " profile, shares or calibration.")
    private PictureKind kind = PictureKind.EFFECTS;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            converter = Converters.ColumnName.class,
            description = "The grouping factor; by default the first of the model.")
    private Optional<String> group = Optional.empty();

    @Option(
            names = "--term",
            paramLabel = "TERM",
            converter = Converters.ColumnName.class,
            description = "A term of the grouping factor, or the parameter of a profile; by default the first.")
    private Optional<String> term = Optional.empty();

    @Option(
            names = "--over",
            paramLabel = "NAME",
            converter = Converters.ColumnName.class,
            description = "The predictor along the horizontal axis; by default the first that is a number.")
    private Optional<String> over = Optional.empty();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            converter = Converters.ColumnName.class,
            description = "A second predictor, each value of which has a colour.")
    private Optional<String> by = Optional.empty();

    @Option(
            names = "--highlight",
            paramLabel = "A,B",
            converter = Converters.ColumnNames.class,
            description = "Groups in colours of their own, before all others in grey.")
    private List<String> highlight = List.of();

    @Option(
            names = "--at",
            paramLabel = "VALUES",
            converter = Converters.Words.class,
            description = "Values of predictors in expected responses, such as \"meanses=-0.4,0,0.4; sector=0\".")
    private String at = "";

    @Option(
            names = "--model",
            paramLabel = "OTHER",
            converter = Converters.FileName.class,
            description = "Another saved model of the same response, in the same picture.")
    private List<Path> others = List.of();

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            converter = Converters.ScaleOfPicture.class,
            description =
                    "Of a generalised model: link, or ratio (of odds or means) for effects and fixed, response (probabilities"
                            + " or means) for predicted.")
    private Optional<PictureScale> scale = Optional.empty();

    PictureKind kind() {
        return kind;
    }

    boolean hasOthers() {
        return !others.isEmpty();
    }

    /**
     * Refuses what would go unheard, and values of predictors that cannot be read.
     *
     * @throws DataException if an option means nothing for the kind of picture
     */
    void check() {
        Map<PictureOption, Boolean> given = new LinkedHashMap<>();
        given.put(PictureOption.GROUP, group.isPresent());
        given.put(PictureOption.TERM, term.isPresent());
        given.put(PictureOption.OVER, over.isPresent());
        given.put(PictureOption.BY, by.isPresent());
        given.put(PictureOption.HIGHLIGHT, !highlight.isEmpty());
        given.put(PictureOption.AT, !at.isEmpty());
        given.put(PictureOption.MODEL, !others.isEmpty());
        given.put(PictureOption.SCALE, scale.isPresent());
        given.forEach((option, isGiven) -> {
            if (isGiven && !kind.asks(option)) {
                throw unheard("--" + option.text());
            }
        });
        values();
    }

    /** Returns the exception about an option that means nothing for the kind of picture. */
    DataException unheard(String option) {
        return new DataException(
                option + " means nothing for --kind " + kind.text() + ": leave it out, or choose another picture.");
    }

    private Map<String, List<String>> values() {
        return at.isEmpty() ? Map.of() : PredictorValues.parse(at);
    }

    /**
     * Returns the picture that is wanted of a model.
     *
     * @throws org.multilevel.error.ModelException if the model does not have what is asked for
     */
    PictureRequest request(MixedModel model) {
        PictureRequest request = PictureRequest.of(kind);
        request = group.map(request::withGroup).orElse(request);
        request = term.map(request::withTerm).orElse(request);
        request = over.map(request::withOver).orElse(request);
        request = by.map(request::withBy).orElse(request);
        request = scale.map(request::withScale).orElse(request);
        request = request.withHighlight(Pictures.of(model).labels(highlight, group.orElse("")));
        request = request.withAt(values());
        for (Path other : others) {
            request = request.withModel(NamedModel.of(MixedModel.load(other)));
        }
        return request;
    }
}
