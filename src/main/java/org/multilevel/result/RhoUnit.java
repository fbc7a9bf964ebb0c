package org.multilevel.result;

import java.util.Optional;
import org.multilevel.data.ColumnType;
import org.multilevel.formula.CovarianceKind;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.model.MixedModel;

/** Over what the correlation of residuals that follow each other in time is told. */
final class RhoUnit {
    private RhoUnit() {}

    /**
     * Returns the unit, such as {@code per unit of week}; nothing where the correlations of residuals have none.
     *
     * @param rho the correlation, which is one over a step where no power of it over a unit is negative
     */
    static Optional<String> of(MixedModel model, double rho) {
        return model.provenance().residual().filter(RhoUnit::isOfDistances).map(term -> {
            String time = term.position().orElseThrow();
            boolean numeric = model.provenance().columns().stream()
                    .anyMatch(column -> column.name().equals(time) && column.type() == ColumnType.NUMERIC);
            return (numeric && rho >= 0 ? "per unit of " : "per step of ") + time;
        });
    }

    private static boolean isOfDistances(ResidualTerm term) {
        CovarianceKind kind = term.structure().kind();
        return kind == CovarianceKind.AUTOREGRESSIVE || kind == CovarianceKind.CONTINUOUS_AUTOREGRESSIVE;
    }
}
