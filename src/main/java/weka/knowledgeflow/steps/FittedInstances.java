package weka.knowledgeflow.steps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.multilevel.data.Progress;
import org.multilevel.error.ModelException;
import org.multilevel.model.FittedCheck;
import org.multilevel.model.MixedModel;
import weka.classifiers.functions.InstancesTable;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.Utils;

/** Puts fitted values and residuals beside the instances that a model was fitted to. */
@NullMarked
final class FittedInstances {
    private static final List<String> NAMES = List.of("fitted", "population", "residual");
    private static final List<String> GENERALISED =
            List.of("fitted", "population", "residual", "linear_predictor", "pearson_residual", "deviance_residual");

    private FittedInstances() {}

    /**
     * Returns the training data with three more attributes, missing in the rows that the fit did not use: {@code fitted} (with the
     * group's effects), {@code population} (without) and {@code residual} (class less fitted); of a generalised model these are probabilities or
     * means, and {@code linear_predictor}, {@code pearson_residual} and {@code deviance_residual} follow.
     *
     * @throws ModelException if these are not the instances that the model was fitted to
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    static Instances of(MixedModel model, Instances training, Progress progress) {
        List<String> names = model.generalised().isPresent() ? GENERALISED : NAMES;
        double[][] values = new double[names.size()][training.numInstances()];
        for (double[] column : values) {
            Arrays.fill(column, Utils.missingValue());
        }
        FittedCheck check = model.fitted(InstancesTable.fittedBy(model, training), progress, rows -> {
            for (int i = 0; i < rows.size(); i++) {
                int row = Math.toIntExact(rows.row(i));
                values[0][row] = rows.fitted(i);
                values[1][row] = rows.population(i);
                values[2][row] = rows.residual(i);
                if (values.length > NAMES.size()) {
                    values[3][row] = rows.linearPredictor(i);
                    values[4][row] = rows.pearsonResidual(i);
                    values[5][row] = rows.devianceResidual(i);
                }
            }
        });
        if (!check.holds()) {
            throw new ModelException(
                    "These are not the rows that the model was fitted to, so they have no fitted values of it: if the classifier"
                            + " filters or samples its training data, do that in a step of its own before it.");
        }
        return withColumns(training, names, values);
    }

    private static Instances withColumns(Instances training, List<String> names, double[][] values) {
        int before = training.numAttributes();
        ArrayList<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            attributes.add((Attribute) training.attribute(i).copy());
        }
        for (String name : names) {
            attributes.add(new Attribute(newName(name, training)));
        }
        Instances result = new Instances("fitted_values", attributes, training.numInstances());
        for (int row = 0; row < training.numInstances(); row++) {
            Instance instance = training.instance(row);
            double[] cells = Arrays.copyOf(instance.toDoubleArray(), attributes.size());
            for (int k = 0; k < values.length; k++) {
                cells[before + k] = values[k][row];
            }
            result.add(new DenseInstance(instance.weight(), cells));
        }
        result.setClassIndex(training.classIndex());
        return result;
    }

    private static String newName(String name, Instances training) {
        String unused = name;
        while (training.attribute(unused) != null) {
            unused += "_";
        }
        return unused;
    }
}
