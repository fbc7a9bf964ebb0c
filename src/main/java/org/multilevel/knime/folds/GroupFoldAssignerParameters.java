package org.multilevel.knime.folds;

import java.util.List;
import java.util.OptionalLong;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
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
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;
import org.multilevel.data.groups.FoldMode;
import org.multilevel.data.groups.GroupFolds;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.ColumnChoices;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.Confirmation;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.SavedChoice;
import org.multilevel.knime.SavedSettings;
import org.multilevel.knime.UnknownChoices;

/** What the Group-Aware Fold Assigner asks its user; field and constant names are those of saved workflows. */
@Migration(GroupFoldAssignerParameters.SavedOrRefused.class)
final class GroupFoldAssignerParameters extends CheckedParameters {
    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<GroupFoldAssignerParameters> {
        SavedOrRefused() {
            super(GroupFoldAssignerParameters.class, GroupFoldAssignerParameters::new);
        }
    }

    /** What is held out. */
    @Section(title = "Folds")
    interface FoldSection {}

    /** Where the folds are written. */
    @Section(title = "Output column")
    @After(FoldSection.class)
    interface OutputSection {}

    /** What a fold holds out. */
    enum HeldOut {
        /** Whole groups. */
        @Label(
                value = "New groups",
                description =
                        "All rows of a group get the same fold, and the folds get about equally many rows. A model"
                                + " is then tested on groups that it has not seen.")
        NEW_GROUPS,

        /** One group. */
        @Label(
                value = "New groups, one at a time",
                description = "Each group is a fold of its own (leave one group out).")
        LEAVE_ONE_GROUP_OUT,

        /** Rows of each group. */
        @Label(
                value = "New rows of known groups",
                description =
                        "The rows of each group are spread evenly over the folds. A model is then tested on rows of"
                                + " groups that it knows from other rows.")
        NEW_ROWS
    }

    /** Points at what is held out. */
    interface HeldOutReference extends ParameterReference<HeldOut> {}

    /** Holds where the folds are counted by the user. */
    static final class FoldsAreChosen implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getEnum(HeldOutReference.class).isOneOf(HeldOut.NEW_GROUPS, HeldOut.NEW_ROWS);
        }
    }

    /** One fold leaves nothing to learn from. */
    static final class AtLeastTwo extends MinValidation {
        @Override
        protected double getMin() {
            return 2;
        }
    }

    /** Saves the choice of {@link #heldOut}. */
    static final class SavedHeldOut extends SavedChoice<HeldOut> {
        SavedHeldOut() {
            super("heldOut", "Hold out", HeldOut.class);
        }
    }

    /** Keeps the choices that only another version knows. */
    static final class Unknown extends UnknownChoices {
        Unknown() {
            super(new SavedHeldOut());
        }
    }

    @Layout(FoldSection.class)
    @Widget(
            title = "Group column",
            description = "The column whose values are the groups, such as schools, subjects or customers. Rows without"
                    + " a value get no fold.")
    @ChoicesProvider(ColumnChoices.Groups.class)
    String groupColumn = "";

    @Layout(FoldSection.class)
    @Widget(
            title = "Hold out",
            description = "What the rows of a fold should stand for when a model is tested on them.")
    @RadioButtonsWidget
    @ValueReference(HeldOutReference.class)
    @Persistor(SavedHeldOut.class)
    HeldOut heldOut = HeldOut.NEW_GROUPS;

    @Layout(FoldSection.class)
    @Widget(
            title = "Number of folds",
            description = "How many folds there are, at least 2; not used when each group is a fold of its own.")
    @NumberInputWidget(minValidation = AtLeastTwo.class)
    @Effect(predicate = FoldsAreChosen.class, type = EffectType.SHOW)
    int folds = 10;

    @Layout(FoldSection.class)
    @Widget(
            title = "Random seed",
            description = "Any whole number; the same table with the same seed always gets the same folds, whatever the"
                    + " machine.")
    @Effect(predicate = FoldsAreChosen.class, type = EffectType.SHOW)
    long seed = 1;

    @Layout(OutputSection.class)
    @Widget(
            title = "Fold column name",
            description = "The name of the appended column of whole numbers 1, 2, …, one for each fold. A name that the"
                    + " table already has gets a number.")
    String foldColumn = "Fold";

    @Layout(FoldSection.class)
    @Widget(title = Confirmation.TITLE, description = Confirmation.DESCRIPTION)
    @ValueProvider(Confirmation.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean columnsConfirmed = true;

    @Persistor(Unknown.class)
    String[] unknownChoices = {};

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    GroupFoldAssignerParameters() {}

    GroupFoldAssignerParameters(NodeParametersInput input) {
        columnsConfirmed = false;
        input.getInTableSpec(0).ifPresent(this::guess);
    }

    /** Fills the group column if nobody has chosen one, and lowers the number of folds to that of the groups. */
    void guess(DataTableSpec table) {
        if (SavedSettings.text(groupColumn).isEmpty()) {
            groupColumn = ColumnGuess.of(table).group().orElse("");
            mostGroups(table).ifPresent(most -> folds = (int) Math.max(2, Math.min(folds, most)));
        }
    }

    /** Returns how many groups the table can have at most, as far as its specification tells. */
    OptionalLong mostGroups(DataTableSpec table) {
        DataColumnSpec column = table.getColumnSpec(SavedSettings.text(groupColumn));
        return column == null ? OptionalLong.empty() : ColumnGuess.mostValues(column);
    }

    /**
     * Returns what is asked for in the words of the core.
     *
     * @throws org.multilevel.error.DataException if fewer than two folds are wanted
     */
    GroupFolds request() {
        List<String> groups = SavedSettings.chosen(groupColumn);
        return switch (heldOut) {
            case NEW_GROUPS ->
                GroupFolds.of(FoldMode.WHOLE_GROUPS, folds, groups).withSeed(seed);
            case LEAVE_ONE_GROUP_OUT -> GroupFolds.leaveOneGroupOut(groups);
            case NEW_ROWS ->
                GroupFolds.of(FoldMode.WITHIN_GROUPS, folds, groups).withSeed(seed);
        };
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
        new Unknown().check(unknownChoices, heldOut);
        if (SavedSettings.text(foldColumn).isBlank()) {
            throw new InvalidSettingsException("The name of the fold column is empty; type a name, such as Fold.");
        }
    }
}
