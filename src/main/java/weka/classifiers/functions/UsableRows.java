package weka.classifiers.functions;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import weka.core.Attribute;
import weka.core.Instance;
import weka.core.Instances;

/** The training rows that can take part in a fit, and what is found in them. */
final class UsableRows {
    private final List<Instance> rows;
    private final ToDoubleFunction<Instance> weight;

    private UsableRows(List<Instance> rows, ToDoubleFunction<Instance> weight) {
        this.rows = rows;
        this.weight = weight;
    }

    /** Returns the rows that have a class value and a weight. */
    static UsableRows of(Instances data) {
        return of(data, Optional.empty());
    }

    /**
     * Returns the rows that have a class value and a weight.
     *
     * @param weights an attribute of weights, which multiply those of the instances
     */
    static UsableRows of(Instances data, Optional<Attribute> weights) {
        ToDoubleFunction<Instance> weight = weights.<ToDoubleFunction<Instance>>map(
                        attribute -> row -> row.weight() * row.value(attribute))
                .orElse(Instance::weight);
        return new UsableRows(
                data.stream()
                        .filter(row -> !row.classIsMissing() && weight.applyAsDouble(row) > 0)
                        .toList(),
                weight);
    }

    /** Returns those of the rows in which none of the attributes is missing. */
    UsableRows complete(Collection<Attribute> attributes) {
        return new UsableRows(
                rows.stream()
                        .filter(row -> attributes.stream().noneMatch(row::isMissing))
                        .toList(),
                weight);
    }

    int count() {
        return rows.size();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Returns in how many rows the attribute has a value. */
    int present(Attribute attribute) {
        return (int) rows.stream().filter(row -> !row.isMissing(attribute)).count();
    }

    /** Returns how many levels of a nominal or string attribute occur. */
    int levels(Attribute attribute) {
        BitSet found = new BitSet();
        for (Instance row : rows) {
            if (!row.isMissing(attribute)) {
                found.set((int) row.value(attribute));
            }
        }
        return found.cardinality();
    }

    /** Returns whether the levels of a nominal or string attribute have two rows or more on average. */
    boolean levelsRepeat(Attribute attribute) {
        return present(attribute) >= 2 * levels(attribute);
    }

    /** Returns the weighted mean of the class, NaN without rows. */
    double meanClass() {
        return mean(Instance::classValue);
    }

    /** Returns the weighted share of a label of the class, NaN without rows. */
    double share(int label) {
        return mean(row -> row.classValue() == label ? 1 : 0);
    }

    private double mean(ToDoubleFunction<Instance> value) {
        double sum = 0;
        double weights = 0;
        for (Instance row : rows) {
            sum += weight.applyAsDouble(row) * value.applyAsDouble(row);
            weights += weight.applyAsDouble(row);
        }
        return sum / weights;
    }
}
