package org.multilevel.knime.picture;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Widget;
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
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.message.TextMessage;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureOption;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.PictureScale;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.ModelChoices;
import org.multilevel.knime.SavedChoice;
import org.multilevel.knime.SavedSettings;
import org.multilevel.knime.UnknownChoices;

/** What the Mixed Model Plot node asks its user; field and constant names are those of saved workflows. */
@Migration(MixedModelPlotParameters.SavedOrRefused.class)
final class MixedModelPlotParameters extends CheckedParameters {
    private static final int LEAST = 100;
    private static final int MOST = 10_000;

    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<MixedModelPlotParameters> {
        SavedOrRefused() {
            super(MixedModelPlotParameters.class, MixedModelPlotParameters::new);
        }
    }

    /** What the picture shows; the names are those of {@link PictureKind}. */
    enum Shown {
        /** Group effects. */
        @Label(
                value = "Group effects",
                description = "The effects of all groups with intervals, in ascending order (caterpillar plot).")
        EFFECTS,

        /** Fitted lines by group. */
        @Label(
                value = "Fitted lines by group",
                description = "The rows, the line of the model for each group, and that of the population.")
        LINES,

        /** Residuals and fitted values. */
        @Label(value = "Residuals and fitted values", description = "Residuals against fitted values, with their mean.")
        RESIDUALS,

        /** Normal QQ plot of residuals. */
        @Label(
                value = "Normal QQ plot of residuals",
                description = "Residuals against the quantiles of a normal distribution.")
        RESIDUAL_QUANTILES,

        /** Normal QQ plot of group effects. */
        @Label(
                value = "Normal QQ plot of group effects",
                description = "Group effects against the quantiles of a normal distribution.")
        EFFECT_QUANTILES,

        /** Rows with one line. */
        @Label(value = "Rows with one line", description = "The rows, and the least-squares line through all of them.")
        POINTS,

        /** Own line of each group (no pooling). */
        @Label(
                value = "Own line of each group (no pooling)",
                description = "The rows, and the least-squares line of each group alone.")
        NO_POOLING,

        /** Own and fitted lines of each group. */
        @Label(value = "Own and fitted lines of each group", description = "Both lines of each group.")
        POOLING,

        /** Total, between and within lines. */
        @Label(
                value = "Total, between and within lines",
                description = "The lines through all rows, through the means of groups, and within groups.")
        BETWEEN,

        /** Group means over a predictor. */
        @Label(
                value = "Group means over a predictor",
                description =
                        "The mean of the response in each group, over a predictor of groups, with the lines of the model.")
        MEANS,

        /** Response by group. */
        @Label(value = "Response by group", description = "A box plot of the response for each group.")
        BOXES,

        /** Centred response by group. */
        @Label(
                value = "Centred response by group",
                description = "A box plot of the response less the mean of its group.")
        CENTRED_BOXES,

        /** Residuals by group. */
        @Label(value = "Residuals by group", description = "A box plot of the residuals for each group.")
        RESIDUAL_BOXES,

        /** Shrinkage towards the population. */
        @Label(
                value = "Shrinkage towards the population",
                description = "Arrows from the coefficients of each group alone to those of the model.")
        SHRINKAGE,

        /** Fixed effects with intervals. */
        @Label(value = "Fixed effects with intervals", description = "The fixed effects, without the intercept.")
        FIXED,

        /** Standardised fixed effects. */
        @Label(
                value = "Standardised fixed effects",
                description =
                        "The fixed effects in standard deviations of the response per standard deviation of their columns.")
        STANDARDISED,

        /** Expected response with intervals. */
        @Label(
                value = "Expected response with intervals",
                description = "What is expected over a predictor, other predictors at their means or averaged over.")
        PREDICTED,

        /** Likelihood profile of a parameter. */
        @Label(
                value = "Likelihood profile of a parameter",
                description = "How the likelihood falls away from the estimate of a parameter.")
        PROFILE,

        /** Shares of variance. */
        @Label(
                value = "Shares of variance",
                description = "The parts of fixed effects, groups and residual in the variance of the response.")
        SHARES,

        /** Observed and predicted (calibration). */
        @Label(
                value = "Observed and predicted (calibration)",
                description =
                        "What was observed in tenths of the rows, against what the model predicts: means, of a generalised model also probabilities.")
        CALIBRATION
    }

    /** The scale of a generalised model. */
    enum Scale {
        /** That of the picture. */
        @Label(
                value = "Usual",
                description =
                        "Links for group effects, ratios for fixed effects, probabilities or means for what is expected.")
        USUAL,

        /** Link. */
        @Label(value = "Link", description = "The scale on which effects add up, such as log odds.")
        LINK,

        /** Ratio. */
        @Label(value = "Ratio", description = "Effects as ratios of odds or of means.")
        RATIO,

        /** Response. */
        @Label(value = "Response", description = "What is expected as probabilities or means.")
        RESPONSE
    }

    /** The page. */
    enum Page {
        /** Dark on white. */
        @Label(value = "Light", description = "Dark on white.")
        LIGHT,

        /** Light on dark. */
        @Label(value = "Dark", description = "Light on a dark page.")
        DARK
    }

    /** Refers to {@link #shown}. */
    static final class ShownReference implements ParameterReference<Shown> {}

    /** Refers to {@link #group}. */
    static final class GroupReference implements ParameterReference<String> {}

    /** Refers to {@link #highlight}. */
    static final class HighlightReference implements ParameterReference<String> {}

    /** Says whether the picture asks for something. */
    abstract static class Asks implements EffectPredicateProvider {
        private final PictureOption option;

        Asks(PictureOption option) {
            this.option = option;
        }

        @Override
        public final EffectPredicate init(PredicateInitializer initializer) {
            return initializer
                    .getEnum(ShownReference.class)
                    .isOneOf(Stream.of(Shown.values())
                            .filter(shown -> kind(shown).asks(option))
                            .toArray(Shown[]::new));
        }
    }

    /** For group. */
    static final class ThereAreGroups extends Asks {
        ThereAreGroups() {
            super(PictureOption.GROUP);
        }
    }

    /** For term. */
    static final class ThereAreTerms extends Asks {
        ThereAreTerms() {
            super(PictureOption.TERM);
        }
    }

    /** For over. */
    static final class ThereIsAnAxis extends Asks {
        ThereIsAnAxis() {
            super(PictureOption.OVER);
        }
    }

    /** For by. */
    static final class ThereAreColours extends Asks {
        ThereAreColours() {
            super(PictureOption.BY);
        }
    }

    /** For highlight. */
    static final class GroupsStandOut extends Asks {
        GroupsStandOut() {
            super(PictureOption.HIGHLIGHT);
        }
    }

    /** For at. */
    static final class ThereAreValues extends Asks {
        ThereAreValues() {
            super(PictureOption.AT);
        }
    }

    /** For scale. */
    static final class ThereAreScales extends Asks {
        ThereAreScales() {
            super(PictureOption.SCALE);
        }
    }

    /** Saves the choice of {@link #scale}. */
    static final class SavedScale extends SavedChoice<Scale> {
        SavedScale() {
            super("scale", "Scale", Scale.class);
        }
    }

    /** Saves the choice of {@link #shown}. */
    static final class SavedShown extends SavedChoice<Shown> {
        SavedShown() {
            super("shown", "Picture", Shown.class);
        }
    }

    /** Saves the choice of {@link #page}. */
    static final class SavedPage extends SavedChoice<Page> {
        SavedPage() {
            super("page", "Page", Page.class);
        }
    }

    /** Keeps the choices that only another version knows. */
    static final class Unknown extends UnknownChoices {
        Unknown() {
            super(new SavedShown(), new SavedPage(), new SavedScale());
        }
    }

    /** Refers to {@link #term}. */
    static final class TermReference implements ParameterReference<String> {}

    /** Refers to {@link #over}. */
    static final class OverReference implements ParameterReference<String> {}

    /** Refers to {@link #by}. */
    static final class ByReference implements ParameterReference<String> {}

    /** Shows that {@link #group} is the usual. */
    static final class UsualGroup extends ModelChoices.Usual {
        UsualGroup() {
            super(GroupReference.class);
        }
    }

    /** Shows that {@link #term} is the usual. */
    static final class UsualTerm extends ModelChoices.Usual {
        UsualTerm() {
            super(TermReference.class);
        }
    }

    /** Shows that {@link #over} is the usual. */
    static final class UsualOver extends ModelChoices.Usual {
        UsualOver() {
            super(OverReference.class);
        }
    }

    /** Shows that {@link #by} is the usual. */
    static final class UsualBy extends ModelChoices.Usual {
        UsualBy() {
            super(ByReference.class);
        }
    }

    @Widget(title = "Picture", description = "What the picture shows.")
    @ValueReference(ShownReference.class)
    @Persistor(SavedShown.class)
    Shown shown = Shown.EFFECTS;

    @Widget(
            title = "Grouping factor",
            description =
                    "The factor whose groups are shown, such as <i>school</i>; by default the first of the model.")
    @ChoicesProvider(ModelChoices.Factors.class)
    @ValueReference(GroupReference.class)
    @ValueProvider(UsualGroup.class)
    @Effect(predicate = ThereAreGroups.class, type = EffectType.SHOW)
    String group = "";

    @Widget(
            title = "Term or parameter",
            description =
                    "A term of the grouping factor, such as <i>ses</i>; for a profile a parameter, such as <i>ses</i> or"
                            + " <i>sd:Residual</i>; by default the first. The list is that of the model, and so is there once its learner was"
                            + " executed.")
    @ChoicesProvider(PictureChoices.Terms.class)
    @ValueReference(TermReference.class)
    @ValueProvider(UsualTerm.class)
    @Effect(predicate = ThereAreTerms.class, type = EffectType.SHOW)
    String term = "";

    @Widget(
            title = "Horizontal axis",
            description =
                    "The predictor along the horizontal axis; by default the first of the formula that is a number.")
    @ChoicesProvider(PictureChoices.Horizontal.class)
    @ValueReference(OverReference.class)
    @ValueProvider(UsualOver.class)
    @Effect(predicate = ThereIsAnAxis.class, type = EffectType.SHOW)
    String over = "";

    @Widget(
            title = "Colours",
            description =
                    "A second predictor, each value of which (eight at most) gets a colour and a line of the population.")
    @ChoicesProvider(PictureChoices.Colours.class)
    @ValueReference(ByReference.class)
    @ValueProvider(UsualBy.class)
    @Effect(predicate = ThereAreColours.class, type = EffectType.SHOW)
    String by = "";

    @Widget(
            title = "Highlighted groups",
            description =
                    "Labels of groups that get colours of their own before all others in grey, with commas between them.")
    @ValueReference(HighlightReference.class)
    @Effect(predicate = GroupsStandOut.class, type = EffectType.SHOW)
    String highlight = "";

    @TextMessage(HighlightMessage.class)
    @Effect(predicate = GroupsStandOut.class, type = EffectType.SHOW)
    @Nullable
    Void highlightMessage;

    @Widget(
            title = "Values",
            description =
                    "Values of predictors in expected responses instead of their mean or all their levels, such as"
                            + " <tt>meanses = -0.4, 0, 0.4; sector = 0</tt>.")
    @Effect(predicate = ThereAreValues.class, type = EffectType.SHOW)
    String at = "";

    @Widget(title = "Scale", description = "The scale of a generalised model's picture; a linear model has one scale.")
    @Persistor(SavedScale.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Effect(predicate = ThereAreScales.class, type = EffectType.SHOW)
    Scale scale = Scale.USUAL;

    @Widget(title = "Width", description = "Width of the picture; the image has twice as many pixels.")
    int width = 800;

    @Widget(title = "Height", description = "Height of the picture; the image has twice as many pixels.")
    int height = 600;

    @Widget(title = "Page", description = "Whether the picture is dark on white or light on dark.")
    @Persistor(SavedPage.class)
    Page page = Page.LIGHT;

    @Persistor(Unknown.class)
    String[] unknownChoices = {};

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    static PictureKind kind(Shown shown) {
        return PictureKind.valueOf(shown.name());
    }

    /**
     * Returns the picture that is wanted; what it does not ask for is not heard, since the dialog hides it.
     *
     * @param pictures those of the model
     * @throws org.multilevel.error.ModelException if the values cannot be read
     */
    PictureRequest request(Pictures pictures) {
        Map<PictureOption, String> typed = new EnumMap<>(PictureOption.class);
        typed.put(PictureOption.GROUP, group);
        typed.put(PictureOption.TERM, term);
        typed.put(PictureOption.OVER, over);
        typed.put(PictureOption.BY, by);
        typed.put(PictureOption.AT, at);
        typed.put(PictureOption.HIGHLIGHT, highlight);
        typed.put(
                PictureOption.SCALE,
                scale == Scale.USUAL ? "" : PictureScale.valueOf(scale.name()).text());
        typed.replaceAll((option, text) -> kind(shown).asks(option) ? SavedSettings.text(text) : "");
        return pictures.request(kind(shown), typed);
    }

    private boolean isGiven(PictureOption option, String text) {
        return kind(shown).asks(option) && !SavedSettings.text(text).isBlank();
    }

    /**
     * Refuses settings that only another version understands, and those that mean nothing.
     *
     * @throws InvalidSettingsException with a sentence that names the setting
     */
    void check() throws InvalidSettingsException {
        checkLoaded();
        SavedSettings.checkVersion(settingsVersion);
        new Unknown().check(unknownChoices, shown, page, scale);
        checkLength("Width", width);
        checkLength("Height", height);
    }

    private static void checkLength(String name, int length) throws InvalidSettingsException {
        if (length < LEAST || length > MOST) {
            throw new InvalidSettingsException(
                    name + " is " + length + "; type a whole number from " + LEAST + " to " + MOST + ".");
        }
    }

    /**
     * Refuses a grouping factor that the model does not have.
     *
     * @param factors those of the model
     * @throws InvalidSettingsException naming it
     */
    void checkGroup(List<String> factors) throws InvalidSettingsException {
        String named = SavedSettings.text(group).strip();
        if (isGiven(PictureOption.GROUP, group) && !factors.contains(named)) {
            throw new InvalidSettingsException("The model has no grouping factor \"" + named + "\"; "
                    + (factors.isEmpty()
                            ? "it has none: choose another picture."
                            : "it has " + String.join(", ", factors) + ": choose one of them."));
        }
    }

    boolean needsRows() {
        return kind(shown).needsRows();
    }

    /**
     * Refuses more models than the picture shows.
     *
     * @param count of the models that are connected
     * @throws org.multilevel.error.ChartException with what to do
     */
    void checkModels(int count) {
        kind(shown).checkModels(count);
    }
}
