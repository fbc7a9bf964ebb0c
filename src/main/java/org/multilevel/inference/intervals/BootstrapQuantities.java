package org.multilevel.inference.intervals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.multilevel.fit.answers.Estimates;
import org.multilevel.fit.facts.RowFacts;
import org.multilevel.inference.LinearFunction;
import org.multilevel.inference.Parameters;
import org.multilevel.inference.shares.LeastSquaresExplained;
import org.multilevel.inference.shares.VarianceShares;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/** What is computed from the estimates of every bootstrap replicate, in the order of tables. */
final class BootstrapQuantities {
    private final MixedModel model;
    private final Parameters parameters;
    private final int[] kept;
    /** Of the rows, where there are groups to share the variance with. */
    private final Optional<RowFacts> facts;

    /** Where there are none, and predictors. */
    private final Optional<LeastSquaresExplained> leastSquares;

    private final List<LinearFunction> functions;

    private BootstrapQuantities(
            MixedModel model, int[] kept, Optional<RowFacts> facts, List<LinearFunction> functions) {
        this.model = model;
        this.parameters = Parameters.of(model);
        this.kept = kept;
        this.facts = facts;
        this.leastSquares = LeastSquaresExplained.of(model).filter(explained -> explained.explaining() > 0);
        this.functions = functions;
    }

    static BootstrapQuantities of(LiveModel live, List<LinearFunction> functions) {
        MixedModel model = live.model();
        return new BootstrapQuantities(
                model,
                live.problem().keptColumns(),
                model.groupingFactors().isEmpty() || !model.hasOneResidualVariance()
                        ? Optional.empty()
                        : model.rowFacts(),
                functions);
    }

    static BootstrapQuantities of(LiveGeneralisedModel live, List<LinearFunction> functions) {
        MixedModel model = live.model();
        boolean shared =
                !model.groupingFactors().isEmpty() && VarianceShares.of(model).isPresent();
        return new BootstrapQuantities(
                model, live.problem().keptColumns(), shared ? model.rowFacts() : Optional.empty(), functions);
    }

    List<String> names() {
        List<String> names = new ArrayList<>(parameters.names());
        if (facts.isPresent()) {
            factors().filter(factor -> !factor.isHeld()).forEach(factor -> names.add("icc:" + factor.name()));
            names.add("r2_marginal");
            names.add("r2_conditional");
        }
        leastSquares.ifPresent(explained -> {
            names.add("r_squared");
            names.add("adj_r_squared");
        });
        functions.forEach(function -> names.add(function.name()));
        return names;
    }

    private Stream<GroupingFactor> factors() {
        return model.groupingFactors().stream();
    }

    /** Returns the values of the fit. */
    double[] estimates() {
        return joined(
                parameters.values(model),
                facts.flatMap(rows -> VarianceShares.of(model)),
                model.fixedEffects().estimates(),
                model.sigma());
    }

    /** Returns the values of a refit, whose grouping factors stand in the order of the model. */
    double[] values(Estimates refit) {
        double[] values = parameters.values(refit, kept);
        double[] beta = Arrays.copyOf(values, kept.length);
        return joined(values, facts.map(rows -> VarianceShares.of(model, rows, refit)), beta, refit.sigma());
    }

    private double[] joined(double[] values, Optional<VarianceShares> shares, double[] beta, double sigma) {
        return Stream.of(
                        DoubleStream.of(values),
                        shares.stream().flatMapToDouble(this::parts),
                        leastSquares.stream().flatMapToDouble(explained -> explained(explained, beta, sigma)),
                        functions.stream().mapToDouble(function -> function.value(beta)))
                .flatMapToDouble(part -> part)
                .toArray();
    }

    private static DoubleStream explained(LeastSquaresExplained explained, double[] beta, double sigma) {
        double rSquared = explained.rSquared(beta, sigma);
        return DoubleStream.of(rSquared, explained.adjusted(rSquared));
    }

    private DoubleStream parts(VarianceShares shares) {
        DoubleStream.Builder parts = DoubleStream.builder();
        for (int f = 0; f < shares.groups().size(); f++) {
            if (!model.groupingFactors().get(f).isHeld()) {
                parts.add(shares.icc(f));
            }
        }
        return parts.add(shares.r2Marginal()).add(shares.r2Conditional()).build();
    }
}
