package weka.classifiers.functions;

import java.util.List;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;

/**
 * What a user has chosen about the model, as typed.
 *
 * @param formula in lme4's notation, with or without the response; empty to have it built
 * @param group grouping attributes, by name or position: {@code a, b} crossed, {@code a/b} nested; may be empty
 * @param slopes attributes whose effects vary by group, by name or position; may be empty
 * @param weights the attribute of prior weights, by name or position; may be empty
 * @param uncorrelated whether the effects within a group are uncorrelated
 * @param method the likelihood
 * @param df for which degrees of freedom the model keeps what they need
 * @param lentGroups the attributes of an evaluation by groups, the outermost first, which are the group where the options and the formula
 *     name none; may be empty
 */
record MixedModelSettings(
        String formula,
        String group,
        String slopes,
        String weights,
        boolean uncorrelated,
        EstimationMethod method,
        DfMethod df,
        List<String> lentGroups) {

    /** Takes blank texts for empty ones, and copies the list. */
    MixedModelSettings {
        formula = formula.strip();
        group = group.strip();
        slopes = slopes.strip();
        weights = weights.strip();
        lentGroups = List.copyOf(lentGroups);
    }
}
