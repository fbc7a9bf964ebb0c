package weka.classifiers.functions;

import java.io.IOException;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.error.MultilevelException;
import org.multilevel.inference.equation.Format;
import org.multilevel.inference.equation.ModelEquation;
import org.multilevel.model.MixedModel;
import org.multilevel.model.ResponseScale;
import org.multilevel.result.ResultTable;
import org.multilevel.result.Summary;
import weka.core.Instance;
import weka.core.Instances;

/** A model that was fitted, and what a user should know about how it came about. */
final class FittedMixedModel implements MixedModelState {
    static final String KIND = "fitted";
    /** Early versions do not know it, and could only drop the answers. */
    static final String KIND_WITH_ANSWERS = "fitted with answers";

    private final MixedModel model;
    private final List<String> notes;
    /** What else was asked while training, when the rows were there. */
    private final List<MixedModelAnswer> answers;

    private final List<String> columns;
    /** From what the core predicts, which is on the scale of a generalised model's link, to the scale of the class. */
    private final DoubleUnaryOperator scale;

    /** Made for the attributes and the choices about rows of the last instance. */
    private Optional<InstancePredictor> predictor = Optional.empty();

    FittedMixedModel(MixedModel model, List<String> notes, List<MixedModelAnswer> answers) {
        this.model = model;
        this.notes = List.copyOf(notes);
        this.answers = List.copyOf(answers);
        this.columns = model.provenance().columns().stream().map(Column::name).toList();
        this.scale = model.generalised().isPresent() ? ResponseScale.of(model)::mean : DoubleUnaryOperator.identity();
    }

    @Override
    public String text(SummaryChoices choices) {
        Summary plain = Summary.of(model).withDigits(choices.digits());
        List<String> all = new ArrayList<>(notes);
        StringBuilder text = new StringBuilder();
        try {
            text.append(choices.anova().map(plain::withAnova).orElse(plain).text());
        } catch (ModelException none) {
            all.add(MixedModelException.sentence(none));
            text.append(plain.text());
        }
        Optional<Format> format = choices.equation();
        Optional<String> none = format.flatMap(asked -> ModelEquation.absence(model));
        none.ifPresent(all::add);
        text.append(Notes.text(all));
        answers.forEach(answer -> text.append('\n').append(answer.text()));
        format.filter(asked -> none.isEmpty())
                .ifPresent(asked ->
                        text.append('\n').append(ModelEquation.of(model).all(asked, choices.digits())));
        return text.toString();
    }

    @Override
    public List<ResultTable> answerTables() {
        return answers.stream().flatMap(answer -> answer.tables().stream()).toList();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public Optional<MixedModel> model() {
        return Optional.of(model);
    }

    @Override
    public double predict(Instance row, RowTreatment treatment) throws MixedModelException {
        return ask(row, treatment, fitting -> scale.applyAsDouble(fitting.predict(row)));
    }

    @Override
    public Forecast forecast(Instance row, RowTreatment treatment) throws MixedModelException {
        return ask(row, treatment, fitting -> fitting.forecast(row));
    }

    /** Also safe where several threads classify with one classifier. */
    private synchronized <T> T ask(Instance row, RowTreatment treatment, Function<InstancePredictor, T> question)
            throws MixedModelException {
        Instances header = row.dataset();
        if (header == null) {
            throw new MixedModelException(
                    "The instance belongs to no dataset, so its attributes have no names: call setDataset() first.");
        }
        try {
            InstancePredictor fitting = predictor
                    .filter(last -> last.isFor(header, treatment))
                    .orElseGet(() -> InstancePredictor.of(model, columns, header, treatment));
            predictor = Optional.of(fitting);
            return question.apply(fitting);
        } catch (MultilevelException e) {
            // The row's number within its dataset is not known here.
            throw new MixedModelException(MixedModelException.sentence(e)
                    .replaceFirst("^Row 1: ", "The instance cannot be predicted: ")
                    .replaceFirst(" is infinite in row 1: ", " is infinite in the instance: "));
        }
    }

    @Override
    public double[] predict(Instances rows, RowTreatment treatment) throws MixedModelException {
        try {
            double[] expected = new double[rows.numInstances()];
            treatment.predictor(model).predict(InstancesTable.of(rows, columns), Progress.NONE, predictions -> {
                for (int i = 0; i < predictions.size(); i++) {
                    expected[(int) predictions.row(i)] = predictions.conditional(i) + predictions.carriedResidual(i);
                }
            });
            return Arrays.stream(expected).map(scale).toArray();
        } catch (MultilevelException e) {
            throw new MixedModelException(e);
        }
    }

    @Override
    public void write(ObjectOutput out) throws IOException {
        out.writeUTF(answers.isEmpty() ? KIND : KIND_WITH_ANSWERS);
        out.writeObject(model.toJson());
        out.writeObject(notes.toArray(String[]::new));
        if (!answers.isEmpty()) {
            out.writeObject(answers.stream().map(MixedModelAnswer::text).toArray(String[]::new));
        }
    }
}
