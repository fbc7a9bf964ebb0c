package weka.classifiers.functions;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import weka.classifiers.AbstractClassifierTest;
import weka.classifiers.Classifier;
import weka.classifiers.evaluation.NumericPrediction;
import weka.classifiers.evaluation.Prediction;
import weka.core.Instances;

/**
 * Weka's own conformance tests for a classifier.
 *
 * <p>The predictions of their regression test stand below {@code src/test/resources/wekarefs}; a file that is missing there is
 * written anew.
 */
abstract class MixedModelConformance extends AbstractClassifierTest {
    /** Enough to see any change that matters, and too few for one in the order of summation. */
    private static final MathContext DIGITS = new MathContext(9);

    static {
        System.setProperty("weka.test.Regression.root", "src/test/resources/wekarefs");
    }

    MixedModelConformance(String name) {
        super(name);
    }

    @Override
    public Classifier getClassifier() {
        return new LinearMixedModel();
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
}
