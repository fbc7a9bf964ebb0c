package weka.classifiers.meta;

import java.util.ArrayList;
import java.util.List;
import org.multilevel.data.Column;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.model.MixedModel;
import weka.classifiers.functions.InstancesTable;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.functions.NamedAttributes;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;

/**
 * The random part of a model: a linear mixed model of the class, in which the fixed part stands as an offset, an attribute of its own.
 *
 * <p>It has an intercept and fixed effects of what varies by group, which take up what the scheme leaves of them. Without them group
 * effects need not have the mean zero, and take over from round to round what a scheme of steps leaves of a trend; and the best intercept
 * depends on the variances, so that to find it by turns would take hundreds of rounds where groups differ much.
 */
final class RandomPart {
    private final LinearMixedModel model;
    /** The name of the attribute that holds the fixed part. */
    private final String name;
    /** The training rows with that attribute as the last one. */
    private final Instances rows;

    private RandomPart(LinearMixedModel model, String name, Instances rows) {
        this.model = model;
        this.name = name;
        this.rows = rows;
    }

    /**
     * Creates the part for training rows, before the fixed part is known.
     *
     * @param model has its options, of which the formula is set here
     * @throws MixedModelException if the option slopes names no attributes
     */
    static RandomPart of(LinearMixedModel model, Instances data) throws MixedModelException {
        String name = "fixed part";
        while (data.attribute(name) != null) {
            name += "_";
        }
        StringBuilder formula = new StringBuilder("1 + ");
        for (Attribute slope : new NamedAttributes(data, "slopes").list(model.getSlopes())) {
            formula.append(quoted(slope.name())).append(" + ");
        }
        model.setFormula(
                formula.append("offset(").append(quoted(name)).append(')').toString());
        return new RandomPart(model, name, withFixedPart(data, name));
    }

    /** Returns a name as formulas and options take any name. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** Returns data with one more attribute, of which nothing is known yet. */
    static Instances withFixedPart(Instances data, String name) {
        Instances wider = new Instances(data);
        wider.insertAttributeAt(new Attribute(name), data.numAttributes());
        return wider;
    }

    String name() {
        return name;
    }

    /**
     * Estimates the part beside a fixed part.
     *
     * @param fixedPart a value for each row; rows with NaN take no part
     * @return the model that was estimated, or nothing where the rows bear no group effects; the classifier's notes say why
     */
    boolean fit(double[] fixedPart) throws Exception {
        for (int row = 0; row < fixedPart.length; row++) {
            rows.instance(row).setValue(rows.numAttributes() - 1, fixedPart[row]);
        }
        model.buildClassifier(rows);
        return model.fittedModel()
                .filter(fitted -> !fitted.groupingFactors().isEmpty())
                .isPresent();
    }

    /** Returns the effects of each row's groups, 0 where they are not known. */
    double[] groupEffects() {
        MixedModel fitted = model.fittedModel().orElseThrow();
        List<String> columns =
                fitted.provenance().columns().stream().map(Column::name).toList();
        Table table = InstancesTable.of(rows, columns);
        List<Double> effects = new ArrayList<>(rows.numInstances());
        fitted.predictor().predict(table, Progress.NONE, predictions -> {
            for (int i = 0; i < predictions.size(); i++) {
                double effect = predictions.conditional(i) - predictions.population(i);
                effects.add(Double.isNaN(effect) ? 0 : effect);
            }
        });
        return effects.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double logLikelihood() {
        return model.fittedModel().orElseThrow().statistics().logLikelihood();
    }

    /**
     * Returns an instance with its fixed part.
     *
     * @param header of the instance's dataset, with the attribute as the last one
     */
    static Instance withFixedPart(Instance instance, double fixedPart, Instances header) {
        double[] values = new double[header.numAttributes()];
        for (int attribute = 0; attribute < instance.numAttributes(); attribute++) {
            values[attribute] = instance.value(attribute);
        }
        values[values.length - 1] = fixedPart;
        Instance wider = new DenseInstance(instance.weight(), values);
        wider.setDataset(header);
        return wider;
    }
}
