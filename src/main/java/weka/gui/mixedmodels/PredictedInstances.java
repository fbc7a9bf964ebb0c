package weka.gui.mixedmodels;

import java.util.ArrayList;
import java.util.List;
import weka.classifiers.functions.GroupedModelOptions;
import weka.classifiers.functions.LinearMixedModel;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.Utils;

/**
 * Data with what a model predicts of them in more attributes: of a linear model the prediction and the limits of a 95% interval for a new
 * value; of two labels the likelier one and the probability of each; of counts and positive numbers their mean.
 */
final class PredictedInstances {
    private static final double LEVEL = 0.95;

    private PredictedInstances() {}

    /** What is added to rows. */
    private interface Added {
        /** Returns the numbers of a row, those of labels being their positions. */
        double[] of(Instance row) throws Exception;
    }

    /**
     * Predicts.
     *
     * @param labels those of the response, none where it is a number
     * @param data with the attributes of the model; the response may be absent
     * @throws Exception with a sentence, if the data do not fit the model
     */
    static Instances of(GroupedModelOptions classifier, String response, List<String> labels, Instances data)
            throws Exception {
        if (!labels.isEmpty()) {
            List<Attribute> attributes = new ArrayList<>(List.of(new Attribute(unique("predicted", data), labels)));
            labels.forEach(label -> attributes.add(new Attribute(unique("P (" + response + "=" + label + ")", data))));
            return widened(data, attributes, row -> withLabel(classifier.distributionForInstance(row)));
        }
        if (classifier instanceof LinearMixedModel linear) {
            List<Attribute> attributes = new ArrayList<>();
            for (String name : new String[] {"predicted", "lower", "upper"}) {
                attributes.add(new Attribute(unique(name, data)));
            }
            return widened(data, attributes, row -> withInterval(linear, row));
        }
        return widened(data, List.of(new Attribute(unique("predicted", data))), row ->
                new double[] {classifier.distributionForInstance(row)[0]});
    }

    private static double[] withLabel(double[] distribution) {
        double missing = Utils.missingValue();
        boolean isKnown = Utils.sum(distribution) > 0;
        return isKnown
                ? new double[] {Utils.maxIndex(distribution), distribution[0], distribution[1]}
                : new double[] {missing, missing, missing};
    }

    private static double[] withInterval(LinearMixedModel classifier, Instance row) throws Exception {
        double prediction = classifier.classifyInstance(row);
        double[] interval = Utils.isMissingValue(prediction)
                ? new double[] {Utils.missingValue(), Utils.missingValue()}
                : classifier.predictIntervals(row, LEVEL)[0];
        return new double[] {prediction, interval[0], interval[1]};
    }

    private static Instances widened(Instances data, List<Attribute> attributes, Added added) throws Exception {
        Instances wider = new Instances(data, data.numInstances());
        for (Attribute attribute : attributes) {
            wider.insertAttributeAt(attribute, wider.numAttributes());
        }
        for (Instance row : data) {
            double[] values = new double[wider.numAttributes()];
            System.arraycopy(row.toDoubleArray(), 0, values, 0, data.numAttributes());
            double[] more = added.of(row);
            System.arraycopy(more, 0, values, data.numAttributes(), more.length);
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
