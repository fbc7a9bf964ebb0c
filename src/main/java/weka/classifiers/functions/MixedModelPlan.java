package weka.classifiers.functions;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.Table;
import org.multilevel.formula.Formula;

/**
 * What is to be estimated on some data: the model that was asked for, and simpler ones in case the data cannot bear it.
 *
 * @param table the columns that the formulas speak of
 * @param weights the column of prior weights, if the instances differ in weight
 * @param attempts the models, the one that was asked for first; never empty
 * @param written whether the first formula is the user's own, so that what is wrong with it is not the data's fault
 * @param notes sentences about choices that were made for the user
 */
record MixedModelPlan(
        Table table, Optional<String> weights, List<Attempt> attempts, boolean written, List<String> notes) {

    /** Copies the lists. */
    MixedModelPlan {
        attempts = List.copyOf(attempts);
        notes = List.copyOf(notes);
    }

    /**
     * One model.
     *
     * @param formula what to estimate
     * @param description what it is, as the end of "this is ..."
     */
    record Attempt(Formula formula, String description) {}
}
