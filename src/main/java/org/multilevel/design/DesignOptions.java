package org.multilevel.design;

import java.util.Optional;
import org.multilevel.design.scan.MissingRows;
import org.multilevel.formula.ResidualTerm;

/**
 * What a user decides about the rows beside the formula.
 *
 * @param weights the numeric column of prior (precision) weights, if there is one
 * @param missing what happens to rows in which a variable of the model is missing
 * @param residual how the residuals of a subject go together; independent where there is none
 * @param strata the column for each of whose values the residuals have a variance of their own, if there is one
 */
public record DesignOptions(
        Optional<String> weights, MissingRows missing, Optional<ResidualTerm> residual, Optional<String> strata) {
    /** No weights; incomplete rows are dropped; residuals are independent with one variance. */
    public static final DesignOptions DEFAULT =
            new DesignOptions(Optional.empty(), MissingRows.DROP, Optional.empty(), Optional.empty());

    /** Returns these options with a column of prior weights. */
    public DesignOptions withWeights(String column) {
        return new DesignOptions(Optional.of(column), missing, residual, strata);
    }

    /** Returns these options without prior weights. */
    public DesignOptions withoutWeights() {
        return new DesignOptions(Optional.empty(), missing, residual, strata);
    }

    /** Returns these options with another treatment of incomplete rows. */
    public DesignOptions withMissing(MissingRows missing) {
        return new DesignOptions(weights, missing, residual, strata);
    }

    /** Returns these options with residuals that go together within subjects. */
    public DesignOptions withResidual(ResidualTerm term) {
        return new DesignOptions(weights, missing, Optional.of(term), strata);
    }

    /** Returns these options with a residual variance for each value of a column. */
    public DesignOptions withStrata(String column) {
        return new DesignOptions(weights, missing, residual, Optional.of(column));
    }

    /** Returns whether residuals are anything but independent with one variance. */
    public boolean hasResidualStructure() {
        return residual.isPresent() || strata.isPresent();
    }
}
