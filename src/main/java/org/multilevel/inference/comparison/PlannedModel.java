package org.multilevel.inference.comparison;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ModelTerms;
import org.multilevel.formula.Term;
import org.multilevel.glm.Distribution;

/**
 * What is known of a model before it is fitted, so that a comparison which cannot be made is refused before anything is.
 *
 * @param name the name of the model in sentences
 * @param response the response as results have it, such as {@code log(y)}
 * @param formula the formula
 * @param method the likelihood that is to be maximised
 * @param distribution the family and link of a generalised model
 */
public record PlannedModel(
        String name, String response, Formula formula, EstimationMethod method, Optional<Distribution> distribution) {

    /** Whether the fixed effects are surely others than those of another model; a dot hides what they are. */
    boolean hasOtherFixedEffects(PlannedModel other) {
        return !formula.hasDot() && !other.formula.hasDot() && !fixed().equals(other.fixed());
    }

    private record FixedPart(boolean intercept, Set<Term> terms) {}

    private FixedPart fixed() {
        ModelTerms terms = formula.expand(List.of());
        return new FixedPart(terms.intercept(), Set.copyOf(terms.fixed()));
    }
}
