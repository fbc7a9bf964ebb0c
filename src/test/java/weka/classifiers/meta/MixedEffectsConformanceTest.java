package weka.classifiers.meta;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import junit.framework.Test;
import junit.framework.TestSuite;
import weka.classifiers.AbstractClassifierTest;
import weka.classifiers.Classifier;
import weka.classifiers.evaluation.NumericPrediction;
import weka.classifiers.evaluation.Prediction;
import weka.core.Attribute;
import weka.core.CheckScheme;
import weka.core.Instance;
import weka.core.Instances;

/** Weka's own conformance tests for classifiers, on data with a group of which every level has three rows or more. */
public class MixedEffectsConformanceTest extends AbstractClassifierTest {
    private static final List<String> TEAMS = List.of("a", "b", "c", "d", "e", "f");

    /** Enough to see any change that matters, and too few for one in the order of summation. */
    private static final MathContext DIGITS = new MathContext(9);

    static {
        System.setProperty("weka.test.Regression.root", "src/test/resources/wekarefs");
    }

    /** Creates one test. */
    public MixedEffectsConformanceTest(String name) {
        super(name);
    }

    @Override
    public Classifier getClassifier() {
        MixedEffects classifier = new MixedEffects();
        classifier.setFolds(2);
        classifier.setRounds(4);
        return classifier;
    }

    @Override
    protected CheckScheme.PostProcessor getPostProcessor() {
        return new CheckScheme.PostProcessor() {
            @Override
            public Instances process(Instances data) {
                return MixedEffectsConformanceTest.this.process(data);
            }
        };
    }

    @Override
    protected Instances process(Instances data) {
        if (data.attribute("team") != null) {
            return data;
        }
        Instances grouped = new Instances(data);
        grouped.insertAttributeAt(new Attribute("team", TEAMS), data.numAttributes());
        for (int i = 0; i < grouped.numInstances(); i++) {
            Instance row = grouped.instance(i);
            int team = i % TEAMS.size();
            row.setValue(data.numAttributes(), team);
            if (grouped.classAttribute().isNumeric() && !row.classIsMissing()) {
                row.setClassValue(row.classValue() + team);
            }
        }
        return grouped;
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
        return new TestSuite(MixedEffectsConformanceTest.class);
    }
}
