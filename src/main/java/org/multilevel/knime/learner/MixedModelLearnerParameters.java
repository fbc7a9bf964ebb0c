package org.multilevel.knime.learner;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.array.ArrayWidget;
import org.knime.node.parameters.array.ArrayWidget.ElementLayout;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
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
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.knime.node.parameters.widget.choices.filter.ColumnFilterWidget;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextAreaWidget;
import org.multilevel.design.scan.MissingRows;
import org.multilevel.fit.FitOptions;
import org.multilevel.fit.Solver;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.inference.tests.Anova;
import org.multilevel.knime.BelowOne;
import org.multilevel.knime.BootstrapKind;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.ColumnChoices;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.Confirmation;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.SavedChoice;
import org.multilevel.knime.SavedSettings;
import org.multilevel.knime.UnknownChoices;
import org.multilevel.knime.learner.ResidualChoices.ResidualStructure;
import org.multilevel.knime.learner.ResidualChoices.ResidualVariances;
import org.multilevel.result.OptionWords;

/** The settings of the learner and its dialog; their names are saved in workflows. */
@Migration(MixedModelLearnerParameters.SavedOrRefused.class)
final class MixedModelLearnerParameters extends CheckedParameters {
    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<MixedModelLearnerParameters> {
        SavedOrRefused() {
            super(MixedModelLearnerParameters.class, MixedModelLearnerParameters::new);
        }
    }

    @Section(title = "Model")
    interface ModelSection {}

    @Section(title = "Groups")
    @After(ModelSection.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    interface GroupsSection {}

    @Section(title = "Residuals")
    @After(GroupsSection.class)
    interface ResidualsSection {}

    @Section(title = "Estimation")
    @After(ResidualsSection.class)
    interface EstimationSection {}

    @Section(title = "Missing values")
    @After(EstimationSection.class)
    interface MissingValuesSection {}

    @Section(title = "Output")
    @After(MissingValuesSection.class)
    interface OutputSection {}

    /** The two ways to say what the model is. */
    enum Specification {
        @Label(value = "Columns", description = "Choose columns and groups; they make the formula that is shown above.")
        COLUMNS,
        @Label(value = "Formula", description = "Write the formula in the notation of R's lme4.")
        FORMULA
    }

    /** The likelihoods. */
    enum Method {
        @Label(
                value = "REML",
                description = "Restricted maximum likelihood: the better estimates of variances, and the usual choice.")
        REML,
        @Label(value = "ML", description = "Maximum likelihood: for comparing models whose fixed effects differ.")
        ML
    }

    /** Where degrees of freedom come from. */
    enum DegreesOfFreedom {
        @Label(
                value = "Automatic",
                description = "Satterthwaite's where they are quick to find, which is nearly always; else none.")
        AUTOMATIC,
        @Label(
                value = "Satterthwaite",
                description = "From how surely the variance of each estimate is known; good from about six groups on.")
        SATTERTHWAITE,
        @Label(
                value = "Kenward-Roger",
                description =
                        "With standard errors that are adjusted for few groups; for REML, and slow where groups are crossed.")
        KENWARD_ROGER,
        @Label(value = "None", description = "Estimates are taken as normal, which is good with many groups.")
        ASYMPTOTIC
    }

    /** What solves for several grouping factors. */
    enum SolverKind {
        @Label(value = "Automatic", description = OptionWords.AUTOMATIC_SOLVER)
        AUTOMATIC,
        @Label(value = "Exact", description = OptionWords.EXACT_SOLVER)
        EXACT,
        @Label(value = "Iterative", description = OptionWords.ITERATIVE_SOLVER)
        ITERATIVE;

        /** Returns the same choice in the words of the core. */
        Solver choice() {
            return switch (this) {
                case AUTOMATIC -> Solver.AUTOMATIC;
                case EXACT -> Solver.EXACT;
                case ITERATIVE -> Solver.ITERATIVE;
            };
        }
    }

    /** Which hypothesis the analysis of variance tests for a term. */
    enum AnovaType {
        @Label(value = "I", description = "Each term beside those before it, as R's anova.")
        I(Anova.Type.I),
        @Label(value = "II", description = "Each term beside all that do not contain it, as R's car::Anova.")
        II(Anova.Type.II),
        @Label(
                value = "III",
                description = "Each term beside all others, levels of factors weighted alike, as SAS and lmerTest.")
        III(Anova.Type.III);

        private final Anova.Type type;

        AnovaType(Anova.Type type) {
            this.type = type;
        }

        /** Returns the same in the words of the core. */
        Anova.Type type() {
            return type;
        }
    }

    /** How intervals of all parameters are found. */
    enum Intervals {
        @Label(value = "None", description = "The table Intervals is empty.")
        NONE,
        @Label(value = "Wald", description = OptionWords.WALD)
        WALD,
        @Label(value = "Profile", description = OptionWords.PROFILE)
        PROFILE,
        @Label(value = "Bootstrap", description = OptionWords.BOOTSTRAP)
        BOOTSTRAP;

        /** Returns the question for them; nothing where none are wanted. */
        Optional<IntervalEstimates.Question> question(ParametricBootstrap.Kind kind, int replicates, long seed) {
            return switch (this) {
                case NONE -> Optional.empty();
                case WALD -> Optional.of(question(IntervalEstimates.Method.WALD, kind, replicates, seed));
                case PROFILE -> Optional.of(question(IntervalEstimates.Method.PROFILE, kind, replicates, seed));
                case BOOTSTRAP -> Optional.of(question(IntervalEstimates.Method.BOOTSTRAP, kind, replicates, seed));
            };
        }

        private static IntervalEstimates.Question question(
                IntervalEstimates.Method method, ParametricBootstrap.Kind kind, int replicates, long seed) {
            return new IntervalEstimates.Question(method, kind, replicates, seed, FitOptions.DEFAULT.threads());
        }
    }

    /** The treatments of incomplete rows. */
    enum MissingValues {
        @Label(
                value = "Leave out the row",
                description =
                        "Rows in which a column of the model is missing are left out, and a warning says how many.")
        DROP,
        @Label(value = "Fail", description = "The first missing value stops the node with its row and column.")
        FAIL;

        /** Returns the same choice in the words of the core. */
        MissingRows choice() {
            return switch (this) {
                case DROP -> MissingRows.DROP;
                case FAIL -> MissingRows.FAIL;
            };
        }
    }

    interface SpecificationRef extends ParameterReference<Specification> {}

    interface ResponseRef extends ParameterReference<String> {}

    interface FixedEffectsRef extends ParameterReference<ColumnFilter> {}

    interface GroupingsRef extends ParameterReference<GroupingParameters[]> {}

    interface InteractionsRef extends ParameterReference<InteractionParameters[]> {}

    interface OffsetRef extends ParameterReference<Optional<String>> {}

    interface ReferencesRef extends ParameterReference<ReferenceParameters[]> {}

    interface FormulaRef extends ParameterReference<String> {}

    static final class ByColumns implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getEnum(SpecificationRef.class).isOneOf(Specification.COLUMNS);
        }
    }

    interface IntervalsRef extends ParameterReference<Intervals> {}

    /** Says whether replicates are drawn. */
    static final class ByBootstrap implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getEnum(IntervalsRef.class).isOneOf(Intervals.BOOTSTRAP);
        }
    }

    /** What the weights are when they are switched on in the dialog: a numeric column that is not the response at first. */
    static final class OtherNumber implements OptionalWidget.DefaultValueProvider<String> {
        private Supplier<String> response = () -> "";

        @Override
        public void init(StateProviderInitializer initializer) {
            OptionalWidget.DefaultValueProvider.super.init(initializer);
            response = initializer.computeFromValueSupplier(ResponseRef.class);
        }

        @Override
        public String computeState(NodeParametersInput input) {
            return LearnerColumns.weights(input.getInTableSpec(0), SavedSettings.text(response.get()));
        }
    }

    /** Saves the choice of {@link #specification}. */
    static final class SavedSpecification extends SavedChoice<Specification> {
        SavedSpecification() {
            super("specification", "Specify the model by", Specification.class);
        }
    }

    /** Saves the choice of {@link #method}. */
    static final class SavedMethod extends SavedChoice<Method> {
        SavedMethod() {
            super("method", "Method", Method.class);
        }
    }

    /** Saves the choice of {@link #degreesOfFreedom}. */
    static final class SavedDegreesOfFreedom extends SavedChoice<DegreesOfFreedom> {
        SavedDegreesOfFreedom() {
            super("degreesOfFreedom", "Degrees of freedom", DegreesOfFreedom.class);
        }
    }

    /** Saves the choice of {@link #solver}. */
    static final class SavedSolver extends SavedChoice<SolverKind> {
        SavedSolver() {
            super("solver", "Solver", SolverKind.class);
        }
    }

    /** Saves the choice of {@link #anovaType}. */
    static final class SavedAnovaType extends SavedChoice<AnovaType> {
        SavedAnovaType() {
            super("anovaType", "Type of the analysis of variance", AnovaType.class);
        }
    }

    /** Saves the choice of {@link #intervals}. */
    static final class SavedIntervals extends SavedChoice<Intervals> {
        SavedIntervals() {
            super("intervals", "Intervals of all parameters", Intervals.class);
        }
    }

    /** Saves the choice of {@link #bootstrapKind}. */
    static final class SavedBootstrapKind extends SavedChoice<BootstrapKind> {
        SavedBootstrapKind() {
            super("bootstrapKind", "Bootstrap intervals", BootstrapKind.class);
        }
    }

    /** Saves the choice of {@link #missingValues}. */
    static final class SavedMissingValues extends SavedChoice<MissingValues> {
        SavedMissingValues() {
            super("missingValues", "Rows with missing values", MissingValues.class);
        }
    }

    /** Keeps the choices that only another version knows. */
    static final class Unknown extends UnknownChoices {
        Unknown() {
            super(
                    new SavedSpecification(),
                    new SavedMethod(),
                    new SavedDegreesOfFreedom(),
                    new SavedSolver(),
                    new SavedAnovaType(),
                    new SavedIntervals(),
                    new SavedBootstrapKind(),
                    new SavedMissingValues(),
                    new ResidualChoices.SavedStructure(),
                    new ResidualChoices.SavedVariances());
        }
    }

    @TextMessage(FormulaMessage.class)
    @Layout(ModelSection.class)
    @Nullable
    Void formulaMessage;

    @TextMessage(AdviceMessage.class)
    @Layout(ModelSection.class)
    @Nullable
    Void adviceMessage;

    @Widget(
            title = "Specify the model by",
            description =
                    "Whether to choose the columns of the model or to write its formula. Both make the same model.")
    @ValueSwitchWidget
    @ValueReference(SpecificationRef.class)
    @Layout(ModelSection.class)
    @Persistor(SavedSpecification.class)
    Specification specification = Specification.COLUMNS;

    @Widget(title = "Target (response)", description = "The numeric column to be explained.")
    @ChoicesProvider(ColumnChoices.Numbers.class)
    @ValueReference(ResponseRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(ModelSection.class)
    String response = "";

    @Widget(
            title = "Fixed effects",
            description =
                    "The columns whose effects are the same for all groups, numeric or not. Without any, the model"
                            + " shows how much of the variance lies between groups: a good first step.")
    @ColumnFilterWidget(choicesProvider = LearnerColumns.FixedEffects.class)
    @ValueReference(FixedEffectsRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(ModelSection.class)
    ColumnFilter fixedEffects = new ColumnFilter();

    @Widget(
            title = "Groupings",
            description = "What the groups are, such as schools or subjects, and what varies over them. Several may be"
                    + " crossed or nested; without any, the model is fitted by ordinary least squares.")
    @ArrayWidget(
            addButtonText = "Add grouping",
            elementTitle = "Grouping",
            showSortButtons = true,
            elementDefaultValueProvider = GroupingParameters.Added.class)
    @ValueReference(GroupingsRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(GroupsSection.class)
    GroupingParameters[] groupings = {};

    @Widget(
            title = "Interactions",
            description =
                    "Pairs of columns whose effects depend on each other. The effects of the single columns are"
                            + " added to the model where they are not chosen above. Write a formula for products of more columns.")
    @ArrayWidget(addButtonText = "Add interaction", elementLayout = ElementLayout.HORIZONTAL_SINGLE_LINE)
    @ValueReference(InteractionsRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(ModelSection.class)
    InteractionParameters[] interactions = {};

    @Widget(
            title = "Formula",
            description =
                    "The model in the notation of R's lme4: the response, a tilde, the fixed effects, and random terms"
                            + " in parentheses, as in mathach ~ ses + (1 + ses | school). Names with spaces stand between backticks.")
    @TextAreaWidget(rows = 3)
    @ValueReference(FormulaRef.class)
    @ValueProvider(FormulaOfColumns.class)
    @Effect(predicate = ByColumns.class, type = EffectType.HIDE)
    @Layout(ModelSection.class)
    String formula = "";

    @Widget(title = "Method", description = "The likelihood that is maximised.")
    @ValueSwitchWidget
    @Layout(EstimationSection.class)
    @Persistor(SavedMethod.class)
    Method method = Method.REML;

    @Widget(
            title = "Weights column",
            description =
                    "A numeric column of weights: the variance of a row's residual is divided by its weight, so a row"
                            + " with weight 2 counts as the mean of two rows. Rows of weight 0 are left out.")
    @ChoicesProvider(ColumnChoices.Numbers.class)
    @OptionalWidget(defaultProvider = OtherNumber.class)
    @Layout(EstimationSection.class)
    Optional<String> weights = Optional.empty();

    @Widget(
            title = "Degrees of freedom",
            description =
                    "Where the degrees of freedom of tests and intervals of the fixed effects come from. Without any grouping they"
                            + " are the rows less the fixed effects.")
    @RadioButtonsWidget
    @Layout(EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Persistor(SavedDegreesOfFreedom.class)
    DegreesOfFreedom degreesOfFreedom = DegreesOfFreedom.AUTOMATIC;

    @Widget(
            title = "Type of the analysis of variance",
            description = "Which hypothesis is tested for each term in the table ANOVA.")
    @ValueSwitchWidget
    @Layout(EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Persistor(SavedAnovaType.class)
    AnovaType anovaType = AnovaType.III;

    @Widget(
            title = "Intervals of all parameters",
            description =
                    "How the intervals in the table Intervals are found, which has those of variance components too; profile and"
                            + " bootstrap take the time of further fits, but no further reading of the table.")
    @RadioButtonsWidget
    @ValueReference(IntervalsRef.class)
    @Layout(EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Persistor(SavedIntervals.class)
    Intervals intervals = Intervals.NONE;

    @Widget(title = "Replicates", description = OptionWords.REPLICATES)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = ByBootstrap.class, type = EffectType.SHOW)
    @Layout(EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    int replicates = 1000;

    @Widget(title = "Random seed", description = OptionWords.SEED)
    @Effect(predicate = ByBootstrap.class, type = EffectType.SHOW)
    @Layout(EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    long seed = 1;

    @Widget(title = "Bootstrap intervals", description = OptionWords.BOOTSTRAP_KIND)
    @RadioButtonsWidget
    @Effect(predicate = ByBootstrap.class, type = EffectType.SHOW)
    @Layout(EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Persistor(SavedBootstrapKind.class)
    BootstrapKind bootstrapKind = BootstrapKind.PERCENTILE;

    @Widget(title = "Confidence level", description = "The level of all confidence intervals, above 0 and below 1.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = BelowOne.class)
    @Layout(EstimationSection.class)
    double confidenceLevel = 0.95;

    @Widget(
            title = "Rows with missing values",
            description = "What happens to rows in which a column of the model is missing.")
    @RadioButtonsWidget
    @Layout(MissingValuesSection.class)
    @Persistor(SavedMissingValues.class)
    MissingValues missingValues = MissingValues.DROP;

    @Widget(
            title = "Append fitted values and residuals",
            description =
                    "Fills the output Fitted values: the input rows with what the model expects of each, group effects included, and the"
                            + " response less that. The table is read once more. Rows that were left out get missing values.")
    @Layout(OutputSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean appendFitted;

    @Widget(
            title = "Offset",
            description = "A numeric column that is added to what the model expects as it is, with no coefficient.")
    @ChoicesProvider(ColumnChoices.Numbers.class)
    @OptionalWidget(defaultProvider = OtherNumber.class)
    @ValueReference(OffsetRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(ModelSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<String> offset = Optional.empty();

    @Widget(
            title = "Reference levels",
            description =
                    "Which value of a categorical column the others are compared with; the first in alphabetical order where none is"
                            + " given.")
    @ArrayWidget(addButtonText = "Add reference level", elementLayout = ElementLayout.HORIZONTAL_SINGLE_LINE)
    @ValueReference(ReferencesRef.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(ModelSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    ReferenceParameters[] references = {};

    @Widget(title = Confirmation.TITLE, description = Confirmation.DESCRIPTION)
    @ValueProvider(Confirmation.class)
    @Effect(predicate = ByColumns.class, type = EffectType.SHOW)
    @Layout(GroupsSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean columnsConfirmed = true;

    @TextMessage(ResidualMessage.class)
    @Layout(ResidualsSection.class)
    @Nullable
    Void residualMessage;

    @Widget(
            title = "Structure of the residuals",
            description =
                    "How the residuals of a subject go together, as those of repeated measurements do that are near in time. The"
                            + " subjects must lie within the groups, or be them.")
    @RadioButtonsWidget
    @ValueReference(ResidualChoices.StructureRef.class)
    @Layout(ResidualsSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Persistor(ResidualChoices.SavedStructure.class)
    ResidualStructure residualStructure = ResidualStructure.INDEPENDENT;

    @Widget(
            title = "Subject column",
            description = "The column whose rows go together: residuals of two subjects are independent.")
    @ChoicesProvider(ColumnChoices.Groups.class)
    @ValueReference(ResidualChoices.SubjectRef.class)
    @Effect(predicate = ResidualChoices.Dependent.class, type = EffectType.SHOW)
    @Layout(ResidualsSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    String residualSubject = "";

    @Widget(
            title = "Time column",
            description =
                    "The column that says when a row was taken, or at which occasion; every row of a subject has another. Texts are"
                            + " occasions in alphabetical order, and car1 needs numbers.")
    @ChoicesProvider(ResidualChoices.Times.class)
    @ValueReference(ResidualChoices.TimeRef.class)
    @Effect(predicate = ResidualChoices.Timed.class, type = EffectType.SHOW)
    @Layout(ResidualsSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    String residualTime = "";

    @Widget(
            title = "Residual variances",
            description =
                    "Whether the residuals of a subject have one variance at all times, or one for each value of the time column. As"
                            + " usual it is one for each with the unstructured structure, and one with the others.")
    @RadioButtonsWidget(horizontal = true)
    @ValueReference(ResidualChoices.VariancesRef.class)
    @Effect(predicate = ResidualChoices.Dependent.class, type = EffectType.SHOW)
    @Layout(ResidualsSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Persistor(ResidualChoices.SavedVariances.class)
    ResidualVariances residualVariances = ResidualVariances.USUAL;

    @Widget(
            title = "Variance differs by",
            description =
                    "A column, such as arm or sex, for each of whose values residuals have a variance of their own; it goes with any"
                            + " structure.")
    @ChoicesProvider(ColumnChoices.Groups.class)
    @OptionalWidget(defaultProvider = ResidualChoices.SomeGroup.class)
    @ValueReference(ResidualChoices.StrataRef.class)
    @Layout(ResidualsSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<String> residualStrata = Optional.empty();

    @Widget(
            title = "Solver",
            description =
                    "What solves for several groupings. A model that is solved iteratively is approximate: its tables, its view and a"
                            + " warning of the node say so.")
    @RadioButtonsWidget
    @Layout(EstimationSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Persistor(SavedSolver.class)
    SolverKind solver = SolverKind.AUTOMATIC;

    @Persistor(Unknown.class)
    String[] unknownChoices = {};

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    /** Creates the settings of a node that knows no table yet. */
    MixedModelLearnerParameters() {}

    /** Creates the settings that a new node starts with on a table: a random intercept and nothing else. */
    MixedModelLearnerParameters(NodeParametersInput input) {
        columnsConfirmed = false;
        groupings = new GroupingParameters[] {new GroupingParameters("")};
        input.getInTableSpec(0).ifPresent(this::guess);
    }

    /** Tells whether nobody has confirmed the columns that make the model. */
    boolean isGuessed() {
        return !columnsConfirmed && specification == Specification.COLUMNS;
    }

    /** Fills what is still empty in settings that nobody has confirmed: a reader that has run tells more of its table than one that has not. */
    void guess(DataTableSpec table) {
        ColumnGuess guess = ColumnGuess.of(table);
        if (response.isEmpty()) {
            response = guess.response().orElse("");
        }
        if (groupings.length == 1 && groupings[0].group.isEmpty()) {
            groupings[0].group = guess.group().orElse("");
        }
    }

    /**
     * Refuses settings that only another version understands.
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
                        method,
                        degreesOfFreedom,
                        solver,
                        anovaType,
                        intervals,
                        bootstrapKind,
                        missingValues,
                        residualStructure,
                        residualVariances);
        SavedSettings.checkReplicates(replicates);
    }

    /**
     * Refuses a method of degrees of freedom that does not go with the likelihood, for a model with groups.
     *
     * @throws InvalidSettingsException naming both
     */
    void checkDegreesOfFreedom() throws InvalidSettingsException {
        if (degreesOfFreedom == DegreesOfFreedom.KENWARD_ROGER && method == Method.ML) {
            throw new InvalidSettingsException(
                    "Degrees of freedom is Kenward-Roger, which is for fits by REML, and Method is ML: choose REML, or"
                            + " Satterthwaite.");
        }
    }

    /** Returns what intervals are asked for. */
    Optional<IntervalEstimates.Question> question() {
        return intervals.question(bootstrapKind.kind(), replicates, seed);
    }

    /** Makes saved and open texts that are none at all empty ones. */
    void fillTexts() {
        response = SavedSettings.text(response);
        formula = SavedSettings.text(formula);
        residualSubject = SavedSettings.text(residualSubject);
        residualTime = SavedSettings.text(residualTime);
        for (GroupingParameters grouping : groupings) {
            grouping.group = SavedSettings.text(grouping.group);
        }
        for (InteractionParameters pair : interactions) {
            pair.first = SavedSettings.text(pair.first);
            pair.second = SavedSettings.text(pair.second);
        }
        for (ReferenceParameters reference : references) {
            reference.column = SavedSettings.text(reference.column);
            reference.level = SavedSettings.text(reference.level);
        }
    }
}
