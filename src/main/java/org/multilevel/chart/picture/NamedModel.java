package org.multilevel.chart.picture;

import org.multilevel.model.MixedModel;

/** A model and what a legend calls it. */
public record NamedModel(String name, MixedModel model) {
    /** Returns a model under its formula. */
    public static NamedModel of(MixedModel model) {
        return new NamedModel(model.formula(), model);
    }
}
