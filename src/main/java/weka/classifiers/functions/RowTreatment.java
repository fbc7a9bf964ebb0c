package weka.classifiers.functions;

import org.multilevel.model.AliasedColumns;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Predictor;
import org.multilevel.model.UnseenGroups;

/**
 * How rows are predicted.
 *
 * @param unseen what groups get that training did not see
 * @param aliased what rows get that depend on a coefficient left out of the fit
 * @param carried whether the residuals that training left of a subject are carried on to its other rows
 */
record RowTreatment(UnseenGroups unseen, AliasedColumns aliased, boolean carried) {

    Predictor predictor(MixedModel model) {
        Predictor predictor = model.predictor().withUnseenGroups(unseen).withAliased(aliased);
        return carried ? predictor.withCarriedResiduals() : predictor;
    }
}
