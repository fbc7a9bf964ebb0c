package org.multilevel.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.data.Batch;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.formula.ResidualTerm;

/** The residual variances of a model that has several, by the stratum and the occasion of a row. */
final class ResidualVariances {
    private final Map<String, Double> deviations = new HashMap<>();
    /** The columns that tell a row's variance, the stratum's first; where a batch has them, -1 where it lacks them. */
    private final int[] columns;

    private ResidualVariances(List<StructureEstimate> estimates, int[] columns) {
        for (StructureEstimate estimate : estimates) {
            if (estimate.kind() == StructureEstimate.Kind.RESIDUAL) {
                deviations.put(estimate.first(), estimate.value());
            }
        }
        this.columns = columns;
    }

    /**
     * Returns the residual variances, if the model has several.
     *
     * @param available the columns that the batches have, in their order
     */
    static Optional<ResidualVariances> of(ModelParts parts, List<String> available) {
        return parts.structures()
                .filter(structures -> !structures.hasOneResidualVariance())
                .map(structures -> new ResidualVariances(
                        structures.estimates(),
                        columns(parts.provenance()).stream()
                                .mapToInt(available::indexOf)
                                .toArray()));
    }

    /** Returns the columns that tell which of the variances is a row's. */
    static List<String> columns(Provenance provenance) {
        Optional<String> occasions = provenance
                .residual()
                .filter(term -> !term.structure().homogeneous())
                .flatMap(ResidualTerm::position);
        return Stream.concat(provenance.strata().stream(), occasions.stream()).toList();
    }

    /** Returns the variance of the residual of row i, of weight 1; NaN where it was not estimated. */
    double variance(Batch batch, int i) {
        StringBuilder name = new StringBuilder();
        for (int column : columns) {
            Optional<String> label = column < 0 ? Optional.empty() : BatchLabels.label(batch, column, i);
            if (label.isEmpty()) {
                return Double.NaN;
            }
            name.append(name.isEmpty() ? "" : ":").append(label.get());
        }
        double deviation = deviations.getOrDefault(name.toString(), Double.NaN);
        return deviation * deviation;
    }
}
