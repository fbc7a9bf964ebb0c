package org.multilevel.inference.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.multilevel.model.MixedModel;

/** What there is to say of a model and of the table it was fitted to, the most important first. */
public final class Advice {
    private Advice() {}

    /**
     * Returns the findings in a fitted model together with those in its table, as far as the model was {@linkplain TableCheck#told told} of
     * them; of what both say, only the model's words are kept. Empty where there is nothing to say.
     */
    public static List<Finding> of(MixedModel model) {
        List<Finding> all = new ArrayList<>(ModelFindings.of(model));
        all.addAll(beyond(all, model.tableFindings().stream().map(Finding::of).toList()));
        return ordered(all);
    }

    /** Returns what is to be said of a table and is not said of the model that was fitted to it. */
    public static List<Finding> ofTableAlone(MixedModel model, List<Finding> before) {
        return said(ordered(beyond(ModelFindings.of(model), before)));
    }

    private static List<Finding> beyond(List<Finding> after, List<Finding> before) {
        return before.stream()
                .filter(finding -> after.stream().noneMatch(other -> isSame(finding, other)))
                .toList();
    }

    private static boolean isSame(Finding one, Finding other) {
        return one.kind() == other.kind() && one.subject().equals(other.subject());
    }

    /** Returns the findings by importance, those of a kind in the order in which they were found. */
    static List<Finding> ordered(List<Finding> findings) {
        return findings.stream().sorted(Comparator.comparing(Finding::kind)).toList();
    }

    /** Returns what is said without being asked for: a few of the alarms, and all of the rest. */
    public static List<Finding> said(List<Finding> findings) {
        List<Finding> said = new ArrayList<>();
        int alarms = 0;
        for (Finding finding : findings) {
            if (finding.kind().isSaid() && (!finding.kind().isAlarm() || alarms++ < Thresholds.MOST_SAID)) {
                said.add(finding);
            }
        }
        return List.copyOf(said);
    }
}
