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
 * @param event the label of which the value is the share, where the class is nominal
 * @param value the mean of the class, NaN if it never has a value
 * @param notes why there is no model
 */
record ConstantPrediction(String response, Optional<String> event, double value, List<String> notes)
        implements MixedModelState {
    static final String KIND = "constant";
    /** Early versions do not know it. */
    static final String KIND_OF_SHARE = "constant share";

    /** A density needs some spread, and a constant class has none. */
    private static final double RELATIVE_SPREAD = 1e-6;

    @Override
    public String text(SummaryChoices choices) {
        String start = Double.isNaN(value)
                ? "There is no model and no prediction."
                : "There is no model: every "
                        + event.map(label -> "probability of " + response + " = " + label)
                                .orElse("prediction")
                        + " is " + Utils.doubleToString(value, choices.digits())
                        + event.map(label -> ", its share.").orElse(", the mean of " + response + ".");
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
        out.writeUTF(event.isPresent() ? KIND_OF_SHARE : KIND);
        out.writeUTF(response);
        if (event.isPresent()) {
            out.writeUTF(event.get());
        }
        out.writeDouble(value);
        out.writeObject(notes.toArray(String[]::new));
    }
}
