package org.multilevel.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.multilevel.model.MixedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the summary of a saved model. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        customSynopsis = Main.NAME + " show MODEL [--digits N] [--level P] [-hV]",
        description = "Prints the summary of a saved model.",
        footer = {"", "Example:", "  " + Main.NAME + " show hsb.json"})
final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            converter = Converters.FileName.class,
            description = "A file that fit --save wrote.")
    private Path model = Path.of("");

    @Mixin
    private final SummaryOptions show = new SummaryOptions();

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(show.summary(MixedModel.load(model)));
        return 0;
    }
}
