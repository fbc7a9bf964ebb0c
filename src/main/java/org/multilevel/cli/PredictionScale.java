package org.multilevel.cli;

/** On which scale a generalised model predicts. */
enum PredictionScale {
    LINK,
    RESPONSE,
    MARGINAL
}
