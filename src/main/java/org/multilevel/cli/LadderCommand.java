package org.multilevel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.multilevel.data.Table;
import org.multilevel.formula.Formula;
import org.multilevel.inference.comparison.ModelLadder;
import org.multilevel.model.SpecifiedModel;
import org.multilevel.result.LadderSummary;
import org.multilevel.result.ResultTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits the models that lead to one, step by step, and recommends a step. */
@Command(
        name = "ladder",
        customSynopsis = {
            Main.NAME + " ladder DATA FORMULA",
            "    " + EstimationOptions.SYNOPSIS,
            "    " + FamilyOptions.SYNOPSIS,
            "    " + EstimationOptions.MORE_SYNOPSIS,
            "    " + CsvInputOptions.SYNOPSIS,
            "    " + CsvInputOptions.MORE_SYNOPSIS,
            "    [--out DIR] [-hqV]"
        },
        description =
                "Fits the null model, a random intercept for each grouping factor, the fixed effects, and each"
                        + " random slope of a formula, one after the other, tests each against the step before, and says which to take.",
        footer = {
            "",
            "Examples:",
            "  " + Main.NAME + " ladder hsb.csv 'mathach ~ ses + meanses + (ses | school)'",
            "  " + Main.NAME + " ladder cbpp.csv 'cbind(incidence, size - incidence) ~ period + (1 | herd)' \\",
            "      --family binomial"
        })
final class LadderCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final DataArgument data = new DataArgument();

    @Parameters(
            index = "1",
            paramLabel = "FORMULA",
            description = "The last model of the ladder, in lme4's notation: 'y ~ x + (1 + x | g)'.")
    private String formula = "";

    @Mixin
    private final EstimationOptions estimation = new EstimationOptions();

    @Mixin
    private final FamilyOptions family = new FamilyOptions();

    @Mixin
    private final CsvInputOptions csv = new CsvInputOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            converter = Converters.FileName.class,
            description = "Folder for the table ladder.csv, with all digits.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Spec
    private CommandSpec command = CommandSpec.create();

    LadderCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        WrongArguments.check(() -> family.check(command.commandLine().getParseResult()));
        SpecifiedModel model =
                family.isAsked() ? estimation.applied(family.model(Formula.parse(formula))) : estimation.model(formula);
        Optional<TableFiles> files = out.map(folder -> new TableFiles(folder, false));
        files.ifPresent(tables -> tables.check(data.file(), List.of(ResultTables.LADDER.name())));
        ModelLadder ladder;
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            Table table = data.open(csv, model, progress);
            ladder = ModelLadder.of(model.withProgress(progress), table);
        }
        if (!quiet.isSet()) {
            terminal.out().print(LadderSummary.of(ladder).text());
        }
        files.map(tables -> tables.write(ResultTables.ladder(ladder)))
                .ifPresent(file -> quiet.sayWritten(terminal, file));
        return 0;
    }
}
