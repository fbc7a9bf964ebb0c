package weka.classifiers.functions;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.data.Progress;
import org.multilevel.model.AliasedColumns;
import org.multilevel.model.MixedModel;
import org.multilevel.model.UnseenGroups;
import org.multilevel.result.ResultTable;
import weka.classifiers.AbstractClassifier;
import weka.core.AdditionalMeasureProducer;
import weka.core.Capabilities;
import weka.core.Capabilities.Capability;
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
 * What the classifiers of one mixed model share: the options that say which rows belong together and what becomes of rows, and the model
 * that they have learnt.
 *
 * <p>Its fields travel as those of the classifier itself, since files of the first version have them there: see {@link #fields}.
 */
public abstract class GroupedModelOptions extends AbstractClassifier
        implements WeightedInstancesHandler, AdditionalMeasureProducer, TechnicalInformationHandler, TakesGroups {
    private static final long serialVersionUID = 1L;

    /** What can be done with groups that training did not see. */
    public static final TagChoice<UnseenGroups> UNSEEN_GROUPS = new TagChoice<>(
            List.of(UnseenGroups.POPULATION, UnseenGroups.MISSING, UnseenGroups.ERROR),
            List.of("population", "missing", "error"));

    /** What can be done with rows that depend on a coefficient left out of the fit. */
    static final TagChoice<AliasedColumns> ALIASED =
            new TagChoice<>(List.of(AliasedColumns.MISSING, AliasedColumns.ZERO), List.of("missing", "zero"));

    private static final int DEFAULT_DIGITS = 4;
    private static final int MOST_DIGITS = 15;

    private transient String formula = "";
    private transient String group = "";
    private transient String slopes = "";
    private transient String weights = "";
    private transient boolean uncorrelated;
    private transient UnseenGroups unseenGroups = UnseenGroups.POPULATION;
    private transient AliasedColumns aliased = AliasedColumns.MISSING;
    private transient int digits = DEFAULT_DIGITS;
    /** See {@link #lendGroups}. */
    private transient List<String> lentGroups = List.of();

    private transient MixedModelState state = unbuilt();

    /** Creates the options with their defaults. */
    protected GroupedModelOptions() {}

    /** Sets the defaults. */
    final void resetModel() {
        formula = "";
        group = "";
        slopes = "";
        weights = "";
        uncorrelated = false;
        unseenGroups = UnseenGroups.POPULATION;
        aliased = AliasedColumns.MISSING;
        digits = DEFAULT_DIGITS;
    }

    /** Looks over these options as they were typed. */
    static TypedOptions checkModel(TypedOptions typed) throws Exception {
        return typed.texts("formula", "group", "slopes", "weights")
                .choice("unseen", UNSEEN_GROUPS)
                .choice("aliased", ALIASED)
                .number("digits", "[1-9]|1[0-5]", "a number from 1 to " + MOST_DIGITS);
    }

    /**
     * Fits the model, for a host that shows how it goes or stops it.
     *
     * @throws MixedModelException if an option means nothing on these data, with one sentence
     * @throws InterruptedException if the progress says so, or the calling thread is interrupted
     */
    public abstract void buildClassifier(Instances data, Progress progress) throws Exception;

    /** Returns the tables of what else was asked while training. */
    public List<ResultTable> answerTables() {
        return List.of();
    }

    /** Returns what such a model is called, as the start of a sentence. */
    abstract String modelName();

    /** Returns the state before training. */
    private MixedModelState unbuilt() {
        return new MixedModelState.Unbuilt(modelName());
    }

    /** Forgets what has been learnt. */
    final void unbuild() {
        state = unbuilt();
    }

    /** Returns what has been learnt. */
    final MixedModelState state() {
        return state;
    }

    /**
     * Learns.
     *
     * @param own what only this classifier asks
     */
    final void learn(Instances data, MixedModelSettings.Own own, MixedModelEstimator estimator, Progress progress)
            throws MixedModelException, InterruptedException {
        MixedModelSettings settings =
                new MixedModelSettings(formula, group, slopes, weights, uncorrelated, lentGroups, own);
        state = MixedModelTraining.train(data, settings, estimator, progress);
    }

    /** Refuses a number of digits that a program has set. */
    final void checkDigits() throws MixedModelException {
        if (digits < 1 || digits > MOST_DIGITS) {
            throw new MixedModelException(
                    "The option digits is " + digits + ": choose a number from 1 to " + MOST_DIGITS + ".");
        }
    }

    /** Returns how many digits a summary has whatever a program has set. */
    final int shownDigits() {
        return Math.max(1, Math.min(digits, MOST_DIGITS));
    }

    /** Returns how rows are predicted. */
    RowTreatment treatment() {
        return new RowTreatment(unseenGroups, aliased, false);
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

    /** It is no option, since it is not the user's choice for this classifier. */
    @Override
    public void lendGroups(List<String> attributes) {
        this.lentGroups = List.copyOf(attributes);
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

    @Override
    public Enumeration<Option> listOptions() {
        List<Option> options = Collections.list(super.listOptions());
        Option.deleteOption(options, "num-decimal-places");
        return Collections.enumeration(options);
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
        this.formula = given(formula);
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
        this.group = given(group);
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
        this.slopes = given(slopes);
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
        return weights;
    }

    /** Sets the attribute of prior weights. */
    @OptionMetadata(
            displayName = "weights",
            description =
                    "The numeric attribute that holds prior weights, by name or position: the residual variance of a row of a linear"
                            + " model is sigma^2 / weight, the log-density of a row of a generalised one is multiplied by it. It is no"
                            + " predictor then. Where instances have weights of their own, the two are multiplied."
                            + " Empty: the instances' own weights.",
            displayOrder = 5,
            commandLineParamName = "weights",
            commandLineParamSynopsis = "-weights <attribute>")
    public void setWeights(String weights) {
        this.weights = given(weights);
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
        return ALIASED.tag(aliased);
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
        this.aliased = ALIASED.value(aliased);
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

    /** Returns Weka's number of decimal places, in whose place this classifier has {@link #getDigits}. */
    @ProgrammaticProperty
    @Override
    public int getNumDecimalPlaces() {
        return super.getNumDecimalPlaces();
    }

    /** Returns the fields that a classifier writes: these options, and its own. */
    static ObjectStreamField[] fields(ObjectStreamField... own) {
        return Stream.concat(
                        Stream.of(
                                new ObjectStreamField("formula", String.class),
                                new ObjectStreamField("group", String.class),
                                new ObjectStreamField("slopes", String.class),
                                new ObjectStreamField("uncorrelated", boolean.class),
                                new ObjectStreamField("digits", int.class),
                                new ObjectStreamField("aliasedAsZero", boolean.class),
                                new ObjectStreamField("weights", String.class),
                                new ObjectStreamField("lentGroups", ArrayList.class)),
                        Stream.of(own))
                .toArray(ObjectStreamField[]::new);
    }

    /** Puts these options into the fields of a file. */
    final void putModel(ObjectOutputStream.PutField to) {
        to.put("formula", formula);
        to.put("group", group);
        to.put("slopes", slopes);
        to.put("uncorrelated", uncorrelated);
        to.put("digits", digits);
        to.put("aliasedAsZero", aliased == AliasedColumns.ZERO);
        to.put("weights", weights);
        to.put("lentGroups", new ArrayList<>(lentGroups));
    }

    /** Takes these options from the fields of a file; the first version lacks the last three. */
    final void getModel(ObjectInputStream.GetField from) throws IOException, ClassNotFoundException {
        formula = text(from, "formula");
        group = text(from, "group");
        slopes = text(from, "slopes");
        uncorrelated = from.get("uncorrelated", false);
        digits = from.get("digits", DEFAULT_DIGITS);
        aliased = from.get("aliasedAsZero", false) ? AliasedColumns.ZERO : AliasedColumns.MISSING;
        weights = text(from, "weights");
        lentGroups = from.get("lentGroups", new ArrayList<String>()) instanceof List<?> lent
                ? lent.stream().map(Object::toString).toList()
                : List.of();
    }

    /** Returns a text from a file, empty where a version did not have it. */
    static String text(ObjectInputStream.GetField from, String name) throws IOException, ClassNotFoundException {
        return from.get(name, "") instanceof String text ? text : "";
    }

    /** Writes what stands behind the fields of a file: without Java serialization of any class of the core. */
    final void writeModel(ObjectOutputStream to) throws IOException {
        to.writeUTF(UNSEEN_GROUPS.name(unseenGroups));
        state.write(to);
    }

    /** Reads what {@link #writeModel} wrote. */
    final void readModel(ObjectInputStream from) throws IOException, ClassNotFoundException {
        unseenGroups = UNSEEN_GROUPS.named(from.readUTF());
        state = MixedModelState.read(from, modelName());
    }

    /** Returns a text, the empty one where a program gives none: Java programs set options without the checks of a command line. */
    static String given(String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
