package weka.knowledgeflow.steps;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import weka.core.WekaException;

/** Stops a flow with one sentence for the user, and without the stack trace that the KnowledgeFlow's log would show. */
@NullMarked
final class StepProblem extends WekaException {
    private static final long serialVersionUID = 1L;

    StepProblem(String sentence) {
        super(sentence);
    }

    /** Takes the sentence of another exception. */
    static StepProblem of(Exception problem) {
        @Nullable String sentence = problem.getMessage();
        return new StepProblem(sentence == null ? problem.toString() : sentence);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
