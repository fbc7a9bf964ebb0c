package org.multilevel.knime.centering;

import java.util.List;
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
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.knime.node.parameters.widget.choices.filter.ColumnFilterWidget;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.ColumnChoices;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.Confirmation;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.SavedChoice;
import org.multilevel.knime.SavedSettings;
import org.multilevel.knime.UnknownChoices;

/** What Group Centring asks its user; field and constant names are those of saved workflows. */
@Migration(GroupCentringParameters.SavedOrRefused.class)
final class GroupCentringParameters extends CheckedParameters {
    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<GroupCentringParameters> {
        SavedOrRefused() {
            super(GroupCentringParameters.class, GroupCentringParameters::new);
        }
    }

    /** What is centred. */
    @Section(title = "Columns")
    interface ColumnSection {}

    /** What is appended. */
    @Section(title = "Output columns")
    @After(ColumnSection.class)
    interface OutputSection {}

    /** Which of the two parts of a column are appended. */
    enum Parts {
        /** Both parts. */
        @Label(
                value = "Group means and deviations",
                description = "Both parts of each column: between the groups and within them.")
        BOTH,

        /** The part between the groups. */
        @Label(value = "Group means", description = "The mean of the column in the row's group.")
        MEANS,

        /** The part within the groups. */
        @Label(value = "Deviations", description = "The row's value minus the mean of the column in the row's group.")
        DEVIATIONS;

        /** Returns whether group means are appended. */
        boolean hasMeans() {
            return this != DEVIATIONS;
        }

        /** Returns whether deviations are appended. */
        boolean hasDeviations() {
            return this != MEANS;
        }
    }

    /** Points at the parts. */
    interface PartsReference extends ParameterReference<Parts> {}

    /** Holds where means are appended. */
    static final class MeansAreAppended implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getEnum(PartsReference.class).isOneOf(Parts.BOTH, Parts.MEANS);
        }
    }

    /** Saves the choice of {@link #parts}. */
    static final class SavedParts extends SavedChoice<Parts> {
        SavedParts() {
            super("parts", "Append", Parts.class);
        }
    }

    /** Keeps the choices that only another version knows. */
    static final class Unknown extends UnknownChoices {
        Unknown() {
            super(new SavedParts());
        }
    }

    @Layout(ColumnSection.class)
    @Widget(
            title = "Group column",
            description = "The column whose values are the groups, such as schools, subjects or customers. Rows without"
                    + " a value get missing values.")
    @ChoicesProvider(ColumnChoices.Groups.class)
    String groupColumn = "";

    @Layout(ColumnSection.class)
    @Widget(
            title = "Columns to split",
            description =
                    "The numeric columns of which the group means and deviations are appended. Missing values take"
                            + " no part in a mean, and have no deviation.")
    @ColumnFilterWidget(choicesProvider = ColumnChoices.Numbers.class)
    ColumnFilter columns = new ColumnFilter();

    @Layout(OutputSection.class)
    @Widget(title = "Append", description = "Which parts of each column are appended.")
    @RadioButtonsWidget
    @ValueReference(PartsReference.class)
    @Persistor(SavedParts.class)
    Parts parts = Parts.BOTH;

    @Layout(OutputSection.class)
    @Widget(
            title = "Centre the means at the grand mean",
            description =
                    "Subtracts the mean of all rows that have a group from the group means, so that 0 stands for the"
                            + " average row. Slopes stay the same; the intercept of a model becomes that of an average row.")
    @Effect(predicate = MeansAreAppended.class, type = EffectType.SHOW)
    boolean centreMeans;

    @Layout(ColumnSection.class)
    @Widget(title = Confirmation.TITLE, description = Confirmation.DESCRIPTION)
    @ValueProvider(Confirmation.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean columnsConfirmed = true;

    @Persistor(Unknown.class)
    String[] unknownChoices = {};

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    GroupCentringParameters() {}

    GroupCentringParameters(NodeParametersInput input) {
        columnsConfirmed = false;
        input.getInTableSpec(0).ifPresent(table -> {
            guess(table);
            columns = new ColumnFilter(ColumnGuess.of(table).measurements());
        });
    }

    /** Fills the group column if nobody has chosen one. */
    void guess(DataTableSpec table) {
        if (SavedSettings.text(groupColumn).isEmpty()) {
            groupColumn = ColumnGuess.of(table).group().orElse("");
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
        new Unknown().check(unknownChoices, parts);
    }

    /** Returns the group columns: one, or none if it is not chosen. */
    List<String> groups() {
        return SavedSettings.chosen(groupColumn);
    }
}
