package weka.gui.mixedmodels;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import weka.core.Attribute;
import weka.core.Instance;
import weka.core.Instances;

/** Which attributes of a data set can be what in a mixed model, as a form lists them. */
final class AttributeChoices {
    private final Instances data;

    AttributeChoices(Instances data) {
        this.data = data;
    }

    /** Returns what can be a response or a weight. */
    List<String> numbers() {
        return names(attribute -> attribute.type() == Attribute.NUMERIC);
    }

    /** Returns what can have a fixed effect or a slope. */
    List<String> predictors() {
        return names(attribute -> attribute.type() == Attribute.NUMERIC || attribute.isNominal());
    }

    /**
     * Returns what can be a group: labels, and whole numbers that repeat; where only the structure of the data is known, as in the
     * KnowledgeFlow before it runs, any number.
     */
    List<String> groups() {
        return names(attribute -> attribute.isNominal()
                || attribute.isString()
                || (attribute.type() == Attribute.NUMERIC && (data.isEmpty() || isRepeatedInteger(attribute))));
    }

    /** Returns whether all values are whole and there are two rows or more for each, of three or more. */
    private boolean isRepeatedInteger(Attribute attribute) {
        Set<Double> found = new HashSet<>();
        int present = 0;
        for (Instance row : data) {
            double value = row.value(attribute);
            if (!Double.isNaN(value)) {
                if (value != Math.rint(value)) {
                    return false;
                }
                found.add(value);
                present++;
            }
        }
        return found.size() >= 3 && present >= 2 * found.size();
    }

    /** Returns the response that is meant unless another is chosen: the class if it is a number, else the last number that is no group. */
    Optional<String> likelyResponse() {
        if (data.classIndex() >= 0 && data.classAttribute().type() == Attribute.NUMERIC) {
            return Optional.of(data.classAttribute().name());
        }
        List<String> numbers = numbers();
        List<String> groups = groups();
        return numbers.stream()
                .filter(name -> !groups.contains(name))
                .reduce((first, second) -> second)
                .or(() -> numbers.stream().findFirst());
    }

    private List<String> names(Predicate<Attribute> condition) {
        return IntStream.range(0, data.numAttributes())
                .mapToObj(data::attribute)
                .filter(condition)
                .map(Attribute::name)
                .toList();
    }
}
