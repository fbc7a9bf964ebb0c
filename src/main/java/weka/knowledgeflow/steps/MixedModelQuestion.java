package weka.knowledgeflow.steps;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.inference.Inference;
import org.multilevel.inference.influence.Influence;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.intervals.IntervalEstimates.Method;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.inference.tests.Anova;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.result.IntervalTables;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;
import org.multilevel.result.Summary;
import weka.classifiers.functions.InstancesTable;
import weka.classifiers.functions.MixedModelAnswer;
import weka.core.Instances;

/** What can be asked of a fitted model beyond its tables; flows save the names. */
@NullMarked
public enum MixedModelQuestion {
    /** An F test for each term. */
    ANOVA,
    /** Intervals by estimate and standard error. */
    WALD_INTERVALS,
    /** Intervals by the profile likelihood. */
    PROFILE_INTERVALS,
    /** The points of the profiles. */
    PROFILE,
    /** Intervals by the parametric bootstrap. */
    BOOTSTRAP_INTERVALS,
    /** What each replicate of the bootstrap gave. */
    REPLICATES,
    /** What moves where a level of a grouping factor is left out. */
    INFLUENCE,
    /** The models that lead to this one. */
    LADDER;

    private static final int DIGITS = 4;

    /**
     * What is asked beside the question itself.
     *
     * @param anova the type of the analysis of variance
     * @param bootstrap replicates, seed and kind of the bootstrap
     * @param group the grouping factor whose levels are left out; empty for the first of the model, or the subjects of its residuals
     * @param inference the level of intervals
     */
    record Asked(Anova.Type anova, IntervalEstimates.Question bootstrap, String group, Inference inference) {}

    /** Returns whether the answer needs the instances that the model was fitted to. */
    boolean needsRows() {
        return this != ANOVA;
    }

    /**
     * Asks a model.
     *
     * @param training the instances that it was fitted to
     * @throws org.multilevel.error.MultilevelException if there is no answer
     */
    MixedModelAnswer ask(MixedModel model, Instances training, Asked asked, Progress progress) {
        if (this == ANOVA) {
            ResultTable table = ResultTables.of(model, asked.inference()).anova(asked.anova());
            String text = Summary.of(model)
                    .withInference(asked.inference())
                    .withAnova(asked.anova())
                    .text();
            return new MixedModelAnswer(text, List.of(table), List.of());
        }
        Table rows = InstancesTable.fittedBy(model, training);
        return model.generalised().isPresent()
                ? askGeneralised(model, rows, asked, progress)
                : askLinear(LiveModel.again(model, rows, progress), rows, asked, progress);
    }

    private MixedModelAnswer askLinear(LiveModel live, Table rows, Asked asked, Progress progress) {
        return switch (this) {
            case WALD_INTERVALS, PROFILE_INTERVALS, PROFILE ->
                MixedModelAnswer.intervals(live, intervals(), asked.inference(), DIGITS, progress);
            case BOOTSTRAP_INTERVALS, REPLICATES -> {
                IntervalEstimates.Question how = asked.bootstrap();
                yield bootstrap(
                        ParametricBootstrap.of(
                                live, List.of(), how.kind(), how.replicates(), how.seed(), how.threads(), progress),
                        asked);
            }
            case INFLUENCE -> MixedModelAnswer.influence(live, group(live.model(), asked), progress);
            case LADDER -> MixedModelAnswer.ladder(live.model(), rows, progress);
            case ANOVA -> throw new IllegalStateException("answered above");
        };
    }

    private MixedModelAnswer askGeneralised(MixedModel model, Table rows, Asked asked, Progress progress) {
        LiveGeneralisedModel live =
                LiveGeneralisedModel.again(model, rows, asked.bootstrap().threads(), progress);
        return switch (this) {
            case WALD_INTERVALS, PROFILE_INTERVALS, PROFILE ->
                MixedModelAnswer.intervals(live, intervals(), asked.inference(), DIGITS, progress);
            case BOOTSTRAP_INTERVALS, REPLICATES -> {
                IntervalEstimates.Question how = asked.bootstrap();
                yield bootstrap(
                        ParametricBootstrap.of(
                                live, List.of(), how.kind(), how.replicates(), how.seed(), how.threads(), progress),
                        asked);
            }
            case INFLUENCE -> MixedModelAnswer.influence(live, group(live.model(), asked), progress);
            case LADDER -> MixedModelAnswer.ladder(live.model(), rows, progress);
            case ANOVA -> throw new IllegalStateException("answered above");
        };
    }

    /** Returns the table of an answer that this question is about. */
    ResultTable table(MixedModelAnswer answer) {
        return answer.tables().get(this == PROFILE || this == REPLICATES ? 1 : 0);
    }

    private IntervalEstimates.Question intervals() {
        return IntervalEstimates.Question.of(this == WALD_INTERVALS ? Method.WALD : Method.PROFILE);
    }

    private static MixedModelAnswer bootstrap(ParametricBootstrap drawn, Asked asked) {
        MixedModelAnswer answer = MixedModelAnswer.of(
                IntervalEstimates.of(
                        drawn, asked.bootstrap().kind(), asked.inference().level()),
                asked.inference(),
                DIGITS);
        return new MixedModelAnswer(
                answer.text(), List.of(answer.tables().get(0), IntervalTables.replicates(drawn)), answer.notes());
    }

    private static String group(MixedModel model, Asked asked) {
        return asked.group().isEmpty()
                ? Influence.factors(model).stream().findFirst().orElse("")
                : asked.group();
    }
}
