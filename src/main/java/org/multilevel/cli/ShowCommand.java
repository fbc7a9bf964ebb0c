package org.multilevel.cli;

import java.util.concurrent.Callable;
import org.multilevel.model.MixedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the summary of a saved model, and writes its report if asked for. */
@Command(
        name = "show",
        customSynopsis = {
            Main.NAME + " show MODEL " + ReportOption.SYNOPSIS + " " + EquationOption.SYNOPSIS,
            "    " + SummaryOptions.SYNOPSIS,
            "    " + TestOptions.SYNOPSIS + " [-hV]"
        },
        description = "Prints the summary of a saved model, and writes its report.",
        footer = {
            "",
            "Examples:",
            "  " + Main.NAME + " show hsb.json",
            "  " + Main.NAME + " show hsb.json --report hsb.html"
        })
final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ModelArgument saved = new ModelArgument();

    @Mixin
    private final ReportOption report = new ReportOption();

    @Mixin
    private final SummaryOptions show = new SummaryOptions();

    @Mixin
    private final TestOptions tests = new TestOptions();

    @Mixin
    private final EquationOption equation = new EquationOption();

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        WrongArguments.check(tests::check);
        report.file().ifPresent(page -> OutputFiles.check(page, saved.path()));
        MixedModel model = saved.load();
        terminal.out().print(tests.addedTo(show.summary(model)).text());
        terminal.out().print(equation.text(model, show.digits()));
        report.file().ifPresent(page -> {
            report.write(show.report(model));
            terminal.out().print("\nWrote the report to " + page + ".\n");
        });
        return 0;
    }
}
