package org.multilevel.knime.folds;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.multilevel.data.groups.FoldPlan;
import org.multilevel.data.groups.GroupFolds;
import org.multilevel.data.groups.RowFolds;
import org.multilevel.knime.AppendedColumns;
import org.multilevel.knime.ColumnGuess;
import org.multilevel.knime.Confirmation;
import org.multilevel.knime.ExecutionProgress;
import org.multilevel.knime.KnimeColumns;
import org.multilevel.knime.KnimeTable;
import org.multilevel.knime.RowReader;
import org.multilevel.knime.folds.GroupFoldAssignerParameters.HeldOut;

/** The table that the fold assigner makes of a table and its settings: the column first, then the rows, in two passes. */
final class FoldTable {
    /** The part of the progress bar that the first pass takes, which counts the rows of each group. */
    private static final double COUNT_SHARE = 0.5;

    private final DataTableSpec table;
    private final GroupFolds folds;
    private final AppendedColumns columns;

    private FoldTable(DataTableSpec table, GroupFolds folds, AppendedColumns columns) {
        this.table = table;
        this.folds = folds;
        this.columns = columns;
    }

    /**
     * Returns what the node will make.
     *
     * @throws InvalidSettingsException if a setting means nothing
     * @throws org.multilevel.error.DataException if the table cannot be divided as the settings say
     */
    static FoldTable of(DataTableSpec table, GroupFoldAssignerParameters parameters) throws InvalidSettingsException {
        parameters.check();
        if (!parameters.columnsConfirmed) {
            parameters.guess(table);
        }
        GroupFolds folds = parameters.request();
        if (!parameters.columnsConfirmed && folds.groups().isEmpty()) {
            throw ColumnGuess.of(table).unclear("");
        }
        KnimeColumns.checkUsable(table, folds.groups());
        folds.check(KnimeColumns.of(table, Set.copyOf(folds.groups())));
        checkFolds(table, parameters);
        return new FoldTable(table, folds, AppendedColumns.to(table).add(parameters.foldColumn, IntCell.TYPE));
    }

    /** Refuses more folds than the table can have groups, where each is in one fold only, before a row is read. */
    private static void checkFolds(DataTableSpec table, GroupFoldAssignerParameters parameters)
            throws InvalidSettingsException {
        OptionalLong most = parameters.mostGroups(table);
        if (parameters.heldOut == HeldOut.NEW_GROUPS
                && most.isPresent()
                && most.getAsLong() > 0
                && parameters.folds > most.getAsLong()) {
            throw new InvalidSettingsException("Number of folds is " + parameters.folds + ", but \""
                    + parameters.groupColumn + "\" has " + most.getAsLong()
                    + " groups at most: "
                    + (most.getAsLong() > 1 ? "choose at most " + most.getAsLong() + " folds, or " : "")
                    + "hold out new rows of known groups.");
        }
    }

    /** Returns the warning of settings that nobody has confirmed. */
    static Optional<String> guessed(GroupFoldAssignerParameters parameters) {
        return parameters.columnsConfirmed
                ? Optional.empty()
                : Optional.of(Confirmation.warning("the groups are those of \"" + parameters.groupColumn + "\""));
    }

    /** Returns the spec of the table with the fold column. */
    DataTableSpec spec() {
        return columns.spec();
    }

    /** A table with folds, and what there is to say of them. */
    record Result(BufferedDataTable table, List<String> sentences) {}

    /**
     * Reads the rows twice: to plan the folds, then to assign them.
     *
     * @throws org.multilevel.error.DataException if there are too few groups or rows for the folds
     * @throws CanceledExecutionException if the user has asked to stop
     */
    Result assign(BufferedDataTable rows, ExecutionContext context) throws CanceledExecutionException {
        Set<String> labels = Set.copyOf(folds.groups());
        FoldPlan plan = folds.plan(
                KnimeTable.of(rows, folds.groups(), labels),
                new ExecutionProgress(context.createSubProgress(COUNT_SHARE)));
        RowFolds assigned = plan.rows();
        RowReader reader = new RowReader(assigned, table, labels);
        BufferedDataTable result = columns.append(
                rows,
                "assigning folds",
                (row, position) -> {
                    reader.read(row);
                    return new DataCell[] {cell(assigned.next())};
                },
                context,
                context.createSubProgress(1 - COUNT_SHARE));
        return new Result(result, plan.sentences());
    }

    private static DataCell cell(int fold) {
        return fold == FoldPlan.NO_FOLD ? DataType.getMissingCell() : new IntCell(fold + 1);
    }
}
