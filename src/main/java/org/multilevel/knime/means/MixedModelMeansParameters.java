package org.multilevel.knime.means;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.inference.Inference;
import org.multilevel.inference.means.MeansAsked;
import org.multilevel.inference.means.MeansQuestion;
import org.multilevel.knime.BelowOne;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.Confirmation;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.SavedChoice;
import org.multilevel.knime.SavedSettings;
import org.multilevel.knime.UnknownChoices;
import org.multilevel.knime.port.MixedModelPortObjectSpec;
import org.multilevel.result.OptionWords;

/** What the Mixed Model Marginal Means node asks its user; field and constant names are those of saved workflows. */
@Migration(MixedModelMeansParameters.SavedOrRefused.class)
final class MixedModelMeansParameters extends CheckedParameters {
    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<MixedModelMeansParameters> {
        SavedOrRefused() {
            super(MixedModelMeansParameters.class, MixedModelMeansParameters::new);
        }
    }

    /** What is estimated. */
    @Section(title = "Estimates")
    interface EstimatesSection {}

    /** What is compared. */
    @Section(title = "Contrasts")
    @After(EstimatesSection.class)
    interface ContrastsSection {}

    /** What is estimated. */
    enum Estimated {
        /** What is expected of the response. */
        @Label(
                value = "Marginal means",
                description = "What is expected of the response for each combination of the levels of the predictors.")
        MEANS,

        /** How that changes with a predictor. */
        @Label(
                value = "Slopes",
                description =
                        "How what is expected changes with a numeric predictor, for each combination of the levels of the"
                                + " others.")
        SLOPES
    }

    /** Which differences are given. */
    enum Differences {
        /** All. */
        @Label(value = "Pairwise", description = "Every mean less every later one.")
        PAIRWISE,

        /** Those against one. */
        @Label(value = "Against a control", description = "Every other mean less that of the control.")
        CONTROL,

        /** Those that are written down. */
        @Label(value = "Coefficients", description = "Combinations of the means by their coefficients.")
        COEFFICIENTS,

        /** None. */
        @Label(value = "None", description = "The table of contrasts is empty.")
        NONE
    }

    /** How p values and intervals of contrasts allow for there being several. */
    enum Adjusted {
        /** As is usual for the contrasts. */
        @Label(
                value = "As usual",
                description =
                        "Tukey's where contrasts are pairwise, Dunnett's where they are against a control, else none.")
        USUAL,

        /** Tukey's. */
        @Label(value = "Tukey", description = "By the studentised range, for all pairs.")
        TUKEY,

        /** Dunnett's. */
        @Label(value = "Dunnett", description = "An approximation, for all against one.")
        DUNNETT,

        /** Holm's. */
        @Label(value = "Holm", description = "Step-down, for any contrasts; intervals are Bonferroni's.")
        HOLM,

        /** Bonferroni's. */
        @Label(value = "Bonferroni", description = "The number of contrasts times p, for any contrasts.")
        BONFERRONI,

        /** Sidak's. */
        @Label(value = "Sidak", description = "A little less than Bonferroni's, for any contrasts.")
        SIDAK,

        /** None. */
        @Label(value = "None", description = "Each contrast by itself.")
        NONE
    }

    /** Refers to {@link #estimated}. */
    static final class EstimatedReference implements ParameterReference<Estimated> {}

    /** Refers to {@link #differences}. */
    static final class DifferencesReference implements ParameterReference<Differences> {}

    /** Says whether slopes are asked for. */
    static final class SlopesAreAsked implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getEnum(EstimatedReference.class).isOneOf(Estimated.SLOPES);
        }
    }

    /** Says whether there is a control. */
    static final class ThereIsAControl implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getEnum(DifferencesReference.class).isOneOf(Differences.CONTROL);
        }
    }

    /** Says whether there are coefficients. */
    static final class ThereAreCoefficients implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getEnum(DifferencesReference.class).isOneOf(Differences.COEFFICIENTS);
        }
    }

    /** Saves the choice of {@link #estimated}. */
    static final class SavedEstimated extends SavedChoice<Estimated> {
        SavedEstimated() {
            super("estimated", "Estimate", Estimated.class);
        }
    }

    /** Saves the choice of {@link #differences}. */
    static final class SavedDifferences extends SavedChoice<Differences> {
        SavedDifferences() {
            super("differences", "Contrasts", Differences.class);
        }
    }

    /** Saves the choice of {@link #adjusted}. */
    static final class SavedAdjusted extends SavedChoice<Adjusted> {
        SavedAdjusted() {
            super("adjusted", "Adjustment", Adjusted.class);
        }
    }

    /** Keeps the choices that only another version knows. */
    static final class Unknown extends UnknownChoices {
        Unknown() {
            super(new SavedEstimated(), new SavedDifferences(), new SavedAdjusted());
        }
    }

    @Layout(EstimatesSection.class)
    @Widget(title = "Estimate", description = "What is estimated for the levels of the predictors.")
    @RadioButtonsWidget
    @ValueReference(EstimatedReference.class)
    @Persistor(SavedEstimated.class)
    Estimated estimated = Estimated.MEANS;

    @Layout(EstimatesSection.class)
    @Widget(
            title = "Slope of",
            description =
                    "The numeric predictor whose slopes are estimated, at its mean unless it is among the values below.")
    @Effect(predicate = SlopesAreAsked.class, type = EffectType.SHOW)
    String covariate = "";

    @Layout(EstimatesSection.class)
    @Widget(
            title = "Predictors",
            description =
                    "The predictors whose levels are told apart, such as <tt>a</tt>, <tt>a * b</tt>, or <tt>a | b</tt> to"
                            + " compare the levels of a within each of b. A name with spaces stands between backticks. All other predictors"
                            + " are averaged over, with equal weights of their levels; numeric ones are at their means, and those with only"
                            + " two values count as levels. For slopes, it may be empty.")
    String predictors = "";

    @Layout(EstimatesSection.class)
    @TextMessage(PredictorsMessage.class)
    @Nullable
    Void predictorsMessage;

    @Layout(EstimatesSection.class)
    @Widget(
            title = "Values",
            description =
                    "Values of predictors instead of their mean or all their levels, such as <tt>ses = -1, 0, 1; sector = 0</tt>.")
    String values = "";

    @Layout(EstimatesSection.class)
    @Widget(title = "Level of intervals", description = OptionWords.LEVEL)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = BelowOne.class)
    double level = 0.95;

    @Layout(ContrastsSection.class)
    @Widget(title = "Contrasts", description = "Which differences between means or slopes the second table has.")
    @RadioButtonsWidget
    @ValueReference(DifferencesReference.class)
    @Persistor(SavedDifferences.class)
    Differences differences = Differences.PAIRWISE;

    @Layout(ContrastsSection.class)
    @Widget(
            title = "Control",
            description =
                    "The level that others are compared with, several joined by spaces; the first one where it is empty.")
    @Effect(predicate = ThereIsAControl.class, type = EffectType.SHOW)
    String control = "";

    @Layout(ContrastsSection.class)
    @Widget(
            title = "Coefficients",
            description = "A name, an equals sign and a number for every mean, more after semicolons:"
                    + " <tt>ends = 1, 0, -1; middle = -0.5, 1, -0.5</tt>.")
    @Effect(predicate = ThereAreCoefficients.class, type = EffectType.SHOW)
    String coefficients = "";

    @Layout(ContrastsSection.class)
    @Widget(
            title = "Adjustment",
            description = "How p values and intervals of contrasts allow for there being several of them.")
    @RadioButtonsWidget
    @Persistor(SavedAdjusted.class)
    Adjusted adjusted = Adjusted.USUAL;

    @Layout(EstimatesSection.class)
    @Widget(title = Confirmation.TITLE_OF_PREDICTORS, description = Confirmation.DESCRIPTION_OF_PREDICTORS)
    @ValueProvider(Confirmation.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean columnsConfirmed = true;

    @Persistor(Unknown.class)
    String[] unknownChoices = {};

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    MixedModelMeansParameters() {}

    MixedModelMeansParameters(NodeParametersInput input) {
        columnsConfirmed = false;
        input.getInPortSpec(0)
                .filter(MixedModelPortObjectSpec.class::isInstance)
                .map(MixedModelPortObjectSpec.class::cast)
                .ifPresent(this::guess);
    }

    /** Fills the predictors if nobody has typed any. */
    void guess(MixedModelPortObjectSpec model) {
        if (!columnsConfirmed && SavedSettings.text(predictors).isEmpty()) {
            predictors = firstPredictor(model);
        }
    }

    /** Returns the warning of settings that nobody has confirmed. */
    Optional<String> guessed() {
        return columnsConfirmed
                ? Optional.empty()
                : Optional.of(Confirmation.warningOfModel("the means of " + predictors));
    }

    /** Returns the predictors that are no groups. */
    static List<Column> fixed(MixedModelPortObjectSpec model) {
        return model.predictors().stream()
                .filter(column -> !model.groupingFactors().contains(column.name()))
                .toList();
    }

    /** Returns the first categorical predictor that is no group, else any, so that a dropped node is ready to run. */
    private static String firstPredictor(MixedModelPortObjectSpec model) {
        List<Column> fixed = fixed(model);
        return fixed.stream()
                .filter(column -> column.type() == ColumnType.CATEGORICAL)
                .findFirst()
                .or(() -> fixed.stream().findFirst())
                .map(column ->
                        column.name().matches("[\\p{L}][\\p{L}\\p{N}._]*") ? column.name() : "`" + column.name() + "`")
                .orElse("");
    }

    /**
     * Returns the question.
     *
     * @param inference the method, whose level is that of the settings
     * @throws org.multilevel.error.ModelException if it cannot be read
     */
    MeansQuestion<?> question(Inference inference) {
        MeansAsked asked = MeansAsked.of(
                SavedSettings.text(values),
                switch (differences) {
                    case PAIRWISE -> "pairwise";
                    case CONTROL -> SavedSettings.text(control).isBlank() ? "control" : "control=" + control;
                    case COEFFICIENTS -> SavedSettings.text(coefficients);
                    case NONE -> "none";
                },
                adjusted == Adjusted.USUAL ? "" : adjusted.name().toLowerCase(Locale.ROOT),
                inference.withLevel(level));
        String terms = SavedSettings.text(predictors);
        return switch (estimated) {
            case MEANS -> asked.means(terms);
            case SLOPES -> asked.slopes(terms.isBlank() ? quoted(covariate) : quoted(covariate) + " by " + terms);
        };
    }

    private static String quoted(String name) {
        String plain = SavedSettings.text(name).strip();
        return plain.startsWith("`") || plain.isEmpty() ? plain : "`" + plain + "`";
    }

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
        new Unknown().check(unknownChoices, estimated, differences, adjusted);
        SavedSettings.checkLevel(level);
        if (estimated == Estimated.MEANS && SavedSettings.text(predictors).isBlank()) {
            throw new InvalidSettingsException(
                    "No predictors are named; type those whose means are wanted, such as a * b.");
        }
        if (estimated == Estimated.SLOPES && SavedSettings.text(covariate).isBlank()) {
            throw new InvalidSettingsException("No numeric predictor is named; type the one whose slopes are wanted.");
        }
    }
}
