package org.multilevel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.multilevel.data.Table;
import org.multilevel.error.DataException;
import org.multilevel.error.ModelException;
import org.multilevel.inference.comparison.BootstrapTest;
import org.multilevel.inference.comparison.ModelComparison;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ComparisonSummary;
import org.multilevel.result.ResultTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the likelihood ratio tests between saved models. */
@Command(
        name = "compare",
        customSynopsis = {
            Main.NAME + " compare MODEL MODEL...",
            "    [--data DATA] [--bootstrap N] [--seed N] [--threads N]",
            "    " + CsvInputOptions.SYNOPSIS,
            "    " + CsvInputOptions.MORE_SYNOPSIS,
            "    [--out FILE.csv] " + DigitsOption.SYNOPSIS + " [-hqV]"
        },
        description = "Compares saved models of the same rows: parameters, AIC, BIC, log-likelihood, and the likelihood"
                + " ratio test of each against the one before it.",
        footer = {
            "",
            "Examples:",
            "  " + Main.NAME + " compare null.json ses.json slopes.json",
            "  " + Main.NAME + " compare null.json ses.json --data hsb.csv --bootstrap 1000"
        })
final class CompareCommand implements Callable<Integer> {
    private static final String JSON = ".json";

    private final Terminal terminal;

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            converter = Converters.FileName.class,
            description = "Files that fit --save wrote, two or more.")
    private List<Path> files = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            converter = Converters.CsvFile.class,
            description = "File for the table, with all digits.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DATA",
            converter = Converters.FileName.class,
            description =
                    "The table of the fits: models by REML with different fixed effects, or some by ML, are fitted to it again"
                            + " by ML.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            converter = Converters.Replicates.class,
            description =
                    "Also test each model against the one before by N responses drawn from that one; needs --data.")
    private Optional<Integer> replicates = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Converters.Seed.class,
            description = "Seed of the bootstrap: by default 1; the same seed gives the same p.")
    private Optional<Long> seed = Optional.empty();

    @Mixin
    private final ThreadsOption threads = new ThreadsOption();

    @Mixin
    private final CsvInputOptions csv = new CsvInputOptions();

    @Mixin
    private final DigitsOption digits = new DigitsOption();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        WrongArguments.check(this::check);
        out.ifPresent(file -> files.forEach(model -> OutputFiles.check(file, model)));
        out.ifPresent(file -> data.ifPresent(table -> OutputFiles.check(file, table)));
        List<MixedModel> models = files.stream().map(MixedModel::load).toList();
        ModelComparison comparison = data.isPresent() ? again(models, data.get()) : asSaved(models);
        if (!quiet.isSet()) {
            terminal.out()
                    .print(ComparisonSummary.of(comparison)
                            .withDigits(digits.count())
                            .text());
            if (data.isPresent()) {
                models.stream()
                        .flatMap(model -> csv.notes(model).stream())
                        .distinct()
                        .forEach(terminal.err()::println);
            }
        }
        out.ifPresent(file -> write(comparison, file));
        return 0;
    }

    /** Refuses options that would go unheard. */
    private void check() {
        if (files.size() < 2) {
            throw new DataException("A comparison needs two models or more, not " + files.size() + ".");
        }
        if (data.isEmpty()) {
            String given = replicates.isPresent()
                    ? "--bootstrap"
                    : threads.count().isPresent() ? "--threads" : csv.given().orElse("");
            if (!given.isEmpty()) {
                throw new DataException(given
                        + " needs the table of the fits, of which a saved model keeps no rows: add --data DATA"
                        + (given.equals("--bootstrap") ? "." : ", or leave " + given + " out."));
            }
        }
        if (seed.isPresent() && replicates.isEmpty()) {
            throw new DataException(
                    "--seed is about the bootstrap, but none is asked for: add --bootstrap N, or leave --seed out.");
        }
    }

    private ModelComparison asSaved(List<MixedModel> models) {
        try {
            return ModelComparison.of(names(), models);
        } catch (ModelException e) {
            if (models.size() < 2 || !ModelComparison.needsOneLikelihood(models)) {
                throw e;
            }
            String said = String.valueOf(e.getMessage());
            throw new ModelException(said.substring(0, said.length() - 1)
                    + ", or give their table, --data DATA, and they are fitted again by ML here.");
        }
    }

    /** Fits the models again to their table, and compares them by one likelihood. */
    private ModelComparison again(List<MixedModel> models, Path table) {
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            int processors = threads.count().orElse(Runtime.getRuntime().availableProcessors());
            List<LiveModel> live = new ArrayList<>();
            for (MixedModel model : models) {
                DataFile source = csv.dataFile(table, model);
                Table rows = source.open(source.header(), model, progress);
                live.add(LiveModel.again(model, rows, processors, progress));
            }
            if (replicates.isEmpty()) {
                return ModelComparison.refitted(names(), live, progress);
            }
            BootstrapTest test = new BootstrapTest(replicates.get(), seed.orElse(1L), processors);
            return ModelComparison.bootstrapped(names(), live, test, progress);
        }
    }

    /** Returns the names of the files without folder and ending, where that leaves them different. */
    private List<String> names() {
        List<String> names = files.stream().map(CompareCommand::shortName).toList();
        return new HashSet<>(names).size() == names.size()
                ? names
                : files.stream().map(Path::toString).toList();
    }

    private static String shortName(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(JSON) && name.length() > JSON.length()
                ? name.substring(0, name.length() - JSON.length())
                : name;
    }

    private void write(ModelComparison comparison, Path file) {
        OutputFiles.writeCsv(file, csv -> ResultCsv.write(ResultTables.modelComparison(comparison), csv));
        quiet.sayWritten(terminal, file);
    }
}
