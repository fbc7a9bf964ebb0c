package weka.classifiers.meta;

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
import org.multilevel.model.MixedModel;
import weka.classifiers.IntervalEstimator;
import weka.classifiers.RandomizableSingleClassifierEnhancer;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.functions.TakesGroups;
import weka.classifiers.functions.TypedOptions;
import weka.classifiers.trees.RandomForest;
import weka.core.AdditionalMeasureProducer;
import weka.core.Capabilities;
import weka.core.Capabilities.Capability;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.OptionMetadata;
import weka.core.SelectedTag;
import weka.core.TechnicalInformation;
import weka.core.TechnicalInformationHandler;
import weka.core.Utils;
import weka.core.WeightedInstancesHandler;

/**
 * Any Weka scheme for a numeric class with random effects of groups, as a Weka meta classifier: class = scheme(attributes) + group
 * effects + error.
 *
 * <p>Both parts are estimated in turn (Hajjem, Bellavance and Larocque 2014, who do so with forests): the scheme learns the class less the
 * group effects, the gradient step of its squared error given them; then variances and group effects are estimated by maximum likelihood
 * with the scheme's predictions as an offset, and not by one step of an EM algorithm. Where the scheme is linear least squares and its
 * own fitted values are taken, that ends at the linear mixed model of maximum likelihood: the equations of its coefficients given the
 * group effects are the mixed model equations. The predictions that the random part sees are by default those of the scheme trained on other groups, see
 * {@link FixedPart}. When it ends, and what is said of it, is in {@link Rounds}.
 */
public class MixedEffects extends RandomizableSingleClassifierEnhancer
        implements WeightedInstancesHandler,
                IntervalEstimator,
                AdditionalMeasureProducer,
                TechnicalInformationHandler,
                TakesGroups {
    private static final long serialVersionUID = 1L;

    private static final int DEFAULT_FOLDS = 5;
    private static final int DEFAULT_ROUNDS = 50;
    private static final double DEFAULT_TOLERANCE = 0.01;
    private static final String POSITIVE = "[0-9.]*[1-9][0-9]*\\.?[0-9]*([eE][-+]?[0-9]+)?";

    private String group;
    private String slopes;
    private boolean uncorrelated;
    private int folds;
    private int rounds;
    private double tolerance;
    /** See {@link #lendGroups}; files of the first version lack it. */
    private @Nullable ArrayList<String> lentGroups;

    /** The random part, which knows what to do with unseen groups before it is trained. */
    private LinearMixedModel random;

    /** Travels as names and numbers: see {@link #writeObject}. */
    private transient Optional<FittedMixedEffects> fitted = Optional.empty();

    /** Creates the classifier with its default options, around a random forest. */
    public MixedEffects() {
        m_Classifier = new RandomForest();
        random = new LinearMixedModel();
        resetOptions();
    }

    private void resetOptions() {
        group = "";
        slopes = "";
        uncorrelated = false;
        folds = DEFAULT_FOLDS;
        rounds = DEFAULT_ROUNDS;
        tolerance = DEFAULT_TOLERANCE;
        random.setUnseenGroups(new LinearMixedModel().getUnseenGroups());
    }

    /** Returns the description that Weka shows. */
    public String globalInfo() {
        return "Adds random effects of groups to any scheme for a numeric class (trees, forests, boosting, linear): the class is"
                + " the scheme's prediction, plus the effects of the row's groups, plus an error. The scheme, which does not see the"
                + " grouping attributes, learns the class less the group effects; variances and group effects are then estimated by"
                + " maximum likelihood given the scheme's predictions; both in turn until the likelihood settles. A row of a"
                + " known group is predicted with the group's effects, a row of an unseen group by default without."
                + "\n\nFor more information see:\n\n"
                + getTechnicalInformation();
    }

    @Override
    public TechnicalInformation getTechnicalInformation() {
        TechnicalInformation forests = new TechnicalInformation(TechnicalInformation.Type.ARTICLE);
        forests.setValue(TechnicalInformation.Field.AUTHOR, "Ahlem Hajjem and Francois Bellavance and Denis Larocque");
        forests.setValue(TechnicalInformation.Field.TITLE, "Mixed-effects random forest for clustered data");
        forests.setValue(TechnicalInformation.Field.JOURNAL, "Journal of Statistical Computation and Simulation");
        forests.setValue(TechnicalInformation.Field.YEAR, "2014");
        forests.setValue(TechnicalInformation.Field.VOLUME, "84");
        forests.setValue(TechnicalInformation.Field.NUMBER, "6");
        forests.setValue(TechnicalInformation.Field.PAGES, "1313-1328");
        TechnicalInformation trees = forests.add(TechnicalInformation.Type.ARTICLE);
        trees.setValue(TechnicalInformation.Field.AUTHOR, "Rebecca J. Sela and Jeffrey S. Simonoff");
        trees.setValue(
                TechnicalInformation.Field.TITLE,
                "RE-EM trees: a data mining approach for longitudinal and clustered data");
        trees.setValue(TechnicalInformation.Field.JOURNAL, "Machine Learning");
        trees.setValue(TechnicalInformation.Field.YEAR, "2012");
        trees.setValue(TechnicalInformation.Field.VOLUME, "86");
        trees.setValue(TechnicalInformation.Field.PAGES, "169-207");
        return forests;
    }

    @Override
    protected String defaultClassifierString() {
        return RandomForest.class.getName();
    }

    /** Returns the scheme's, and groups of any kind, for a numeric class. */
    @Override
    public Capabilities getCapabilities() {
        Capabilities result = super.getCapabilities();
        result.disableAllClasses();
        result.disableAllClassDependencies();
        List.of(
                        Capability.NOMINAL_ATTRIBUTES,
                        Capability.NUMERIC_ATTRIBUTES,
                        Capability.STRING_ATTRIBUTES,
                        Capability.NUMERIC_CLASS,
                        Capability.MISSING_CLASS_VALUES)
                .forEach(result::enable);
        return result;
    }

    /**
     * Estimates scheme and group effects.
     *
     * @throws MixedModelException if an option means nothing on these data, with one sentence
     * @throws InterruptedException if the calling thread is interrupted
     * @throws Exception if the scheme cannot be built on these data
     */
    @Override
    public void buildClassifier(Instances data) throws Exception {
        fitted = Optional.empty();
        getCapabilities().testWithFail(data);
        if (folds < 1 || rounds < 1 || !(tolerance > 0)) {
            throw new MixedModelException("The options folds, rounds and tolerance are " + folds + ", " + rounds
                    + " and " + tolerance + ": choose numbers above zero.");
        }
        Instances usable = new Instances(data);
        usable.deleteWithMissingClass();
        MixedEffectsTraining.Result result = new MixedEffectsTraining(
                        m_Classifier,
                        usable,
                        randomPart(),
                        new MixedEffectsTraining.Settings(
                                group,
                                Objects.requireNonNullElse(lentGroups, List.of()),
                                folds,
                                getSeed(),
                                new Rounds.Rule(rounds, tolerance)))
                .train();
        m_Classifier = result.scheme();
        fitted = Optional.of(result.fitted());
    }

    @Override
    public void lendGroups(List<String> attributes) {
        this.lentGroups = attributes.isEmpty() ? null : new ArrayList<>(attributes);
    }

    /** Returns the random part with its options, not yet trained. */
    private LinearMixedModel randomPart() throws Exception {
        SelectedTag unseen = random.getUnseenGroups();
        random = new LinearMixedModel();
        random.setOptions(new String[] {"-method", "ML", "-df", "asymptotic"});
        random.setUnseenGroups(unseen);
        random.setSlopes(slopes);
        random.setUncorrelated(uncorrelated);
        return random;
    }

    /** Returns the scheme's prediction and the effects of the instance's groups, or a missing value if there is none. */
    @Override
    public double classifyInstance(Instance instance) throws Exception {
        FittedMixedEffects learnt = learnt(instance);
        double fixedPart = m_Classifier.classifyInstance(learnt.forScheme(instance));
        return learnt.model().isEmpty()
                ? fixedPart
                : random.classifyInstance(learnt.forRandomPart(instance, fixedPart));
    }

    /**
     * Returns the interval in which a new class value of this instance lies with the given probability; none where there are no group
     * effects.
     *
     * <p>It is normal. What the scheme errs in other groups is in the variances where folds are asked for, otherwise in nothing.
     */
    @Override
    public double[][] predictIntervals(Instance instance, double confidenceLevel) throws Exception {
        FittedMixedEffects learnt = learnt(instance);
        if (learnt.model().isEmpty()) {
            return new double[0][];
        }
        double fixedPart = m_Classifier.classifyInstance(learnt.forScheme(instance));
        return random.predictIntervals(learnt.forRandomPart(instance, fixedPart), confidenceLevel);
    }

    private FittedMixedEffects learnt(Instance instance) throws MixedModelException {
        if (instance.dataset() == null) {
            throw new MixedModelException(
                    "The instance belongs to no dataset, so its attributes have no names: call setDataset() first.");
        }
        return fitted.orElseThrow(
                () -> new MixedModelException("There is no model yet to predict with: build the classifier first."));
    }

    /** Returns the model of the class in which the scheme's predictions are an offset; nothing where there are no group effects. */
    public Optional<MixedModel> randomEffects() {
        return fitted.flatMap(FittedMixedEffects::model);
    }

    /** Returns the names of the measures of the random part, then those of the scheme. */
    @Override
    public Enumeration<String> enumerateMeasures() {
        List<String> names = new ArrayList<>(MixedEffectsMeasure.names());
        if (m_Classifier instanceof AdditionalMeasureProducer inside) {
            names.addAll(Collections.list(inside.enumerateMeasures()));
        }
        return Collections.enumeration(names);
    }

    /**
     * Returns a measure, or a missing value where there is none.
     *
     * @throws IllegalArgumentException if there is no such measure
     */
    @Override
    public double getMeasure(String name) {
        Optional<MixedEffectsMeasure> measure = MixedEffectsMeasure.named(name);
        if (measure.isPresent()) {
            return fitted.map(measure.get()::of).orElseGet(Utils::missingValue);
        }
        if (m_Classifier instanceof AdditionalMeasureProducer inside) {
            return inside.getMeasure(name);
        }
        throw new IllegalArgumentException(
                "There is no measure \"" + name + "\": choose one that enumerateMeasures() lists.");
    }

    /** Returns both parts, and how they came about. */
    @Override
    public String toString() {
        return fitted.map(learnt -> "Mixed effects around a scheme\n\nFixed part   " + getClassifierSpec() + "\n"
                        + learnt.text() + "\n=== Fixed part, trained on the class less the group effects ===\n\n"
                        + m_Classifier)
                .orElse("Mixed effects: no model has been built yet.");
    }

    /**
     * Sets the options that are given and resets all others.
     *
     * @throws Exception if an option has no value or one that it does not know
     */
    @Override
    public void setOptions(String[] options) throws Exception {
        TypedOptions.of(options)
                .texts("group", "slopes")
                .choice("unseen", LinearMixedModel.UNSEEN_GROUPS)
                .number("folds", "[1-9][0-9]{0,8}", "a whole number from 1 on")
                .number("rounds", "[1-9][0-9]{0,8}", "a whole number from 1 on")
                .number("tolerance", POSITIVE, "a number above zero, such as 0.01");
        resetOptions();
        super.setOptions(options);
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
                            + " a/b is b nested in a. They may be nominal, string or numeric (an id), and the scheme does not see"
                            + " them. Empty: of the nominal and string attributes with five levels or more that repeat, the one with"
                            + " the most levels.",
            displayOrder = 1,
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
                    "The attributes whose effects vary by group (random slopes), by name or position, with commas between; the"
                            + " scheme sees them too. Empty: only the level varies.",
            displayOrder = 2,
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
            description = "Whether level and slopes of a group are taken to be uncorrelated.",
            displayOrder = 3,
            commandLineParamName = "uncorrelated",
            commandLineParamSynopsis = "-uncorrelated",
            commandLineParamIsFlag = true)
    public void setUncorrelated(boolean uncorrelated) {
        this.uncorrelated = uncorrelated;
    }

    /** Returns what happens to groups that training did not see. */
    public SelectedTag getUnseenGroups() {
        return random.getUnseenGroups();
    }

    /** Sets what happens to groups that training did not see. */
    @OptionMetadata(
            displayName = "unseenGroups",
            description =
                    "The prediction for a group that training did not see: population (without group effects), missing (no"
                            + " prediction) or error. A missing group counts as unseen. It may be changed after training.",
            displayOrder = 4,
            commandLineParamName = "unseen",
            commandLineParamSynopsis = "-unseen <population|missing|error>")
    public void setUnseenGroups(SelectedTag unseenGroups) {
        random.setUnseenGroups(unseenGroups);
    }

    /** Returns the number of folds of whole groups. */
    public int getFolds() {
        return folds;
    }

    /** Sets the number of folds of whole groups. */
    @OptionMetadata(
            displayName = "folds",
            description =
                    "Group effects are what the scheme leaves in groups that it was not trained on: the groups are divided into so"
                            + " many folds, by the first grouping attribute. 1: what it leaves in its own training rows, which is"
                            + " quicker, and right for schemes that cannot fit too well, such as a linear regression.",
            displayOrder = 5,
            commandLineParamName = "folds",
            commandLineParamSynopsis = "-folds <number>")
    public void setFolds(int folds) {
        this.folds = folds;
    }

    /** Returns how many rounds there are at most. */
    public int getRounds() {
        return rounds;
    }

    /** Sets how many rounds there are at most. */
    @OptionMetadata(
            displayName = "rounds",
            description = "How often scheme and group effects are estimated in turn, at most.",
            displayOrder = 6,
            commandLineParamName = "rounds",
            commandLineParamSynopsis = "-rounds <number>")
    public void setRounds(int rounds) {
        this.rounds = rounds;
    }

    /** Returns the gain of log-likelihood that counts as none. */
    public double getTolerance() {
        return tolerance;
    }

    /** Sets the gain of log-likelihood that counts as none. */
    @OptionMetadata(
            displayName = "tolerance",
            description = "The rounds end when all further ones would change the log-likelihood by less than this.",
            displayOrder = 7,
            commandLineParamName = "tolerance",
            commandLineParamSynopsis = "-tolerance <number>")
    public void setTolerance(double tolerance) {
        this.tolerance = tolerance;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeBoolean(fitted.isPresent());
        if (fitted.isPresent()) {
            fitted.get().write(out);
        }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        fitted = in.readBoolean() ? Optional.of(FittedMixedEffects.read(in, random)) : Optional.empty();
    }

    /** Runs the classifier from the command line. */
    public static void main(String[] arguments) {
        runClassifier(new MixedEffects(), arguments);
    }
}
