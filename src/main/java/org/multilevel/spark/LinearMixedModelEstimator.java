package org.multilevel.spark;

import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.multilevel.error.DataException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;

/** A linear mixed model as a stage of Spark ML's pipelines. */
public final class LinearMixedModelEstimator extends Estimator<LinearMixedModelTransformer> implements MLWritable {
    private static final long serialVersionUID = 1L;
    private static final List<String> METHODS = List.of("REML", "ML");

    private final String uid;
    private final Param<String> formula;
    private final Param<String> method;
    private final Param<String> weightCol;
    private final Param<String> predictionCol;

    /** Creates the stage under a name of its own. */
    public LinearMixedModelEstimator() {
        this(Identifiable$.MODULE$.randomUID("linearMixedModel"));
    }

    /** Creates the stage under a name. */
    public LinearMixedModelEstimator(String uid) {
        this.uid = uid;
        formula = new Param<>(uid, "formula", "the model in lme4's notation, such as y ~ x + (1 + x | g)");
        method = new Param<>(uid, "method", "the likelihood that is maximised: REML or ML");
        weightCol = new Param<>(uid, "weightCol", "column of prior weights; none if empty");
        predictionCol = new Param<>(
                uid, "predictionCol", "column of the predictions, of which others have the name as beginning");
        setDefault(method, METHODS.get(0));
        setDefault(weightCol, "");
        setDefault(predictionCol, "prediction");
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Returns the parameter that holds the formula. */
    public Param<String> formula() {
        return formula;
    }

    /** Returns the parameter that names the likelihood. */
    public Param<String> method() {
        return method;
    }

    /** Returns the parameter that names the column of weights. */
    public Param<String> weightCol() {
        return weightCol;
    }

    /** Returns the parameter that names the column of predictions. */
    public Param<String> predictionCol() {
        return predictionCol;
    }

    /** Sets the formula. */
    public LinearMixedModelEstimator setFormula(String value) {
        set(formula, value);
        return this;
    }

    /** Sets the likelihood. */
    public LinearMixedModelEstimator setMethod(String value) {
        set(method, value);
        return this;
    }

    /** Sets the column of weights. */
    public LinearMixedModelEstimator setWeightCol(String value) {
        set(weightCol, value);
        return this;
    }

    /** Sets the column of predictions. */
    public LinearMixedModelEstimator setPredictionCol(String value) {
        set(predictionCol, value);
        return this;
    }

    /** Returns the model that the parameters specify. */
    private LinearMixedModel specified() {
        if (!isSet(formula)) {
            throw new DataException("The stage has no formula: set one, such as setFormula(\"y ~ x + (1 | g)\").");
        }
        String likelihood = $(method);
        if (!METHODS.contains(likelihood)) {
            throw new DataException("The method is \"" + likelihood + "\": choose REML or ML.");
        }
        LinearMixedModel model = LinearMixedModel.of($(formula)).withMethod(EstimationMethod.valueOf(likelihood));
        return $(weightCol).isEmpty() ? model : model.withWeights($(weightCol));
    }

    @Override
    public LinearMixedModelTransformer fit(Dataset<?> dataset) {
        LinearMixedModelTransformer fitted =
                new LinearMixedModelTransformer(uid, SparkMixedModels.fit(dataset.toDF(), specified()));
        return copyValues(fitted.setParent(this), extractParamMap());
    }

    /** Refuses a name that a column has already; what else the formula asks of the columns is told by the fit. */
    @Override
    public StructType transformSchema(StructType schema) {
        return Predicted.schema(schema, $(predictionCol));
    }

    @Override
    public LinearMixedModelEstimator copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    @Override
    public MLWriter write() {
        return new DefaultParamsWriter(this);
    }

    /** Returns what reads a stage that was saved. */
    public static MLReader<LinearMixedModelEstimator> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads a stage that was saved. */
    public static LinearMixedModelEstimator load(String path) {
        return read().load(path);
    }
}
