package weka.classifiers;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weka.classifiers.evaluation.NominalPrediction;
import weka.classifiers.evaluation.NumericPrediction;
import weka.classifiers.evaluation.Prediction;
import weka.core.Attribute;
import weka.core.Instance;
import weka.core.Instances;

/**
 * Weka's own conformance tests for a classifier whose predictions are numbers or probabilities, compared to nine digits.
 *
 * <p>The predictions of their regression test stand below {@code src/test/resources/wekarefs}; a file that is missing there is
 * written anew.
 */
public abstract class RoundedConformance extends AbstractClassifierTest {
    /** Enough to see any change that matters, and too few for one in the order of summation. */
    private static final MathContext DIGITS = new MathContext(9);

    static {
        System.setProperty("weka.test.Regression.root", "src/test/resources/wekarefs");
    }

    /** Creates one test. */
    protected RoundedConformance(String name) {
        super(name);
    }

    @SuppressWarnings("NonApiType") // Weka's test asks for this list
    @Override
    protected ArrayList<Prediction> useClassifier(Instances data) throws Exception {
        ArrayList<Prediction> rounded = new ArrayList<>();
        for (Prediction prediction : super.useClassifier(data)) {
            rounded.add(
                    prediction instanceof NominalPrediction nominal
                            ? new NominalPrediction(
                                    nominal.actual(),
                                    Arrays.stream(nominal.distribution())
                                            .map(RoundedConformance::rounded)
                                            .toArray(),
                                    nominal.weight())
                            : new NumericPrediction(
                                    prediction.actual(), rounded(prediction.predicted()), prediction.weight()));
        }
        return rounded;
    }

    private static double rounded(double value) {
        return new BigDecimal(value, DIGITS).doubleValue();
    }

    /** Returns data with an attribute "team" beside theirs, whose levels take turns and raise a numeric class; as they are if they have one. */
    protected static Instances withTeams(Instances data, List<String> teams) {
        if (data.attribute("team") != null) {
            return data;
        }
        Instances grouped = new Instances(data);
        grouped.insertAttributeAt(new Attribute("team", teams), data.numAttributes());
        for (int i = 0; i < grouped.numInstances(); i++) {
            Instance row = grouped.instance(i);
            int team = i % teams.size();
            row.setValue(data.numAttributes(), team);
            if (grouped.classAttribute().isNumeric() && !row.classIsMissing()) {
                row.setClassValue(row.classValue() + team);
            }
        }
        return grouped;
    }
}
