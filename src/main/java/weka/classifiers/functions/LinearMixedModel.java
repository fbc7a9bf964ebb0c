package weka.classifiers.functions;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.fit.Solver;
import org.multilevel.inference.intervals.PredictionIntervals;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.inference.tests.Anova;
import org.multilevel.model.MixedModel;
import org.multilevel.result.OptionWords;
import org.multilevel.result.ResultTable;
import weka.classifiers.IntervalEstimator;
import weka.core.Attribute;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.OptionMetadata;
import weka.core.SelectedTag;

/**
 * A linear mixed model (random intercepts, random slopes) for grouped data, as a Weka classifier for a numeric class.
 *
 * <p>It asks and shows; everything is computed by {@code org.multilevel}. The instances' weights are prior weights: the residual
 * variance of a row is sigma^2 / weight.
 */
public class LinearMixedModel extends QuestionOptions implements IntervalEstimator {
    private static final long serialVersionUID = 1L;

    /** The likelihoods. */
    static final TagChoice<EstimationMethod> METHODS =
            new TagChoice<>(List.of(EstimationMethod.REML, EstimationMethod.ML), List.of("REML", "ML"));

    private static final TagChoice<DfMethod> DF_METHODS = new TagChoice<>(
            List.of(DfMethod.AUTOMATIC, DfMethod.SATTERTHWAITE, DfMethod.KENWARD_ROGER, DfMethod.ASYMPTOTIC),
            List.of("auto", "satterthwaite", "kenward-roger", "asymptotic"));
    private static final TagChoice<Solver> SOLVERS =
            TagChoice.of(Solver.values(), solver -> solver.name().toLowerCase(Locale.ROOT));
    private static final TagChoice<Optional<Anova.Type>> ANOVAS =
            TagChoice.orNone(Anova.Type.values(), Anova.Type::name);
    private static final double LOG_ROOT_2_PI = 0.5 * Math.log(2 * Math.PI);

    @SuppressWarnings("UnusedVariable") // Java serialization reads it
    private static final ObjectStreamField[] serialPersistentFields = fields(
            new ObjectStreamField("dfMethod", int.class),
            new ObjectStreamField("anovaType", int.class),
            new ObjectStreamField("residual", String.class),
            new ObjectStreamField("residualVariance", String.class),
            new ObjectStreamField("carried", boolean.class),
            new ObjectStreamField("solver", int.class));

    /** Position of the choice among {@link #DF_METHODS}; files of the first version lack it, and then it is the first. */
    private transient int dfMethod;
    /** Position of the choice among {@link #ANOVAS}, likewise. */
    private transient int anovaType;
    /** How the residuals of a subject go together, as typed; files of early versions lack it and the next, and then they are empty. */
    private transient String residual = "";

    private transient String residualVariance = "";
    /** Whether residuals of training are carried on; files of early versions lack it, and then they are not. */
    private transient boolean carried;
    /** Position of the choice among {@link #SOLVERS}; files of early versions lack it, and then it is the first. */
    private transient int solver;

    /** The rest travels as text, so that files outlive the classes of the core: see {@link #writeObject}. */
    private transient EstimationMethod method;

    /** Creates the classifier with its default options. */
    public LinearMixedModel() {
        resetOptions();
    }

    private void resetOptions() {
        resetModel();
        method = EstimationMethod.REML;
        dfMethod = 0;
        anovaType = 0;
        residual = "";
        residualVariance = "";
        carried = false;
        solver = 0;
    }

    @Override
    RowTreatment treatment() {
        RowTreatment usual = super.treatment();
        return new RowTreatment(usual.unseen(), usual.aliased(), carried);
    }

    /** Returns the description that Weka shows. */
    public String globalInfo() {
        return "Linear mixed model (multilevel, hierarchical model) for grouped data with a numeric class: fixed effects for"
                + " predictors, and random intercepts and slopes that vary by group. The estimates are exact (restricted)"
                + " maximum likelihood; the summary shows fixed effects with standard errors, variance components, fit"
                + " statistics and the intraclass correlation. A row of a known group is predicted with the group's own"
                + " effects, a row of an unseen group by default without. Training rows in which a variable of the model"
                + " is missing are left out, and rows in which a predictor is missing get no prediction. Instance weights"
                + " are prior weights.\n\nFor more information see:\n\n"
                + getTechnicalInformation();
    }

    @Override
    String modelName() {
        return "Linear mixed model";
    }

    /**
     * Fits the model, or the best that the data can bear; {@link #toString} tells which.
     *
     * @throws MixedModelException if an option means nothing on these data, with one sentence
     * @throws InterruptedException if the calling thread is interrupted
     */
    @Override
    public void buildClassifier(Instances data) throws Exception {
        buildClassifier(data, Progress.NONE);
    }

    /**
     * Fits as {@link #buildClassifier(Instances)} does, for a host that shows how it goes or stops it.
     *
     * @throws MixedModelException if an option means nothing on these data, with one sentence
     * @throws InterruptedException if the progress says so, or the calling thread is interrupted
     */
    @Override
    public void buildClassifier(Instances data, Progress progress) throws Exception {
        unbuild();
        checkClass(data);
        getCapabilities().testWithFail(data);
        checkDigits();
        DfMethod df = DF_METHODS.values().get(dfMethod);
        if (df == DfMethod.KENWARD_ROGER && method == EstimationMethod.ML) {
            throw new MixedModelException(
                    "The option -df is kenward-roger, which is for fits by REML, and -method is ML: choose REML, or"
                            + " satterthwaite.");
        }
        learn(
                data,
                MixedModelSettings.Own.ofLinear(residual, residualVariance),
                new LinearEstimator(method, df, SOLVERS.values().get(solver), questions(getDigits())),
                progress);
    }

    /** Says what to do where Weka only says that it cannot: the class is the last attribute unless it is chosen, and that is often none. */
    private static void checkClass(Instances data) throws MixedModelException {
        if (data.classIndex() >= 0 && !data.classAttribute().isNumeric()) {
            throw new MixedModelException("The class is " + NamedAttributes.quoted(data.classAttribute()) + ", a "
                    + Attribute.typeToString(data.classAttribute())
                    + " attribute: choose a numeric one, with -c and its position on the command line, or in the list above"
                    + " Start in the Explorer.");
        }
    }

    /** Returns the prediction given the instance's groups, or a missing value if there is none. */
    @Override
    public double classifyInstance(Instance instance) throws Exception {
        return state().predict(instance, treatment());
    }

    /**
     * Predicts many instances at once, which Weka itself never asks for: its evaluation of batches leaves intervals and densities
     * out, so {@link #implementsMoreEfficientBatchPrediction} stays false.
     */
    @Override
    public double[][] distributionsForInstances(Instances batch) throws Exception {
        double[] predictions = state().predict(batch, treatment());
        double[][] distributions = new double[predictions.length][];
        for (int i = 0; i < predictions.length; i++) {
            distributions[i] = new double[] {predictions[i]};
        }
        return distributions;
    }

    /**
     * Returns the interval in which a new class value of this instance lies with the given probability.
     *
     * <p>It is normal, and holds the residual variance, the uncertainty of the fixed effects and that of the effects of all the
     * instance's groups together; the variances themselves count as known. Without groups it is Student's t.
     */
    @Override
    public double[][] predictIntervals(Instance instance, double confidenceLevel) throws Exception {
        MixedModelState.Forecast forecast = state().forecast(instance, treatment());
        Optional<MixedModel> model = state().model();
        if (model.isPresent()) {
            PredictionIntervals.Interval interval =
                    PredictionIntervals.of(model.get(), confidenceLevel).around(forecast.mean(), forecast.sd());
            return new double[][] {{interval.lower(), interval.upper()}};
        }
        double half = Distributions.normalReach(confidenceLevel) * forecast.sd();
        return new double[][] {{forecast.mean() - half, forecast.mean() + half}};
    }

    /**
     * Returns the logarithm of the normal density to which the intervals belong.
     *
     * <p>It is that of Weka's ConditionalDensityEstimator, which this classifier is not: Weka's evaluation would set beside it a kernel
     * density over all rows for each row, which takes minutes for 50,000 rows.
     */
    public double logDensity(Instance instance, double value) throws Exception {
        MixedModelState.Forecast forecast = state().forecast(instance, treatment());
        double z = (value - forecast.mean()) / forecast.sd();
        return -0.5 * z * z - Math.log(forecast.sd()) - LOG_ROOT_2_PI;
    }

    /** Returns the tables of what else was asked while training; none where the classifier was loaded from a file. */
    @Override
    public List<ResultTable> answerTables() {
        return state().answerTables();
    }

    /** Returns the summary of the model, and in words what was chosen or left out for it. */
    @Override
    public String toString() {
        return state().text(new SummaryChoices(shownDigits(), ANOVAS.values().get(anovaType), equation()));
    }

    /**
     * Sets the options that are given and resets all others.
     *
     * @throws Exception if an option has no value or one that it does not know
     */
    @Override
    public void setOptions(String[] options) throws Exception {
        checkQuestions(checkModel(TypedOptions.of(options)))
                .texts("residual", "residual-variance")
                .choice("method", METHODS)
                .choice("df", DF_METHODS)
                .choice("solver", SOLVERS)
                .choice("anova", ANOVAS);
        resetOptions();
        resetQuestions();
        super.setOptions(options);
    }

    /** Returns the likelihood that is maximised. */
    public SelectedTag getMethod() {
        return METHODS.tag(method);
    }

    /** Sets the likelihood that is maximised. */
    @OptionMetadata(
            displayName = "method",
            description = "REML (restricted maximum likelihood) or ML (maximum likelihood)."
                    + " REML estimates variances with less bias; ML is needed to compare models that differ in their fixed"
                    + " effects.",
            displayOrder = 6,
            commandLineParamName = "method",
            commandLineParamSynopsis = "-method <REML|ML>")
    public void setMethod(SelectedTag method) {
        this.method = METHODS.value(method);
    }

    /** Returns how degrees of freedom are found. */
    public SelectedTag getDf() {
        return DF_METHODS.tag(DF_METHODS.values().get(dfMethod));
    }

    /** Sets how degrees of freedom are found. */
    @OptionMetadata(
            displayName = "df",
            description =
                    "How the degrees of freedom of the fixed effects' tests are found: auto (Satterthwaite's where they are quick to"
                            + " find), satterthwaite, kenward-roger (adjusted for few groups; by REML only) or asymptotic (none).",
            displayOrder = 10,
            commandLineParamName = "df",
            commandLineParamSynopsis = "-df <auto|satterthwaite|kenward-roger|asymptotic>")
    public void setDf(SelectedTag df) {
        this.dfMethod = DF_METHODS.values().indexOf(DF_METHODS.value(df));
    }

    /** Returns which analysis of variance the summary has. */
    public SelectedTag getAnova() {
        return ANOVAS.tag(ANOVAS.values().get(anovaType));
    }

    /** Sets which analysis of variance the summary has. */
    @OptionMetadata(
            displayName = "anova",
            description =
                    "The analysis of variance in the summary, an F test for each term: none, I (beside the terms before), II (beside all"
                            + " that do not contain it) or III (beside all others). It may be changed after training.",
            displayOrder = 11,
            commandLineParamName = "anova",
            commandLineParamSynopsis = "-anova <none|I|II|III>")
    public void setAnova(SelectedTag anova) {
        this.anovaType = ANOVAS.values().indexOf(ANOVAS.value(anova));
    }

    /** Returns how the residuals of a subject go together. */
    public String getResidual() {
        return residual;
    }

    /** Sets how the residuals of a subject go together. */
    @OptionMetadata(
            displayName = "residual",
            description =
                    OptionWords.RESIDUAL
                            + " The attributes are named, between backticks where a name has spaces or signs. The subjects are no predictor then.",
            displayOrder = 19,
            commandLineParamName = "residual",
            commandLineParamSynopsis = "-residual <structure>")
    public void setResidual(String residual) {
        this.residual = given(residual);
    }

    /** Returns the attribute for each of whose values residuals have a variance. */
    public String getResidualVariance() {
        return residualVariance;
    }

    /** Sets the attribute for each of whose values residuals have a variance. */
    @OptionMetadata(
            displayName = "residualVariance",
            description = OptionWords.RESIDUAL_VARIANCE + " It is an attribute, by name or position.",
            displayOrder = 20,
            commandLineParamName = "residual-variance",
            commandLineParamSynopsis = "-residual-variance <attribute>")
    public void setResidualVariance(String residualVariance) {
        this.residualVariance = given(residualVariance);
    }

    /** Returns whether residuals of training are carried on. */
    public boolean getCarried() {
        return carried;
    }

    /** Sets whether residuals of training are carried on. */
    @OptionMetadata(
            displayName = "carried",
            description =
                    "Whether predictions carry on what training left of the subject's rows at other times, where residuals go together"
                            + " (the option residual); by default they are those of the row's groups. It may be changed after training.",
            displayOrder = 21,
            commandLineParamName = "carried",
            commandLineParamSynopsis = "-carried",
            commandLineParamIsFlag = true)
    public void setCarried(boolean carried) {
        this.carried = carried;
    }

    /** Returns by what several grouping factors are solved for. */
    public SelectedTag getSolver() {
        return SOLVERS.tag(SOLVERS.values().get(solver));
    }

    /** Sets by what several grouping factors are solved for. */
    @OptionMetadata(
            displayName = "solver",
            description = OptionWords.SOLVER,
            displayOrder = 22,
            commandLineParamName = "solver",
            commandLineParamSynopsis = "-solver <automatic|exact|iterative>")
    public void setSolver(SelectedTag solver) {
        this.solver = SOLVERS.values().indexOf(SOLVERS.value(solver));
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        ObjectOutputStream.PutField fields = out.putFields();
        putModel(fields);
        fields.put("dfMethod", dfMethod);
        fields.put("anovaType", anovaType);
        fields.put("residual", residual);
        fields.put("residualVariance", residualVariance);
        fields.put("carried", carried);
        fields.put("solver", solver);
        out.writeFields();
        out.writeUTF(METHODS.name(method));
        writeModel(out);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        ObjectInputStream.GetField fields = in.readFields();
        getModel(fields);
        dfMethod = fields.get("dfMethod", 0);
        anovaType = fields.get("anovaType", 0);
        residual = text(fields, "residual");
        residualVariance = text(fields, "residualVariance");
        carried = fields.get("carried", false);
        solver = fields.get("solver", 0);
        method = METHODS.named(in.readUTF());
        readModel(in);
    }

    /** Runs the classifier from the command line. */
    public static void main(String[] arguments) {
        runClassifier(new LinearMixedModel(), arguments);
    }
}
