package org.multilevel.knime.description;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.multilevel.data.description.Description;
import org.multilevel.data.description.DescriptionRequest;
import org.multilevel.knime.ChosenColumns;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.Confirmation;
import org.multilevel.knime.ExecutionProgress;
import org.multilevel.knime.KnimeColumns;
import org.multilevel.knime.KnimeTable;
import org.multilevel.result.DescriptionTables;
import org.multilevel.result.TableSchema;

/** What Describe Groups makes of a table and its settings: the schemas first, then the description. */
final class DescribedTable {
    private final DataTableSpec table;
    private final DescriptionRequest request;
    private final boolean confirmed;

    private DescribedTable(DataTableSpec table, DescriptionRequest request, boolean confirmed) {
        this.table = table;
        this.request = request;
        this.confirmed = confirmed;
    }

    /**
     * Returns what the node will make.
     *
     * @throws InvalidSettingsException if a setting means nothing
     * @throws org.multilevel.error.DataException if the table cannot be described as the settings say
     */
    static DescribedTable of(DataTableSpec table, DescribeGroupsParameters parameters) throws InvalidSettingsException {
        parameters.check();
        if (!parameters.columnsConfirmed) {
            parameters.guess(table);
        }
        List<String> groups = parameters.groups();
        if (groups.isEmpty()) {
            throw parameters.columnsConfirmed
                    ? new InvalidSettingsException(
                            "No group column is chosen: choose the column that says which group a row belongs to.")
                    : ColumnGuess.of(table).unclear("");
        }
        List<DataColumnSpec> usable = table.stream()
                .filter(KnimeColumns::isUsable)
                .filter(column -> !groups.contains(column.getName()))
                .toList();
        List<String> chosen = ChosenColumns.of(parameters.columns, "Columns to describe", usable).stream()
                .filter(name -> !groups.contains(name))
                .toList();
        if (chosen.isEmpty()) {
            throw new InvalidSettingsException("No column to describe is chosen: choose at least one.");
        }
        KnimeColumns.checkUsable(table, groups);
        DescriptionRequest request = new DescriptionRequest(chosen, groups);
        request.check(KnimeColumns.of(table, Set.copyOf(groups)));
        return new DescribedTable(table, request, parameters.columnsConfirmed);
    }

    /** Returns the warning of a group that nobody has confirmed. */
    Optional<String> guessed() {
        return confirmed
                ? Optional.empty()
                : Optional.of(Confirmation.warning(
                        "the groups are those of \"" + request.groups().get(0) + "\""));
    }

    /** Returns what the tables look like, in the order of the ports. */
    List<TableSchema> schemas() {
        List<String> numbers = request.numbers(KnimeColumns.of(table, Set.copyOf(request.groups())));
        return List.of(
                DescriptionTables.COLUMNS,
                DescriptionTables.LEVELS,
                DescriptionTables.GROUP_SIZES,
                DescriptionTables.VARIATION,
                DescriptionTables.CORRELATIONS,
                DescriptionTables.groupMeansSchema(request.groups(), numbers));
    }

    /**
     * Reads the rows, twice or more often.
     *
     * @throws org.multilevel.error.DataException if a value is infinite
     */
    Description describe(BufferedDataTable rows, ExecutionMonitor monitor) {
        List<String> names = Stream.concat(request.groups().stream(), request.columns().stream())
                .toList();
        return request.describe(
                KnimeTable.of(rows, names, Set.copyOf(request.groups())), ExecutionProgress.ofPasses(monitor));
    }
}
