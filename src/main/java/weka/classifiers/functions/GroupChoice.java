package weka.classifiers.functions;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import weka.core.Attribute;
import weka.core.Instances;

/** Chooses a group where the user named none: the nominal or string attribute that has the most levels among those that repeat. */
public final class GroupChoice {
    /** With fewer levels than these a variance between levels can hardly be estimated. */
    static final int FEWEST_LEVELS = 5;

    private GroupChoice() {}

    /** Returns the choice for data with a class, from all other attributes. */
    public static Optional<Attribute> of(Instances data) {
        return of(data, UsableRows.of(data), List.of());
    }

    /** Returns the first attribute with the most levels, if any has at least five that have two rows on average. */
    static Optional<Attribute> of(Instances data, UsableRows rows, Collection<Attribute> excluded) {
        return Collections.list(data.enumerateAttributes()).stream()
                .filter(attribute -> attribute.isNominal() || attribute.isString())
                .filter(attribute -> !excluded.contains(attribute))
                .filter(attribute -> rows.levels(attribute) >= FEWEST_LEVELS && rows.levelsRepeat(attribute))
                // The first of equals, since max() would return the last.
                .min(Comparator.comparingInt((Attribute attribute) -> rows.levels(attribute))
                        .reversed());
    }
}
