package weka.filters.unsupervised.attribute;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.multilevel.data.groups.GroupCentring;
import org.multilevel.data.groups.UnseenGroupMean;
import org.multilevel.error.DataException;
import weka.classifiers.functions.InstancesTable;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.functions.NamedAttributes;
import weka.core.Attribute;
import weka.core.Instances;

/**
 * What the options of the filter mean on the attributes of its input.
 *
 * @param groups the group attributes
 * @param split the attributes to split
 * @param kept the positions of the attributes that stay
 * @param centring the split
 */
record GroupCenterPlan(List<Attribute> groups, List<Attribute> split, int[] kept, GroupCentring centring) {

    /** The options as they are typed. */
    record Settings(
            String group, String attributes, UnseenGroupMean unseen, boolean lessGrandMean, boolean removeOriginals) {}

    /**
     * Finds the attributes.
     *
     * @throws MixedModelException if an option means nothing on these attributes
     */
    static GroupCenterPlan of(Instances header, Settings settings) throws MixedModelException {
        List<Attribute> groups = new NamedAttributes(header, "group").list(settings.group());
        if (groups.isEmpty()) {
            throw new MixedModelException(
                    "The option group is empty: name the attribute that says which group an instance belongs to.");
        }
        List<Attribute> split = new NamedAttributes(header, "attributes")
                .ranges(
                        settings.attributes(),
                        attribute -> attribute.type() == Attribute.NUMERIC && !groups.contains(attribute));
        if (split.isEmpty()) {
            throw new MixedModelException("The option attributes (\"" + settings.attributes()
                    + "\") names no numeric attribute besides group and class: name at least one.");
        }
        GroupCentring centring =
                new GroupCentring(names(split), names(groups), settings.unseen(), settings.lessGrandMean());
        List<Attribute> all =
                Stream.concat(groups.stream(), split.stream()).distinct().toList();
        try {
            centring.check(InstancesTable.of(header, names(all)).columns());
        } catch (DataException e) {
            throw new MixedModelException(e);
        }
        int[] kept = IntStream.range(0, header.numAttributes())
                .filter(k -> !settings.removeOriginals() || !split.contains(header.attribute(k)))
                .toArray();
        return new GroupCenterPlan(groups, split, kept, centring);
    }

    private static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::name).toList();
    }

    /** Returns the names of the attributes that are read. */
    List<String> wanted() {
        return Stream.concat(centring.groups().stream(), centring.columns().stream())
                .toList();
    }

    /** Returns the attributes of the output, without instances: those that stay, then two for each that is split. */
    Instances output(Instances header) {
        Instances output = new Instances(header, 0);
        for (int k = header.numAttributes() - 1; k >= 0; k--) {
            if (Arrays.binarySearch(kept, k) < 0) {
                output.deleteAttributeAt(k);
            }
        }
        Set<String> taken = IntStream.range(0, header.numAttributes())
                .mapToObj(k -> header.attribute(k).name())
                .collect(Collectors.toCollection(HashSet::new));
        for (Attribute attribute : split) {
            append(output, GroupCentring.betweenName(attribute.name()), taken);
            append(output, GroupCentring.withinName(attribute.name()), taken);
        }
        return output;
    }

    private static void append(Instances output, String name, Set<String> taken) {
        String unique = name;
        while (!taken.add(unique)) {
            unique += "_";
        }
        output.insertAttributeAt(new Attribute(unique), output.numAttributes());
    }
}
