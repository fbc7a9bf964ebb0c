package org.multilevel.inference.shares;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/**
 * How the variance of a response is shared out between the fixed effects, each grouping factor and the residual: the R squared and the
 * intraclass correlations of a mixed model; immutable.
 *
 * <p>The fixed part is the variance of X beta over the rows of the fit (divisor n - 1); a factor's part the mean over the rows of z'Gz, the
 * variance that its effects add in a row, which with an intercept alone is its variance; the residual's part is sigma^2, the residual
 * variance of a row of weight 1. Sources: Nakagawa and Schielzeth (2013), Methods Ecol. Evol. 4, 133-142; for slopes Johnson (2014),
 * Methods Ecol. Evol. 5, 944-946; Nakagawa, Johnson and Schielzeth (2017), J. R. Soc. Interface 14, 20170213.
 *
 * @param fixed variance of the fixed part
 * @param groups the part of each grouping factor, in the order of {@link MixedModel#groupingFactors()}
 * @param residual the residual variance
 */
public record VarianceShares(double fixed, List<Part> groups, double residual) {
    /** Where more than this part of the whole may be rounding, shares would have no digits worth reading. */
    private static final double ROUNDING = 1e-3;

    /**
     * What a grouping factor adds to the variance.
     *
     * @param factor its name
     * @param variance the mean over the rows of the variance of what its effects add
     */
    public record Part(String factor, double variance) {}

    /** Copies the list. */
    public VarianceShares {
        groups = List.copyOf(groups);
    }

    /**
     * Returns the shares of a model; empty if it was saved by an early version, which kept too little of the rows. Those of a
     * generalised model are on the scale of its link, with {@link DistributionVariance} as the residual's; models with several residual
     * variances have none, nor those all of whose group variances are held at 0 because the rows do not tell them, nor those of which
     * {@link #lostDigits} speaks.
     */
    public static Optional<VarianceShares> of(MixedModel model) {
        double residual = residualVariance(model);
        return Double.isNaN(residual) || !model.hasOneResidualVariance() || isHeld(model)
                ? Optional.empty()
                : model.rowFacts().flatMap(facts -> of(model, facts, residual));
    }

    /**
     * Returns the column of random slopes that lies so far from 0 beside its spread that the digits of its group's part cancel in the covariances
     * of a model, which has no shares for that; empty for all others. Less its mean the column has them.
     */
    public static Optional<String> lostDigits(MixedModel model) {
        double residual = residualVariance(model);
        if (Double.isNaN(residual) || !model.hasOneResidualVariance()) {
            return Optional.empty();
        }
        return model.rowFacts()
                .filter(facts -> losesDigits(model, facts, known(model, facts, residual)))
                .map(facts -> farthest(model, facts));
    }

    private static boolean losesDigits(MixedModel model, RowFacts facts, VarianceShares shares) {
        return IntStream.range(0, model.groupingFactors().size())
                        .mapToDouble(f -> facts.randomRounding(
                                f, model.groupingFactors().get(f).covariance()))
                        .sum()
                > ROUNDING * shares.total();
    }

    /** Returns the column whose part would be the largest if it were the only one. */
    private static String farthest(MixedModel model, RowFacts facts) {
        String farthest = "";
        double largest = 0;
        for (int f = 0; f < model.groupingFactors().size(); f++) {
            GroupingFactor factor = model.groupingFactors().get(f);
            double[][] squares = facts.randomSquares().get(f);
            for (int k = 0; k < factor.width(); k++) {
                double alone = factor.isIntercept(k) ? 0 : squares[k][k] * factor.covariance(k, k);
                farthest = alone > largest ? factor.column(k) : farthest;
                largest = Math.max(largest, alone);
            }
        }
        return farthest;
    }

    /**
     * Returns the shares of a binomial model on its observation level, where the variance of single outcomes by the delta method stands in the place
     * of that of a latent response; empty for all other models, and without groups.
     */
    public static Optional<VarianceShares> ofObservations(MixedModel model) {
        OptionalDouble residual =
                model.generalised().map(DistributionVariance::ofObservation).orElseGet(OptionalDouble::empty);
        return residual.isEmpty() || isHeld(model)
                ? Optional.empty()
                : model.rowFacts().flatMap(facts -> of(model, facts, residual.getAsDouble()));
    }

    /** What the rows do not tell at all is no share of 0. */
    private static boolean isHeld(MixedModel model) {
        List<GroupingFactor> factors = model.groupingFactors();
        return !factors.isEmpty() && factors.stream().allMatch(GroupingFactor::isHeld);
    }

    private static double residualVariance(MixedModel model) {
        return model.generalised().map(g -> DistributionVariance.of(g).value()).orElse(model.sigma() * model.sigma());
    }

    private static Optional<VarianceShares> of(MixedModel model, RowFacts facts, double residual) {
        return Optional.of(known(model, facts, residual)).filter(shares -> !losesDigits(model, facts, shares));
    }

    private static VarianceShares known(MixedModel model, RowFacts facts, double residual) {
        List<Part> parts = new ArrayList<>();
        List<GroupingFactor> factors = model.groupingFactors();
        for (int f = 0; f < factors.size(); f++) {
            parts.add(new Part(
                    factors.get(f).name(),
                    facts.randomVariance(f, factors.get(f).covariance())));
        }
        return of(model, facts.fixedVariance(model.fixedEffects().estimates()), parts, residual);
    }

    /**
     * Returns the shares that go with other estimates of a model, such as those of a bootstrap sample; the mean of counts without predictors is
     * the model's own.
     *
     * @param facts of the rows, with the grouping factors in the order of the model
     * @param estimates likewise
     */
    public static VarianceShares of(MixedModel model, RowFacts facts, Estimates estimates) {
        List<Part> parts = new ArrayList<>();
        List<double[][]> covariances = estimates.covariances();
        for (int f = 0; f < covariances.size(); f++) {
            parts.add(new Part(model.groupingFactors().get(f).name(), facts.randomVariance(f, covariances.get(f))));
        }
        double residual = model.generalised()
                .map(g -> DistributionVariance.of(g.distribution(), g.nullMean(), estimates.sigma())
                        .value())
                .orElseGet(() -> estimates.sigma() * estimates.sigma());
        return of(model, facts.fixedVariance(estimates.beta()), parts, residual);
    }

    /** In a generalised model a factor with a level for every row is dispersion, and no group: its part goes to the residual's. */
    private static VarianceShares of(MixedModel model, double fixed, List<Part> parts, double residual) {
        if (model.generalised().isEmpty()) {
            return new VarianceShares(fixed, parts, residual);
        }
        List<Part> groups = new ArrayList<>();
        double rest = residual;
        for (int f = 0; f < parts.size(); f++) {
            boolean isRow = model.groupingFactors().get(f).fittedLevels()
                    == model.rows().used();
            rest += isRow ? parts.get(f).variance() : 0;
            groups.add(isRow ? new Part(parts.get(f).factor(), 0) : parts.get(f));
        }
        return new VarianceShares(fixed, groups, rest);
    }

    /** Returns the part of all grouping factors together. */
    public double random() {
        return groups.stream().mapToDouble(Part::variance).sum();
    }

    /** Returns the sum of all parts. */
    public double total() {
        return fixed + random() + residual;
    }

    /** Returns the marginal R squared: the part of the variance that the fixed effects explain. */
    public double r2Marginal() {
        return fixed / total();
    }

    /** Returns the conditional R squared: the part that fixed effects and group effects explain together. */
    public double r2Conditional() {
        return (fixed + random()) / total();
    }

    /** Returns the adjusted intraclass correlation: how much of the variance that the fixed effects leave lies between groups. */
    public double iccAdjusted() {
        return random() / (random() + residual);
    }

    /** Returns the unadjusted intraclass correlation: how much of all variance lies between groups beyond the fixed effects. */
    public double iccUnadjusted() {
        return random() / total();
    }

    /** Returns how much of the variance that the fixed effects leave belongs to one grouping factor, by its position. */
    public double icc(int factor) {
        return groups.get(factor).variance() / (random() + residual);
    }

    /** Returns how much of all variance belongs to one grouping factor beyond the fixed effects, by its position. */
    public double iccUnadjusted(int factor) {
        return groups.get(factor).variance() / total();
    }
}
