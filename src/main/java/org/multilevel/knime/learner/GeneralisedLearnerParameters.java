package org.multilevel.knime.learner;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.array.ArrayWidget;
import org.knime.node.parameters.array.ArrayWidget.ElementLayout;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.knime.node.parameters.widget.choices.filter.ColumnFilterWidget;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextAreaWidget;
import org.multilevel.formula.Formula;
import org.multilevel.glm.GeneralisedProblem;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.knime.BelowOne;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.ColumnChoices;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.Confirmation;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.SavedSettings;
import org.multilevel.knime.UnknownChoices;
import org.multilevel.knime.learner.FamilyChoices.Approximation;
import org.multilevel.knime.learner.FamilyChoices.BinomialLink;
import org.multilevel.knime.learner.FamilyChoices.GammaLink;
import org.multilevel.knime.learner.FamilyChoices.ReplicateIntervals;
import org.multilevel.knime.learner.FamilyChoices.ResponseKind;
import org.multilevel.knime.learner.FamilyChoices.TermTests;
import org.multilevel.knime.learner.MixedModelLearnerParameters.ByColumns;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Intervals;
import org.multilevel.knime.learner.MixedModelLearnerParameters.MissingValues;
import org.multilevel.knime.learner.MixedModelLearnerParameters.Specification;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.result.OptionWords;

/** The settings of the learner of generalised models and its dialog, which share what they can with the linear learner's; their names are saved in workflows. */
@Migration(GeneralisedLearnerParameters.SavedOrRefused.class)
final class GeneralisedLearnerParameters extends CheckedParameters {
    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<GeneralisedLearnerParameters> {
        SavedOrRefused() {
            super(GeneralisedLearnerParameters.class, GeneralisedLearnerParameters::new);
        }
    }

    interface FamilyRef extends ParameterReference<ResponseKind> {}

    interface BinomialLinkRef extends ParameterReference<BinomialLink> {}

    interface GammaLinkRef extends ParameterReference<GammaLink> {}

    interface TrialsRef extends ParameterReference<Optional<String>> {}

    interface EventRef extends ParameterReference<Optional<String>> {}

    interface ApproximationRef extends ParameterReference<Approximation> {}

    /** Says whether the links of yes and no are to be chosen from. */
    static final class IsBinomial implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getEnum(FamilyRef.class).isOneOf(ResponseKind.BINOMIAL);
        }
    }

    /** Says whether the links of positive numbers are to be chosen from. */
    static final class IsGamma implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getEnum(FamilyRef.class).isOneOf(ResponseKind.GAMMA);
        }
    }

    /** Says whether a number of points is needed. */
    static final class ByPoints implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getEnum(ApproximationRef.class).isOneOf(Approximation.QUADRATURE);
        }
    }

    /** What the event is when it is chosen in the dialog: its user types it. */
    static final class NoLabel implements OptionalWidget.DefaultValueProvider<String> {
        @Override
        public String computeState(NodeParametersInput input) {
            return "";
        }
    }

    /** Keeps the choices that only another version knows. */
    static final class Unknown extends UnknownChoices {
        Unknown() {
            super(
                    new MixedModelLearnerParameters.SavedSpecification(),
                    new FamilyChoices.SavedFamily(),
                    new FamilyChoices.SavedBinomialLink(),
                    new FamilyChoices.SavedGammaLink(),
                    new FamilyChoices.SavedApproximation(),
                    new FamilyChoices.SavedTermTests(),
                    new MixedModelLearnerParameters.SavedIntervals(),
                    new FamilyChoices.SavedReplicateIntervals(),
                    new MixedModelLearnerParameters.SavedMissingValues());
        }
    }

    @TextMessage(GeneralisedMessage.class)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    @Nullable
    Void formulaMessage;

    @Widget(
            title = "Family",
            description = "What the response is: yes or no and successes among trials, counts, or positive numbers.")
    @RadioButtonsWidget
    @ValueReference(FamilyRef.class)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    @Persistor(FamilyChoices.SavedFamily.class)
    ResponseKind family = ResponseKind.BINOMIAL;

    @Widget(title = "Link of the probability", description = "What is linear in the predictors.")
    @ValueSwitchWidget
    @ValueReference(BinomialLinkRef.class)
    @Effect(predicate = IsBinomial.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    @Persistor(FamilyChoices.SavedBinomialLink.class)
    BinomialLink binomialLink = BinomialLink.LOGIT;

    @Widget(title = "Link of the mean", description = "What is linear in the predictors.")
    @ValueSwitchWidget
    @ValueReference(GammaLinkRef.class)
    @Effect(predicate = IsGamma.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    @Persistor(FamilyChoices.SavedGammaLink.class)
    GammaLink gammaLink = GammaLink.LOG;

    @Widget(
            title = "Specify the model by",
            description =
                    "Whether to choose the columns of the model or to write its formula. Both make the same model.")
    @ValueSwitchWidget
    @ValueReference(MixedModelLearnerParameters.SpecificationRef.class)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    @Persistor(MixedModelLearnerParameters.SavedSpecification.class)
    Specification specification = Specification.COLUMNS;

    @Widget(
            title = "Target (response)",
            description =
                    "The column to be explained: for yes or no one with two texts or Boolean values, or with 0 and 1; for successes"
                            + " among trials their proportion; for counts whole numbers; for the family Gamma positive numbers.")
    @ChoicesProvider(ColumnChoices.Usable.class)
    @ValueReference(MixedModelLearnerParameters.ResponseRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    String response = "";

    @Widget(
            title = "Event",
            description =
                    "Which of the two values of the target counts as success, whose probability the model is about."
                            + " By default the second in alphabetical order; of Boolean values <tt>true</tt>.")
    @OptionalWidget(defaultProvider = NoLabel.class)
    @ValueReference(EventRef.class)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    Optional<String> event = Optional.empty();

    @Widget(
            title = "Trials column",
            description =
                    "A column of numbers of trials, of which the target is the proportion of successes; for the family binomial.")
    @ChoicesProvider(ColumnChoices.Numbers.class)
    @OptionalWidget(defaultProvider = MixedModelLearnerParameters.OtherNumber.class)
    @ValueReference(TrialsRef.class)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    Optional<String> trials = Optional.empty();

    @Widget(
            title = "Fixed effects",
            description = "The columns whose effects are the same for all groups, numeric or not.")
    @ColumnFilterWidget(choicesProvider = LearnerColumns.FixedEffects.class)
    @ValueReference(MixedModelLearnerParameters.FixedEffectsRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    ColumnFilter fixedEffects = new ColumnFilter();

    @Widget(
            title = "Interactions",
            description =
                    "Pairs of columns whose effects depend on each other. The effects of the single columns are"
                            + " added to the model where they are not chosen above. Write a formula for products of more columns.")
    @ArrayWidget(addButtonText = "Add interaction", elementLayout = ElementLayout.HORIZONTAL_SINGLE_LINE)
    @ValueReference(MixedModelLearnerParameters.InteractionsRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    InteractionParameters[] interactions = {};

    @Widget(
            title = "Formula",
            description =
                    "The model in the notation of R's lme4, as in passed ~ ses + (1 | school). The response can be"
                            + " <tt>cbind(successes, failures)</tt>, and <tt>offset(log(exposure))</tt> makes counts rates. Names with"
                            + " spaces stand between backticks.")
    @TextAreaWidget(rows = 3)
    @ValueReference(MixedModelLearnerParameters.FormulaRef.class)
    @ValueProvider(FormulaOfColumns.class)
    @Effect(predicate = ByColumns.class, type = EffectType.HIDE)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    String formula = "";

    @Widget(
            title = "Offset",
            description =
                    "A numeric column that is added to the linear predictor as it is, such as the logarithm of an exposure.")
    @ChoicesProvider(ColumnChoices.Numbers.class)
    @OptionalWidget(defaultProvider = MixedModelLearnerParameters.OtherNumber.class)
    @ValueReference(MixedModelLearnerParameters.OffsetRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    Optional<String> offset = Optional.empty();

    @Widget(
            title = "Reference levels",
            description =
                    "Which value of a categorical column the others are compared with; the first in alphabetical order where none is"
                            + " given.")
    @ArrayWidget(addButtonText = "Add reference level", elementLayout = ElementLayout.HORIZONTAL_SINGLE_LINE)
    @ValueReference(MixedModelLearnerParameters.ReferencesRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.ModelSection.class)
    ReferenceParameters[] references = {};

    @Widget(
            title = "Groupings",
            description = "What the groups are, such as schools or subjects, and what varies over them. Several may be"
                    + " crossed or nested; without any, the model is an ordinary generalised linear one.")
    @ArrayWidget(
            addButtonText = "Add grouping",
            elementTitle = "Grouping",
            showSortButtons = true,
            elementDefaultValueProvider = GroupingParameters.Added.class)
    @ValueReference(MixedModelLearnerParameters.GroupingsRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.GroupsSection.class)
    GroupingParameters[] groupings = {};

    @Widget(title = Confirmation.TITLE, description = Confirmation.DESCRIPTION)
    @ValueProvider(Confirmation.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.GroupsSection.class)
    boolean columnsConfirmed = true;

    @Widget(
            title = "Approximation",
            description = "How the likelihood, an integral over the effects of the groups, is computed.")
    @RadioButtonsWidget
    @ValueReference(ApproximationRef.class)
    @Layout(MixedModelLearnerParameters.EstimationSection.class)
    @Persistor(FamilyChoices.SavedApproximation.class)
    Approximation approximation = Approximation.LAPLACE;

    @Widget(
            title = "Quadrature points",
            description = "How many points the quadrature has in each direction; one is Laplace's approximation.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = ByPoints.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.EstimationSection.class)
    int quadraturePoints = 9;

    @Widget(
            title = "Weights column",
            description =
                    "A numeric column of weights, which multiply the logarithm of a row's density: a row with weight"
                            + " 2 counts as two such rows. Rows of weight 0 are left out.")
    @ChoicesProvider(ColumnChoices.Numbers.class)
    @OptionalWidget(defaultProvider = MixedModelLearnerParameters.OtherNumber.class)
    @Layout(MixedModelLearnerParameters.EstimationSection.class)
    Optional<String> weights = Optional.empty();

    @Widget(
            title = "Type of the analysis of variance",
            description = "Which hypothesis is tested for each term in the table ANOVA.")
    @ValueSwitchWidget
    @Layout(MixedModelLearnerParameters.EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Persistor(FamilyChoices.SavedTermTests.class)
    TermTests anovaType = TermTests.III;

    @Widget(
            title = "Intervals of all parameters",
            description =
                    "How the intervals in the table Intervals are found, which has those of variance components and the dispersion"
                            + " too; profile and bootstrap take the time of further fits, but no further reading of the table.")
    @RadioButtonsWidget
    @ValueReference(MixedModelLearnerParameters.IntervalsRef.class)
    @Layout(MixedModelLearnerParameters.EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Persistor(MixedModelLearnerParameters.SavedIntervals.class)
    Intervals intervals = Intervals.NONE;

    @Widget(title = "Replicates", description = OptionWords.REPLICATES)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = MixedModelLearnerParameters.ByBootstrap.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    int replicates = 1000;

    @Widget(title = "Random seed", description = OptionWords.SEED)
    @Effect(predicate = MixedModelLearnerParameters.ByBootstrap.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    long seed = 1;

    @Widget(
            title = "Bootstrap intervals",
            description = "Which bootstrap intervals: percentile (by default), basic, or bc (corrected for bias).")
    @RadioButtonsWidget
    @Effect(predicate = MixedModelLearnerParameters.ByBootstrap.class, type = EffectType.SHOW)
    @Layout(MixedModelLearnerParameters.EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Persistor(FamilyChoices.SavedReplicateIntervals.class)
    ReplicateIntervals bootstrapKind = ReplicateIntervals.PERCENTILE;

    @Widget(title = "Confidence level", description = "The level of all confidence intervals, above 0 and below 1.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = BelowOne.class)
    @Layout(MixedModelLearnerParameters.EstimationSection.class)
    double confidenceLevel = 0.95;

    @Widget(
            title = "Rows with missing values",
            description = "What happens to rows in which a column of the model is missing.")
    @RadioButtonsWidget
    @Layout(MixedModelLearnerParameters.MissingValuesSection.class)
    @Persistor(MixedModelLearnerParameters.SavedMissingValues.class)
    MissingValues missingValues = MissingValues.DROP;

    @Widget(
            title = "Append fitted values and residuals",
            description =
                    "Fills the output Fitted values: the input rows with the probability or mean that the model expects of each, group"
                            + " effects included, the response less that, the same on the scale of the link, and Pearson and deviance"
                            + " residuals. Rows that were left out get missing values.")
    @Layout(MixedModelLearnerParameters.OutputSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean appendFitted;

    @Persistor(Unknown.class)
    String[] unknownChoices = {};

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    /** Creates the settings of a node that knows no table yet. */
    GeneralisedLearnerParameters() {}

    /** Creates the settings that a new node starts with on a table: a random intercept and nothing else. */
    GeneralisedLearnerParameters(NodeParametersInput input) {
        columnsConfirmed = false;
        groupings = new GroupingParameters[] {new GroupingParameters("")};
        input.getInTableSpec(0).ifPresent(this::guess);
    }

    /** Tells whether nobody has confirmed the columns that make the model. */
    boolean isGuessed() {
        return !columnsConfirmed && specification == Specification.COLUMNS;
    }

    /** Fills what is still empty in settings that nobody has confirmed; only a column of two values shows what it is. */
    void guess(DataTableSpec table) {
        ColumnGuess guess = ColumnGuess.of(table);
        if (response.isEmpty()) {
            response = guess.yesOrNo().orElse("");
        }
        if (groupings.length == 1 && groupings[0].group.isEmpty()) {
            groupings[0].group = guess.group().orElse("");
        }
    }

    /**
     * Refuses settings that only another version understands, and columns that are left open.
     *
     * @throws InvalidSettingsException with a sentence that names the setting
     */
    void check() throws InvalidSettingsException {
        checkLoaded();
        SavedSettings.checkVersion(settingsVersion);
        new Unknown()
                .check(
                        unknownChoices,
                        specification,
                        family,
                        binomialLink,
                        gammaLink,
                        approximation,
                        anovaType,
                        intervals,
                        bootstrapKind,
                        missingValues);
        LearnerModel.checkLevel(confidenceLevel);
        SavedSettings.checkReplicates(replicates);
        if (approximation == Approximation.QUADRATURE && quadraturePoints < 1) {
            throw new InvalidSettingsException("The number of quadrature points is " + quadraturePoints
                    + "; type a whole number from 1 to " + GeneralisedProblem.MOST_POINTS
                    + ", or choose as many points as it takes.");
        }
        if (event.filter(String::isBlank).isPresent()) {
            throw new InvalidSettingsException(
                    "The event is empty: type the value of the target that counts as success, or switch the event off.");
        }
        if (trials.filter(String::isEmpty).isPresent()) {
            throw new InvalidSettingsException(
                    "No trials column is chosen: choose a numeric column, or switch the trials off.");
        }
        if (weights.filter(String::isEmpty).isPresent()) {
            throw new InvalidSettingsException(
                    "No weights column is chosen: choose a numeric column, or switch the weights off.");
        }
    }

    /** Returns what intervals are asked for. */
    Optional<IntervalEstimates.Question> question() {
        return intervals.question(bootstrapKind.kind(), replicates, seed);
    }

    /** Returns the settings that make the formula, as the linear learner has them. */
    MixedModelLearnerParameters choice() {
        MixedModelLearnerParameters choice = new MixedModelLearnerParameters();
        choice.specification = specification;
        choice.response = response;
        choice.fixedEffects = fixedEffects;
        choice.interactions = interactions;
        choice.formula = formula;
        choice.offset = offset;
        choice.references = references;
        choice.groupings = groupings;
        choice.fillTexts();
        return choice;
    }

    /** Takes over the settings that make the formula. */
    void choose(MixedModelLearnerParameters choice) {
        specification = choice.specification;
        response = choice.response;
        fixedEffects = choice.fixedEffects;
        interactions = choice.interactions;
        formula = choice.formula;
        offset = choice.offset;
        references = choice.references;
        groupings = choice.groupings;
    }

    /** Returns the model of a formula with these settings. */
    GeneralisedLinearMixedModel model(Formula of) {
        GeneralisedLinearMixedModel model = GeneralisedLinearMixedModel.of(
                        of, family.distribution(binomialLink, gammaLink))
                .withQuadrature(approximation.points(quadraturePoints))
                .withMissing(missingValues.choice());
        model = trials.map(model::withTrials).orElse(model);
        model = event.map(model::withEvent).orElse(model);
        return weights.map(model::withWeights).orElse(model);
    }
}
