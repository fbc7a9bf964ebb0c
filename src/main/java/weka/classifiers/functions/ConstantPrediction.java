package weka.classifiers.functions;

import java.io.IOException;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.model.MixedModel;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.Utils;

/**
 * What is left where the data bear no model at all: the same prediction for every instance.
 *
 * @param response the name of the class attribute
 * @param value the mean of the class, NaN if it never has a value
 * @param notes why there is no model
 */
record ConstantPrediction(String response, double value, List<String> notes) implements MixedModelState {
    static final String KIND = "constant";

    /** A density needs some spread, and a constant class has none. */
    private static final double RELATIVE_SPREAD = 1e-6;

    @Override
    public String text(SummaryChoices choices) {
        String start = Double.isNaN(value)
                ? "There is no model and no prediction."
                : "There is no model: every prediction is " + Utils.doubleToString(value, choices.digits())
                        + ", the mean of " + response + ".";
        return start + "\n" + Notes.text(notes);
    }

    @Override
    public Optional<MixedModel> model() {
        return Optional.empty();
    }

    @Override
    public double predict(Instance row, RowTreatment treatment) {
        return value;
    }

    @Override
    public Forecast forecast(Instance row, RowTreatment treatment) {
        return new Forecast(value, RELATIVE_SPREAD * Math.max(1, Math.abs(value)));
    }

    @Override
    public double[] predict(Instances rows, RowTreatment treatment) {
        double[] values = new double[rows.numInstances()];
        Arrays.fill(values, value);
        return values;
    }

    @Override
    public void write(ObjectOutput out) throws IOException {
        out.writeUTF(KIND);
        out.writeUTF(response);
        out.writeDouble(value);
        out.writeObject(notes.toArray(String[]::new));
    }
}
