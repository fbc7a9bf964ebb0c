package weka.classifiers.meta;

import junit.framework.Test;
import junit.framework.TestSuite;
import weka.classifiers.Classifier;
import weka.classifiers.RoundedConformance;

/** Weka's own conformance tests for classifiers, around a linear mixed model. */
public class GroupAwareEvaluationConformanceTest extends RoundedConformance {
    /** Creates one test. */
    public GroupAwareEvaluationConformanceTest(String name) {
        super(name);
    }

    @Override
    public Classifier getClassifier() {
        GroupAwareEvaluation classifier = new GroupAwareEvaluation();
        classifier.setFolds(2);
        return classifier;
    }

    /** Returns all tests. */
    public static Test suite() {
        return new TestSuite(GroupAwareEvaluationConformanceTest.class);
    }
}
