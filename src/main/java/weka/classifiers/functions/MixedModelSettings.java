package weka.classifiers.functions;

import java.util.List;

/**
 * What a user has chosen about the variables of a model, as typed.
 *
 * @param formula in lme4's notation, with or without the response; empty to have it built
 * @param group grouping attributes, by name or position: {@code a, b} crossed, {@code a/b} nested; may be empty
 * @param slopes attributes whose effects vary by group, by name or position; may be empty
 * @param weights the attribute of prior weights, by name or position; may be empty
 * @param trials the attribute of numbers of trials, of which the class is the proportion of successes, by name or position; may be empty
 * @param uncorrelated whether the effects within a group are uncorrelated
 * @param lentGroups the attributes of an evaluation by groups, the outermost first, which are the group where the options and the formula
 *     name none; may be empty
 */
record MixedModelSettings(
        String formula,
        String group,
        String slopes,
        String weights,
        String trials,
        boolean uncorrelated,
        List<String> lentGroups) {

    /** Takes blank texts for empty ones, and copies the list. */
    MixedModelSettings {
        formula = formula.strip();
        group = group.strip();
        slopes = slopes.strip();
        weights = weights.strip();
        trials = trials.strip();
        lentGroups = List.copyOf(lentGroups);
    }
}
