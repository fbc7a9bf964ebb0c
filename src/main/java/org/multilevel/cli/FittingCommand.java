package org.multilevel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.formula.Formula;
import org.multilevel.formula.ResidualTerm;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.model.LinearMixedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.report.ReportDocument;
import org.multilevel.result.ResultTable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What commands that fit a model to rows ask, print and write, wherever the rows are. */
abstract class FittingCommand {
    @Parameters(
            index = "1",
            paramLabel = "FORMULA",
            description = "The model in lme4's notation, between quotes: 'y ~ x + (1 + x | g)'.")
    String formula = "";

    @Mixin
    final EstimationOptions estimation = new EstimationOptions();

    @Mixin
    final FitFiles files = new FitFiles();

    @Mixin
    final IntervalOptions intervals = new IntervalOptions();

    @Mixin
    final MeansOptions means = new MeansOptions();

    @Mixin
    final FollowUpOptions followUp = new FollowUpOptions();

    @Mixin
    final SummaryOptions show = new SummaryOptions();

    @Mixin
    final TestOptions tests = new TestOptions();

    @Mixin
    final EquationOption equation = new EquationOption();

    @Mixin
    final QuietOption quiet = new QuietOption();

    private final Terminal terminal;

    FittingCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Where a linear model gets its rows from. */
    interface Source {
        /** Says early that files could not be written, of which these tables are asked for beside those that every model has. */
        void checkFiles(List<String> more);

        Table open(LinearMixedModel model, Progress progress);

        LiveModel fit(LinearMixedModel model, Table table, LinearMixedModel.GroupCheck check, Progress progress);

        /**
         * Keeps the tables of results where the rows come from, if that is asked for.
         *
         * @param tables makes them
         * @return what was kept and where, for a sentence; empty where nothing was asked for
         */
        default Optional<String> keep(Supplier<List<ResultTable>> tables) {
            return Optional.empty();
        }

        /** Returns whether the fitted values are a table of few enough rows to be written here. */
        boolean writesFitted();
    }

    /** Says early which options do not go together. */
    final void checkOptions() {
        means.check();
        intervals.check();
        tests.check();
        followUp.check();
        files.checkApart();
    }

    final Terminal terminal() {
        return terminal;
    }

    /** Returns the names of the tables that are asked for beside those that every model has. */
    final List<String> tableNames() {
        List<String> more = new ArrayList<>(tests.tableNames());
        more.addAll(intervals.tableNames());
        more.addAll(means.tableNames());
        more.addAll(followUp.tableNames());
        return more;
    }

    /** Fits a linear model, prints its summary, and writes what else is asked for. */
    final int fitLinear(Source source) {
        LinearMixedModel specified = estimation.model(formula).withDf(show.needed());
        means.check(specified.formula(), show.inference());
        if (!specified.formula().hasDot()) {
            checkNames(specified.formula(), specified.residual(), List.of());
        }
        source.checkFiles(tableNames());
        Table table;
        LiveModel live;
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            table = source.open(specified, progress);
            checkNames(
                    specified.formula(),
                    specified.residual(),
                    table.columns().stream().map(Column::name).toList());
            means.check(specified.formula(), show.inference(), table.columns());
            live = source.fit(specified.withProgress(progress), table, groupCheck(specified), progress);
        }
        List<ResultTable> asked = new ArrayList<>();
        finish(live.model(), table, source.writesFitted(), progress -> show.report(live, table, progress), progress -> {
            asked.addAll(answers(specified.withProgress(progress), live, table, progress));
            return asked;
        });
        source.keep(() -> files.tables(show.tables(live.model()), asked)).ifPresent(kept -> say(List.of(kept)));
        return 0;
    }

    /**
     * Prints the summary and writes the files.
     *
     * @param fitted whether the fitted values are among the tables
     * @param report makes the report, where one is asked for
     * @param answers makes what else is asked for
     */
    final void finish(
            MixedModel model,
            Table table,
            boolean fitted,
            Function<Progress, ReportDocument> report,
            Function<Progress, List<ResultTable>> answers) {
        print(model);
        List<String> written = new ArrayList<>();
        try (ProgressLine progress = terminal.progress(!quiet.isSet())) {
            files.write(
                    model,
                    table,
                    fitted,
                    show,
                    () -> report.apply(progress),
                    () -> answers.apply(progress),
                    progress,
                    written::add);
        } finally {
            say(written);
        }
    }

    /** Prints what is asked of a model beside its summary, and returns all tables of it. */
    final List<ResultTable> answers(MixedModel model, List<MarginalMeans> answers, Optional<IntervalEstimates> found) {
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
    final void checkNames(Formula asked, Optional<ResidualTerm> residual, List<String> columns) {
        tests.check(asked, columns);
        followUp.check(asked, residual, columns);
    }

    /** Which groups are independent depends on the structures, too, which the rows tell. */
    private LinearMixedModel.GroupCheck groupCheck(LinearMixedModel specified) {
        return specified.hasStructures() ? (factors, sizes, patterns) -> {} : intervals::check;
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

    final List<ResultTable> said(FollowUpOptions.Answers answers) {
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
