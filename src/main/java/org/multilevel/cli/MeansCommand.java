package org.multilevel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.multilevel.error.DataException;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.model.MixedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints marginal means, slopes and their differences of a saved model, and writes them as CSV. */
@Command(
        name = "means",
        customSynopsis = {
            Main.NAME + " means MODEL",
            "    " + MeansOptions.SYNOPSIS,
            "    " + MeansOptions.MORE_SYNOPSIS,
            "    [--out DIR] " + SummaryOptions.SYNOPSIS + " [-hqV]"
        },
        description = "Prints marginal means or slopes of a saved model, and the differences between them.",
        footer = {
            "",
            "Examples:",
            "  " + Main.NAME + " means hsb.json --emmeans 'sector | minority' --contrasts pairwise",
            "  " + Main.NAME + " means hsb.json --slopes 'ses by sector' --out slopes"
        })
final class MeansCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ModelArgument saved = new ModelArgument();

    @Mixin
    private final MeansOptions means = new MeansOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            converter = Converters.FileName.class,
            description = "Folder for the results as CSV: emmeans, contrasts, slopes and slope_contrasts.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final SummaryOptions show = new SummaryOptions();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    MeansCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private void check() {
        if (!means.isAsked()) {
            throw new DataException("Nothing is asked of the model: add --emmeans TERMS, --slopes TERMS, or both.");
        }
        means.check();
    }

    @Override
    public Integer call() {
        WrongArguments.check(this::check);
        Optional<TableFiles> files = out.map(folder -> new TableFiles(folder, false));
        files.ifPresent(to -> to.check(saved.path(), means.tableNames()));
        MixedModel model = saved.load();
        List<MarginalMeans> answers = means.answers(model, show.inference());
        if (!quiet.isSet()) {
            terminal.out().print(show.text(answers));
        }
        files.ifPresent(to -> {
            to.write(means.tables(answers));
            quiet.sayTablesWritten(terminal, out.orElseThrow());
        });
        return 0;
    }
}
