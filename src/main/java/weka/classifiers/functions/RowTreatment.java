package weka.classifiers.functions;

import org.multilevel.model.AliasedColumns;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Predictor;
import org.multilevel.model.UnseenGroups;

/** What rows get of which training tells less than a prediction needs. */
record RowTreatment(UnseenGroups unseen, AliasedColumns aliased) {

    Predictor predictor(MixedModel model) {
        return model.predictor().withUnseenGroups(unseen).withAliased(aliased);
    }
}
