package org.multilevel.model;

/**
 * The choices that a prediction needs beside the model.
 *
 * @param uncertainty whether there are to be standard errors
 * @param carried whether residuals of known subjects are to be carried on
 */
record PredictionChoices(UnseenGroups unseen, AliasedColumns aliased, boolean uncertainty, boolean carried) {
    static final PredictionChoices DEFAULT =
            new PredictionChoices(UnseenGroups.POPULATION, AliasedColumns.MISSING, false, false);

    PredictionChoices withUnseen(UnseenGroups other) {
        return new PredictionChoices(other, aliased, uncertainty, carried);
    }

    PredictionChoices withAliased(AliasedColumns other) {
        return new PredictionChoices(unseen, other, uncertainty, carried);
    }

    PredictionChoices withUncertainty() {
        return new PredictionChoices(unseen, aliased, true, carried);
    }

    PredictionChoices withCarried() {
        return new PredictionChoices(unseen, aliased, uncertainty, true);
    }
}
