package org.multilevel.knime.learner;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.multilevel.error.ModelException;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.report.ReportDocument;
import org.multilevel.result.IntervalTables;
import org.multilevel.result.ResultTable;
import org.multilevel.result.TableSchema;

/** The tables of a learner that answer questions of its model; one without an answer has no rows, since the model is good without it. */
final class AskedTables {
    private AskedTables() {}

    /**
     * Returns the answer as a table.
     *
     * @param schema that of the table that has no rows
     * @param remarks hears why there is no answer
     */
    static ResultTable of(TableSchema schema, Supplier<ResultTable> answer, List<String> remarks) {
        try {
            return answer.get();
        } catch (ModelException none) {
            remarks.add(none.getMessage());
            return schema.empty();
        }
    }

    /**
     * Returns the intervals that are asked for; where none are, no rows.
     *
     * @param remarks hears what is to be said about them
     */
    static ResultTable intervals(Optional<Supplier<IntervalEstimates>> question, List<String> remarks) {
        if (question.isEmpty()) {
            return IntervalTables.INTERVALS.empty();
        }
        return of(
                IntervalTables.INTERVALS,
                () -> {
                    IntervalEstimates answer = question.get().get();
                    remarks.addAll(answer.notes());
                    return IntervalTables.intervals(answer);
                },
                remarks);
    }

    /** Returns what the node keeps of the answers for its view. */
    static BufferedDataTable kept(List<ResultTable> answers, ExecutionContext context) {
        return KeptTexts.table(
                "Answers of the view",
                ReportDocument.written(
                        answers.stream().filter(table -> table.rowCount() > 0).toList()),
                context);
    }
}
