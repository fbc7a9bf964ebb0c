package org.multilevel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.error.DataException;
import org.multilevel.error.Labels;
import org.multilevel.fit.facts.GroupPattern;
import org.multilevel.fit.facts.GroupSizes;
import org.multilevel.inference.Inference;
import org.multilevel.inference.LinearFunction;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.intervals.IntervalEstimates.Method;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.inference.means.MarginalMeans;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.result.IntervalTables;
import org.multilevel.result.OptionWords;
import org.multilevel.result.ResultTable;
import picocli.CommandLine.Option;

/** Options that ask for intervals of all parameters. */
final class IntervalOptions {
    static final String SYNOPSIS = "[--intervals METHOD] [--replicates N] [--seed N] [--bootstrap KIND]";

    @Option(
            names = "--intervals",
            paramLabel = "METHOD",
            converter = Converters.Intervals.class,
            description = OptionWords.INTERVALS)
    private Optional<Method> method = Optional.empty();

    @Option(
            names = "--replicates",
            paramLabel = "N",
            converter = Converters.IntervalReplicates.class,
            description = OptionWords.REPLICATES)
    private Optional<Integer> replicates = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", converter = Converters.Seed.class, description = OptionWords.SEED)
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--bootstrap",
            paramLabel = "KIND",
            converter = Converters.BootstrapKind.class,
            description = OptionWords.BOOTSTRAP_KIND)
    private Optional<ParametricBootstrap.Kind> kind = Optional.empty();

    /**
     * Says early which options would go unheard.
     *
     * @throws DataException if an option of the bootstrap is given, and there is none
     */
    void check() {
        if (method.equals(Optional.of(Method.BOOTSTRAP))) {
            return;
        }
        String given = replicates.isPresent()
                ? "--replicates"
                : seed.isPresent() ? "--seed" : kind.isPresent() ? "--bootstrap" : "";
        if (!given.isEmpty()) {
            throw new DataException(given + " is about bootstrap intervals, "
                    + method.map(asked -> "but the intervals asked for are " + asked.text())
                            .orElse("but no intervals are asked for")
                    + ": write --intervals bootstrap, or leave " + given + " out.");
        }
    }

    /**
     * Returns the answer of a model, if the options ask for one.
     *
     * @param tests whose hypotheses get an interval, too
     * @param means whose contrasts do
     */
    Optional<IntervalEstimates> answer(
            LiveModel live,
            Inference inference,
            TestOptions tests,
            List<MarginalMeans> means,
            int threads,
            Progress progress) {
        return method.map(asked -> {
            List<LinearFunction> functions = functions(live.model(), tests, means);
            return told(live.model(), tests, question(asked, threads).ask(live, inference, functions, progress));
        });
    }

    /** Returns the answer of a generalised model, if the options ask for one. */
    Optional<IntervalEstimates> answer(
            LiveGeneralisedModel live,
            Inference inference,
            TestOptions tests,
            List<MarginalMeans> means,
            int threads,
            Progress progress) {
        return method.map(asked -> {
            List<LinearFunction> functions = functions(live.model(), tests, means);
            return told(live.model(), tests, question(asked, threads).ask(live, inference, functions, progress));
        });
    }

    private static List<LinearFunction> functions(MixedModel model, TestOptions tests, List<MarginalMeans> means) {
        List<LinearFunction> functions = new ArrayList<>();
        tests.hypotheses().forEach(hypothesis -> hypothesis.function(model).ifPresent(functions::add));
        means.forEach(answer -> functions.addAll(answer.functions()));
        return functions;
    }

    private static IntervalEstimates told(MixedModel model, TestOptions tests, IntervalEstimates answer) {
        return answer.withNotes(tests.withoutEstimate(model).stream()
                .map(text -> "The hypothesis " + Labels.quoted(text)
                        + " has several rows, so it has a test but no estimate and no interval.")
                .toList());
    }

    /**
     * Says before a fit what no generalised model has.
     *
     * @throws org.multilevel.error.MethodException naming it
     */
    void checkGeneralised() {
        if (method.equals(Optional.of(Method.BOOTSTRAP))) {
            kind.ifPresent(ParametricBootstrap::checkGeneralised);
        }
    }

    private IntervalEstimates.Question question(Method asked, int threads) {
        return new IntervalEstimates.Question(
                asked,
                kind.orElse(ParametricBootstrap.Kind.PERCENTILE),
                replicates.orElse(1000),
                seed.orElse(1L),
                threads);
    }

    /**
     * Says before a search what its groups do not allow.
     *
     * @throws org.multilevel.error.ModelException if the intervals that are asked for can have no answer
     */
    void check(List<String> factors, List<GroupSizes> sizes, List<GroupPattern> patterns) {
        method.ifPresent(asked -> question(asked, 1).check(factors, sizes, patterns));
    }

    /** Returns the names of the tables that the answer will have. */
    List<String> tableNames() {
        List<String> names = new ArrayList<>();
        method.ifPresent(asked -> names.add(IntervalTables.INTERVALS.name()));
        method.filter(asked -> asked == Method.PROFILE).ifPresent(asked -> names.add(IntervalTables.PROFILE.name()));
        return names;
    }

    /** Returns the tables of an answer. */
    static List<ResultTable> tables(IntervalEstimates answer) {
        return answer.method() == Method.PROFILE
                ? List.of(IntervalTables.intervals(answer), IntervalTables.profile(answer))
                : List.of(IntervalTables.intervals(answer));
    }
}
