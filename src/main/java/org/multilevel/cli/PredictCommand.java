package org.multilevel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.csv.CsvWriter;
import org.multilevel.error.DataException;
import org.multilevel.error.MethodException;
import org.multilevel.fit.structure.FittedStructures;
import org.multilevel.inference.intervals.PredictionIntervals;
import org.multilevel.model.AliasedColumns;
import org.multilevel.model.MixedModel;
import org.multilevel.model.PredictionSummary;
import org.multilevel.model.Predictions;
import org.multilevel.model.Predictor;
import org.multilevel.model.ResponseScale;
import org.multilevel.model.TwoLabels;
import org.multilevel.model.UnseenGroups;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Passes a CSV file on with the predictions of a saved model in two more columns. */
@Command(
        name = "predict",
        customSynopsis = {
            Main.NAME + " predict MODEL DATA",
            "    [--unseen population|missing|error] [--aliased missing|zero]",
            "    [--scale link|response|marginal]",
            "    [--intervals] [--level P] [--out FILE.csv] [--column NAME]",
            "    " + CsvInputOptions.SYNOPSIS,
            "    " + CsvInputOptions.MORE_SYNOPSIS + " [-hqV]"
        },
        description = "Writes a CSV file again with two more columns: prediction, with the effects of the row's groups,"
                + " and prediction_population, without them; and with their errors and intervals if asked for.",
        footer = {"", "Example:", "  " + Main.NAME + " predict hsb.json pupils.csv --out predicted.csv"})
final class PredictCommand implements Callable<Integer> {
    private static final String PROBABILITY = "P (";

    private final Terminal terminal;

    @Mixin
    private final ModelArgument saved = new ModelArgument();

    @Parameters(
            index = "1",
            paramLabel = "DATA",
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
            names = "--scale",
            paramLabel = "SCALE",
            converter = Converters.Scale.class,
            description =
                    "Of a generalised model: link, response (probabilities or means; the default), or marginal, which adds"
                            + " prediction_marginal, the mean over all groups; prediction_population is that of a group whose effects are"
                            + " zero.")
    private Optional<PredictionScale> scale = Optional.empty();

    @Option(
            names = "--intervals",
            description =
                    "Five more columns: std_error of the prediction, confidence_lower and confidence_upper of what is expected"
                            + " in the row's groups, prediction_lower and prediction_upper of a new response.")
    private boolean intervals;

    @Option(
            names = "--level",
            paramLabel = "P",
            converter = Converters.Level.class,
            description = "Level of the intervals: by default 0.95.")
    private Optional<Double> level = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            converter = Converters.CsvFile.class,
            description = "File to write to instead of the terminal.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--column",
            paramLabel = "NAME",
            converter = Converters.ColumnName.class,
            description = "Another name than prediction; the second column is NAME_population.")
    private String column = "prediction";

    @Mixin
    private final CsvInputOptions csv = new CsvInputOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private void check() {
        if (level.isPresent() && !intervals) {
            throw new DataException(
                    "--level is about intervals, but none are asked for: add --intervals, or leave --level out.");
        }
    }

    @Override
    public Integer call() {
        WrongArguments.check(this::check);
        MixedModel model = saved.load();
        checkScale(model);
        DataFile source = csv.dataFile(data, model);
        DataFile.Header header = source.header();
        List<WidenedRows.Added<Predictions>> added = added(model);
        checkNames(header.names(), added);
        if (out.isPresent()) {
            OutputFiles.check(out.get(), data);
            OutputFiles.check(out.get(), saved.path());
            predict(model, source, header, added, out.get());
        } else {
            predict(model, source, header, added);
        }
        return 0;
    }

    private void checkScale(MixedModel model) {
        if (model.generalised().isEmpty() && scale.isPresent()) {
            throw new MethodException("--scale is for generalised models, and " + saved.path()
                    + " is a linear one, which has one scale: leave it out.");
        }
        if (scale.equals(Optional.of(PredictionScale.MARGINAL))) {
            ResponseScale.of(model).checkMarginal();
        }
    }

    /** Returns the columns that are added for a generalised model. */
    private List<WidenedRows.Added<Predictions>> generalised(MixedModel model) {
        ResponseScale response = ResponseScale.of(model);
        boolean link = scale.equals(Optional.of(PredictionScale.LINK));
        List<WidenedRows.Added<Predictions>> added = new ArrayList<>();
        added.add(new WidenedRows.Added<>(column, link ? Predictions::conditional : response::conditional));
        added.add(
                new WidenedRows.Added<>(column + "_population", link ? Predictions::population : response::population));
        if (scale.equals(Optional.of(PredictionScale.MARGINAL))) {
            added.add(new WidenedRows.Added<>(column + "_marginal", response::marginal));
        }
        if (!link) {
            added.addAll(labels(model, response));
        }
        if (intervals) {
            PredictionIntervals of = PredictionIntervals.of(model, level.orElse(0.95));
            added.add(new WidenedRows.Added<>(
                    "std_error", link ? Predictions::conditionalStandardError : response::standardError));
            WidenedRows.Value<Predictions> lower = link
                    ? (rows, i) -> of.confidence(rows, i).lower()
                    : (rows, i) -> of.confidence(response, rows, i).lower();
            WidenedRows.Value<Predictions> upper = link
                    ? (rows, i) -> of.confidence(rows, i).upper()
                    : (rows, i) -> of.confidence(response, rows, i).upper();
            added.add(new WidenedRows.Added<>("confidence_lower", lower));
            added.add(new WidenedRows.Added<>("confidence_upper", upper));
        }
        return added;
    }

    /** Returns the columns of a response of two labels: which is likelier in the row's own groups, and the probability of each. */
    private List<WidenedRows.Added<Predictions>> labels(MixedModel model, ResponseScale response) {
        return model.generalised()
                .flatMap(TwoLabels::of)
                .map(two -> {
                    WidenedRows.Value<Predictions> event = response::conditional;
                    WidenedRows.Value<Predictions> other = (rows, i) -> 1 - event.of(rows, i);
                    WidenedRows.Value<Predictions> label = (rows, i) -> {
                        double p = event.of(rows, i);
                        return Double.isNaN(p) ? p : TwoLabels.isEvent(p) ? 1 : 0;
                    };
                    String probability = PROBABILITY + model.response() + "=";
                    return List.<WidenedRows.Added<Predictions>>of(
                            new WidenedRows.Added<>(column + "_label", label, List.of(two.other(), two.event())),
                            new WidenedRows.Added<>(probability + two.other() + ")", other),
                            new WidenedRows.Added<>(probability + two.event() + ")", event));
                })
                .orElse(List.of());
    }

    /** Returns the columns that are added to those of the file. */
    private List<WidenedRows.Added<Predictions>> added(MixedModel model) {
        if (model.generalised().isPresent()) {
            return generalised(model);
        }
        List<WidenedRows.Added<Predictions>> added = new ArrayList<>();
        added.add(new WidenedRows.Added<Predictions>(column, Predictions::conditional));
        added.add(new WidenedRows.Added<Predictions>(column + "_population", Predictions::population));
        boolean carries = model.structures().flatMap(FittedStructures::carried).isPresent();
        if (carries) {
            added.add(new WidenedRows.Added<Predictions>(
                    column + "_carried", (rows, i) -> rows.conditional(i) + rows.carriedResidual(i)));
        }
        if (intervals) {
            PredictionIntervals of = PredictionIntervals.of(model, level.orElse(0.95));
            added.add(new WidenedRows.Added<Predictions>("std_error", Predictions::conditionalStandardError));
            added.add(new WidenedRows.Added<Predictions>(
                    "confidence_lower", (rows, i) -> of.confidence(rows, i).lower()));
            added.add(new WidenedRows.Added<Predictions>(
                    "confidence_upper", (rows, i) -> of.confidence(rows, i).upper()));
            added.add(new WidenedRows.Added<Predictions>(
                    "prediction_lower", (rows, i) -> of.prediction(rows, i).lower()));
            added.add(new WidenedRows.Added<Predictions>(
                    "prediction_upper", (rows, i) -> of.prediction(rows, i).upper()));
            if (carries) {
                added.add(new WidenedRows.Added<Predictions>(
                        "carried_lower", (rows, i) -> of.carried(rows, i).lower()));
                added.add(new WidenedRows.Added<Predictions>(
                        "carried_upper", (rows, i) -> of.carried(rows, i).upper()));
            }
        }
        return added;
    }

    private void predict(
            MixedModel model, DataFile source, DataFile.Header header, List<WidenedRows.Added<Predictions>> added) {
        PredictionSummary summary;
        // A progress line would stand between the rows.
        try (ProgressLine silent = terminal.progress(false);
                CsvWriter writer = CsvWriter.to("The output", header.separator(), terminal.outForData())) {
            summary = predict(model, source, header, added, writer, silent);
        }
        note(model, summary);
    }

    private void predict(
            MixedModel model,
            DataFile source,
            DataFile.Header header,
            List<WidenedRows.Added<Predictions>> added,
            Path file) {
        PredictionSummary summary;
        try (ProgressLine progress = terminal.progress(!quiet.isSet());
                OutputFiles files = new OutputFiles()) {
            try (CsvWriter writer = CsvWriter.to(file.toString(), header.separator(), files.openText(file))) {
                summary = predict(model, source, header, added, writer, progress);
            }
            files.commit();
        }
        note(model, summary);
        quiet.sayRowsWritten(terminal, summary.rows(), file);
    }

    private PredictionSummary predict(
            MixedModel model,
            DataFile source,
            DataFile.Header header,
            List<WidenedRows.Added<Predictions>> added,
            CsvWriter writer,
            Progress progress) {
        Table table = source.openToPassOn(header, model, progress);
        try (WidenedRows<Predictions> rows =
                new WidenedRows<>(source, added, DataFile.decimal(table), writer, source.records(header, table))) {
            Predictor predictor = model.predictor()
                    .withUnseenGroups(unseen)
                    .withAliased(aliased)
                    .withCarriedResiduals();
            PredictionSummary summary = (intervals ? predictor.withUncertainty() : predictor)
                    .predict(table, progress, some -> rows.add(some, some.size()));
            rows.start();
            return summary;
        }
    }

    private void checkNames(List<String> header, List<WidenedRows.Added<Predictions>> added) {
        for (int k = 0; k < added.size(); k++) {
            String name = added.get(k).name();
            boolean again =
                    added.subList(0, k).stream().anyMatch(other -> other.name().equals(name));
            if (again || (name.startsWith(column) && header.contains(name))) {
                throw new DataException(
                        (again ? "The predictions would have two columns" : data + " already has a column") + " \""
                                + name + "\": choose another name for the predictions with --column.");
            }
            if (header.contains(name)) {
                boolean ofLabel = name.startsWith(PROBABILITY);
                throw new DataException(data + " already has a column \"" + name + "\", which "
                        + (ofLabel
                                ? "the predictions would add: rename it, or choose --scale link, which has no probabilities."
                                : "--intervals would add: rename it, or leave --intervals out."));
            }
        }
    }

    private void note(MixedModel model, PredictionSummary summary) {
        if (!quiet.isSet()) {
            csv.notes(model).forEach(terminal.err()::println);
            summary.sentences().forEach(terminal.err()::println);
        }
    }
}
