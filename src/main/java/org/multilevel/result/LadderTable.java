package org.multilevel.result;

import org.multilevel.inference.comparison.LadderStep;
import org.multilevel.inference.comparison.ModelLadder;
import org.multilevel.inference.shares.VarianceShares;

/** Lists the steps of a ladder of models. */
final class LadderTable {
    /** Name, formula, statistics, explained variance and test of every step. */
    static final TableDefinition<ModelLadder> DEFINITION = TableDefinition.<ModelLadder>named("ladder")
            .whole("step", (ladder, i) -> i + 1)
            .text("name", (ladder, i) -> step(ladder, i).name())
            .text("formula", (ladder, i) -> step(ladder, i).model().formula())
            .whole(
                    "parameters",
                    (ladder, i) -> step(ladder, i).model().statistics().parameters())
            .real(
                    "log_likelihood",
                    (ladder, i) -> step(ladder, i).model().statistics().logLikelihood())
            .real("aic", (ladder, i) -> step(ladder, i).model().statistics().aic())
            .real("bic", (ladder, i) -> step(ladder, i).model().statistics().bic())
            .real("icc", (ladder, i) -> mixed(ladder, i) ? share(ladder, i, VarianceShares::iccAdjusted) : Double.NaN)
            .real("r2_marginal", (ladder, i) -> share(ladder, i, VarianceShares::r2Marginal))
            .real("r2_conditional", (ladder, i) -> share(ladder, i, VarianceShares::r2Conditional))
            .real("chi_squared", (ladder, i) -> step(ladder, i).compared().chiSquared())
            .real("df", (ladder, i) -> step(ladder, i).compared().df())
            .real("p_value", (ladder, i) -> step(ladder, i).compared().pValue())
            .real("p_boundary", (ladder, i) -> step(ladder, i).compared().pBoundary())
            .text(
                    "verdict",
                    (ladder, i) -> FitStatisticsTable.word(step(ladder, i).model()))
            .text("recommended", (ladder, i) -> i == ladder.recommended() ? "yes" : "no");

    private LadderTable() {}

    /** Asks for a number of what a model explains. */
    private interface Share {
        double of(VarianceShares shares);
    }

    private static LadderStep step(ModelLadder ladder, int i) {
        return ladder.steps().get(i);
    }

    private static boolean mixed(ModelLadder ladder, int i) {
        return !step(ladder, i).model().groupingFactors().isEmpty();
    }

    private static double share(ModelLadder ladder, int i, Share share) {
        return step(ladder, i).shares().map(share::of).orElse(Double.NaN);
    }

    static ResultTable of(ModelLadder ladder) {
        return DEFINITION.table(ladder, ladder.steps().size());
    }
}
