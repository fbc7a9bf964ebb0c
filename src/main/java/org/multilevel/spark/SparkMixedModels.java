package org.multilevel.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.multilevel.fit.Spread;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.UnseenGroups;
import org.multilevel.result.ResultTable;

/**
 * Fits linear mixed models to Datasets of Apache Spark: the same numbers as on one machine, with the same bits for any number of partitions.
 *
 * <pre>{@code
 * MixedModel model = SparkMixedModels.fit(spark.read().parquet("pupils"), LinearMixedModel.of("score ~ ses + (ses | school)"));
 * }</pre>
 *
 * <p>Rows stay on the executors, which form sums over them; what the driver must hold for {@link #fit} grows with the number of groups, and
 * for {@link #spread} it does not.
 */
public final class SparkMixedModels {
    private SparkMixedModels() {}

    /**
     * Estimates a model on the rows of a Dataset.
     *
     * @throws org.multilevel.error.ModelException if the model cannot be estimated on these rows, or the driver has too little memory for
     *     its groups
     * @throws org.multilevel.error.DataException if the rows cannot be read
     * @throws java.util.concurrent.CancellationException if the model's progress listener says so
     */
    public static MixedModel fit(Dataset<Row> rows, LinearMixedModel model) {
        return fit(rows, model, DatasetParts.BUCKETS);
    }

    /**
     * Estimates a model as {@link #fit(Dataset, LinearMixedModel)}.
     *
     * @param buckets into how many buckets groups go, and so how many tasks may work at a time (32 by default); another number gives other
     *     last bits
     * @throws org.multilevel.error.MultilevelException as there
     * @throws java.util.concurrent.CancellationException as there
     */
    public static MixedModel fit(Dataset<Row> rows, LinearMixedModel model, int buckets) {
        try (DatasetParts parts = DatasetParts.of(rows, model, Spread.NO, buckets)) {
            return model.live(parts, (factors, sizes, patterns) -> {}).model();
        }
    }

    /**
     * Estimates a model whose groups and their effects stay on the cluster, however many they are; grouping factors must lie within one
     * another.
     *
     * @throws org.multilevel.error.ModelException if the model cannot be estimated on these rows, or grouping factors cross
     * @throws org.multilevel.error.MethodException if the model has covariance structures, or asks for Kenward and Roger's method
     * @throws org.multilevel.error.DataException if the rows cannot be read
     * @throws java.util.concurrent.CancellationException if the model's progress listener says so
     */
    public static SpreadMixedModel spread(Dataset<Row> rows, LinearMixedModel model) {
        return spread(rows, model, DatasetParts.BUCKETS);
    }

    /**
     * Estimates a model as {@link #spread(Dataset, LinearMixedModel)}.
     *
     * @param buckets into how many buckets groups go, and so how many tasks may work at a time (32 by default); another number gives other
     *     last bits
     * @throws org.multilevel.error.MultilevelException as there
     * @throws java.util.concurrent.CancellationException as there
     */
    public static SpreadMixedModel spread(Dataset<Row> rows, LinearMixedModel model, int buckets) {
        DatasetParts parts = DatasetParts.of(rows, model, Spread.YES, buckets);
        try {
            return SpreadMixedModel.of(rows.sparkSession(), parts, model.live(parts, (factors, sizes, patterns) -> {}));
        } catch (RuntimeException problem) {
            parts.close();
            throw problem;
        }
    }

    /**
     * Returns rows with the predictions of a model in three more columns: {@code prediction}, with the effects of the row's groups;
     * {@code prediction_population}, without them; and {@code prediction_std_error}, the standard error of the first. They are null where a
     * predictor is missing, and a group that the fit did not see has the population's.
     *
     * @throws org.multilevel.error.MultilevelException if the rows lack a column of the model or have one of these names already
     */
    public static Dataset<Row> predict(MixedModel model, Dataset<Row> rows) {
        return new Predicted(model, "prediction", UnseenGroups.POPULATION).of(rows);
    }

    /**
     * Returns a table of results, such as {@code ResultTables.of(model).groupEffects()}, as a Dataset with the same columns: texts, doubles and
     * longs, null where there is no value.
     */
    public static Dataset<Row> table(SparkSession session, ResultTable table) {
        return ResultDatasets.of(session, table);
    }
}
