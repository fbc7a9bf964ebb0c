package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import weka.core.Attribute;
import weka.core.Instances;

/**
 * The groups of an evaluation that a model is part of, as the model's data have them.
 *
 * @param attributes the outermost first; none if nothing was lent, or the data lack one of them
 * @param note what a user should know about it, if anything was lent
 */
public record LentGroups(List<Attribute> attributes, Optional<String> note) {

    /** Finds lent names among the attributes of data, of which the class and dates can be no groups. */
    public static LentGroups of(Instances data, List<String> lent) {
        if (lent.isEmpty()) {
            return new LentGroups(List.of(), Optional.empty());
        }
        String names = String.join("/", lent);
        List<Attribute> found = new ArrayList<>();
        for (String name : lent) {
            Attribute attribute = data.attribute(name);
            if (attribute == null || attribute.index() == data.classIndex() || attribute.isDate()) {
                return new LentGroups(
                        List.of(),
                        Optional.of("The model names no group, and that of the evaluation, " + names
                                + ", is not among the attributes that can be its groups, so it is not taken."));
            }
            found.add(attribute);
        }
        return new LentGroups(
                List.copyOf(found),
                Optional.of("The model names no group, so it takes that of the evaluation, " + names + "."));
    }
}
