package org.multilevel.model;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.Column;
import org.multilevel.design.scan.MissingRows;
import org.multilevel.design.scan.RowFingerprint;
import org.multilevel.formula.ResidualTerm;

/**
 * Where a model comes from: the program and the kind of table that it was made from.
 *
 * @param version version of this library that fitted the model
 * @param columns the columns of the table that the model reads, with the type that they had; levels are not repeated here
 * @param weights the column of prior weights, if there was one
 * @param missing what was to happen to rows with a missing value
 * @param residual how the residuals of a subject go together, if they do
 * @param strata the column for each of whose values the residuals have a variance of their own, if there is one
 * @param fingerprint what tells whether another model was fitted to the same rows; empty if the model was saved by a version that
 *     did not keep it
 * @param reading how the text of the table was read
 */
public record Provenance(
        String version,
        List<Column> columns,
        Optional<String> weights,
        MissingRows missing,
        Optional<ResidualTerm> residual,
        Optional<String> strata,
        Optional<RowFingerprint> fingerprint,
        Reading reading) {

    /** Copies the columns. */
    public Provenance {
        columns = List.copyOf(columns);
    }
}
