package org.multilevel.knime.centering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.streamable.RowInput;
import org.knime.core.node.streamable.RowOutput;
import org.multilevel.data.groups.CentringSummary;
import org.multilevel.data.groups.GroupCentring;
import org.multilevel.data.groups.GroupMeans;
import org.multilevel.data.groups.RowCentring;
import org.multilevel.knime.AppendedColumns;
import org.multilevel.knime.AppendedColumns.RowCells;
import org.multilevel.knime.ChosenColumns;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.Confirmation;
import org.multilevel.knime.ExecutionProgress;
import org.multilevel.knime.KnimeCells;
import org.multilevel.knime.KnimeColumns;
import org.multilevel.knime.KnimeTable;
import org.multilevel.knime.RowReader;

/** The table that group centring makes of a table and its settings: the columns first, then the rows, in two passes. */
final class CentredTable {
    /** The part of the progress bar that the first pass takes, which finds the group means. */
    private static final double MEANS_SHARE = 0.5;

    private static final String ACTIVITY = "centring rows";

    private final DataTableSpec table;
    private final GroupCentringParameters parameters;
    private final GroupCentring centring;
    private final AppendedColumns columns;

    private CentredTable(DataTableSpec table, GroupCentringParameters parameters, GroupCentring centring) {
        this.table = table;
        this.parameters = parameters;
        this.centring = centring;
        this.columns = AppendedColumns.to(table);
        for (String column : centring.columns()) {
            if (parameters.parts.hasMeans()) {
                columns.add(GroupCentring.betweenName(column), DoubleCell.TYPE);
            }
            if (parameters.parts.hasDeviations()) {
                columns.add(GroupCentring.withinName(column), DoubleCell.TYPE);
            }
        }
    }

    /**
     * Returns what the node will make.
     *
     * @throws InvalidSettingsException if a setting means nothing
     * @throws org.multilevel.error.DataException if the table cannot be split as the settings say
     */
    static CentredTable of(DataTableSpec table, GroupCentringParameters parameters) throws InvalidSettingsException {
        parameters.check();
        if (!parameters.columnsConfirmed) {
            parameters.guess(table);
        }
        List<String> groups = parameters.groups();
        if (!parameters.columnsConfirmed && groups.isEmpty()) {
            throw ColumnGuess.of(table).unclear("");
        }
        GroupCentring centring =
                GroupCentring.of(chosen(table, parameters), groups).withGrandMeanSubtracted(parameters.centreMeans);
        KnimeColumns.checkUsable(table, groups);
        centring.check(KnimeColumns.of(table, Set.copyOf(groups)));
        return new CentredTable(table, parameters, centring);
    }

    /** Returns the warning of settings that nobody has confirmed. */
    Optional<String> guessed() {
        return parameters.columnsConfirmed
                ? Optional.empty()
                : Optional.of(Confirmation.warning("the groups are those of \"" + parameters.groupColumn
                        + "\", the columns to split " + String.join(", ", centring.columns())));
    }

    /** Returns the columns to split in the order of the table, and after them those that it does not have. */
    private static List<String> chosen(DataTableSpec table, GroupCentringParameters parameters)
            throws InvalidSettingsException {
        List<DataColumnSpec> numbers = table.stream()
                .filter(KnimeColumns::isNumeric)
                .filter(column -> !column.getName().equals(parameters.groupColumn))
                .toList();
        return ChosenColumns.of(parameters.columns, "Columns to split", numbers);
    }

    /** Returns the spec of the table with the new columns. */
    DataTableSpec spec() {
        return columns.spec();
    }

    /** A table with the new columns, and what there is to say of them. */
    record Result(BufferedDataTable table, CentringSummary summary) {}

    /**
     * Reads the rows twice: for the means, then to split them.
     *
     * @throws org.multilevel.error.DataException if a value is infinite
     * @throws CanceledExecutionException if the user has asked to stop
     */
    Result centre(BufferedDataTable rows, ExecutionContext context) throws CanceledExecutionException {
        Set<String> labels = Set.copyOf(centring.groups());
        GroupMeans means = centring.fit(
                KnimeTable.of(rows, names(), labels), new ExecutionProgress(context.createSubProgress(MEANS_SHARE)));
        RowCentring centred = means.rows();
        BufferedDataTable result = columns.append(
                rows, ACTIVITY, cells(centred, labels), context, context.createSubProgress(1 - MEANS_SHARE));
        return new Result(result, centred.summary());
    }

    /**
     * Reads rows that come one by one for their means.
     *
     * @throws org.multilevel.error.DataException if a value is infinite
     * @throws java.util.concurrent.CancellationException if the user has asked to stop
     */
    GroupMeans means(RowInput rows, ExecutionContext context) {
        return centring.fit(
                KnimeTable.once(rows, names(), Set.copyOf(centring.groups())), new ExecutionProgress(context));
    }

    /** Returns what the means are of. */
    GroupCentring centring() {
        return centring;
    }

    /**
     * Splits rows that come one by one.
     *
     * @return what there is to say of them
     * @throws KNIMEException with the reason why a row cannot be split
     * @throws CanceledExecutionException if the user has asked to stop
     * @throws InterruptedException if a node before or after has failed
     */
    CentringSummary centre(GroupMeans means, RowInput rows, RowOutput made, ExecutionContext context)
            throws KNIMEException, CanceledExecutionException, InterruptedException {
        RowCentring centred = means.rows();
        columns.append(rows, made, ACTIVITY, cells(centred, Set.copyOf(centring.groups())), context);
        return centred.summary();
    }

    private List<String> names() {
        return Stream.concat(centring.groups().stream(), centring.columns().stream())
                .toList();
    }

    private RowCells cells(RowCentring centred, Set<String> labels) {
        RowReader reader = new RowReader(centred, table, labels);
        return (row, position) -> {
            reader.read(row);
            centred.centre();
            return cells(centred);
        };
    }

    private DataCell[] cells(RowCentring centred) {
        List<DataCell> cells = new ArrayList<>(columns.size());
        for (int k = 0; k < centring.columns().size(); k++) {
            if (parameters.parts.hasMeans()) {
                cells.add(KnimeCells.of(centred.between(k)));
            }
            if (parameters.parts.hasDeviations()) {
                cells.add(KnimeCells.of(centred.within(k)));
            }
        }
        return cells.toArray(DataCell[]::new);
    }
}
