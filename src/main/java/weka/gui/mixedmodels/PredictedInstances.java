package weka.gui.mixedmodels;

import weka.classifiers.functions.LinearMixedModel;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.Utils;

/** Data with what a model predicts of them in three more attributes: the prediction, and the limits of a 95% interval for a new value. */
final class PredictedInstances {
    private static final double LEVEL = 0.95;

    private PredictedInstances() {}

    /**
     * Predicts.
     *
     * @param data with the attributes of the model; the response may be absent
     * @throws Exception with a sentence, if the data do not fit the model
     */
    static Instances of(LinearMixedModel classifier, Instances data) throws Exception {
        Instances wider = new Instances(data, data.numInstances());
        for (String name : new String[] {"predicted", "lower", "upper"}) {
            wider.insertAttributeAt(new Attribute(unique(name, data)), wider.numAttributes());
        }
        for (Instance row : data) {
            double prediction = classifier.classifyInstance(row);
            double[] interval = Utils.isMissingValue(prediction)
                    ? new double[] {Utils.missingValue(), Utils.missingValue()}
                    : classifier.predictIntervals(row, LEVEL)[0];
            double[] values = new double[wider.numAttributes()];
            System.arraycopy(row.toDoubleArray(), 0, values, 0, data.numAttributes());
            values[data.numAttributes()] = prediction;
            values[data.numAttributes() + 1] = interval[0];
            values[data.numAttributes() + 2] = interval[1];
            wider.add(new DenseInstance(row.weight(), values));
        }
        return wider;
    }

    private static String unique(String name, Instances data) {
        String result = name;
        while (data.attribute(result) != null) {
            result += "_";
        }
        return result;
    }
}
