package org.multilevel.design;

import java.util.Optional;
import org.multilevel.design.scan.MissingRows;

/**
 * What a user decides about the rows beside the formula.
 *
 * @param weights the numeric column of prior (precision) weights, if there is one
 * @param missing what happens to rows in which a variable of the model is missing
 */
public record DesignOptions(Optional<String> weights, MissingRows missing) {
    /** No weights; incomplete rows are dropped. */
    public static final DesignOptions DEFAULT = new DesignOptions(Optional.empty(), MissingRows.DROP);

    /** Returns these options with a column of prior weights. */
    public DesignOptions withWeights(String column) {
        return new DesignOptions(Optional.of(column), missing);
    }

    /** Returns these options without prior weights. */
    public DesignOptions withoutWeights() {
        return new DesignOptions(Optional.empty(), missing);
    }

    /** Returns these options with another treatment of incomplete rows. */
    public DesignOptions withMissing(MissingRows missing) {
        return new DesignOptions(weights, missing);
    }
}
