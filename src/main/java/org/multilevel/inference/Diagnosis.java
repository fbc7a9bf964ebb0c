package org.multilevel.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.multilevel.design.scan.RowCounts;
import org.multilevel.fit.optimum.Verdict;
import org.multilevel.model.GroupingFactor;
import org.multilevel.model.MixedModel;

/** Says in a few calm sentences what a user should know about the final state of a fit. */
public final class Diagnosis {
    private Diagnosis() {}

    /**
     * Returns the sentences, the most important first: the optimum, the rows and columns left out, and the notes of the fit; empty
     * where there is nothing to say.
     */
    public static List<String> of(MixedModel model) {
        List<String> sentences = new ArrayList<>(optimum(model));
        RowCounts rows = model.rows();
        if (rows.droppedTotal() > 0) {
            sentences.add(droppedRows(rows));
        }
        List<String> dropped = model.fixedEffects().dropped();
        if (!dropped.isEmpty()) {
            sentences.add(String.join(", ", dropped)
                    + (dropped.size() == 1
                            ? " was left out, because it is a linear combination of other columns."
                            : " were left out, because they are linear combinations of other columns."));
        }
        sentences.addAll(model.notes());
        return List.copyOf(sentences);
    }

    private static List<String> optimum(MixedModel model) {
        Verdict verdict = model.verdict();
        return switch (verdict.status()) {
            case CONVERGED -> List.of();
            case NOT_CONVERGED ->
                List.of(
                        verdict.explanation().isBlank()
                                ? "No optimum was reached: the numbers are the best found, and a simpler random part may help."
                                : verdict.explanation());
            case SINGULAR -> singular(model);
        };
    }

    private static List<String> singular(MixedModel model) {
        List<String> sentences = new ArrayList<>();
        for (GroupingFactor factor : model.groupingFactors()) {
            sentences.addAll(SingularTerms.of(factor));
        }
        // what is not identified has a note of its own
        boolean unsaid = sentences.isEmpty() && model.isIdentified();
        return unsaid ? List.of(model.verdict().explanation()) : sentences;
    }

    private static String droppedRows(RowCounts rows) {
        String reasons = rows.dropped().entrySet().stream()
                .map(e -> e.getKey() + " (" + Counts.of(e.getValue()) + ")")
                .collect(Collectors.joining(", "));
        return Counts.of(rows.droppedTotal()) + " of " + Counts.of(rows.read())
                + (rows.read() == 1 ? " row" : " rows") + (rows.droppedTotal() == 1 ? " was" : " were")
                + " left out: " + reasons + ".";
    }
}
