package weka.classifiers.functions;

import junit.framework.Test;
import junit.framework.TestSuite;
import weka.classifiers.Classifier;
import weka.classifiers.RoundedConformance;

/** Weka's own conformance tests of the generalised classifier, on data in which nothing can be a group. */
public class GeneralizedLinearMixedModelTest extends RoundedConformance {

    /** Creates one test. */
    public GeneralizedLinearMixedModelTest(String name) {
        super(name);
    }

    @Override
    public Classifier getClassifier() {
        return new GeneralizedLinearMixedModel();
    }

    /** Returns all tests. */
    public static Test suite() {
        return new TestSuite(GeneralizedLinearMixedModelTest.class);
    }
}
