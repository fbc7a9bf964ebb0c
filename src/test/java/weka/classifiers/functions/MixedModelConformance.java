package weka.classifiers.functions;

import weka.classifiers.Classifier;
import weka.classifiers.RoundedConformance;

/**
 * Weka's own conformance tests for a classifier.
 *
 * <p>The predictions of their regression test stand below {@code src/test/resources/wekarefs}; a file that is missing there is
 * written anew.
 */
abstract class MixedModelConformance extends RoundedConformance {
    MixedModelConformance(String name) {
        super(name);
    }

    @Override
    public Classifier getClassifier() {
        return new LinearMixedModel();
    }
}
