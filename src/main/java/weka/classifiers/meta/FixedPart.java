package weka.classifiers.meta;

import java.util.Arrays;
import java.util.Optional;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.Classifier;
import weka.core.Instances;

/**
 * Learns the fixed part of a model: what a Weka scheme makes of a target for each row, and what it predicts of the training rows.
 *
 * <p>Rows that a flexible scheme has seen it fits too well: it repeats their noise, and by attributes that tell groups apart it takes up
 * the groups' effects, which then look smaller than they are. So a row's value comes from the scheme trained on other groups.
 */
final class FixedPart {
    private final Classifier template;
    /** Without the grouping attributes; the class is the target. */
    private final Instances rows;
    /** Whole groups; none where the scheme's own fitted values are to be taken. */
    private final Optional<InstanceFolds> folds;

    FixedPart(Classifier template, Instances rows, Optional<InstanceFolds> folds) {
        this.template = template;
        this.rows = rows;
        this.folds = folds;
    }

    /**
     * What was learnt of a target.
     *
     * @param fitted a value for each row, NaN for rows in no fold
     * @param scheme trained on all rows, if that was needed
     */
    record Learnt(double[] fitted, Optional<Classifier> scheme) {}

    /**
     * Learns a target.
     *
     * @throws InterruptedException if the calling thread is interrupted
     * @throws Exception if the scheme cannot be built
     */
    Learnt learn(double[] target) throws Exception {
        setTarget(target);
        double[] fitted = new double[rows.numInstances()];
        if (folds.isEmpty()) {
            Classifier scheme = built(new Instances(rows));
            for (int row = 0; row < fitted.length; row++) {
                fitted[row] = scheme.classifyInstance(rows.instance(row));
            }
            return new Learnt(fitted, Optional.of(scheme));
        }
        Arrays.fill(fitted, Double.NaN);
        for (int tested = 0; tested < folds.get().count(); tested++) {
            Classifier scheme = built(othersThan(tested));
            for (int row = 0; row < fitted.length; row++) {
                if (folds.get().fold(row) == tested) {
                    fitted[row] = scheme.classifyInstance(rows.instance(row));
                }
            }
        }
        return new Learnt(fitted, Optional.empty());
    }

    /** Returns the scheme that learnt a target on all rows. */
    Classifier scheme(double[] target) throws Exception {
        setTarget(target);
        return built(new Instances(rows));
    }

    private void setTarget(double[] target) {
        for (int row = 0; row < target.length; row++) {
            rows.instance(row).setClassValue(target[row]);
        }
    }

    private Instances othersThan(int tested) {
        Instances train = new Instances(rows, rows.numInstances());
        for (int row = 0; row < rows.numInstances(); row++) {
            int fold = folds.orElseThrow().fold(row);
            if (fold >= 0 && fold != tested) {
                train.add(rows.instance(row));
            }
        }
        return train;
    }

    private Classifier built(Instances train) throws Exception {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("The training was stopped.");
        }
        Classifier scheme = AbstractClassifier.makeCopy(template);
        scheme.buildClassifier(train);
        return scheme;
    }
}
