package org.multilevel.inference;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.multilevel.design.RandomBlock;
import org.multilevel.fit.answers.ProfiledParameter;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.fit.structure.StructureEstimate;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** The covariance structures' own parameters by name: those of random terms stand before those of residuals among their estimates. */
final class StructureParameters {
    private final List<StructureEstimate> estimates;
    private final int ofTerms;
    /** How many of a factor's have been given a name. */
    private final Map<String, Integer> named = new HashMap<>();

    StructureParameters(MixedModel model) {
        estimates = model.structures().map(FittedStructures::estimates).orElse(List.of());
        ofTerms = model.correlationsOfTerms();
    }

    /** Returns those of a term, asked for in the order of the terms of its factor. */
    Map<String, ProfiledParameter> ofTerm(GroupingFactor factor, int block) {
        Map<String, ProfiledParameter> found = new LinkedHashMap<>();
        int skipped = named.getOrDefault(factor.name(), 0);
        RandomBlock term = factor.blocks().get(block);
        int count = term.structure().correlations(term.columns().size());
        named.put(factor.name(), skipped + count);
        for (int i = 0; i < ofTerms && count > 0; i++) {
            if (!estimates.get(i).group().equals(factor.name())) {
                continue;
            }
            if (skipped > 0) {
                skipped--;
            } else {
                String name = "cor:" + factor.name() + ":" + estimates.get(i).first();
                found.put(
                        factor.blocks().size() == 1 ? name : name + " " + (block + 1),
                        new ProfiledParameter.StructureCorrelation(i));
                count--;
            }
        }
        return found;
    }

    Map<String, ProfiledParameter> ofResiduals() {
        Map<String, ProfiledParameter> found = new LinkedHashMap<>();
        for (int i = ofTerms; i < estimates.size(); i++) {
            StructureEstimate estimate = estimates.get(i);
            switch (estimate.kind()) {
                case CORRELATION ->
                    found.put(
                            "cor:Residual:" + estimate.first()
                                    + (estimate.second().isEmpty() ? "" : ":" + estimate.second()),
                            new ProfiledParameter.StructureCorrelation(i));
                case RESIDUAL ->
                    found.put(
                            Parameters.RESIDUAL + (estimate.first().isEmpty() ? "" : ":" + estimate.first()),
                            new ProfiledParameter.StructureDeviation(i));
            }
        }
        return found;
    }

    /** Returns which of the estimates a parameter is, if it is one. */
    static OptionalInt position(ProfiledParameter kind) {
        if (kind instanceof ProfiledParameter.StructureCorrelation own) {
            return OptionalInt.of(own.position());
        }
        return kind instanceof ProfiledParameter.StructureDeviation own
                ? OptionalInt.of(own.position())
                : OptionalInt.empty();
    }
}
