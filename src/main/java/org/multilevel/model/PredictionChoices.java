package org.multilevel.model;

/**
 * The choices that a prediction needs beside the model.
 *
 * @param uncertainty whether there are to be standard errors
 */
record PredictionChoices(UnseenGroups unseen, AliasedColumns aliased, boolean uncertainty) {
    static final PredictionChoices DEFAULT =
            new PredictionChoices(UnseenGroups.POPULATION, AliasedColumns.MISSING, false);
}
