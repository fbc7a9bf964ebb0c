package org.multilevel.fit.structure;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.NumberLabel;
import org.multilevel.design.DesignOptions;
import org.multilevel.design.ResidualRows;
import org.multilevel.formula.ResidualTerm;

/**
 * What the subjects, positions and strata of residuals are called.
 *
 * @param term the structure as it was asked for, if there is one
 * @param subject the name of the factor of the subjects; empty where rows are independent
 * @param position the name of the column of positions; empty without
 * @param positions labels of positions that are text, in their order
 * @param stratum the name of the column of the strata; empty without
 * @param strata labels of the strata, in their order
 */
record ResidualLabels(
        Optional<ResidualTerm> term,
        String subject,
        String position,
        List<String> positions,
        String stratum,
        List<String> strata) {

    static ResidualLabels of(DesignOptions options, ResidualRows residuals) {
        return new ResidualLabels(
                options.residual(),
                options.residual().map(ResidualTerm::subjectName).orElse(""),
                options.residual().flatMap(ResidualTerm::position).orElse(""),
                residuals.labels(),
                options.strata().orElse(""),
                residuals.strata());
    }

    /** Returns the label of a position. */
    String label(double at) {
        return positions.isEmpty() ? NumberLabel.of(at) : positions.get((int) at);
    }
}
