package org.multilevel.chart.picture;

import org.multilevel.model.MixedModel;

/** A model and what a legend calls it. */
public record NamedModel(String name, MixedModel model) {}
