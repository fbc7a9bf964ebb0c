package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.design.DesignOptions;
import org.multilevel.error.ModelException;
import org.multilevel.formula.Formula;
import org.multilevel.inference.Inference;
import org.multilevel.inference.influence.Influence;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.model.LiveGeneralisedModel;
import org.multilevel.model.LiveModel;
import org.multilevel.model.MixedModel;

/**
 * What is asked of a model while it is trained, since it needs the cross-products of the training rows.
 *
 * @param intervals of all parameters, if they are asked for
 * @param influence the grouping factor whose levels are left out; empty for none
 * @param ladder whether the steps to the model are fitted
 * @param digits significant digits of the texts
 * @param unheard sentences about options that were set in vain
 */
record MixedModelQuestions(
        Optional<IntervalEstimates.Question> intervals,
        String influence,
        boolean ladder,
        int digits,
        List<String> unheard) {
    /** No questions. */
    static final MixedModelQuestions NONE = new MixedModelQuestions(Optional.empty(), "", false, 4, List.of());

    /**
     * Asks a model.
     *
     * @param notes get what was set in vain, and the reason for each question that has no answer: the model is good without
     */
    List<MixedModelAnswer> ask(LiveModel live, Table table, List<String> notes, Progress progress) {
        List<MixedModelAnswer> answers = ask(
                question -> MixedModelAnswer.intervals(live, question, Inference.standard(), digits, progress), notes);
        if (!influence.isBlank()) {
            add(() -> MixedModelAnswer.influence(live, influence.strip(), progress), answers, notes);
        }
        climb(live.model(), table, answers, notes, progress);
        return answers;
    }

    /** Asks a generalised model as {@link #ask(LiveModel, Table, List, Progress)} a linear one. */
    List<MixedModelAnswer> ask(LiveGeneralisedModel live, Table table, List<String> notes, Progress progress) {
        List<MixedModelAnswer> answers = ask(
                question -> MixedModelAnswer.intervals(live, question, Inference.standard(), digits, progress), notes);
        if (!influence.isBlank()) {
            add(() -> MixedModelAnswer.influence(live, influence.strip(), progress), answers, notes);
        }
        climb(live.model(), table, answers, notes, progress);
        return answers;
    }

    private List<MixedModelAnswer> ask(
            Function<IntervalEstimates.Question, MixedModelAnswer> found, List<String> notes) {
        notes.addAll(unheard);
        List<MixedModelAnswer> answers = new ArrayList<>();
        intervals.ifPresent(question -> add(() -> found.apply(question), answers, notes));
        return answers;
    }

    private void climb(
            MixedModel model, Table table, List<MixedModelAnswer> answers, List<String> notes, Progress progress) {
        if (ladder) {
            add(() -> MixedModelAnswer.ladder(model, table, progress), answers, notes);
        }
    }

    private static void add(Supplier<MixedModelAnswer> question, List<MixedModelAnswer> answers, List<String> notes) {
        try {
            answers.add(question.get());
        } catch (ModelException none) {
            notes.add(MixedModelException.sentence(none));
        }
    }

    /**
     * Refuses a grouping factor that the model which is asked for does not have, before it is fitted.
     *
     * @param options with the structure of the residuals
     * @param columns the names of the columns of its table
     * @throws MixedModelException naming those that it has
     */
    void check(Formula formula, DesignOptions options, List<String> columns) throws MixedModelException {
        String named = influence.strip();
        List<String> factors = Influence.factors(formula, options, columns);
        if (!named.isEmpty() && !factors.contains(named)) {
            throw new MixedModelException("The option influence names \"" + named + "\", but the model has "
                    + (factors.isEmpty()
                            ? "no grouping factor: add a group, or leave the option empty."
                            : "no such grouping factor: write " + String.join(" or ", factors) + "."));
        }
    }
}
