package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import weka.core.Attribute;
import weka.core.Instances;

/** Chooses the attributes that become fixed effects where the user wrote no formula: all that can, and says why others cannot. */
final class PredictorChoice {
    /** The most levels that the core takes in a fixed effect. */
    private static final int MOST_LEVELS = 1000;

    private final List<Attribute> chosen = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    /** Chooses among all attributes but the class, the groups and those that serve otherwise. */
    PredictorChoice(Instances data, UsableRows rows, Collection<Attribute> groups, Collection<Attribute> otherwise) {
        for (Attribute attribute : Collections.list(data.enumerateAttributes())) {
            if (!groups.contains(attribute) && !otherwise.contains(attribute)) {
                String reason = reason(attribute, rows);
                if (reason.isEmpty()) {
                    chosen.add(attribute);
                } else {
                    leave(attribute, reason);
                }
            }
        }
        List<Attribute> needed = new ArrayList<>(chosen);
        // A group without any value will not be in the model.
        groups.stream().filter(group -> rows.present(group) > 0).forEach(needed::add);
        UsableRows complete = rows.complete(needed);
        if (!complete.isEmpty()) {
            for (Attribute attribute : List.copyOf(chosen)) {
                if (attribute.isNominal() && complete.levels(attribute) < 2) {
                    chosen.remove(attribute);
                    leave(attribute, "only one level in the rows used");
                }
            }
        }
    }

    /** Returns the attributes, in the order of the data. */
    List<Attribute> chosen() {
        return List.copyOf(chosen);
    }

    /** Returns which attributes are left out and why, each as words for a list. */
    List<String> left() {
        return List.copyOf(left);
    }

    private void leave(Attribute attribute, String reason) {
        left.add(attribute.name() + " (" + reason + ")");
    }

    private static String reason(Attribute attribute, UsableRows rows) {
        if (attribute.type() != Attribute.NUMERIC && attribute.type() != Attribute.NOMINAL) {
            return Attribute.typeToString(attribute) + " attribute";
        }
        if (!rows.isEmpty() && rows.present(attribute) == 0) {
            return "missing in every row";
        }
        if (attribute.isNominal() && !rows.levelsRepeat(attribute)) {
            return "its levels do not repeat";
        }
        if (attribute.isNominal() && rows.levels(attribute) > MOST_LEVELS) {
            return "more than " + MOST_LEVELS + " levels";
        }
        return "";
    }
}
