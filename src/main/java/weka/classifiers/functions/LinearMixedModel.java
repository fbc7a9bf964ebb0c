package weka.classifiers.functions;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.multilevel.data.Progress;
import org.multilevel.fit.DfMethod;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.inference.intervals.PredictionIntervals;
import org.multilevel.inference.numeric.Distributions;
import org.multilevel.inference.tests.Anova;
import org.multilevel.model.AliasedColumns;
import org.multilevel.model.MixedModel;
import org.multilevel.model.UnseenGroups;
import org.multilevel.result.ResultTable;
import weka.classifiers.IntervalEstimator;
import weka.core.AdditionalMeasureProducer;
import weka.core.Attribute;
import weka.core.Capabilities;
import weka.core.Capabilities.Capability;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.Option;
import weka.core.OptionMetadata;
import weka.core.SelectedTag;
import weka.core.TechnicalInformation;
import weka.core.TechnicalInformationHandler;
import weka.core.Utils;
import weka.core.WeightedInstancesHandler;
import weka.gui.ProgrammaticProperty;

/**
 * A linear mixed model (random intercepts, random slopes) for grouped data, as a Weka classifier for a numeric class.
 *
 * <p>It asks and shows; everything is computed by {@code org.multilevel}. The instances' weights are prior weights: the residual
 * variance of a row is sigma^2 / weight.
 */
public class LinearMixedModel extends QuestionOptions
        implements WeightedInstancesHandler,
                IntervalEstimator,
                AdditionalMeasureProducer,
                TechnicalInformationHandler,
                TakesGroups {
    private static final long serialVersionUID = 1L;

    /** The likelihoods. */
    static final TagChoice<EstimationMethod> METHODS =
            new TagChoice<>(List.of(EstimationMethod.REML, EstimationMethod.ML), List.of("REML", "ML"));

    /** What can be done with groups that training did not see. */
    public static final TagChoice<UnseenGroups> UNSEEN_GROUPS = new TagChoice<>(
            List.of(UnseenGroups.POPULATION, UnseenGroups.MISSING, UnseenGroups.ERROR),
            List.of("population", "missing", "error"));

    /** What can be done with rows that depend on a coefficient left out of the fit. */
    static final TagChoice<AliasedColumns> ALIASED =
            new TagChoice<>(List.of(AliasedColumns.MISSING, AliasedColumns.ZERO), List.of("missing", "zero"));

    private static final TagChoice<DfMethod> DF_METHODS = new TagChoice<>(
            List.of(DfMethod.AUTOMATIC, DfMethod.SATTERTHWAITE, DfMethod.KENWARD_ROGER, DfMethod.ASYMPTOTIC),
            List.of("auto", "satterthwaite", "kenward-roger", "asymptotic"));
    private static final TagChoice<Optional<Anova.Type>> ANOVAS =
            TagChoice.orNone(Anova.Type.values(), Anova.Type::name);
    private static final int DEFAULT_DIGITS = 4;
    private static final int MOST_DIGITS = 15;
    private static final double LOG_ROOT_2_PI = 0.5 * Math.log(2 * Math.PI);

    private String formula;
    private String group;
    private String slopes;
    private boolean uncorrelated;
    private int digits;
    /** Whether it is {@link AliasedColumns#ZERO}; files of the first version lack it, and then it is not. */
    private boolean aliasedAsZero;

    /** Position of the choice among {@link #DF_METHODS}; files of the first version lack it, and then it is the first. */
    private int dfMethod;
    /** Position of the choice among {@link #ANOVAS}, likewise. */
    private int anovaType;

    /** The attribute of weights; files of the first version lack it. */
    private @Nullable String weights;

    /** See {@link #lendGroups}; files of the first version lack it. */
    private @Nullable ArrayList<String> lentGroups;

    /** The rest travels as text, so that files outlive the classes of the core: see {@link #writeObject}. */
    private transient EstimationMethod method;

    private transient UnseenGroups unseenGroups;
    private transient MixedModelState state = new MixedModelState.Unbuilt();

    /** Creates the classifier with its default options. */
    public LinearMixedModel() {
        resetOptions();
    }

    private void resetOptions() {
        formula = "";
        group = "";
        slopes = "";
        weights = "";
        uncorrelated = false;
        method = EstimationMethod.REML;
        unseenGroups = UnseenGroups.POPULATION;
        aliasedAsZero = false;
        digits = DEFAULT_DIGITS;
        dfMethod = 0;
        anovaType = 0;
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
    public TechnicalInformation getTechnicalInformation() {
        return MixedModelReferences.all();
    }

    @Override
    public Capabilities getCapabilities() {
        Capabilities result = super.getCapabilities();
        result.disableAll();
        List.of(
                        Capability.NOMINAL_ATTRIBUTES,
                        Capability.NUMERIC_ATTRIBUTES,
                        Capability.DATE_ATTRIBUTES,
                        Capability.STRING_ATTRIBUTES,
                        Capability.MISSING_VALUES,
                        Capability.NUMERIC_CLASS,
                        Capability.MISSING_CLASS_VALUES)
                .forEach(result::enable);
        result.setMinimumNumberInstances(0);
        return result;
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
    public void buildClassifier(Instances data, Progress progress) throws Exception {
        state = new MixedModelState.Unbuilt();
        checkClass(data);
        getCapabilities().testWithFail(data);
        if (digits < 1 || digits > MOST_DIGITS) {
            throw new MixedModelException(
                    "The option digits is " + digits + ": choose a number from 1 to " + MOST_DIGITS + ".");
        }
        MixedModelSettings settings = new MixedModelSettings(
                formula,
                group,
                slopes,
                Objects.requireNonNullElse(weights, ""),
                uncorrelated,
                method,
                DF_METHODS.values().get(dfMethod),
                Objects.requireNonNullElse(lentGroups, List.of()));
        if (settings.df() == DfMethod.KENWARD_ROGER && method == EstimationMethod.ML) {
            throw new MixedModelException(
                    "The option -df is kenward-roger, which is for fits by REML, and -method is ML: choose REML, or"
                            + " satterthwaite.");
        }
        state = MixedModelTraining.train(data, settings, questions(digits), progress);
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

    /** It is no option, since it is not the user's choice for this classifier. */
    @Override
    public void lendGroups(List<String> attributes) {
        this.lentGroups = attributes.isEmpty() ? null : new ArrayList<>(attributes);
    }

    /** Returns the prediction given the instance's groups, or a missing value if there is none. */
    @Override
    public double classifyInstance(Instance instance) throws Exception {
        return state.predict(instance, treatment());
    }

    /**
     * Predicts many instances at once, which Weka itself never asks for: its evaluation of batches leaves intervals and densities
     * out, so {@link #implementsMoreEfficientBatchPrediction} stays false.
     */
    @Override
    public double[][] distributionsForInstances(Instances batch) throws Exception {
        double[] predictions = state.predict(batch, treatment());
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
        MixedModelState.Forecast forecast = state.forecast(instance, treatment());
        Optional<MixedModel> model = state.model();
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
        MixedModelState.Forecast forecast = state.forecast(instance, treatment());
        double z = (value - forecast.mean()) / forecast.sd();
        return -0.5 * z * z - Math.log(forecast.sd()) - LOG_ROOT_2_PI;
    }

    @Override
    public Enumeration<String> enumerateMeasures() {
        return Collections.enumeration(MixedModelMeasures.names());
    }

    /** Returns a measure of the fitted model, or a missing value if it has none. */
    @Override
    public double getMeasure(String measureName) {
        return fittedModel()
                .map(MixedModelMeasures.named(measureName)::applyAsDouble)
                .orElseGet(Utils::missingValue);
    }

    /** Returns the fitted model with all its results; nothing where none has been built or the data bore none. */
    public Optional<MixedModel> fittedModel() {
        return state.model();
    }

    /** Returns what was chosen or left out for the model, in sentences that the summary has below its own. */
    public List<String> notes() {
        return state.notes();
    }

    /** Returns the tables of what else was asked while training; none where the classifier was loaded from a file. */
    public List<ResultTable> answerTables() {
        return state.answerTables();
    }

    /** Returns the summary of the model, and in words what was chosen or left out for it. */
    @Override
    public String toString() {
        return state.text(new SummaryChoices(
                Math.max(1, Math.min(digits, MOST_DIGITS)), ANOVAS.values().get(anovaType), equation()));
    }

    @Override
    public Enumeration<Option> listOptions() {
        List<Option> options = Collections.list(super.listOptions());
        Option.deleteOption(options, "num-decimal-places");
        return Collections.enumeration(options);
    }

    /**
     * Sets the options that are given and resets all others.
     *
     * @throws Exception if an option has no value or one that it does not know
     */
    @Override
    public void setOptions(String[] options) throws Exception {
        checkQuestions(TypedOptions.of(options))
                .texts("formula", "group", "slopes", "weights")
                .choice("method", METHODS)
                .choice("unseen", UNSEEN_GROUPS)
                .choice("aliased", ALIASED)
                .choice("df", DF_METHODS)
                .choice("anova", ANOVAS)
                .number("digits", "[1-9]|1[0-5]", "a number from 1 to " + MOST_DIGITS);
        resetOptions();
        resetQuestions();
        super.setOptions(options);
    }

    /** Returns the formula. */
    public String getFormula() {
        return formula;
    }

    /** Sets the formula. */
    @OptionMetadata(
            displayName = "formula",
            description = "The model in lme4's notation, as in: ses + sector + (1 + ses | school)."
                    + " The response is the class attribute, with or without writing it before a ~."
                    + " Empty: built from the other options, with all other attributes as fixed effects.",
            displayOrder = 1,
            commandLineParamName = "formula",
            commandLineParamSynopsis = "-formula <text>")
    public void setFormula(String formula) {
        this.formula = formula;
    }

    /** Returns the grouping attributes. */
    public String getGroup() {
        return group;
    }

    /** Sets the grouping attributes. */
    @OptionMetadata(
            displayName = "group",
            description =
                    "The grouping attributes, by name or position (1, 2, first, last): a is one group; a, b are crossed;"
                            + " a/b is b nested in a."
                            + " They may be nominal, string or numeric (an id). Empty without a formula: of the nominal and string"
                            + " attributes with five levels or more that repeat, the one with the most levels; or else the only"
                            + " numeric one that is called as a label.",
            displayOrder = 2,
            commandLineParamName = "group",
            commandLineParamSynopsis = "-group <attributes>")
    public void setGroup(String group) {
        this.group = group;
    }

    /** Returns the attributes whose effects vary by group. */
    public String getSlopes() {
        return slopes;
    }

    /** Sets the attributes whose effects vary by group. */
    @OptionMetadata(
            displayName = "slopes",
            description =
                    "The attributes whose effects vary by group (random slopes), by name or position, with commas between."
                            + " With several groups they vary by each of them. Empty: only the intercept varies.",
            displayOrder = 3,
            commandLineParamName = "slopes",
            commandLineParamSynopsis = "-slopes <attributes>")
    public void setSlopes(String slopes) {
        this.slopes = slopes;
    }

    /** Returns whether the random effects within a group are uncorrelated. */
    public boolean getUncorrelated() {
        return uncorrelated;
    }

    /** Sets whether the random effects within a group are uncorrelated. */
    @OptionMetadata(
            displayName = "uncorrelated",
            description =
                    "Whether random intercept and slopes of a group are taken to be uncorrelated, as || does in a formula."
                            + " By default their correlations are estimated.",
            displayOrder = 4,
            commandLineParamName = "uncorrelated",
            commandLineParamSynopsis = "-uncorrelated",
            commandLineParamIsFlag = true)
    public void setUncorrelated(boolean uncorrelated) {
        this.uncorrelated = uncorrelated;
    }

    /** Returns the attribute of prior weights. */
    public String getWeights() {
        return Objects.requireNonNullElse(weights, "");
    }

    /** Sets the attribute of prior weights. */
    @OptionMetadata(
            displayName = "weights",
            description =
                    "The numeric attribute that holds prior weights, by name or position: the residual variance of a row is sigma^2 /"
                            + " weight. It is no predictor then. Where instances have weights of their own, the two are multiplied."
                            + " Empty: the instances' own weights.",
            displayOrder = 5,
            commandLineParamName = "weights",
            commandLineParamSynopsis = "-weights <attribute>")
    public void setWeights(String weights) {
        this.weights = weights;
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

    /** Returns what happens to groups that training did not see. */
    public SelectedTag getUnseenGroups() {
        return UNSEEN_GROUPS.tag(unseenGroups);
    }

    /** Sets what happens to groups that training did not see. */
    @OptionMetadata(
            displayName = "unseenGroups",
            description =
                    "The prediction for a group that training did not see: population (without group effects), missing (no"
                            + " prediction) or error."
                            + " A missing group counts as unseen. It may be changed after training.",
            displayOrder = 7,
            commandLineParamName = "unseen",
            commandLineParamSynopsis = "-unseen <population|missing|error>")
    public void setUnseenGroups(SelectedTag unseenGroups) {
        this.unseenGroups = UNSEEN_GROUPS.value(unseenGroups);
    }

    /** Returns what happens to rows that depend on a coefficient left out of the fit. */
    public SelectedTag getAliased() {
        return ALIASED.tag(treatment().aliased());
    }

    /** Sets what happens to rows that depend on a coefficient left out of the fit. */
    @OptionMetadata(
            displayName = "aliased",
            description =
                    "The prediction for a row that depends on a coefficient which training left out as a combination of others,"
                            + " such as that of a cell without training rows: missing (no prediction) or zero (the coefficient is"
                            + " taken as zero). It may be changed after training.",
            displayOrder = 8,
            commandLineParamName = "aliased",
            commandLineParamSynopsis = "-aliased <missing|zero>")
    public void setAliased(SelectedTag aliased) {
        this.aliasedAsZero = ALIASED.value(aliased) == AliasedColumns.ZERO;
    }

    private RowTreatment treatment() {
        return new RowTreatment(unseenGroups, aliasedAsZero ? AliasedColumns.ZERO : AliasedColumns.MISSING);
    }

    /** Returns the number of digits in the summary. */
    public int getDigits() {
        return digits;
    }

    /** Sets the number of digits in the summary. */
    @OptionMetadata(
            displayName = "digits",
            description = "The number of significant digits in the summary, from 1 to 15.",
            displayOrder = 9,
            commandLineParamName = "digits",
            commandLineParamSynopsis = "-digits <number>")
    public void setDigits(int digits) {
        this.digits = digits;
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

    /** Returns Weka's number of decimal places, in whose place this classifier has {@link #getDigits}. */
    @ProgrammaticProperty
    @Override
    public int getNumDecimalPlaces() {
        return super.getNumDecimalPlaces();
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeUTF(METHODS.name(method));
        out.writeUTF(UNSEEN_GROUPS.name(unseenGroups));
        state.write(out);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        method = METHODS.named(in.readUTF());
        unseenGroups = UNSEEN_GROUPS.named(in.readUTF());
        state = MixedModelState.read(in);
    }

    /** Runs the classifier from the command line. */
    public static void main(String[] arguments) {
        runClassifier(new LinearMixedModel(), arguments);
    }
}
