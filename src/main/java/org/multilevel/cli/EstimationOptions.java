package org.multilevel.cli;

import java.util.Optional;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.Solver;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.result.OptionWords;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say how a model is estimated. */
final class EstimationOptions {
    static final String SYNOPSIS = "[--ml] [--weights COL] [--threads N]";
    static final String SOLVER = "--solver";
    static final String MORE_SYNOPSIS = "[--residual STRUCTURE] [--residual-variance COL] [--solver WHICH]";

    @Option(names = "--ml", description = "Maximum likelihood instead of restricted maximum likelihood.")
    private boolean ml;

    @Option(
            names = "--weights",
            paramLabel = "COL",
            converter = Converters.ColumnName.class,
            description =
                    "Column of prior weights: the residual variance of a row is sigma^2 / weight; with --family they multiply its"
                            + " log-likelihood.")
    private Optional<String> weights = Optional.empty();

    @Option(
            names = "--residual",
            paramLabel = "STRUCTURE",
            converter = Converters.Residual.class,
            description = OptionWords.RESIDUAL)
    private Optional<ResidualTerm> residual = Optional.empty();

    @Option(
            names = "--residual-variance",
            paramLabel = "COL",
            converter = Converters.ColumnName.class,
            description = OptionWords.RESIDUAL_VARIANCE)
    private Optional<String> strata = Optional.empty();

    @Option(
            names = SOLVER,
            paramLabel = "WHICH",
            converter = Converters.SolverName.class,
            description = OptionWords.SOLVER)
    private Solver solver = Solver.AUTOMATIC;

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    /** Returns a generalised model, to be estimated as the options say. */
    GeneralisedLinearMixedModel applied(GeneralisedLinearMixedModel to) {
        GeneralisedLinearMixedModel model = weights.map(to::withWeights).orElse(to);
        return threads.count().map(model::withThreads).orElse(model);
    }

    /** Returns the model of a formula, to be estimated as the options say. */
    LinearMixedModel model(String formula) {
        LinearMixedModel model = LinearMixedModel.of(formula)
                .withMethod(ml ? EstimationMethod.ML : EstimationMethod.REML)
                .withSolver(solver);
        model = weights.map(model::withWeights).orElse(model);
        model = residual.map(model::withResidual).orElse(model);
        model = strata.map(model::withResidualVariance).orElse(model);
        return threads.count().map(model::withThreads).orElse(model);
    }
}
