package weka.classifiers.functions;

import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.formula.Formula;

/** How a formula becomes a model, which is all in learning that linear and generalised classifiers do differently. */
interface MixedModelEstimator {

    /** A model that has been estimated, while what it was estimated from is still there. */
    interface Estimated {
        /**
         * Returns what the classifier keeps.
         *
         * @param notes what a user should know; more may be added
         */
        FittedMixedModel state(List<String> notes);
    }

    /** Returns what a model without groups is, as words after "is". */
    String ungrouped();

    /** Returns the label whose probability is predicted, where the class is nominal. */
    default Optional<String> event() {
        return Optional.empty();
    }

    /**
     * Refuses what cannot be asked of a model, before it is fitted.
     *
     * @throws MixedModelException with one sentence
     */
    void check(Formula formula, MixedModelPlan plan) throws MixedModelException;

    /**
     * Fits a model.
     *
     * @param notes get what the table says against it
     * @throws org.multilevel.error.ModelException if the data do not bear it
     */
    Estimated fit(Formula formula, MixedModelPlan plan, List<String> notes, Progress progress);

    /**
     * Fits a model of which only matters that it can be fitted.
     *
     * @throws org.multilevel.error.ModelException if the data do not bear it
     */
    void tryOut(Formula formula, MixedModelPlan plan, Progress progress);

    /**
     * Sets up the columns of a model without fitting it.
     *
     * @throws org.multilevel.error.ModelException if the formula means nothing on the table
     */
    void read(Formula formula, MixedModelPlan plan, Progress progress);
}
