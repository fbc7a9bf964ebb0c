package weka.classifiers.functions;

import java.util.List;

/**
 * What a user has chosen about the variables of a model, as typed.
 *
 * @param formula in lme4's notation, with or without the response; empty to have it built
 * @param group grouping attributes, by name or position: {@code a, b} crossed, {@code a/b} nested; may be empty
 * @param slopes attributes whose effects vary by group, by name or position; may be empty
 * @param weights the attribute of prior weights, by name or position; may be empty
 * @param uncorrelated whether the effects within a group are uncorrelated
 * @param lentGroups the attributes of an evaluation by groups, the outermost first, which are the group where the options and the formula
 *     name none; may be empty
 * @param own what only one of the classifiers asks
 */
record MixedModelSettings(
        String formula,
        String group,
        String slopes,
        String weights,
        boolean uncorrelated,
        List<String> lentGroups,
        Own own) {

    /**
     * Variables that only one of the classifiers asks for.
     *
     * @param trials the attribute of numbers of trials, of which the class is the proportion of successes, by name or position; may be empty
     * @param residual how the residuals of a subject go together, such as {@code ar1(week | child)}; may be empty
     * @param residualVariance the attribute for each of whose values residuals have a variance, by name or position; may be empty
     */
    record Own(String trials, String residual, String residualVariance) {
        static final Own NONE = new Own("", "", "");

        /** Takes blank texts for empty ones. */
        Own {
            trials = trials.strip();
            residual = residual.strip();
            residualVariance = residualVariance.strip();
        }

        /** Returns those of a generalised model. */
        static Own ofGeneralised(String trials) {
            return new Own(trials, "", "");
        }

        /** Returns those of a linear model. */
        static Own ofLinear(String residual, String residualVariance) {
            return new Own("", residual, residualVariance);
        }
    }

    /** Takes blank texts for empty ones, and copies the list. */
    MixedModelSettings {
        formula = formula.strip();
        group = group.strip();
        slopes = slopes.strip();
        weights = weights.strip();
        lentGroups = List.copyOf(lentGroups);
    }
}
