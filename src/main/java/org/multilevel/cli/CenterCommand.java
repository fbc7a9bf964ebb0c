package org.multilevel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvWriter;
import org.multilevel.data.groups.CentredRows;
import org.multilevel.data.groups.CentringSummary;
import org.multilevel.data.groups.GroupCentring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Passes a CSV file on with the group means of some columns and the deviations from them. */
@Command(
        name = "center",
        aliases = "centre",
        customSynopsis = {
            Main.NAME + " center DATA --group A,B --columns A,B",
            "    [--grand] [--subtract-grand-mean] [--out FILE.csv]",
            "    " + CsvInputOptions.SYNOPSIS,
            "    " + CsvInputOptions.MORE_SYNOPSIS + " [-hqV]"
        },
        description =
                "Writes a CSV file again with two more columns for each column x: x_between, the mean of x in the row's group, and"
                        + " x_within, x less that mean; as fixed effects they tell what differs between groups from what differs within them.",
        footer = {"", "Example:", "  " + Main.NAME + " center hsb.csv --group school --columns ses --out centred.csv"})
final class CenterCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final DataArgument data = new DataArgument();

    @Option(
            names = "--group",
            required = true,
            paramLabel = "A,B",
            converter = Converters.ColumnNames.class,
            description =
                    "The column that says which group a row belongs to; of several, every combination is a group. A row without"
                            + " a value has no group mean.")
    private List<String> groups = List.of();

    @Option(
            names = "--columns",
            required = true,
            paramLabel = "A,B",
            converter = Converters.ColumnNames.class,
            description = "The numeric columns to split. Missing values take no part in a mean.")
    private List<String> columns = List.of();

    @Option(
            names = "--grand",
            description = "A third column for each, x_centred: x less the mean of all rows that have a group.")
    private boolean grand;

    @Option(
            names = "--subtract-grand-mean",
            description =
                    "Subtract the mean of all rows that have a group from x_between, so that 0 is the average row.")
    private boolean subtracted;

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            converter = Converters.CsvFile.class,
            description = "File to write to instead of the terminal.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final CsvInputOptions csv = new CsvInputOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    CenterCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        out.ifPresent(file -> OutputFiles.check(file, data.file()));
        DataFile source = csv.dataFile(data.file());
        DataFile.Header header = source.header();
        GroupCentring centring =
                GroupCentring.of(header.split(columns), header.split(groups)).withGrandMeanSubtracted(subtracted);
        WrongArguments.check(centring::checkNames);
        List<WidenedRows.Added<CentredRows>> added = added(centring);
        WidenedRows.Added.check(source, header.names(), added, "rename it, or leave it out of the table");
        // A progress line would stand between the rows.
        try (ProgressLine progress = terminal.progress(out.isPresent() && !quiet.isSet());
                OutputFiles files = new OutputFiles()) {
            Table table = source.withGroups(header.split(groups)).open(header, progress);
            CentringSummary summary;
            try (CsvWriter writer = writer(header, files);
                    WidenedRows<CentredRows> rows = new WidenedRows<>(
                            source, added, DataFile.decimal(table), writer, source.records(header, table))) {
                summary = centre(centring, table, rows, progress);
            }
            files.commit();
            say(summary);
        }
        return 0;
    }

    private List<WidenedRows.Added<CentredRows>> added(GroupCentring centring) {
        List<WidenedRows.Added<CentredRows>> added = new ArrayList<>();
        for (int k = 0; k < centring.columns().size(); k++) {
            int column = k;
            String name = centring.columns().get(k);
            added.add(new WidenedRows.Added<>(GroupCentring.betweenName(name), (rows, i) -> rows.between(column)[i]));
            added.add(new WidenedRows.Added<>(GroupCentring.withinName(name), (rows, i) -> rows.within(column)[i]));
            if (grand) {
                added.add(
                        new WidenedRows.Added<>(GroupCentring.centredName(name), (rows, i) -> rows.centred(column)[i]));
            }
        }
        return added;
    }

    private CsvWriter writer(DataFile.Header header, OutputFiles files) {
        return out.map(file -> CsvWriter.to(file.toString(), header.separator(), files.openText(file)))
                .orElseGet(() -> CsvWriter.to("The output", header.separator(), terminal.outForData()));
    }

    private static CentringSummary centre(
            GroupCentring centring, Table table, WidenedRows<CentredRows> rows, Progress progress) {
        CentringSummary summary =
                centring.fit(table, progress).centre(table, progress, some -> rows.add(some, some.size()));
        rows.start();
        return summary;
    }

    private void say(CentringSummary summary) {
        if (!quiet.isSet()) {
            summary.sentences().forEach(terminal.err()::println);
        }
        out.ifPresent(file -> quiet.sayRowsWritten(terminal, summary.rows(), file));
    }
}
