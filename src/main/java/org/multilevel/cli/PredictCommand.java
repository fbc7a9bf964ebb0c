package org.multilevel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.multilevel.data.Column;
import org.multilevel.data.ColumnType;
import org.multilevel.data.CsvTable;
import org.multilevel.data.CsvWriter;
import org.multilevel.data.Progress;
import org.multilevel.error.DataException;
import org.multilevel.model.AliasedColumns;
import org.multilevel.model.MixedModel;
import org.multilevel.model.PredictionSummary;
import org.multilevel.model.UnseenGroups;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Passes a CSV file on with the predictions of a saved model in two more columns. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        customSynopsis = {
            Main.NAME + " predict MODEL DATA.csv",
            "    [--unseen population|missing|error] [--aliased missing|zero]",
            "    [--out FILE.csv] [--column NAME] [--missing A,B] [--separator CHAR] [-hqV]"
        },
        description = "Writes a CSV file again with two more columns: prediction, with the effects of the row's groups,"
                + " and prediction_population, without them.",
        footer = {"", "Example:", "  " + Main.NAME + " predict hsb.json pupils.csv --out predicted.csv"})
final class PredictCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            converter = Converters.FileName.class,
            description = "A file that fit --save wrote.")
    private Path modelFile = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "DATA.csv",
            converter = Converters.FileName.class,
            description = "The rows to predict, with the model's predictors and groups; the response is not needed.")
    private Path data = Path.of("");

    @Option(
            names = "--unseen",
            paramLabel = "WHAT",
            converter = Converters.Unseen.class,
            description =
                    "What a row of a group that the fit did not see gets: population (its group effect is zero; the"
                            + " default), missing, or error (the command ends).")
    private UnseenGroups unseen = UnseenGroups.POPULATION;

    @Option(
            names = "--aliased",
            paramLabel = "WHAT",
            converter = Converters.Aliased.class,
            description =
                    "What a row gets that depends on a coefficient left out of the fit, such as that of a cell without"
                            + " rows: missing (the default), or zero (for the coefficient).")
    private AliasedColumns aliased = AliasedColumns.MISSING;

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            converter = Converters.FileName.class,
            description = "File to write to instead of the terminal.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "Another name than prediction; the second column is NAME_population.")
    private String column = "prediction";

    @Mixin
    private final CsvInputOptions csv = new CsvInputOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        MixedModel model = MixedModel.load(modelFile);
        DataFile source = csv.dataFile(data);
        List<String> header = source.header();
        checkNames(header);
        if (out.isPresent()) {
            OutputFiles.check(out.get(), data);
            OutputFiles.check(out.get(), modelFile);
            predict(model, source, header, out.get());
        } else {
            predict(model, source, header);
        }
        return 0;
    }

    private void predict(MixedModel model, DataFile source, List<String> header) {
        PredictionSummary summary;
        // A progress line would stand between the rows.
        try (ProgressLine silent = terminal.progress(false);
                CsvWriter writer = CsvWriter.to("The output", source.options().separator(), terminal.outForData())) {
            summary = predict(model, source, header, writer, silent);
        }
        note(summary);
    }

    private void predict(MixedModel model, DataFile source, List<String> header, Path file) {
        PredictionSummary summary;
        try (ProgressLine progress = terminal.progress(!quiet.isSet());
                OutputFiles files = new OutputFiles()) {
            try (CsvWriter writer =
                    CsvWriter.to(file.toString(), source.options().separator(), files.openText(file))) {
                summary = predict(model, source, header, writer, progress);
            }
            files.commit();
        }
        note(summary);
        if (!quiet.isSet()) {
            terminal.out()
                    .print("Wrote " + summary.rows() + (summary.rows() == 1 ? " row" : " rows") + " to " + file
                            + ".\n");
        }
    }

    private PredictionSummary predict(
            MixedModel model, DataFile source, List<String> header, CsvWriter writer, Progress progress) {
        CsvTable table = source.open(categorical(model, header), progress);
        try (PredictionRows rows = new PredictionRows(source, List.of(column, population()), writer)) {
            PredictionSummary summary = model.predictor()
                    .withUnseenGroups(unseen)
                    .withAliased(aliased)
                    .predict(table, progress, rows::add);
            rows.start();
            return summary;
        }
    }

    /** A column of labels stays one even if the labels in this file look like numbers. */
    private static List<String> categorical(MixedModel model, List<String> header) {
        return model.provenance().columns().stream()
                .filter(c -> c.type() == ColumnType.CATEGORICAL)
                .map(Column::name)
                .filter(header::contains)
                .toList();
    }

    private void checkNames(List<String> header) {
        for (String name : List.of(column, population())) {
            if (header.contains(name)) {
                throw new DataException(data + " already has a column \"" + name
                        + "\": choose another name for the predictions with --column.");
            }
        }
    }

    private String population() {
        return column + "_population";
    }

    private void note(PredictionSummary summary) {
        if (!quiet.isSet()) {
            summary.sentences().forEach(terminal.err()::println);
        }
    }
}
