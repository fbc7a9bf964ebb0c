package org.multilevel.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.multilevel.data.FullPrecision;
import org.multilevel.error.ModelException;
import org.multilevel.model.MixedModel;

/**
 * The question what is expected of the response for the levels of some predictors, the others averaged over or held; immutable.
 *
 * <pre>{@code
 * MarginalMeans means = EstimatedMarginalMeans.of("sector * minority").at("ses", 0)
 *         .withContrasts(new Contrasts.Pairwise())
 *         .ask(model);
 * }</pre>
 *
 * <p>With L the average row of X of a combination in the reference grid, the mean is L beta and its variance L cov(beta) L', with degrees of
 * freedom by the method of the inference; levels count equally. It is the population's: no group effects. Reference: Searle, Speed, Milliken
 * (1980), Amer. Statist. 34, 216-221; the conventions are those of R's emmeans.
 */
public final class EstimatedMarginalMeans {
    private final MeansTerms terms;
    private final MeansSettings settings;

    private EstimatedMarginalMeans(MeansTerms terms, MeansSettings settings) {
        this.terms = terms;
        this.settings = settings;
    }

    /**
     * Asks for the means of some predictors' combinations, without comparisons.
     *
     * @param terms names of predictors, such as {@code a}, {@code a * b}, or {@code a | b}, where b is held in comparisons
     * @throws ModelException if it cannot be read
     */
    public static EstimatedMarginalMeans of(String terms) {
        return new EstimatedMarginalMeans(MeansTerms.parse(terms), new MeansSettings(Inference.standard()));
    }

    /** Returns this question with a covariate at given values instead of its mean. */
    public EstimatedMarginalMeans at(String predictor, double... values) {
        return atLevels(
                predictor, Arrays.stream(values).mapToObj(FullPrecision::text).toList());
    }

    /** Returns this question with a predictor at some of its levels, or at values as texts. */
    public EstimatedMarginalMeans atLevels(String predictor, List<String> levels) {
        return new EstimatedMarginalMeans(terms, settings.at(predictor, levels));
    }

    /** Returns this question with comparisons, adjusted as is usual for them unless an adjustment is chosen. */
    public EstimatedMarginalMeans withContrasts(Contrasts contrasts) {
        return new EstimatedMarginalMeans(terms, settings.with(contrasts));
    }

    /** Returns this question with an adjustment of the comparisons. */
    public EstimatedMarginalMeans withAdjustment(Adjustment adjustment) {
        return new EstimatedMarginalMeans(terms, settings.with(adjustment));
    }

    /** Returns this question with another method or level. */
    public EstimatedMarginalMeans withInference(Inference inference) {
        return new EstimatedMarginalMeans(terms, settings.with(inference));
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

    /**
     * Answers the question of a model.
     *
     * @throws ModelException if a name is no predictor of the fixed part, a level none of the model's, or the model lacks what the method
     *     needs
     */
    public MarginalMeans ask(MixedModel model) {
        ReferenceGrid grid = ReferenceGrid.of(model, settings.at());
        List<ReferenceGrid.Axis> axes =
                terms.all().stream().map(name -> grid.axis(model, name)).toList();
        return new MeansAnswer(model, settings, grid, axes, terms.within().size())
                .of(MarginalMeans.Quantity.MEAN, "", grid.cells(axes));
    }
}
