package org.multilevel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.formula.Formula;
import org.multilevel.inference.advice.Finding;
import org.multilevel.inference.advice.GeneralisedTableCheck;
import org.multilevel.inference.advice.TableCheck;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.result.AdviceText;
import org.multilevel.result.ResultTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what can be known of a model for a CSV file before it is fitted. */
@Command(
        name = "check",
        customSynopsis = {
            Main.NAME + " check DATA FORMULA",
            "    " + EstimationOptions.SYNOPSIS,
            "    " + EstimationOptions.MORE_SYNOPSIS,
            "    " + FamilyOptions.SYNOPSIS,
            "    " + CsvInputOptions.SYNOPSIS,
            "    " + CsvInputOptions.MORE_SYNOPSIS,
            "    [--out DIR] [-hqV]"
        },
        description =
                "Reads a CSV file once and says, without fitting, what may be wrong with a formula for it: how groups lie to one"
                        + " another, what does not vary within them, what looks like a label, how long a fit will take, and with --family what the outcomes tell.",
        footer = {
            "",
            "Examples:",
            "  " + Main.NAME + " check hsb.csv 'mathach ~ ses + meanses + (ses | school)'",
            "  " + Main.NAME + " check women.csv 'use ~ age + urban + (1 | district)' --family binomial"
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final DataArgument data = new DataArgument();

    @Parameters(
            index = "1",
            paramLabel = "FORMULA",
            description = "The model in lme4's notation, between quotes: 'y ~ x + (1 + x | g)'.")
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
            description = "Folder for the table advice.csv.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Spec
    private CommandSpec command = CommandSpec.create();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        WrongArguments.check(() -> family.check(command.commandLine().getParseResult()));
        Optional<TableFiles> files = out.map(folder -> new TableFiles(folder, false));
        files.ifPresent(tables -> tables.check(data.file(), List.of(ResultTables.ADVICE.name())));
        List<Finding> findings;
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            findings = family.isAsked() ? ofOutcomes(progress) : ofMeasurements(progress);
        }
        if (!quiet.isSet()) {
            terminal.out().print(AdviceText.of(findings));
        }
        files.map(tables -> tables.write(ResultTables.advice(findings)))
                .ifPresent(file -> quiet.sayWritten(terminal, file));
        return 0;
    }

    private List<Finding> ofMeasurements(Progress progress) {
        LinearMixedModel model = estimation.model(formula);
        Table table = data.open(csv, model, progress);
        return TableCheck.of(model, table, progress);
    }

    private List<Finding> ofOutcomes(Progress progress) {
        GeneralisedLinearMixedModel model = estimation.applied(family.model(Formula.parse(formula)));
        Table table = data.open(csv, model, progress);
        return GeneralisedTableCheck.of(model, table, progress);
    }
}
