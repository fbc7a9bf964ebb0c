package org.multilevel.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.UnseenGroups;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;

/**
 * A mixed model whose groups stayed on the cluster, with their effects: no number of them is too large for the driver.
 *
 * <p>It holds the executors' memory, and their disks where that is short, until it is closed; what was made of it, like the Dataset of the
 * group effects, is to be used or written before.
 */
public final class SpreadMixedModel implements AutoCloseable {
    private final SparkSession session;
    private final DatasetParts parts;
    private final LiveModel live;
    private final byte[] solution;

    private SpreadMixedModel(SparkSession session, DatasetParts parts, LiveModel live) {
        this.session = session;
        this.parts = parts;
        this.live = live;
        this.solution = live.problem().spreadSolution(live.theta(), Progress.NONE);
    }

    /** Takes over parts to which a model was fitted, and which are closed with it. */
    static SpreadMixedModel of(SparkSession session, DatasetParts parts, LiveModel live) {
        if (!live.problem().isSpread()) {
            throw new ModelException(
                    "The formula has no groups that could stay on the cluster: fit it with SparkMixedModels.fit.");
        }
        return new SpreadMixedModel(session, parts, live);
    }

    /**
     * Returns the model: all but the effects of its groups, so that it predicts every group as the population. Its factors tell how many
     * levels there are by {@link org.multilevel.model.GroupingFactor#fittedLevels}.
     */
    public MixedModel model() {
        return live.model();
    }

    /** Returns the table {@code group_effects} of {@link ResultTables}: group, level, term, effect, conditional_sd, coefficient. */
    public Dataset<Row> groupEffects() {
        return table(GroupTable.EFFECTS);
    }

    /** Returns the table {@code reliability} of {@link ResultTables}: group, level, term, reliability. */
    public Dataset<Row> reliability() {
        return table(GroupTable.RELIABILITY);
    }

    /** Returns the tables that have rows for groups, by their names. */
    Map<String, Dataset<Row>> tables() {
        Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
        for (GroupTable table : GroupTable.values()) {
            tables.put(table.of(live.model()).name(), table(table));
        }
        return tables;
    }

    /** The tables that have rows for groups. */
    private enum GroupTable {
        EFFECTS,
        RELIABILITY;

        ResultTable of(MixedModel model) {
            ResultTables tables = ResultTables.of(model);
            return this == EFFECTS ? tables.groupEffects() : tables.reliability();
        }
    }

    private Dataset<Row> table(GroupTable table) {
        Broadcast<SentModel> whole =
                JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(new SentModel(live.model()));
        byte[] optimum = solution;
        JavaRDD<Row> rows = parts.held()
                .parts()
                .flatMap(held ->
                        ResultDatasets.rows(table.of(whole.value().model().ofPart(held.part(), optimum))));
        return session.createDataFrame(rows, ResultDatasets.schema(table.of(live.model())));
    }

    /**
     * Returns rows with the predictions as {@link SparkMixedModels#predict} does, each where the effects of its group are.
     *
     * @throws org.multilevel.error.MultilevelException if the rows lack a column of the model or have one of these names already
     */
    public Dataset<Row> predict(Dataset<Row> rows) {
        List<String> key = parts.key().stream().map(DatasetColumn::name).toList();
        return new Predicted(live.model(), "prediction", UnseenGroups.POPULATION)
                .of(rows, parts.held().parts(), key, solution);
    }

    @Override
    public void close() {
        parts.close();
    }
}
