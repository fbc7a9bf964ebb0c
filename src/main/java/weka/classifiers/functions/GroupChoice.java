package weka.classifiers.functions;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.error.MultilevelException;
import org.multilevel.inference.Counts;
import org.multilevel.inference.advice.LikelyGroups;
import weka.core.Attribute;
import weka.core.Instances;

/**
 * Chooses a group where the user named none: the nominal or string attribute that has the most levels among those that repeat, or else
 * the only numeric one whose name says that it is a label.
 *
 * @param attribute the group
 * @param reason why it, as what follows "the group is ...: "
 */
public record GroupChoice(Attribute attribute, String reason) {
    /** With fewer levels than these a variance between levels can hardly be estimated. */
    static final int FEWEST_LEVELS = 5;

    /** Returns the choice for data with a class, from all other attributes. */
    public static Optional<GroupChoice> of(Instances data) throws MixedModelException {
        return of(data, UsableRows.of(data), List.of());
    }

    /** Returns the first attribute with the most levels, if any has at least five that have two rows on average. */
    static Optional<GroupChoice> of(Instances data, UsableRows rows, Collection<Attribute> excluded)
            throws MixedModelException {
        Optional<GroupChoice> labels = Collections.list(data.enumerateAttributes()).stream()
                .filter(attribute -> attribute.isNominal() || attribute.isString())
                .filter(attribute -> !excluded.contains(attribute))
                .filter(attribute -> rows.levels(attribute) >= FEWEST_LEVELS && rows.levelsRepeat(attribute))
                // The first of equals, since max() would return the last.
                .min(Comparator.comparingInt((Attribute attribute) -> rows.levels(attribute))
                        .reversed())
                .map(attribute -> new GroupChoice(
                        attribute,
                        "of the nominal and string attributes whose levels repeat, it has the most levels."));
        return labels.isPresent() ? labels : clear(likely(data, excluded), data);
    }

    private static Optional<GroupChoice> clear(LikelyGroups likely, Instances data) {
        return likely.clear()
                .map(column -> new GroupChoice(
                        data.attribute(column.name()),
                        "no nominal or string attribute has levels that repeat, and its name and its "
                                + Counts.of(column.labels(), "whole number") + " in "
                                + Counts.of(likely.rows(), "row") + " speak of labels."));
    }

    /** Returns the numeric attributes that may be labels of groups. */
    static LikelyGroups likely(Instances data, Collection<Attribute> excluded) throws MixedModelException {
        List<String> whole = Collections.list(data.enumerateAttributes()).stream()
                .filter(attribute -> attribute.type() == Attribute.NUMERIC && !excluded.contains(attribute))
                .filter(attribute -> isWhole(data, attribute))
                .map(Attribute::name)
                .toList();
        if (whole.isEmpty()) {
            return new LikelyGroups(List.of(), data.numInstances());
        }
        // Groups do not depend on the class, which may be nominal: the weights stand in for it.
        String weights = InstancesTable.weightsName(data);
        try {
            return LikelyGroups.in(InstancesTable.withWeights(data, whole, weights), weights, whole, Progress.NONE);
        } catch (MultilevelException e) {
            throw new MixedModelException(e);
        }
    }

    /** Returns whether there are values and all are whole, so that measurements with many holes do not hide the rows. */
    private static boolean isWhole(Instances data, Attribute attribute) {
        boolean any = false;
        for (int row = 0; row < data.numInstances(); row++) {
            double value = data.instance(row).value(attribute);
            if (!Double.isNaN(value)) {
                any = true;
                if (value != Math.rint(value) || Double.isInfinite(value)) {
                    return false;
                }
            }
        }
        return any;
    }
}
