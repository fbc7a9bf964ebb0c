package org.multilevel.knime.description;

import java.util.List;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;
import org.knime.node.parameters.widget.choices.filter.ColumnFilterWidget;
import org.multilevel.knime.CheckedParameters;
import org.multilevel.knime.ColumnChoices;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.Confirmation;
import org.multilevel.knime.KnimeColumns;
import org.multilevel.knime.LoadedOrRefused;
import org.multilevel.knime.SavedSettings;

/** What Describe Groups asks its user; field names are those of saved workflows. */
@Migration(DescribeGroupsParameters.SavedOrRefused.class)
final class DescribeGroupsParameters extends CheckedParameters {
    /** Loads saved settings, or has them refused. */
    static final class SavedOrRefused extends LoadedOrRefused<DescribeGroupsParameters> {
        SavedOrRefused() {
            super(DescribeGroupsParameters.class, DescribeGroupsParameters::new);
        }
    }

    @Widget(
            title = "Group column",
            description = "The column whose values are the groups, such as schools, subjects or customers. Rows without"
                    + " a value count in the columns, the levels and the total correlations only.")
    @ChoicesProvider(ColumnChoices.Groups.class)
    String groupColumn = "";

    @Widget(
            title = "Columns to describe",
            description =
                    "The columns that are described: numbers by mean, quartiles and correlations, texts by their levels."
                            + " By default all, those that come later, too.")
    @ColumnFilterWidget(choicesProvider = ColumnChoices.Usable.class)
    ColumnFilter columns = new ColumnFilter().withIncludeUnknownColumns();

    @Widget(title = Confirmation.TITLE, description = Confirmation.DESCRIPTION)
    @ValueProvider(Confirmation.class)
    boolean columnsConfirmed = true;

    @Persist(configKey = "settingsVersion", hidden = true)
    int settingsVersion = SavedSettings.VERSION;

    DescribeGroupsParameters() {}

    DescribeGroupsParameters(NodeParametersInput input) {
        columnsConfirmed = false;
        input.getInTableSpec(0).ifPresent(table -> {
            guess(table);
            columns = new ColumnFilter(
                            table.stream().filter(KnimeColumns::isUsable).toList())
                    .withIncludeUnknownColumns();
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
    }

    /** Returns the group columns: one, or none if it is not chosen. */
    List<String> groups() {
        return SavedSettings.chosen(groupColumn);
    }
}
