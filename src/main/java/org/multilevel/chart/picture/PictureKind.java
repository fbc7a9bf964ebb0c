package org.multilevel.chart.picture;

import static org.multilevel.chart.picture.PictureOption.AT;
import static org.multilevel.chart.picture.PictureOption.BY;
import static org.multilevel.chart.picture.PictureOption.GROUP;
import static org.multilevel.chart.picture.PictureOption.HIGHLIGHT;
import static org.multilevel.chart.picture.PictureOption.MODEL;
import static org.multilevel.chart.picture.PictureOption.OVER;
import static org.multilevel.chart.picture.PictureOption.SCALE;
import static org.multilevel.chart.picture.PictureOption.TERM;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.multilevel.error.ChartException;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;

/** The pictures that there are, the same in every host. */
public enum PictureKind {
    /** The effects of groups with intervals, in their order. */
    EFFECTS("effects", "Group effects", false, GROUP, TERM, HIGHLIGHT, SCALE),
    /** The model's line of each group, and the population's. */
    LINES("lines", "Fitted lines by group", true, GROUP, OVER, BY, HIGHLIGHT),
    /** Residuals against fitted values. */
    RESIDUALS("residuals", "Residuals and fitted values", true, GROUP, HIGHLIGHT),
    /** Residuals against the quantiles of a normal distribution. */
    RESIDUAL_QUANTILES("residual-qq", "Normal QQ plot of residuals", true),
    /** Effects against the quantiles of a normal distribution. */
    EFFECT_QUANTILES("effect-qq", "Normal QQ plot of group effects", false, GROUP, TERM, HIGHLIGHT),
    /** The rows with one line. */
    POINTS("points", "Rows with one line", true, GROUP, OVER, BY, HIGHLIGHT, MODEL),
    /** The least-squares line of each group alone. */
    NO_POOLING("no-pooling", "Own line of each group (no pooling)", true, GROUP, OVER, BY, HIGHLIGHT),
    /** Both lines of each group. */
    POOLING("pooling", "Own and fitted lines of each group", true, GROUP, OVER, HIGHLIGHT),
    /** Lines through all rows, through the means of groups, and within groups. */
    BETWEEN("between", "Total, between and within lines", true, GROUP, OVER),
    /** Means of groups over a predictor of groups. */
    MEANS("means", "Group means over a predictor", true, GROUP, OVER, BY, HIGHLIGHT),
    /** Box plots of the response. */
    BOXES("boxes", "Response by group", true, GROUP, HIGHLIGHT),
    /** Box plots of the response less the mean of its group. */
    CENTRED_BOXES("centred-boxes", "Centred response by group", true, GROUP, HIGHLIGHT),
    /** Box plots of residuals. */
    RESIDUAL_BOXES("residual-boxes", "Residuals by group", true, GROUP, HIGHLIGHT),
    /** From own coefficients to those of the model. */
    SHRINKAGE("shrinkage", "Shrinkage towards the population", true, GROUP, HIGHLIGHT),
    /** Fixed effects with intervals. */
    FIXED("fixed", "Fixed effects with intervals", false, MODEL, SCALE),
    /** Fixed effects in standard deviations. */
    STANDARDISED("standardised", "Standardised fixed effects", false, MODEL),
    /** What is expected over a predictor, with a band. */
    PREDICTED("predicted", "Expected response with intervals", false, OVER, BY, AT, MODEL, SCALE),
    /** The likelihood of one parameter. */
    PROFILE("profile", "Likelihood profile of a parameter", true, TERM),
    /** How the variance is shared out. */
    SHARES("shares", "Shares of variance", false, MODEL),
    /** What was observed against what is predicted, in equal parts of the rows. */
    CALIBRATION("calibration", "Observed and predicted (calibration)", true);

    private final String text;
    private final String title;
    private final boolean needsRows;

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives lists that nobody can change
    private final List<PictureOption> options;

    PictureKind(String text, String title, boolean needsRows, PictureOption... options) {
        this.text = text;
        this.title = title;
        this.needsRows = needsRows;
        this.options = List.of(options);
    }

    /**
     * Returns the kind of that name.
     *
     * @throws ModelException naming the nearest
     */
    public static PictureKind of(String text) {
        return find(text)
                .orElseThrow(() -> new ModelException("There is no picture " + Labels.quoted(text) + "; choose "
                        + Arrays.stream(values()).map(PictureKind::text).collect(Collectors.joining(", ")) + "."));
    }

    private static Optional<PictureKind> find(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    /** Returns the word for it in options, such as {@code effect-qq}. */
    public String text() {
        return text;
    }

    /** Returns what people choose it by. */
    public String title() {
        return title;
    }

    /** Returns whether it shows rows of the table that the model was fitted to. */
    public boolean needsRows() {
        return needsRows;
    }

    /** Returns whether it shows intervals, whose level can be chosen. */
    public boolean hasIntervals() {
        return switch (this) {
            case EFFECTS, FIXED, STANDARDISED, PREDICTED, PROFILE, CALIBRATION -> true;
            default -> false;
        };
    }

    /** Returns the scales that a generalised model has for it, the usual one first; none where it has one only. */
    public List<PictureScale> scales() {
        return switch (this) {
            case EFFECTS -> List.of(PictureScale.LINK, PictureScale.RATIO);
            case FIXED -> List.of(PictureScale.RATIO, PictureScale.LINK);
            case PREDICTED -> List.of(PictureScale.RESPONSE, PictureScale.LINK);
            default -> List.of();
        };
    }

    /** Returns what can be chosen for it. */
    public List<PictureOption> options() {
        return options;
    }

    /** Returns whether that can be chosen for it. */
    public boolean asks(PictureOption option) {
        return options.contains(option);
    }

    /**
     * Refuses more models than the picture shows, to those who connect models to it.
     *
     * @throws ChartException naming the pictures of several models
     */
    public void checkModels(int count) {
        if (count > 1 && !asks(MODEL)) {
            throw new ChartException("The picture " + Labels.quoted(title) + " shows one model, but " + count
                    + " are connected: connect one, or choose a picture of several: "
                    + Arrays.stream(values())
                            .filter(kind -> kind.asks(MODEL))
                            .map(PictureKind::title)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
