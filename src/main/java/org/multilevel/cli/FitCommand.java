package org.multilevel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.formula.Formula;
import org.multilevel.inference.advice.TableCheck;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.model.GeneralisedLinearMixedModel;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.report.ReportDocument;
import org.multilevel.result.ResultTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
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
final class FitCommand implements Callable<Integer> {
    static final String NAME = "fit";

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

    @Mixin
    private final FitFiles files = new FitFiles();

    @Mixin
    private final IntervalOptions intervals = new IntervalOptions();

    @Mixin
    private final MeansOptions means = new MeansOptions();

    @Mixin
    private final FollowUpOptions followUp = new FollowUpOptions();

    @Mixin
    private final SummaryOptions show = new SummaryOptions();

    @Mixin
    private final TestOptions tests = new TestOptions();

    @Mixin
    private final EquationOption equation = new EquationOption();

    @Mixin
    private final QuietOption quiet = new QuietOption();

    @Spec
    private CommandSpec command = CommandSpec.create();

    FitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        WrongArguments.check(() -> {
            family.check(command.commandLine().getParseResult());
            means.check();
            intervals.check();
            tests.check();
            followUp.check();
            files.checkApart();
        });
        if (family.isAsked()) {
            return fitGeneralised(estimation.applied(family.model(Formula.parse(formula))));
        }
        LinearMixedModel specified = estimation.model(formula).withDf(show.needed());
        means.check(specified.formula(), show.inference());
        if (!specified.formula().hasDot()) {
            checkNames(specified.formula(), List.of());
        }
        List<String> more = new ArrayList<>(tests.tableNames());
        more.addAll(intervals.tableNames());
        more.addAll(means.tableNames());
        more.addAll(followUp.tableNames());
        files.check(data.file(), more);
        Table table;
        LiveModel live;
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            table = data.open(csv, specified, progress);
            checkNames(
                    specified.formula(),
                    table.columns().stream().map(Column::name).toList());
            means.check(specified.formula(), show.inference(), table.columns());
            TableCheck check = TableCheck.beside(specified, table, progress);
            live = check.told(specified.withProgress(progress).live(check.table(), intervals::check));
        }
        finish(
                live.model(),
                table,
                progress -> show.report(live, table, progress),
                progress -> answers(specified.withProgress(progress), live, table, progress));
        return 0;
    }

    /**
     * Prints the summary and writes the files.
     *
     * @param report makes the report, where one is asked for
     * @param answers makes what else is asked for
     */
    private void finish(
            MixedModel model,
            Table table,
            Function<Progress, ReportDocument> report,
            Function<Progress, List<ResultTable>> answers) {
        print(model);
        List<String> written = new ArrayList<>();
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            files.write(
                    model,
                    table,
                    show,
                    () -> report.apply(progress),
                    () -> answers.apply(progress),
                    progress,
                    written::add);
        } finally {
            say(written);
        }
    }

    private int fitGeneralised(GeneralisedLinearMixedModel specified) {
        tests.check(specified.distribution());
        means.check(specified.formula(), show.inference());
        if (!specified.formula().hasDot()) {
            tests.check(specified.formula(), List.of());
            followUp.checkLadder(specified.formula(), List.of());
        }
        intervals.checkGeneralised();
        List<String> more = new ArrayList<>(tests.tableNames());
        more.addAll(intervals.tableNames());
        more.addAll(means.tableNames());
        more.addAll(followUp.tableNames());
        files.check(data.file(), more);
        Table table;
        LiveGeneralisedModel live;
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            table = data.open(csv, specified.columns(), progress);
            means.check(specified.formula(), show.inference(), table.columns());
            live = specified.withProgress(progress).live(table);
        }
        finish(live.model(), table, progress -> show.report(live.model(), table, progress), progress -> {
            List<MarginalMeans> asked = means.answers(live.model(), show.inference());
            List<ResultTable> tables = answers(
                    live.model(),
                    asked,
                    intervals.answer(
                            live, show.inference(), tests, asked, live.problem().threads(), progress));
            tables.addAll(said(followUp.climb(specified.withProgress(progress), table)));
            return tables;
        });
        return 0;
    }

    /** Prints what is asked of a model beside its summary, and returns all tables of it. */
    private List<ResultTable> answers(
            MixedModel model, List<MarginalMeans> answers, Optional<IntervalEstimates> found) {
        List<ResultTable> tables = new ArrayList<>(tests.tables(show.tables(model)));
        found.ifPresent(answer -> {
            say(show.text(answer));
            tables.addAll(IntervalOptions.tables(answer));
        });
        if (!answers.isEmpty()) {
            say(show.text(answers));
        }
        tables.addAll(means.tables(answers));
        return tables;
    }

    /** Refuses before a fit what is asked about what its formula does not have; a dot in it stands for columns of the table. */
    private void checkNames(Formula asked, List<String> columns) {
        tests.check(asked, columns);
        followUp.check(asked, columns);
    }

    /** Asks what else is asked for, prints the answers and returns their tables. */
    private List<ResultTable> answers(LinearMixedModel specified, LiveModel live, Table table, Progress progress) {
        MixedModel model = live.model();
        List<MarginalMeans> asked = means.answers(model, show.inference());
        List<ResultTable> tables = answers(
                model,
                asked,
                intervals.answer(
                        live, show.inference(), tests, asked, live.problem().threads(), progress));
        FollowUpOptions.Answers more =
                followUp.answer(specified, live, table, live.problem().threads(), progress);
        tables.addAll(said(more));
        return tables;
    }

    private List<ResultTable> said(FollowUpOptions.Answers answers) {
        answers.texts().forEach(this::say);
        return answers.tables();
    }

    private void say(String text) {
        if (!quiet.isSet()) {
            terminal.out().print("\n" + text);
            terminal.out().flush();
        }
    }

    private void print(MixedModel model) {
        if (quiet.isSet()) {
            return;
        }
        terminal.out().print(tests.addedTo(show.summary(model)).text());
        terminal.out().print(equation.text(model, show.digits()));
        if (files.withLog()) {
            terminal.out()
                    .print("\n" + LogText.of(model.log())
                            + LogText.of(model.structures(), model.rows().used()));
        }
        terminal.out().flush();
    }

    private void say(List<String> written) {
        if (!written.isEmpty() && !quiet.isSet()) {
            terminal.out().print("\nWrote " + listed(written) + ".\n");
            terminal.out().flush();
        }
    }

    private static String listed(List<String> parts) {
        int last = parts.size() - 1;
        String before = String.join(", ", parts.subList(0, last));
        return before.isEmpty() ? parts.get(last) : before + " and " + parts.get(last);
    }
}
