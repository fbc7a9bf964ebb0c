package org.multilevel.result;

import java.util.List;
import org.multilevel.inference.comparison.ComparedModel;
import org.multilevel.inference.comparison.ModelComparison;

/** Lists models that are compared, with the test of each against the one before it. */
final class ComparisonTable {
    /** Name, formula, statistics, test and verdict of every model. */
    static final TableDefinition<List<ComparedModel>> DEFINITION = TableDefinition.<List<ComparedModel>>named(
                    "model_comparison")
            .text("model", (models, i) -> models.get(i).name())
            .text("formula", (models, i) -> models.get(i).model().formula())
            .whole(
                    "parameters",
                    (models, i) -> models.get(i).model().statistics().parameters())
            .real("aic", (models, i) -> models.get(i).model().statistics().aic())
            .real("bic", (models, i) -> models.get(i).model().statistics().bic())
            .real(
                    "log_likelihood",
                    (models, i) -> models.get(i).model().statistics().logLikelihood())
            .real("deviance", (models, i) -> models.get(i).model().statistics().criterion())
            .real("chi_squared", (models, i) -> models.get(i).chiSquared())
            .real("df", (models, i) -> models.get(i).df())
            .real("p_value", (models, i) -> models.get(i).pValue())
            .real("aicc", (models, i) -> models.get(i).model().statistics().aicc())
            .real("p_boundary", (models, i) -> models.get(i).pBoundary())
            .real("p_bootstrap", (models, i) -> models.get(i).pBootstrap())
            .text(
                    "verdict",
                    (models, i) -> FitStatisticsTable.word(models.get(i).model()));

    private ComparisonTable() {}

    static ResultTable of(ModelComparison comparison) {
        return DEFINITION.table(comparison.models(), comparison.models().size());
    }
}
