package org.multilevel.inference;

/** What titles and summaries call a model. */
public final class ModelWords {
    private ModelWords() {}

    /** Returns what kind of model it is, as the beginning of a title; only one with random terms is a mixed model. */
    public static String kind(boolean isGeneralised, boolean isMixed) {
        return (isGeneralised ? "Generalised linear " : "Linear ") + (isMixed ? "mixed model" : "model");
    }
}
