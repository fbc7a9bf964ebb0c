package org.multilevel.knime.predictor;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
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
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.updates.util.BooleanReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.multilevel.knime.BelowOne;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.SavedChoice;
import org.multilevel.knime.SavedSettings;
import org.multilevel.knime.UnknownChoices;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.model.ResponseScale;
import org.multilevel.model.UnseenGroups;
import org.multilevel.result.OptionWords;

/** What the Linear Mixed Model Predictor asks its user; field and constant names are those of saved workflows. */
@Migration(MixedModelPredictorParameters.SavedOrRefused.class)
final class MixedModelPredictorParameters extends CheckedParameters {
    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<MixedModelPredictorParameters> {
        SavedOrRefused() {
            super(MixedModelPredictorParameters.class, MixedModelPredictorParameters::new);
        }
    }

    /** How rows are predicted. */
    @Section(title = "Prediction")
    interface PredictionSection {}

    /** Which columns are appended. */
    @Section(title = "Output columns")
    @After(PredictionSection.class)
    interface OutputSection {}

    /** What a row of a group gets that the fit did not see. */
    enum UnseenGroupPolicy {
        /** The group effect is zero. */
        @Label(
                value = "Population",
                description = "The effect of that group is taken as zero, its expectation, so that the row gets what is"
                        + " expected in a group of which nothing is known.")
        POPULATION(UnseenGroups.POPULATION),

        /** There is no conditional prediction. */
        @Label(
                value = "Missing value",
                description = "The prediction is missing; the population prediction, if chosen, is still there.")
        MISSING(UnseenGroups.MISSING),

        /** The node fails. */
        @Label(
                value = "Fail",
                description = "The node fails with a message that names the row, the grouping factor and the group.")
        FAIL(UnseenGroups.ERROR);

        private final UnseenGroups choice;

        UnseenGroupPolicy(UnseenGroups choice) {
            this.choice = choice;
        }

        /** Returns the same choice in the words of the core. */
        UnseenGroups choice() {
            return choice;
        }
    }

    /** On which scale the predictions of a generalised model are. */
    enum Scale {
        /** The mean in the row's own groups. */
        @Label(
                value = "Response",
                description =
                        "Probabilities or means in the row's own groups; of a target of two labels also the more likely one.")
        RESPONSE,

        /** The linear predictor. */
        @Label(value = "Link", description = "The linear predictor, such as the logarithm of the odds.")
        LINK,

        /** The mean over all groups. */
        @Label(
                value = "Marginal",
                description =
                        "Probabilities or means averaged over all groups, those of the whole population, whatever the"
                                + " row's own groups.")
        MARGINAL
    }

    /** Refers to {@link #appendConfidenceInterval}. */
    static final class ConfidenceReference implements BooleanReference {}

    /** Refers to {@link #appendPredictionInterval}. */
    static final class PredictionReference implements BooleanReference {}

    /** Says whether a level is needed. */
    static final class IntervalIsChosen implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer
                    .getBoolean(ConfidenceReference.class)
                    .isTrue()
                    .or(initializer.getBoolean(PredictionReference.class).isTrue());
        }
    }

    /** Says whether the residuals of the model at the port may be carried on, or it is not there yet. */
    static final class ResidualsGoTogether implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getConstant(input -> input.getInPortSpec(0)
                    .filter(MixedModelPortObjectSpec.class::isInstance)
                    .map(MixedModelPortObjectSpec.class::cast)
                    .map(MixedModelPortObjectSpec::carriesResiduals)
                    .orElse(true));
        }
    }

    /** Says whether the model at the port may have more than one scale, or is not there yet. */
    static final class ThereAreScales implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getConstant(input -> input.getInPortSpec(0)
                    .filter(MixedModelPortObjectSpec.class::isInstance)
                    .map(MixedModelPortObjectSpec.class::cast)
                    .map(model -> model.family().isPresent())
                    .orElse(true));
        }
    }

    /** Gives the prediction column's usual name as a start for another one. */
    static final class UsualName implements OptionalWidget.DefaultValueProvider<String> {
        @Override
        public String computeState(NodeParametersInput input) {
            return input.getInPortSpec(0)
                    .filter(MixedModelPortObjectSpec.class::isInstance)
                    .map(MixedModelPortObjectSpec.class::cast)
                    .map(PredictionTable::usualName)
                    .orElse("Prediction");
        }
    }

    /** Saves the choice of {@link #unseenGroups}. */
    static final class SavedUnseenGroupPolicy extends SavedChoice<UnseenGroupPolicy> {
        SavedUnseenGroupPolicy() {
            super("unseenGroups", "Unseen groups", UnseenGroupPolicy.class);
        }
    }

    /** Saves the choice of {@link #scale}. */
    static final class SavedScale extends SavedChoice<Scale> {
        SavedScale() {
            super("scale", "Scale", Scale.class);
        }
    }

    /** Keeps the choices that only another version knows. */
    static final class Unknown extends UnknownChoices {
        Unknown() {
            super(new SavedUnseenGroupPolicy(), new SavedScale());
        }
    }

    @Layout(PredictionSection.class)
    @Widget(
            title = "Unseen groups",
            description = "What to do with a row whose group was not in the table that the model was fitted to, or is"
                    + " missing. With several grouping factors, each one is treated by itself.")
    @RadioButtonsWidget
    @Persistor(SavedUnseenGroupPolicy.class)
    UnseenGroupPolicy unseenGroups = UnseenGroupPolicy.POPULATION;

    @Layout(PredictionSection.class)
    @Widget(
            title = "Take coefficients that were left out as zero",
            description =
                    "Where predictors are linear combinations of others, or a combination of categories has no rows, the"
                            + " fit leaves a coefficient out. A row in which the combination does not hold, such as one of a"
                            + " combination of categories that the fit did not see, cannot be predicted without it: the"
                            + " prediction is missing, unless this takes the coefficient as zero, which is arbitrary.")
    @Migrate(loadDefaultIfAbsent = true)
    boolean aliasedAsZero;

    @Layout(PredictionSection.class)
    @Widget(
            title = "Scale",
            description =
                    "For generalised models: the scale of predictions, their errors and intervals. A linear model has"
                            + " one scale, the response.")
    @RadioButtonsWidget
    @Effect(predicate = ThereAreScales.class, type = EffectType.SHOW)
    @Migrate(loadDefaultIfAbsent = true)
    @Persistor(SavedScale.class)
    Scale scale = Scale.RESPONSE;

    @Layout(OutputSection.class)
    @Widget(
            title = "Change prediction column name",
            description = "The name of the prediction column, on which the names of the population prediction and of"
                    + " the standard error build too. If not set, it is <tt>Prediction (response)</tt>. A name that the"
                    + " table already has gets a number.")
    @OptionalWidget(defaultProvider = UsualName.class)
    Optional<String> predictionColumn = Optional.empty();

    @Layout(OutputSection.class)
    @Widget(
            title = "Append population prediction",
            description = "Appends <tt>Prediction (response) population</tt>: the fixed effects alone, which is what is"
                    + " expected in a group of which nothing is known.")
    boolean appendPopulation;

    @Layout(OutputSection.class)
    @Widget(
            title = "Append prediction with residuals carried on",
            description =
                    "For models whose residuals go together within subjects: appends <tt>Prediction (response) carried</tt>, the"
                            + " prediction and what the residuals of the row's subject in the fit tell of another time, as of its"
                            + " next visit. It takes the columns of the subject, the time and the strata. A prediction interval is"
                            + " then appended around it, too.")
    @Effect(predicate = ResidualsGoTogether.class, type = EffectType.SHOW)
    @Migrate(loadDefaultIfAbsent = true)
    boolean appendCarried = true;

    @Layout(OutputSection.class)
    @Widget(
            title = "Append group effects used",
            description = "Appends a column for each grouping factor, <tt>Group effect (factor)</tt>, with what the"
                    + " row's group adds to the population prediction: its random intercept and its random slopes times"
                    + " the row's values. The population prediction plus these columns is the prediction.")
    boolean appendGroupEffects;

    @Layout(OutputSection.class)
    @Widget(
            title = "Append standard error",
            description =
                    "Appends <tt>Prediction (response) standard error</tt>: how far the prediction may be from what is"
                            + " expected of such rows in that group, from the uncertainty of the fixed effects and the group effects"
                            + " together. It leaves out the scatter of single rows (the residual standard deviation) and takes the"
                            + " estimated variances as known. A group that the fit did not see counts with the whole variance of its"
                            + " effects; where the group is missing, the prediction is that of the population, and no effects count.")
    boolean appendStandardError;

    @Layout(OutputSection.class)
    @Widget(
            title = "Append confidence interval",
            description =
                    "Appends <tt>Prediction (response) confidence lower</tt> and <tt>… upper</tt>: the interval of what is expected of"
                            + " such rows in that group, which the standard error tells.")
    @ValueReference(ConfidenceReference.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean appendConfidenceInterval;

    @Layout(OutputSection.class)
    @Widget(
            title = "Append prediction interval",
            description =
                    "Appends <tt>Prediction (response) prediction lower</tt> and <tt>… upper</tt>: the interval in which a new row of"
                            + " that group lies, with the scatter of single rows too. Where the group is missing, it holds for a new row"
                            + " of any group.")
    @ValueReference(PredictionReference.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean appendPredictionInterval;

    @Layout(OutputSection.class)
    @Widget(title = "Level of intervals", description = OptionWords.LEVEL)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = BelowOne.class)
    @Effect(predicate = IntervalIsChosen.class, type = EffectType.SHOW)
    @Migrate(loadDefaultIfAbsent = true)
    double intervalLevel = 0.95;

    @Persistor(Unknown.class)
    String[] unknownChoices = {};

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    /**
     * Refuses settings that only another version understands, and those that mean nothing.
     *
     * <p>KNIME's own place for it is {@code validate()}; but where that refuses saved settings, KNIME takes those of a new node.
     *
     * @throws InvalidSettingsException with a sentence that names the setting
     */
    void check() throws InvalidSettingsException {
        checkLoaded();
        SavedSettings.checkVersion(settingsVersion);
        new Unknown().check(unknownChoices, unseenGroups, scale);
        SavedSettings.checkLevel(intervalLevel);
        if (predictionColumn.isPresent() && predictionColumn.get().isBlank()) {
            throw new InvalidSettingsException("The name of the prediction column is empty; type a name, or switch"
                    + " \"Change prediction column name\" off.");
        }
    }

    /**
     * Refuses what does not go with a model.
     *
     * @throws InvalidSettingsException with a sentence that names the setting
     * @throws org.multilevel.error.MethodException for what is not defined for the model's family
     */
    void check(MixedModelPortObjectSpec model) throws InvalidSettingsException {
        if (model.family().isEmpty()) {
            if (scale != Scale.RESPONSE) {
                throw new InvalidSettingsException(
                        "Scale is for generalised models, and the model is a linear one, which has one scale:"
                                + " choose Response.");
            }
            return;
        }
        if (appendPredictionInterval) {
            model.requireLinear("The prediction interval of a new row");
        }
        if (scale == Scale.MARGINAL) {
            ResponseScale.of(model.family().get().distribution()).checkMarginal();
            if (appendStandardError || appendConfidenceInterval) {
                throw new InvalidSettingsException(
                        "The standard error and the confidence interval are those of a row's own groups, and Scale"
                                + " is Marginal: choose Response or Link, or switch them off.");
            }
        }
    }
}
