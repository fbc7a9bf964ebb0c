package org.multilevel.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.multilevel.inference.ModelComparison;
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
            "    [--out FILE.csv] " + DigitsOption.SYNOPSIS + " [-hqV]"
        },
        description = "Compares saved models of the same rows: parameters, AIC, BIC, log-likelihood, and the likelihood"
                + " ratio test of each against the one before it.",
        footer = {"", "Example:", "  " + Main.NAME + " compare null.json ses.json slopes.json"})
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
            converter = Converters.FileName.class,
            description = "File for the table, with all digits.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final DigitsOption digits = new DigitsOption();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        out.ifPresent(file -> files.forEach(model -> OutputFiles.check(file, model)));
        ModelComparison comparison =
                ModelComparison.of(names(), files.stream().map(MixedModel::load).toList());
        if (!quiet.isSet()) {
            terminal.out()
                    .print(ComparisonSummary.of(comparison)
                            .withDigits(digits.count())
                            .text());
        }
        out.ifPresent(file -> write(comparison, file));
        return 0;
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
        if (!quiet.isSet()) {
            terminal.out().print("\nWrote the table to " + file + ".\n");
        }
    }
}
