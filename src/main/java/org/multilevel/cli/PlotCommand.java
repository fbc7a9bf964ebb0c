package org.multilevel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.chart.drawing.Theme;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.data.Column;
import org.multilevel.data.Table;
import org.multilevel.error.DataException;
import org.multilevel.inference.Inference;
import org.multilevel.model.MixedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a picture of a saved model into a file. */
@Command(
        name = "plot",
        customSynopsis = {
            Main.NAME + " plot MODEL [DATA] --out FILE.svg|png",
            "    " + PlotOptions.SYNOPSIS,
            "    " + PlotOptions.MORE_SYNOPSIS,
            "    [--level P] [--width N] [--height N] [--dark]",
            "    " + CsvInputOptions.SYNOPSIS,
            "    " + CsvInputOptions.MORE_SYNOPSIS + " [-hqV]"
        },
        description = "Draws a picture of a saved model, as SVG or PNG.",
        footer = {
            "",
            "Examples:",
            "  " + Main.NAME + " plot hsb.json --kind effects --out effects.svg",
            "  " + Main.NAME + " plot hsb.json hsb.csv --kind lines --over ses" + " --out l.png"
        })
final class PlotCommand implements Callable<Integer> {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    private final Terminal terminal;

    @Mixin
    private final ModelArgument saved = new ModelArgument();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA",
            converter = Converters.FileName.class,
            description =
                    "The table that the model was fitted to, for pictures that show its rows; others do not read it.")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private final PlotOptions plot = new PlotOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            converter = Converters.PictureFile.class,
            description = "The file to write, whose name ends in .svg or .png.")
    private Path out = Path.of("");

    @Option(
            names = "--level",
            paramLabel = "P",
            converter = Converters.Level.class,
            description =
                    "Level of the intervals of effects, fixed, predicted, profile and calibration: by default 0.95.")
    private Optional<Double> level = Optional.empty();

    @Option(
            names = "--width",
            paramLabel = "N",
            converter = Converters.Pixels.class,
            description = "Width of the picture: by default 800; a PNG has twice as many pixels.")
    private int width = WIDTH;

    @Option(
            names = "--height",
            paramLabel = "N",
            converter = Converters.Pixels.class,
            description = "Height of the picture: by default 600.")
    private int height = HEIGHT;

    @Option(names = "--dark", description = "Light on a dark page.")
    private boolean dark;

    @Mixin
    private final CsvInputOptions csv = new CsvInputOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    PlotCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        WrongArguments.check(this::check);
        OutputFiles.check(out, saved.path());
        data.ifPresent(table -> OutputFiles.check(out, table));
        MixedModel model = saved.load();
        PictureRequest request = plot.request(model);
        List<String> notes = new ArrayList<>();
        ChartDescription chart = describe(model, request, notes);
        byte[] picture = Chart.of(chart, dark ? Theme.DARK : Theme.LIGHT).bytes(out, width, height);
        OutputFiles.write(out, stream -> stream.write(picture));
        if (!quiet.isSet()) {
            terminal.out().print(chart.title() + "\n");
            chart.sentences().forEach(sentence -> terminal.out().print(sentence + "\n"));
            notes.forEach(note -> terminal.out().print(note + "\n"));
            terminal.out().print("Wrote " + out + ".\n");
        }
        return 0;
    }

    /** Refuses options that would go unheard. */
    private void check() {
        plot.check();
        if (level.isPresent() && !plot.kind().hasIntervals()) {
            throw plot.unheard("--level");
        }
        if (data.isEmpty() && plot.kind().needsRows()) {
            throw new DataException("--kind " + plot.kind().text()
                    + " shows rows of the table that the model was fitted to: name it after the model.");
        }
        if (data.isEmpty() && csv.given().isPresent()) {
            throw new DataException(csv.given().get()
                    + " says how a table is read, but none is named: name it after the model, or leave "
                    + csv.given().get() + " out.");
        }
    }

    private ChartDescription describe(MixedModel model, PictureRequest request, List<String> notes) {
        Pictures pictures =
                Pictures.of(model).withInference(Inference.standard().withLevel(level.orElse(0.95)));
        if (data.isEmpty()) {
            return pictures.describe(request);
        }
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            return pictures.describe(request, () -> table(model, data.get(), notes, progress), progress);
        }
    }

    /** Opens the table, once the picture turns out to need it. */
    private Table table(MixedModel model, Path file, List<String> notes, ProgressLine progress) {
        DataFile source = csv.dataFile(file, model);
        // Another model may read columns of which this one knows nothing.
        Table table = plot.hasOthers()
                ? source.openWhole(source.header(), model, progress)
                : source.open(source.header(), model, progress);
        notes.addAll(csv.notes(model));
        notes.addAll(table.notes(
                model.provenance().columns().stream().map(Column::name).toList()));
        return table;
    }
}
