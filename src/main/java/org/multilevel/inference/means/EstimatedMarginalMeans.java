package org.multilevel.inference.means;

import java.util.List;
import org.multilevel.error.ModelException;
import org.multilevel.inference.Inference;
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
 * freedom by the method of the inference; levels count equally. It is the population's: no group effects. Those of a generalised
 * model are on the scale of its link; {@link ResponseMeans} has them on that of the response. Reference: Searle, Speed, Milliken
 * (1980), Amer. Statist. 34, 216-221; the conventions are those of R's emmeans.
 */
public final class EstimatedMarginalMeans extends MeansQuestion<EstimatedMarginalMeans> {
    private EstimatedMarginalMeans(MeansTerms terms, MeansSettings settings) {
        super(terms, settings);
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

    @Override
    EstimatedMarginalMeans with(MeansSettings changed) {
        return new EstimatedMarginalMeans(terms, changed);
    }

    @Override
    public MarginalMeans.Quantity quantity() {
        return MarginalMeans.Quantity.MEAN;
    }

    @Override
    public MarginalMeans ask(MixedModel model) {
        ReferenceGrid grid = ReferenceGrid.of(model, settings.at());
        List<ReferenceGrid.Axis> axes =
                terms.all().stream().map(name -> grid.axis(model, name)).toList();
        return new MeansAnswer(model, settings, grid, axes, within()).of(quantity(), "", grid.cells(axes));
    }
}
