package org.multilevel.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.multilevel.data.Progress;
import org.multilevel.data.csv.CsvTable;
import org.multilevel.error.DataException;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.MixedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fits a model to a CSV file, prints its summary, and writes what else is asked for. */
@Command(
        name = FitCommand.NAME,
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        customSynopsis = {
            Main.NAME + " fit DATA.csv FORMULA [--ml] [--weights COL]",
            "    " + CsvInputOptions.SYNOPSIS,
            "    " + CsvInputOptions.MORE_SYNOPSIS,
            "    " + CsvInputOptions.LAST_SYNOPSIS + " [--out DIR] [--save MODEL] [--report FILE.html]",
            "    [--df METHOD] [--log] [--digits N] [--level P] [--threads N] [-hqV]"
        },
        description = "Fits a linear mixed model to a CSV file and prints a summary.",
        footer = {
            "",
            "Examples:",
            "  " + Main.NAME + " fit hsb.csv 'mathach ~ ses + (ses | school)'",
            "  " + Main.NAME + " fit hsb.csv 'mathach ~ ses + (1 | school)' --ml \\",
            "      --out results --save hsb.json"
        })
final class FitCommand implements Callable<Integer> {
    static final String NAME = "fit";

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "DATA.csv",
            converter = Converters.FileName.class,
            description = "The data: CSV with a header; gzipped if the name ends in .gz.")
    private Path data = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "FORMULA",
            description = "The model in lme4's notation, between quotes: 'y ~ x + (1 + x | g)'.")
    private String formula = "";

    @Option(names = "--ml", description = "Maximum likelihood instead of restricted maximum likelihood.")
    private boolean ml;

    @Option(
            names = "--weights",
            paramLabel = "COL",
            description = "Column of prior weights: the residual variance of a row is sigma^2 / weight.")
    private Optional<String> weights = Optional.empty();

    @Mixin
    private final CsvInputOptions csv = new CsvInputOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            converter = Converters.FileName.class,
            description = "Folder for the results as CSV: fixed_effects, variance_components, group_effects,"
                    + " fit_statistics, fixed_covariance and fitted.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--save",
            paramLabel = "MODEL",
            converter = Converters.FileName.class,
            description = "File for the model, to predict with and to show.")
    private Optional<Path> save = Optional.empty();

    @Mixin
    private final ReportOption report = new ReportOption();

    @Option(names = "--log", description = "Also print what the optimiser did; with --out also write optimizer_log.")
    private boolean log;

    @Mixin
    private final SummaryOptions show = new SummaryOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Converters.Threads.class,
            description = "Threads at most: by default one for every processor; results do not depend on it.")
    private Optional<Integer> threads = Optional.empty();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    FitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LinearMixedModel specified = specified();
        Optional<TableFiles> tables = out.map(folder -> new TableFiles(folder, log));
        save.ifPresent(file -> OutputFiles.check(file, data));
        report.file().ifPresent(file -> OutputFiles.check(file, data));
        tables.ifPresent(files -> files.check(data));
        checkApart();
        DataFile source = csv.dataFile(data);
        CsvTable table;
        MixedModel model;
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            table = open(source, specified, progress);
            model = specified.withProgress(progress).fit(table);
        }
        print(model);
        List<String> written = new ArrayList<>();
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            save.ifPresent(file -> {
                saveModel(model, file);
                written.add("the model to " + file);
            });
            report.file().ifPresent(file -> {
                report.write(show.report(model));
                written.add("the report to " + file);
            });
            tables.ifPresent(files -> {
                files.write(model, show.tables(model), table, progress);
                written.add("the tables to " + out.orElseThrow());
            });
        } finally {
            say(written);
        }
        return 0;
    }

    /** Opens the file for the columns of the model; for all of them where the formula says so or names one that is not there. */
    private static CsvTable open(DataFile source, LinearMixedModel model, Progress progress) {
        DataFile.Header header = source.header();
        Optional<List<String>> columns = model.columns().filter(header.names()::containsAll);
        return columns.isPresent() ? source.open(header, columns.get(), progress) : source.open(header, progress);
    }

    /** Refuses files that would take the place of one another, of the folder of the tables, or of a table. */
    private void checkApart() {
        save.ifPresent(file -> checkApart("--save " + file, file, "give the model another name, such as model.json"));
        report.file().ifPresent(file -> {
            checkApart("--report " + file, file, "give the report another name, such as report.html");
            if (save.isPresent() && absolute(file).equals(absolute(save.get()))) {
                throw new DataException("--save and --report would both write " + file + "; name two files.");
            }
        });
    }

    private void checkApart(String option, Path file, String advice) {
        if (out.isEmpty()) {
            return;
        }
        Path folder = absolute(out.get());
        boolean table =
                folder.equals(absolute(file).getParent()) && file.toString().endsWith(".csv");
        if (table || absolute(file).equals(folder)) {
            throw new DataException(
                    option + " and --out " + out.get() + " would write over each other; " + advice + ".");
        }
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private LinearMixedModel specified() {
        LinearMixedModel model =
                LinearMixedModel.of(formula).withMethod(ml ? EstimationMethod.ML : EstimationMethod.REML).withDf(show.needed());
        if (weights.isPresent()) {
            model = model.withWeights(weights.get());
        }
        return threads.isPresent() ? model.withThreads(threads.get()) : model;
    }

    private void print(MixedModel model) {
        if (quiet.isSet()) {
            return;
        }
        terminal.out().print(show.summary(model));
        if (log) {
            terminal.out().print("\n" + LogText.of(model.log()));
        }
        terminal.out().flush();
    }

    private static void saveModel(MixedModel model, Path file) {
        try (OutputFiles files = new OutputFiles()) {
            try (OutputStream stream = files.open(file)) {
                model.write(stream);
            } catch (IOException e) {
                throw new DataException(
                        file + " cannot be written (" + OutputFiles.reason(e) + "): check the disk.", e);
            }
            files.commit();
        }
    }

    private void say(List<String> written) {
        if (!written.isEmpty() && !quiet.isSet()) {
            terminal.out().print("\nWrote " + listed(written) + ".\n");
            terminal.out().flush();
        }
    }

    private static String listed(List<String> parts) {
        int last = parts.size() - 1;
        String before = String.join(", ", parts.subList(0, last));
        return before.isEmpty() ? parts.get(last) : before + " and " + parts.get(last);
    }
}
