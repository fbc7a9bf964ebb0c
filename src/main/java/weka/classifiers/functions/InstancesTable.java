package weka.classifiers.functions;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.multilevel.data.Column;
import org.multilevel.data.RowTable;
import org.multilevel.data.Table;
import org.multilevel.model.MixedModel;
import weka.core.Attribute;
import weka.core.Instance;
import weka.core.Instances;

/**
 * Shows Weka's instances as a table: numeric and date attributes as numbers (dates in milliseconds since 1970), nominal ones as
 * categories in declared order, string ones as categories that are discovered; relational attributes are left out.
 *
 * <p>The rows are read where they are, not copied.
 */
public final class InstancesTable {
    private static final String INSTANCE_WEIGHT_TIMES = "instance weight * ";

    private InstancesTable() {}

    /** Returns the named attributes of all instances as a table; names that are no attributes are passed over. */
    public static Table of(Instances data, Collection<String> names) {
        return builder(data, names).build();
    }

    /**
     * Returns the named attributes of all instances as a table, and their weights.
     *
     * @param weights the name of the column of weights: see {@link #weightsName}, or an attribute's name
     */
    public static Table withWeights(Instances data, Collection<String> names, String weights) {
        List<String> others =
                names.stream().filter(name -> !name.equals(weights)).toList();
        return builder(data, others).numeric(weights, weight(data, weights)).build();
    }

    private static ToDoubleFunction<Instance> weight(Instances data, String weights) {
        boolean times = weights.startsWith(INSTANCE_WEIGHT_TIMES);
        Attribute attribute = data.attribute(times ? weights.substring(INSTANCE_WEIGHT_TIMES.length()) : weights);
        if (attribute == null) {
            return Instance::weight;
        }
        int index = attribute.index();
        return times ? row -> row.weight() * row.value(index) : row -> row.value(index);
    }

    /** Returns the name of the column of weights where both the instances and an attribute have them: it holds the products. */
    static String weightsName(Attribute attribute) {
        return INSTANCE_WEIGHT_TIMES + attribute.name();
    }

    /** Returns the instances that a model was fitted to as its table: the columns that it needs, and the weights if it has any. */
    public static Table fittedBy(MixedModel model, Instances data) {
        return fittedBy(model, List.of(), data);
    }

    /**
     * Returns the instances that a model was fitted to as its table, with the columns of other models of the same instances.
     *
     * @param model whose weights the table has
     */
    public static Table fittedBy(MixedModel model, List<MixedModel> others, Instances data) {
        Optional<String> weights = model.provenance().weights();
        List<String> names = Stream.concat(Stream.of(model), others.stream())
                .flatMap(one -> one.provenance().columns().stream())
                .map(Column::name)
                .distinct()
                .filter(name -> !weights.equals(Optional.of(name)))
                .toList();
        return weights.map(name -> withWeights(data, names, name)).orElseGet(() -> of(data, names));
    }

    /** Returns a name for a column of weights that no attribute has. */
    public static String weightsName(Instances data) {
        String name = "instance weight";
        while (data.attribute(name) != null) {
            name += "_";
        }
        return name;
    }

    private static RowTable.Builder<Instance> builder(Instances data, Collection<String> names) {
        RowTable.Builder<Instance> builder =
                RowTable.<Instance>over(data::forEach).rowCount(data.numInstances());
        for (String name : names) {
            Attribute attribute = data.attribute(name);
            if (attribute != null) {
                switch (attribute.type()) {
                    case Attribute.NUMERIC, Attribute.DATE -> addNumbers(builder, attribute);
                    case Attribute.NOMINAL -> addCodes(builder, attribute);
                    case Attribute.STRING -> addLabels(builder, attribute);
                    default -> {}
                }
            }
        }
        return builder;
    }

    private static void addNumbers(RowTable.Builder<Instance> builder, Attribute attribute) {
        int index = attribute.index();
        // Weka's missing value is NaN, as the table's.
        builder.numeric(attribute.name(), row -> row.value(index));
    }

    private static void addCodes(RowTable.Builder<Instance> builder, Attribute attribute) {
        int index = attribute.index();
        List<String> levels = Collections.list(attribute.enumerateValues()).stream()
                .map(Object::toString)
                .toList();
        builder.categorical(attribute.name(), levels, row -> row.isMissing(index) ? -1 : (int) row.value(index));
    }

    private static void addLabels(RowTable.Builder<Instance> builder, Attribute attribute) {
        int index = attribute.index();
        builder.categorical(
                attribute.name(),
                row -> row.isMissing(index) ? Optional.empty() : Optional.of(attribute.value((int) row.value(index))));
    }
}
