package weka.classifiers.meta;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import junit.framework.Test;
import junit.framework.TestSuite;
import weka.classifiers.AbstractClassifierTest;
import weka.classifiers.Classifier;
import weka.classifiers.evaluation.NumericPrediction;
import weka.classifiers.evaluation.Prediction;
import weka.core.Instances;

/** Weka's own conformance tests for classifiers, around a linear mixed model. */
public class GroupAwareEvaluationConformanceTest extends AbstractClassifierTest {
    /** Enough to see any change that matters, and too few for one in the order of summation. */
    private static final MathContext DIGITS = new MathContext(9);

    static {
        System.setProperty("weka.test.Regression.root", "src/test/resources/wekarefs");
    }

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

    @SuppressWarnings("NonApiType") // Weka's test asks for this list
    @Override
    protected ArrayList<Prediction> useClassifier(Instances data) throws Exception {
        ArrayList<Prediction> rounded = new ArrayList<>();
        for (Prediction prediction : super.useClassifier(data)) {
            double value = new BigDecimal(prediction.predicted(), DIGITS).doubleValue();
            rounded.add(new NumericPrediction(prediction.actual(), value, prediction.weight()));
        }
        return rounded;
    }

    /** Returns all tests. */
    public static Test suite() {
        return new TestSuite(GroupAwareEvaluationConformanceTest.class);
    }
}
