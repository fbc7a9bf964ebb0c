package org.multilevel.fit.determination;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.design.Design;
import org.multilevel.design.RandomFactor;
import org.multilevel.fit.effects.EffectPair;
import org.multilevel.fit.effects.FactorEffects;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.fit.products.Standardisation;

/**
 * What the data do not tell of the variances and covariances of random effects, and how a fit has to say so.
 *
 * @param factors in the order of the design
 * @param freedom in how many directions the components may move unseen
 * @param hidden whether fixed effects hide it from the restricted likelihood
 */
public record NotIdentified(List<OpenComponents> factors, int freedom, boolean hidden) {
    /** Copies the list. */
    public NotIdentified {
        factors = List.copyOf(factors);
    }

    public static NotIdentified of(Design design, Standardisation standard, Determination determination) {
        List<double[][]> directions = determination.directions();
        List<OpenComponents> factors = new ArrayList<>();
        for (int f = 0; f < design.factors().size(); f++) {
            int at = f;
            RandomFactor factor = design.factors().get(f);
            List<double[]> own = directions.stream().map(d -> d[at]).toList();
            factors.add(OpenComponents.of(factor, standard.randomTransform(factor, f), own));
        }
        return new NotIdentified(factors, directions.size(), determination.hiddenByFixedEffects());
    }

    /** Returns the same with a factor of whose components the data tell nothing. */
    public NotIdentified with(int factor, OpenComponents all) {
        List<OpenComponents> changed = new ArrayList<>(factors);
        changed.set(factor, all);
        return new NotIdentified(changed, freedom + all.pairs().size(), hidden);
    }

    /** Returns per factor the components that the data do not determine. */
    public List<List<EffectPair>> pairs() {
        return factors.stream().map(OpenComponents::pairs).toList();
    }

    /** Returns whether the data tell everything. */
    public boolean isEmpty() {
        return factors.stream().allMatch(factor -> factor.pairs().isEmpty());
    }

    /** Returns a sentence for each factor of whose components some are not identified; {@code effects} are the estimates. */
    public List<String> sentences(List<FactorEffects> effects) {
        List<String> sentences = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            if (!factors.get(f).pairs().isEmpty()) {
                sentences.add(factors.get(f).sentence(effects.get(f).covariance(), hidden));
            }
        }
        return sentences;
    }

    /** Returns the verdict with an explanation that is true of an optimum among many. */
    public Verdict verdict(Verdict verdict) {
        if (isEmpty() || verdict.status() == Verdict.Status.NOT_CONVERGED) {
            return verdict;
        }
        String where = verdict.status() == Verdict.Status.SINGULAR
                ? "An optimum was found at the boundary, where a variance is zero or a correlation 1 or -1"
                : "An optimum was found";
        return new Verdict(
                verdict.status(),
                verdict.gradientNorm(),
                verdict.evaluations(),
                verdict.optimizer(),
                where
                        + ", but it is one of many that are equally good: some variances and covariances of random effects are not"
                        + " identified.");
    }
}
