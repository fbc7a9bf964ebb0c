package org.multilevel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.description.Description;
import org.multilevel.data.description.DescriptionRequest;
import org.multilevel.result.DescriptionSummary;
import org.multilevel.result.DescriptionTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what is in a CSV file before anything is fitted. */
@Command(
        name = "describe",
        customSynopsis = {
            Main.NAME + " describe DATA",
            "    [--group A,B] [--columns A,B]",
            "    " + CsvInputOptions.SYNOPSIS,
            "    " + CsvInputOptions.MORE_SYNOPSIS,
            "    [--out DIR] " + DigitsOption.SYNOPSIS + " [-hqV]"
        },
        description =
                "Describes a CSV file: each column, how large groups are, what varies between groups and within them, and how"
                        + " columns go together in all rows, between groups and within them.",
        footer = {"", "Example:", "  " + Main.NAME + " describe hsb.csv --group school --columns mathach,ses,meanses"})
final class DescribeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final DataArgument data = new DataArgument();

    @Option(
            names = "--group",
            paramLabel = "A,B",
            converter = Converters.ColumnNames.class,
            description =
                    "The column that says which group a row belongs to; of several, every combination is a group. Without it"
                            + " there is nothing about groups.")
    private List<String> groups = List.of();

    @Option(
            names = "--columns",
            paramLabel = "A,B",
            converter = Converters.ColumnNames.class,
            description = "The columns to describe: by default all but the group columns.")
    private List<String> columns = List.of();

    @Mixin
    private final CsvInputOptions csv = new CsvInputOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            converter = Converters.FileName.class,
            description =
                    "Folder for the tables columns, levels and correlations, and with groups group_sizes, variation and"
                            + " group_means, with all digits.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final DigitsOption digits = new DigitsOption();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    DescribeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<TableFiles> files = out.map(folder -> new TableFiles(folder, false));
        files.ifPresent(tables -> tables.check(data.file(), DescriptionTables.names(!groups.isEmpty())));
        Description description;
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            DataFile source = csv.dataFile(data.file());
            DataFile.Header header = source.header();
            DescriptionRequest request = new DescriptionRequest(header.split(columns), header.split(groups));
            WrongArguments.check(request::checkNames);
            Table table = open(source.withGroups(groupsOnly(request)), header, request, progress);
            description = request.describe(table, progress);
        }
        if (!quiet.isSet()) {
            terminal.out()
                    .print(DescriptionSummary.of(description)
                            .withDigits(digits.count())
                            .text());
        }
        files.ifPresent(tables -> {
            tables.write(DescriptionTables.all(description));
            quiet.sayTablesWritten(terminal, out.orElseThrow());
        });
        return 0;
    }

    private static List<String> groupsOnly(DescriptionRequest request) {
        return request.groups().stream()
                .filter(name -> !request.columns().contains(name))
                .toList();
    }

    /** Opens the file for the columns that are named, so that others cannot matter; for all of them where one is not there. */
    private static Table open(DataFile source, DataFile.Header header, DescriptionRequest request, Progress progress) {
        List<String> named = Stream.concat(request.groups().stream(), request.columns().stream())
                .toList();
        return request.columns().isEmpty() || !header.names().containsAll(named)
                ? source.open(header, progress)
                : source.open(header, named, progress);
    }
}
