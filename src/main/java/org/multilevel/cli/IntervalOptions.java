package org.multilevel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.inference.Inference;
import org.multilevel.inference.IntervalEstimates;
import org.multilevel.inference.IntervalEstimates.Method;
import org.multilevel.inference.ParametricBootstrap;
import org.multilevel.model.LiveModel;
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
            converter = Converters.Replicates.class,
            description = OptionWords.REPLICATES)
    private int replicates = 1000;

    @Option(names = "--seed", paramLabel = "N", description = OptionWords.SEED)
    private long seed = 1;

    @Option(
            names = "--bootstrap",
            paramLabel = "KIND",
            converter = Converters.BootstrapKind.class,
            description = OptionWords.BOOTSTRAP_KIND)
    private ParametricBootstrap.Kind kind = ParametricBootstrap.Kind.PERCENTILE;

    /** Returns the answer of a model, if the options ask for one. */
    Optional<IntervalEstimates> answer(LiveModel live, Inference inference, int threads, Progress progress) {
        return method.map(asked ->
                new IntervalEstimates.Question(asked, kind, replicates, seed, threads).ask(live, inference, progress));
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
