package weka.classifiers.functions;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.List;
import java.util.Optional;
import org.multilevel.error.DataException;
import org.multilevel.model.MixedModel;
import org.multilevel.result.ResultTable;
import weka.core.Instance;
import weka.core.Instances;

/** What a classifier has learnt so far; immutable. */
interface MixedModelState {

    /**
     * A normal distribution.
     *
     * @param mean the prediction, NaN if there is none
     * @param sd of a new response around it
     */
    record Forecast(double mean, double sd) {}

    /** Returns the summary. */
    String text(SummaryChoices choices);

    /** Returns the tables of what else was asked while training; none where the model was loaded. */
    default List<ResultTable> answerTables() {
        return List.of();
    }

    /** Returns the fitted model, if there is one. */
    Optional<MixedModel> model();

    /** Returns what a user should know about how the model came about. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * Predicts one instance, which belongs to a dataset; NaN if there is no prediction.
     *
     * @throws MixedModelException as {@link #forecast}
     */
    double predict(Instance row, RowTreatment treatment) throws MixedModelException;

    /**
     * Predicts one instance, which belongs to a dataset, with its error.
     *
     * @throws MixedModelException if nothing has been learnt, or the dataset or its group does not fit the model
     */
    Forecast forecast(Instance row, RowTreatment treatment) throws MixedModelException;

    /**
     * Predicts many instances at once.
     *
     * @throws MixedModelException as {@link #forecast}
     */
    double[] predict(Instances rows, RowTreatment treatment) throws MixedModelException;

    /** Writes the state in the format of {@link #read}: without Java serialization of any class of ours. */
    void write(ObjectOutput out) throws IOException;

    /**
     * Reads what {@link #write} wrote.
     *
     * @param name what a model of the classifier is called
     */
    static MixedModelState read(ObjectInput in, String name) throws IOException, ClassNotFoundException {
        String kind = in.readUTF();
        return switch (kind) {
            case Unbuilt.KIND -> new Unbuilt(name);
            case ConstantPrediction.KIND ->
                new ConstantPrediction(in.readUTF(), Optional.empty(), in.readDouble(), notes(in));
            case ConstantPrediction.KIND_OF_SHARE ->
                new ConstantPrediction(in.readUTF(), Optional.of(in.readUTF()), in.readDouble(), notes(in));
            case FittedMixedModel.KIND -> new FittedMixedModel(model(in), notes(in), List.of());
            case FittedMixedModel.KIND_WITH_ANSWERS ->
                new FittedMixedModel(
                        model(in),
                        notes(in),
                        notes(in).stream()
                                .map(text -> new MixedModelAnswer(text, List.of(), List.of()))
                                .toList());
            default ->
                throw new IOException("The classifier holds a model of the kind \"" + kind
                        + "\", which this version does not know: use the version that saved it, or a newer one.");
        };
    }

    private static MixedModel model(ObjectInput in) throws IOException, ClassNotFoundException {
        try {
            return MixedModel.fromJson((String) in.readObject());
        } catch (DataException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<String> notes(ObjectInput in) throws IOException, ClassNotFoundException {
        return List.of((String[]) in.readObject());
    }

    /**
     * Nothing.
     *
     * @param name what a model would be called
     */
    record Unbuilt(String name) implements MixedModelState {
        static final String KIND = "unbuilt";

        @Override
        public String text(SummaryChoices choices) {
            return name + ": no model has been built yet.";
        }

        @Override
        public Optional<MixedModel> model() {
            return Optional.empty();
        }

        @Override
        public double predict(Instance row, RowTreatment treatment) throws MixedModelException {
            throw new MixedModelException("There is no model yet to predict with: build the classifier first.");
        }

        @Override
        public Forecast forecast(Instance row, RowTreatment treatment) throws MixedModelException {
            throw new MixedModelException("There is no model yet to predict with: build the classifier first.");
        }

        @Override
        public double[] predict(Instances rows, RowTreatment treatment) throws MixedModelException {
            throw new MixedModelException("There is no model yet to predict with: build the classifier first.");
        }

        @Override
        public void write(ObjectOutput out) throws IOException {
            out.writeUTF(KIND);
        }
    }
}
