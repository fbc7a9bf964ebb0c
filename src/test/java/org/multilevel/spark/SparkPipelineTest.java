package org.multilevel.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.MultilevelException;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

/** Mixed models as stages of Spark ML's pipelines. */
class SparkPipelineTest {
    private static final String FORMULA = "Reaction ~ Days + (Days | Subject)";
    private static final Table TABLE = Samples.sleepstudy();

    @TempDir
    private Path folder;

    private static Dataset<Row> rows() {
        return LocalSpark.dataset(TABLE, 3);
    }

    private static LinearMixedModelEstimator estimator() {
        return new LinearMixedModelEstimator()
                .setFormula(FORMULA)
                .setMethod("ML")
                .setPredictionCol("fit");
    }

    @Test
    void predictionsAreThoseOfTheCoreAlsoAfterSaving() {
        MixedModel core = LinearMixedModel.of(FORMULA).byMaximumLikelihood().fit(TABLE);
        PipelineModel fitted =
                new Pipeline().setStages(new PipelineStage[] {estimator()}).fit(rows());
        String path = folder.resolve("pipeline").toString();
        assertSavedAndRead(fitted, path);
        PipelineModel read = PipelineModel.load(path);
        List<Row> expected = sorted(fitted.transform(rows()));
        assertEquals(expected, sorted(read.transform(rows())));
        List<double[]> found = new ArrayList<>();
        core.predictor().withUncertainty().predict(TABLE, Progress.NONE, block -> {
            for (int i = 0; i < block.size(); i++) {
                found.add(new double[] {block.conditional(i), block.population(i), block.conditionalStandardError(i)});
            }
        });
        found.sort((a, b) -> Double.compare(a[0], b[0]));
        assertEquals(180, expected.size());
        for (int i = 0; i < found.size(); i++) {
            Row row = expected.get(i);
            assertEquals(found.get(i)[0], row.getDouble(3), 1e-7);
            assertEquals(found.get(i)[1], row.getDouble(4), 1e-7);
            assertEquals(found.get(i)[2], row.getDouble(5), 1e-7);
        }
        LinearMixedModelTransformer stage = (LinearMixedModelTransformer) read.stages()[0];
        assertEquals(
                core.statistics().criterion(), stage.mixedModel().statistics().criterion(), 1e-7);
    }

    private static List<Row> sorted(Dataset<Row> predicted) {
        return predicted.orderBy("fit").collectAsList();
    }

    /** What is saved has the model's file inside, which the command line shows, too. */
    private static void assertSavedAndRead(PipelineModel fitted, String path) {
        try {
            fitted.write().save(path);
            try (Stream<Path> files = Files.walk(Path.of(path))) {
                Path file = files.filter(name -> name.getParent().endsWith("model")
                                && name.toString().endsWith(".txt"))
                        .findFirst()
                        .orElseThrow();
                assertEquals(
                        FORMULA, MixedModel.fromJson(Files.readString(file)).formula());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anEstimatorIsSavedWithItsParameters() throws Exception {
        String path = folder.resolve("estimator").toString();
        estimator().write().save(path);
        LinearMixedModelEstimator read = LinearMixedModelEstimator.load(path);
        assertEquals(FORMULA, read.getOrDefault(read.formula()));
        assertEquals("ML", read.getOrDefault(read.method()));
        assertEquals("", read.getOrDefault(read.weightCol()));
        assertEquals("fit", read.copy(new ParamMap()).getOrDefault(read.predictionCol()));
    }

    @Test
    void whatCannotBePredictedIsNullAndAGroupThatIsNewHasThePopulations() {
        MixedModel model = LinearMixedModel.of(FORMULA).fit(TABLE);
        List<Row> found = SparkMixedModels.predict(
                        model,
                        rows().where("Subject = '308' and Days <= 1")
                                .withColumn("Subject", functions.expr("if(Days = 0, 'new', Subject)"))
                                .withColumn("Days", functions.expr("if(Days = 1, null, Days)")))
                .orderBy("Subject")
                .collectAsList();
        assertTrue(found.get(0).isNullAt(3) && found.get(0).isNullAt(4));
        assertEquals(found.get(1).getDouble(4), found.get(1).getDouble(3), 0);
        assertEquals(model.fixedEffects().estimate(0), found.get(1).getDouble(4), 1e-10);
    }

    @Test
    void whatAStageLacksIsSaid() {
        assertEquals(
                "The stage has no formula: set one, such as setFormula(\"y ~ x + (1 | g)\").",
                refusal(() -> new LinearMixedModelEstimator().fit(rows())));
        assertEquals(
                "The method is \"reml\": choose REML or ML.",
                refusal(() -> estimator().setMethod("reml").fit(rows())));
        MixedModel model = LinearMixedModel.of(FORMULA).fit(TABLE);
        assertEquals(
                "The Dataset already has a column \"prediction\": choose another name for the predictions, or drop that column.",
                refusal(() -> SparkMixedModels.predict(model, rows().withColumn("prediction", functions.lit(1)))));
        String lacking = refusal(() -> SparkMixedModels.predict(model, rows().drop("Days")));
        assertTrue(lacking.contains("Days"), lacking);
    }

    private static String refusal(Executable action) {
        return String.valueOf(assertThrows(MultilevelException.class, action).getMessage());
    }
}
