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

    /** Returns what can be a response: numbers, and attributes with two labels. */
    List<String> responses() {
        return names(attribute -> attribute.type() == Attribute.NUMERIC || isYesOrNo(attribute));
    }

    private static boolean isYesOrNo(Attribute attribute) {
        return attribute.isNominal() && attribute.numValues() == 2;
    }

    /** Returns whether an attribute has two labels. */
    boolean isYesOrNo(String name) {
        Attribute attribute = data.attribute(name);
        return attribute != null && isYesOrNo(attribute);
    }

    /** Returns what can be a response of the normal family, or a weight. */
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

    /**
     * Returns the response that is meant unless another is chosen: the class if it can be one, else the last number that is no group, or an
     * attribute with two labels where there is no number.
     *
     * @param withLabels whether two labels can be one
     */
    Optional<String> likelyResponse(boolean withLabels) {
        List<String> possible = withLabels ? responses() : numbers();
        if (data.classIndex() >= 0 && possible.contains(data.classAttribute().name())) {
            return Optional.of(data.classAttribute().name());
        }
        List<String> numbers = numbers();
        List<String> groups = groups();
        return numbers.stream()
                .filter(name -> !groups.contains(name))
                .reduce((first, second) -> second)
                .or(() -> numbers.stream().findFirst())
                .or(() -> possible.stream().reduce((first, second) -> second));
    }

    private List<String> names(Predicate<Attribute> condition) {
        return IntStream.range(0, data.numAttributes())
                .mapToObj(data::attribute)
                .filter(condition)
                .map(Attribute::name)
                .toList();
    }
}
