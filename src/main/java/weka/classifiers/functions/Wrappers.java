package weka.classifiers.functions;

import java.util.List;
import java.util.Optional;
import weka.classifiers.SingleClassifierEnhancer;
import weka.classifiers.meta.FilteredClassifier;
import weka.classifiers.meta.RandomizableFilteredClassifier;

/** Looks through classifiers that wrap one other. */
public final class Wrappers {
    private Wrappers() {}

    /** Returns the innermost classifier, which is the given object where it wraps nothing. */
    public static Object unwrapped(Object classifier) {
        Object inner = classifier;
        while (inner instanceof SingleClassifierEnhancer wrapper) {
            inner = wrapper.getClassifier();
        }
        return inner;
    }

    /**
     * Lends groups to the outermost classifier that can take them: one inside it works on other data, such as a fixed part without
     * groups.
     */
    public static void lendGroups(Object classifier, List<String> attributes) {
        Object inner = classifier;
        while (!(inner instanceof TakesGroups) && inner instanceof SingleClassifierEnhancer wrapper) {
            inner = wrapper.getClassifier();
        }
        if (inner instanceof TakesGroups taker) {
            taker.lendGroups(attributes);
        }
    }

    /** Returns the simple name of the outermost wrapper that filters the training data, if one does. */
    public static Optional<String> filtering(Object classifier) {
        Object inner = classifier;
        while (inner instanceof SingleClassifierEnhancer wrapper) {
            if (inner instanceof FilteredClassifier || inner instanceof RandomizableFilteredClassifier) {
                return Optional.of(inner.getClass().getSimpleName());
            }
            inner = wrapper.getClassifier();
        }
        return Optional.empty();
    }
}
