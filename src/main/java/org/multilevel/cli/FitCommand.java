package org.multilevel.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.formula.Formula;
import org.multilevel.inference.advice.GeneralisedTableCheck;
import org.multilevel.inference.advice.TableCheck;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.result.ResultTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Fits a model to a CSV file, prints its summary, and writes what else is asked for. */
@Command(
        name = FitCommand.NAME,
        customSynopsis = {
            Main.NAME + " fit DATA FORMULA",
            "    " + EstimationOptions.SYNOPSIS,
            "    " + EstimationOptions.MORE_SYNOPSIS,
            "    " + FamilyOptions.SYNOPSIS,
            "    " + CsvInputOptions.SYNOPSIS,
            "    " + CsvInputOptions.MORE_SYNOPSIS,
            "    " + FitFiles.SYNOPSIS,
            "    " + IntervalOptions.SYNOPSIS,
            "    " + MeansOptions.SYNOPSIS,
            "    " + MeansOptions.MORE_SYNOPSIS,
            "    " + FollowUpOptions.SYNOPSIS,
            "    " + EquationOption.SYNOPSIS,
            "    " + SummaryOptions.SYNOPSIS,
            "    " + TestOptions.SYNOPSIS + " [-hqV]"
        },
        description = "Fits a linear or generalised linear mixed model to a CSV file and prints a summary.",
        footer = {
            "",
            "Examples:",
            "  " + Main.NAME + " fit hsb.csv 'mathach ~ ses + (ses | school)'",
            "  " + Main.NAME + " fit hsb.csv 'mathach ~ ses + (1 | school)' --ml \\",
            "      --out results --save hsb.json",
            "  " + Main.NAME + " fit cbpp.csv 'cbind(incidence, size - incidence) ~ period + (1 | herd)' \\",
            "      --family binomial"
        })
final class FitCommand extends FittingCommand implements Callable<Integer> {
    static final String NAME = "fit";

    @Mixin
    private final DataArgument data = new DataArgument();

    @Mixin
    private final FamilyOptions family = new FamilyOptions();

    @Mixin
    private final CsvInputOptions csv = new CsvInputOptions();

    @Spec
    private CommandSpec command = CommandSpec.create();

    FitCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        WrongArguments.check(() -> {
            family.check(command.commandLine().getParseResult());
            checkOptions();
        });
        return family.isAsked()
                ? fitGeneralised(estimation.applied(family.model(Formula.parse(formula))))
                : fitLinear(new DataSource());
    }

    /** The rows of the file that is named. */
    private final class DataSource implements Source {
        @Override
        public void checkFiles(List<String> more) {
            files.check(data.file(), more);
        }

        @Override
        public Table open(LinearMixedModel model, Progress progress) {
            return data.open(csv, model, progress);
        }

        @Override
        public LiveModel fit(
                LinearMixedModel model, Table table, LinearMixedModel.GroupCheck groups, Progress progress) {
            TableCheck check = TableCheck.beside(model, table, progress);
            return check.told(model.live(check.table(), groups));
        }

        @Override
        public boolean writesFitted() {
            return true;
        }
    }

    private int fitGeneralised(GeneralisedLinearMixedModel specified) {
        tests.check(specified.distribution());
        means.check(specified.formula(), show.inference());
        if (!specified.formula().hasDot()) {
            checkNames(specified.formula(), Optional.empty(), List.of());
        }
        intervals.checkGeneralised();
        files.check(data.file(), tableNames());
        Table table;
        LiveGeneralisedModel live;
        try (ProgressLine progress = terminal().progress(!quiet.isSet())) {
            table = data.open(csv, specified, progress);
            checkNames(
                    specified.formula(),
                    Optional.empty(),
                    table.columns().stream().map(Column::name).toList());
            means.check(specified.formula(), show.inference(), table.columns());
            GeneralisedTableCheck check = GeneralisedTableCheck.beside(specified, table, progress);
            live = check.told(check.fit()).withObservationLevel();
        }
        finish(live.model(), table, true, progress -> show.report(live, table, progress), progress -> {
            int threads = live.problem().threads();
            List<MarginalMeans> asked = means.answers(live.model(), show.inference());
            List<ResultTable> tables = answers(
                    live.model(), asked, intervals.answer(live, show.inference(), tests, asked, threads, progress));
            tables.addAll(said(followUp.answer(specified, live, table, threads, progress)));
            return tables;
        });
        return 0;
    }
}
