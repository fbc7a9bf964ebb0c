package org.multilevel.chart.picture;

/** What can be chosen for a picture. */
public enum PictureOption {
    /** The grouping factor. */
    GROUP("group", "Grouping factor, such as school; by default the first of the model."),
    /** The term or parameter. */
    TERM(
            "term",
            "Term of the grouping factor, such as ses, or parameter of a profile, such as sd:Residual; by default the first."),
    /** The predictor along the horizontal axis. */
    OVER("over", "Predictor along the horizontal axis; by default the first of the formula that is a number."),
    /** The predictor that colours tell. */
    BY("by", "Second predictor, whose values get colours of their own."),
    /** Values of predictors. */
    AT("at", "Values of predictors that are not drawn, or of the second, such as \"meanses=-0.4,0,0.4\"."),
    /** Groups in colours of their own. */
    HIGHLIGHT("highlight", "Groups that get colours of their own, before all others."),
    /** Other models. */
    MODEL("model", "Another model to be drawn in the same picture."),
    /** The scale of a generalised model. */
    SCALE(
            "scale",
            "Scale of a generalised model's picture: link, or ratio (of odds or means) for effects and response (probability or mean)"
                    + " for what is expected.");

    private final String text;
    private final String meaning;

    PictureOption(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** Returns the word for it in options and sentences, such as {@code highlight}. */
    public String text() {
        return text;
    }

    /** Returns what a host says of it. */
    public String meaning() {
        return meaning;
    }
}
