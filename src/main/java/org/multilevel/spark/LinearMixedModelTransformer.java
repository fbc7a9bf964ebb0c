package org.multilevel.spark;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.multilevel.error.DataException;
import org.multilevel.model.MixedModel;
import org.multilevel.model.UnseenGroups;

/** A fitted mixed model as a stage of Spark ML's pipelines, which predicts; what it saves has the model's own file inside. */
public final class LinearMixedModelTransformer extends Model<LinearMixedModelTransformer> implements MLWritable {
    private static final long serialVersionUID = 1L;
    /** The folder of the model's file. */
    private static final String FILE = "/model";

    private final String uid;
    private final Param<String> predictionCol;
    /** The model, as {@link MixedModel#toJson} gives it; empty until it is read. */
    private String file;

    private transient @Nullable MixedModel model;

    /** Creates a stage without a model, for Spark's own reader. */
    public LinearMixedModelTransformer(String uid) {
        this.uid = uid;
        this.file = "";
        predictionCol = new Param<>(
                uid, "predictionCol", "column of the predictions, of which others have the name as beginning");
        setDefault(predictionCol, "prediction");
    }

    /** Creates the stage of a model, such as one that was fitted elsewhere. */
    public LinearMixedModelTransformer(String uid, MixedModel model) {
        this(uid);
        this.file = model.toJson();
        this.model = model;
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Returns the parameter that names the column of predictions. */
    public Param<String> predictionCol() {
        return predictionCol;
    }

    /** Sets the column of predictions. */
    public LinearMixedModelTransformer setPredictionCol(String value) {
        set(predictionCol, value);
        return this;
    }

    /** Returns the model, for its tables and all other questions. */
    public MixedModel mixedModel() {
        if (file.isEmpty()) {
            throw new DataException("The stage has no model: read it with LinearMixedModelTransformer.load.");
        }
        MixedModel known = model;
        return known == null ? MixedModel.fromJson(file) : known;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        return new Predicted(mixedModel(), $(predictionCol), UnseenGroups.POPULATION).of(dataset.toDF());
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return Predicted.schema(schema, $(predictionCol));
    }

    @Override
    public LinearMixedModelTransformer copy(ParamMap extra) {
        LinearMixedModelTransformer copy = new LinearMixedModelTransformer(uid);
        copy.file = file;
        copy.model = model;
        return copyValues(copy, extra).setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new Writer(this);
    }

    /** Returns what reads a stage that was saved. */
    public static MLReader<LinearMixedModelTransformer> read() {
        return new Reader();
    }

    /** Reads a stage that was saved. */
    public static LinearMixedModelTransformer load(String path) {
        return read().load(path);
    }

    /** Writes parameters as Spark does, and the model's file beside them, line by line. */
    private static final class Writer extends MLWriter {
        private final LinearMixedModelTransformer stage;

        Writer(LinearMixedModelTransformer stage) {
            this.stage = stage;
        }

        @Override
        public void saveImpl(String path) {
            new DefaultParamsWriter(stage).saveImpl(path);
            sparkSession()
                    .createDataset(stage.mixedModel().toJson().lines().toList(), Encoders.STRING())
                    .coalesce(1)
                    .write()
                    .text(path + FILE);
        }
    }

    /** Reads what the writer wrote. */
    private static final class Reader extends MLReader<LinearMixedModelTransformer> {
        @Override
        public LinearMixedModelTransformer load(String path) {
            LinearMixedModelTransformer stage = new DefaultParamsReader<LinearMixedModelTransformer>().load(path);
            stage.file = sparkSession()
                    .read()
                    .option("wholetext", true)
                    .text(path + FILE)
                    .head()
                    .getString(0);
            stage.model = MixedModel.fromJson(stage.file);
            return stage;
        }
    }
}
