package org.multilevel.chart.picture;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.multilevel.error.Labels;
import org.multilevel.error.ModelException;

/** The scale on which a picture shows what a generalised model tells; a linear model has one. */
public enum PictureScale {
    /** That of the link, on which effects add up, such as log odds. */
    LINK("link"),
    /** Effects exponentiated: ratios of odds or of means. */
    RATIO("ratio"),
    /** That of the response: probabilities or means. */
    RESPONSE("response");

    private final String text;

    PictureScale(String text) {
        this.text = text;
    }

    /**
     * Returns the scale of that name.
     *
     * @throws ModelException naming those that there are
     */
    public static PictureScale of(String text) {
        return Arrays.stream(values())
                .filter(scale -> scale.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new ModelException("There is no scale " + Labels.quoted(text) + "; choose "
                        + Arrays.stream(values()).map(PictureScale::text).collect(Collectors.joining(", ")) + "."));
    }

    /** Returns the word for it in options and sentences, such as {@code ratio}. */
    public String text() {
        return text;
    }
}
