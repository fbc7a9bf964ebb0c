package org.multilevel.cli;

import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.DataException;
import org.multilevel.error.Labels;
import org.multilevel.fit.Spread;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.result.ResultTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The command line of a host that has tables of its own: {@code fit}, with the options that it has for files. */
public final class HostedCommands {
    private HostedCommands() {}

    /**
     * Runs one command.
     *
     * @param out gets what the command prints, in UTF-8; stays open
     * @param err gets problems and notes, in UTF-8; stays open
     * @param args the command, its options and its parameters
     * @return 0, or 1 where data or model have a problem, or 2 where the arguments do
     */
    public static int run(TableHost host, OutputStream out, OutputStream err, String... args) {
        Terminal terminal = new Terminal(out, err, false);
        CommandLine commands = new CommandLine(new Root()).addSubcommand(new Fit(terminal, host));
        commands.setCommandName(host.program());
        return Main.run(Main.configured(commands, terminal), terminal, args);
    }

    /** Says which commands there are. */
    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class,
            synopsisSubcommandLabel = "COMMAND",
            description = "Fits linear mixed models to tables of grouped data.")
    private static final class Root {}

    /** Fits a model to a table of the host. */
    @Command(
            name = FitCommand.NAME,
            description =
                    "Fits a linear mixed model to a table, prints a summary, and writes the tables of results but for"
                            + " fitted, which has a row for each of the table's.")
    private static final class Fit extends FittingCommand implements Callable<Integer> {
        private final TableHost host;

        @Parameters(index = "0", paramLabel = "INPUT", description = "The table: a path, or the name of one.")
        private String input = "";

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "Format of the table, such as parquet, csv, orc or json; by default told by its name.")
        private String format = "";

        @Option(
                names = "--read",
                paramLabel = "KEY=VALUE",
                description = "What the reader of that format is told, such as sep=; and as often as it takes.")
        private Map<String, String> options = new LinkedHashMap<>();

        @Option(
                names = "--spread",
                paramLabel = "WHEN",
                converter = SpreadChoice.class,
                description =
                        "Whether groups and their cross-products stay spread over the cluster: auto (the default), where they have no room"
                                + " on the driver; yes; or no.")
        private Spread spread = Spread.AUTOMATIC;

        @Option(
                names = "--buckets",
                paramLabel = "N",
                description =
                        "Into how many buckets groups are spread, and so how many tasks may work at a time; 32 by default. Another number"
                                + " gives other last bits.")
        private Optional<Integer> buckets = Optional.empty();

        @Option(names = "--family", hidden = true, description = "Refused.")
        private Optional<String> family = Optional.empty();

        @Option(
                names = "--predictions",
                paramLabel = "PLACE",
                description =
                        "Also write the table with its predictions and their standard errors to a place of the cluster.")
        private Optional<String> predictions = Optional.empty();

        @Option(
                names = "--tables",
                paramLabel = "PLACE",
                description =
                        "Also keep the tables of --out in a place of the cluster, such as hdfs:///results, a folder for each.")
        private Optional<String> place = Optional.empty();

        @Option(
                names = "--tables-format",
                paramLabel = "FORMAT",
                converter = TableFormat.class,
                description = "Format of those tables: parquet (the default), csv, orc or json.")
        private Optional<String> tablesFormat = Optional.empty();

        Fit(Terminal terminal, TableHost host) {
            super(terminal);
            this.host = host;
        }

        @Override
        public Integer call() {
            WrongArguments.check(() -> {
                checkOptions();
                if (family.isPresent()) {
                    throw new DataException(
                            "Generalised models are fitted on one machine, whose command line has --family: fit"
                                    + " there a table of one row for each combination of predictors and group, with --trials, or a sample;"
                                    + " or leave --family out.");
                }
                if (buckets.isPresent() && buckets.get() < 1) {
                    throw new DataException(
                            "--buckets is " + buckets.get() + ": name a number of buckets, at least 1.");
                }
                if (place.isEmpty() && predictions.isEmpty() && tablesFormat.isPresent()) {
                    throw new DataException(
                            "--tables-format says how --tables and --predictions are written, which are not given: name a place with"
                                    + " --tables, or leave --tables-format out.");
                }
            });
            try (HostedRows source = new HostedRows()) {
                return fitLinear(source);
            }
        }

        /** The rows that the host opens. */
        private final class HostedRows implements Source, AutoCloseable {
            private final Deque<TableHost.Rows> opened = new ArrayDeque<>();

            @Override
            public void checkFiles(List<String> more) {
                files.check(more);
                place.ifPresent(host::checkPlace);
                predictions.ifPresent(host::checkPlace);
            }

            @Override
            public Optional<String> keep(Supplier<List<ResultTable>> tables) {
                String known = tablesFormat.orElse(TableFormat.USUAL);
                List<String> kept = new ArrayList<>();
                place.ifPresent(named -> {
                    host.keep(tables.get(), named, known);
                    opened.element().keepGroups(named, known);
                    kept.add("the tables to " + named);
                });
                predictions.ifPresent(named -> {
                    opened.element().keepPredictions(named, known);
                    kept.add("the predictions to " + named);
                });
                return kept.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", kept));
            }

            @Override
            public Table open(LinearMixedModel model, Progress progress) {
                TableHost.Spreading spreading = new TableHost.Spreading(
                        spread, buckets.map(OptionalInt::of).orElseGet(OptionalInt::empty));
                opened.push(host.open(input, format, options, spreading, model, progress));
                predictions.ifPresent(opened.element()::checkPredictions);
                return opened.element().table();
            }

            @Override
            public LiveModel fit(
                    LinearMixedModel model, Table table, LinearMixedModel.GroupCheck check, Progress progress) {
                return opened.element().fit(model, check);
            }

            @Override
            public boolean writesFitted() {
                return false;
            }

            @Override
            public void close() {
                opened.forEach(TableHost.Rows::close);
            }
        }
    }

    /** Reads whether cross-products stay spread. */
    static final class SpreadChoice implements ITypeConverter<Spread> {
        private static final Map<String, Spread> KNOWN =
                Map.of("auto", Spread.AUTOMATIC, "yes", Spread.YES, "no", Spread.NO);

        @Override
        public Spread convert(String text) {
            Spread spread = KNOWN.get(text.toLowerCase(Locale.ROOT));
            if (spread == null) {
                throw new TypeConversionException(Labels.quoted(text)
                        + " does not say whether cross-products stay spread: choose auto, yes or no.");
            }
            return spread;
        }
    }

    /** Reads the format of tables. */
    static final class TableFormat implements ITypeConverter<String> {
        static final String USUAL = "parquet";

        private static final List<String> KNOWN = List.of(USUAL, "csv", "orc", "json");

        @Override
        public String convert(String text) {
            String format = text.toLowerCase(Locale.ROOT);
            if (!KNOWN.contains(format)) {
                throw new TypeConversionException(
                        Labels.quoted(text) + " is no format of tables: choose " + String.join(", ", KNOWN) + ".");
            }
            return format;
        }
    }
}
