package weka.classifiers.functions;

import java.util.List;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.fit.FitOptions;
import org.multilevel.inference.Inference;
import org.multilevel.inference.comparison.ModelLadder;
import org.multilevel.inference.influence.Influence;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;
import org.multilevel.model.SpecifiedModel;
import org.multilevel.result.InfluenceSummary;
import org.multilevel.result.IntervalTables;
import org.multilevel.result.LadderSummary;
import org.multilevel.result.ResultTable;
import org.multilevel.result.ResultTables;

/**
 * What a model says to a question that its estimates alone do not answer, as Weka shows it.
 *
 * @param text lines that end with a newline; notes are among them
 * @param tables what the text tells, in full
 * @param notes sentences that a user should see
 */
public record MixedModelAnswer(String text, List<ResultTable> tables, List<String> notes) {

    /** Copies the lists. */
    public MixedModelAnswer {
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
    }

    /** Returns intervals of all parameters, and the profile where they are profile intervals. */
    public static MixedModelAnswer intervals(
            LiveModel live, IntervalEstimates.Question question, Inference inference, int digits, Progress progress) {
        return of(question.ask(live, inference, progress), inference, digits);
    }

    /** Returns intervals of all parameters of a generalised model, and the profile where they are profile intervals. */
    public static MixedModelAnswer intervals(
            LiveGeneralisedModel live,
            IntervalEstimates.Question question,
            Inference inference,
            int digits,
            Progress progress) {
        return of(question.ask(live, inference, List.of(), progress), inference, digits);
    }

    /** Returns intervals that have been found. */
    public static MixedModelAnswer of(IntervalEstimates found, Inference inference, int digits) {
        List<ResultTable> tables = found.method() == IntervalEstimates.Method.PROFILE
                ? List.of(IntervalTables.intervals(found), IntervalTables.profile(found))
                : List.of(IntervalTables.intervals(found));
        return new MixedModelAnswer(IntervalTables.text(found, inference.percent(), digits), tables, found.notes());
    }

    /** Returns what moves where each level of a grouping factor is left out. */
    public static MixedModelAnswer influence(LiveModel live, String group, Progress progress) {
        return of(Influence.of(live, group, FitOptions.DEFAULT.threads(), progress));
    }

    /** Returns what moves where each level of a grouping factor of a generalised model is left out. */
    public static MixedModelAnswer influence(LiveGeneralisedModel live, String group, Progress progress) {
        return of(Influence.of(live, group, FitOptions.DEFAULT.threads(), progress));
    }

    private static MixedModelAnswer of(Influence found) {
        return new MixedModelAnswer(
                InfluenceSummary.of(found).text(), List.of(ResultTables.influence(found)), found.notes());
    }

    /** Returns the steps to a model, fitted to the table of its fit. */
    public static MixedModelAnswer ladder(MixedModel model, Table table, Progress progress) {
        ModelLadder found = ModelLadder.of(SpecifiedModel.of(model).withProgress(progress), table);
        return new MixedModelAnswer(LadderSummary.of(found).text(), List.of(ResultTables.ladder(found)), found.notes());
    }
}
