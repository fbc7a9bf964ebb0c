package org.multilevel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.error.DataException;
import org.multilevel.error.MultilevelException;
import org.multilevel.model.MixedModel;
import org.multilevel.report.ReportDocument;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which files a fit writes, none of which may take another's place. */
final class FitFiles {
    static final String SYNOPSIS = "[--out DIR] [--save MODEL] " + ReportOption.SYNOPSIS + " [--log]";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            converter = Converters.FileName.class,
            description = "Folder for the results as CSV: fixed_effects, variance_components, group_effects,"
                    + " fit_statistics, fixed_covariance, groups, advice, reliability and fitted; and emmeans, contrasts, slopes and slope_contrasts where asked"
                    + " for.")
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

    boolean withLog() {
        return log;
    }

    /** Returns all tables of a fit but for the fitted values. */
    List<ResultTable> tables(ResultTables results, List<ResultTable> more) {
        return TableFiles.all(results, more, log);
    }

    /**
     * Says early what would fail after a long fit.
     *
     * @param data the file that is read
     * @param asked names of tables beside those that every model has
     * @throws DataException if a file cannot be written, or would take the place of another
     */
    void check(Path data, List<String> asked) {
        save.ifPresent(file -> OutputFiles.check(file, data));
        report.file().ifPresent(file -> OutputFiles.check(file, data));
        tables().ifPresent(files -> {
            files.check(data);
            files.check(data, asked);
        });
    }

    /** Says early what would fail after a long fit to rows that are in no file here. */
    void check(List<String> asked) {
        check(Path.of(""), asked);
    }

    /**
     * Says early that two options would write the same file.
     *
     * @throws DataException if they would
     */
    void checkApart() {
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

    /**
     * Writes one file after another.
     *
     * @param table the rows that the model was fitted to
     * @param fitted whether the fitted values are among the tables
     * @param page makes the report
     * @param asked makes tables beside those that every model has, once the model is saved: one of its questions may have no answer
     * @param written hears of each file once it is there
     */
    void write(
            MixedModel model,
            Table table,
            boolean fitted,
            SummaryOptions show,
            Supplier<ReportDocument> page,
            Supplier<List<ResultTable>> asked,
            Progress progress,
            Consumer<String> written) {
        save.ifPresent(file -> {
            OutputFiles.write(file, model::write);
            written.accept("the model to " + file);
        });
        List<ResultTable> more;
        try {
            more = asked.get();
        } catch (MultilevelException none) {
            // the report tells of the model all the same
            writeReport(page, List.of(), written);
            throw none;
        }
        writeReport(page, more, written);
        tables().ifPresent(files -> {
            files.write(model, show.tables(model), more, fitted ? Optional.of(table) : Optional.empty(), progress);
            written.accept("the tables to " + out.orElseThrow());
        });
    }

    private void writeReport(Supplier<ReportDocument> page, List<ResultTable> answers, Consumer<String> written) {
        report.file().ifPresent(file -> {
            report.write(page.get().withAnswers(answers));
            written.accept("the report to " + file);
        });
    }

    private Optional<TableFiles> tables() {
        return out.map(folder -> new TableFiles(folder, log));
    }
}
