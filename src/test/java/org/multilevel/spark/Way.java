package org.multilevel.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;

/** Where the cross-products of a model on Spark are while it is fitted. */
enum Way {
    GATHERED,
    SPREAD;

    /** Few buckets: what is tested does not depend on their number, and each is a task of every question. */
    static final int BUCKETS = 4;

    /** A model and the sorted levels of its first factor whose effects are known. */
    record Fitted(MixedModel model, List<String> levels) {}

    Fitted fit(Dataset<Row> rows, LinearMixedModel model) {
        if (this == GATHERED) {
            MixedModel fitted = SparkMixedModels.fit(rows, model, BUCKETS);
            return new Fitted(fitted, fitted.groupingFactors().get(0).levels());
        }
        try (SpreadMixedModel fitted = SparkMixedModels.spread(rows, model, BUCKETS)) {
            String group = fitted.model().groupingFactors().get(0).name();
            return new Fitted(
                    fitted.model(),
                    fitted.groupEffects().collectAsList().stream()
                            .filter(row -> row.getString(0).equals(group))
                            .map(row -> row.getString(1))
                            .distinct()
                            .sorted()
                            .toList());
        }
    }
}
