package org.multilevel.model;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.formula.Formula;

/** A model before it meets data, linear or generalised, for questions that fit several models of one kind; immutable. */
public sealed interface SpecifiedModel permits LinearMixedModel, GeneralisedLinearMixedModel {
    /** Returns what a fitted model was before it met its data. */
    static SpecifiedModel of(MixedModel model) {
        return model.generalised().isPresent()
                ? GeneralisedLinearMixedModel.specified(model)
                : LiveModel.specified(model);
    }

    /** Returns the formula. */
    Formula formula();

    /** Returns this model with another formula. */
    SpecifiedModel withFormula(Formula formula);

    /**
     * Returns a smaller model of the same rows, to compare this one with: this one with another formula, solved exactly where fewer than two
     * grouping factors are left to iterate over.
     */
    SpecifiedModel smaller(Formula formula);

    /** Returns the columns that a fit reads; empty if a dot in the formula asks for all that a table has. */
    Optional<List<String>> columns();

    /** Returns this model with somebody who hears how the fit gets on and may stop it. */
    SpecifiedModel withProgress(Progress progress);

    /** Returns this model estimated by maximum likelihood, which compares any two formulas; a generalised model always is. */
    SpecifiedModel byMaximumLikelihood();

    /**
     * Estimates the model on a table, which is read more than once.
     *
     * @throws org.multilevel.error.ModelException if the model cannot be estimated on this table
     * @throws org.multilevel.error.DataException if the table cannot be read
     * @throws java.util.concurrent.CancellationException if the progress listener says so
     */
    MixedModel fit(Table table);
}
