package org.multilevel.inference.means;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.data.FullPrecision;
import org.multilevel.error.ModelException;
import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;

/**
 * A question about what is expected of the response for the levels of some predictors; immutable.
 *
 * @param <Q> the question itself, which each change gives anew
 */
public abstract sealed class MeansQuestion<Q extends MeansQuestion<Q>> permits EstimatedMarginalMeans, SimpleSlopes {
    final MeansTerms terms;
    final MeansSettings settings;

    MeansQuestion(MeansTerms terms, MeansSettings settings) {
        this.terms = terms;
        this.settings = settings;
    }

    abstract Q with(MeansSettings settings);

    /** Returns this question with a covariate at given values instead of its mean. */
    public Q at(String predictor, double... values) {
        return atLevels(
                predictor, Arrays.stream(values).mapToObj(FullPrecision::text).toList());
    }

    /** Returns this question with a predictor at some of its levels, or at values as texts. */
    public Q atLevels(String predictor, List<String> levels) {
        return with(settings.at(predictor, levels));
    }

    /** Returns this question with comparisons, adjusted as is usual for them unless an adjustment is chosen. */
    public Q withContrasts(Contrasts contrasts) {
        return with(settings.with(contrasts));
    }

    /** Returns this question with an adjustment of the comparisons. */
    public Q withAdjustment(Adjustment adjustment) {
        return with(settings.with(adjustment));
    }

    /** Returns this question with another method or level. */
    public Q withInference(Inference inference) {
        return with(settings.with(inference));
    }

    /** Returns the names of all predictors that the question names. */
    public List<String> predictors() {
        List<String> all = new ArrayList<>(terms.all());
        all.addAll(settings.at().keySet());
        return all;
    }

    /** Returns the names of the columns that tell the estimates apart, in the order of the answer. */
    public List<String> factors() {
        return terms.all();
    }

    /** Returns how many of the last of these are held fixed in comparisons. */
    public int within() {
        return terms.within().size();
    }

    /** Returns what is estimated. */
    public abstract MarginalMeans.Quantity quantity();

    /**
     * Answers the question of a model.
     *
     * @throws ModelException if a name is no predictor of the fixed part, a level none of the model's, or the model lacks what the method
     *     needs
     */
    public abstract MarginalMeans ask(MixedModel model);
}
