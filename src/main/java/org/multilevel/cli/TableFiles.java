package org.multilevel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvWriter;
import org.multilevel.model.FittedRows;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;

/** Writes the results of a fit into a folder, one CSV file a table. */
final class TableFiles {
    /** Those with rows for groups. */
    private static final Set<String> GROUP_TABLES =
            Set.of(ResultTables.GROUP_EFFECTS.name(), ResultTables.RELIABILITY.name());

    private static final String FITTED = "fitted";

    private final Path folder;
    private final boolean withLog;

    /**
     * Creates the writer.
     *
     * @param folder where the files go
     * @param withLog whether the optimiser's log is one of them
     */
    TableFiles(Path folder, boolean withLog) {
        this.folder = folder;
        this.withLog = withLog;
    }

    /**
     * Says early what would fail after a long fit.
     *
     * @param input the file that is read
     * @throws org.multilevel.error.DataException if the folder or a file in it cannot be written
     */
    void check(Path input) {
        OutputFiles.checkFolder(folder);
        ResultTables.NAMES.forEach(name -> OutputFiles.check(file(name), input));
        OutputFiles.check(file(ResultTables.COVARIANCE_PARAMETERS.name()), input);
        OutputFiles.check(file(ResultTables.RELIABILITY.name()), input);
        OutputFiles.check(file(FITTED), input);
        if (withLog) {
            OutputFiles.check(file(ResultTables.OPTIMIZER_LOG_NAME), input);
        }
    }

    /** Says early that tables of these names cannot be written, as {@link #check(Path)} does. */
    void check(Path input, List<String> names) {
        OutputFiles.checkFolder(folder);
        names.forEach(name -> OutputFiles.check(file(name), input));
    }

    /** Writes some tables, or none if one cannot be written. */
    void write(List<ResultTable> tables) {
        try (OutputFiles files = new OutputFiles()) {
            tables.forEach(table -> write(table, files));
            files.commit();
        }
    }

    /** Writes the only table of a command and returns its file. */
    Path write(ResultTable table) {
        write(List.of(table));
        return file(table.name());
    }

    /**
     * Writes all tables, or none if one cannot be written.
     *
     * @param more tables beside those that every model has
     * @param table the rows that the model was fitted to, which are read once more for the fitted values, where these are wanted
     */
    void write(
            MixedModel model, ResultTables results, List<ResultTable> more, Optional<Table> table, Progress progress) {
        try (OutputFiles files = new OutputFiles()) {
            all(results, more, withLog).forEach(result -> write(result, files));
            table.ifPresent(rows -> writeFitted(model, rows, files, progress));
            files.commit();
        }
    }

    /** Returns the tables that every model has, and more; those with rows for groups only where the effects of these are known here. */
    static List<ResultTable> all(ResultTables results, List<ResultTable> more, boolean withLog) {
        List<ResultTable> tables = new ArrayList<>(withLog ? results.all() : results.analysis());
        tables.add(results.reliability());
        if (results.areGroupsElsewhere()) {
            // these have their rows where the groups are
            tables.removeIf(table -> GROUP_TABLES.contains(table.name()));
        }
        tables.addAll(more);
        return tables;
    }

    private void write(ResultTable table, OutputFiles files) {
        try (CsvWriter csv = csv(table.name(), files)) {
            ResultCsv.write(table, csv);
        }
    }

    private void writeFitted(MixedModel model, Table table, OutputFiles files, Progress progress) {
        try (CsvWriter csv = csv(FITTED, files)) {
            if (model.generalised().isPresent()) {
                csv.row(
                        "row",
                        "fitted",
                        "population",
                        "residual",
                        "linear_predictor",
                        "pearson_residual",
                        "deviance_residual");
                model.fitted(table, progress, rows -> writeScales(rows, csv));
                return;
            }
            csv.row(
                    "row",
                    "fitted",
                    "population",
                    "residual",
                    "leverage",
                    "conditional_residual",
                    "standardised_residual",
                    "cooks_distance");
            model.diagnosed(table, progress, rows -> write(rows, csv));
        }
    }

    private static void write(FittedRows rows, CsvWriter csv) {
        for (int i = 0; i < rows.size(); i++) {
            csv.number(rows.row(i) + 1);
            csv.number(rows.fitted(i)).number(rows.population(i)).number(rows.residual(i));
            csv.number(rows.leverage(i)).number(rows.residual(i));
            csv.number(rows.standardisedResidual(i)).number(rows.cooksDistance(i));
            csv.endRow();
        }
    }

    private static void writeScales(FittedRows rows, CsvWriter csv) {
        for (int i = 0; i < rows.size(); i++) {
            csv.number(rows.row(i) + 1);
            csv.number(rows.fitted(i)).number(rows.population(i)).number(rows.residual(i));
            csv.number(rows.linearPredictor(i)).number(rows.pearsonResidual(i)).number(rows.devianceResidual(i));
            csv.endRow();
        }
    }

    private CsvWriter csv(String name, OutputFiles files) {
        return CsvWriter.to(file(name).toString(), files.openText(file(name)));
    }

    private Path file(String name) {
        return folder.resolve(name + ".csv");
    }
}
