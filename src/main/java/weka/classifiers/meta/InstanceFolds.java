package weka.classifiers.meta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.groups.FoldPlan;
import org.multilevel.data.groups.GroupFolds;
import org.multilevel.error.DataException;
import weka.classifiers.functions.InstancesTable;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.functions.NamedAttributes;
import weka.core.Attribute;
import weka.core.Instances;

/**
 * Training and test instances for each fold of a validation that respects groups.
 *
 * <p>An instance without group is in none of them, since it may belong to a group that is tested. Where groups are spread over
 * the folds, an instance that is the only one of its group is trained on and never tested: no other would make its group known.
 */
public final class InstanceFolds {
    private final Instances data;
    private final FoldPlan plan;
    /** By instance. */
    private final int[] fold;

    private InstanceFolds(Instances data, FoldPlan plan, int[] fold) {
        this.data = data;
        this.plan = plan;
        this.fold = fold;
    }

    /**
     * Returns the names of the attributes that are listed in the option group.
     *
     * @throws MixedModelException if there is none, or one is no attribute or the class
     */
    public static List<String> groups(Instances data, String group) throws MixedModelException {
        List<Attribute> attributes = new NamedAttributes(data, "group").list(group);
        if (attributes.isEmpty()) {
            throw new MixedModelException(
                    "The option group is empty: name the attribute that says which group an instance belongs to.");
        }
        return attributes.stream().map(Attribute::name).toList();
    }

    /**
     * Divides data into folds.
     *
     * @throws MixedModelException if there are no data, or too few groups or rows for the folds
     * @throws java.util.concurrent.CancellationException if progress says so
     */
    public static InstanceFolds of(Instances data, GroupFolds folds, Progress progress) throws MixedModelException {
        if (data.isEmpty()) {
            throw new MixedModelException("The data set \"" + data.relationName()
                    + "\" has no instances, and there is nothing to divide into folds: choose one that has some.");
        }
        Table table = InstancesTable.of(data, folds.groups());
        int[] fold = new int[data.numInstances()];
        try {
            FoldPlan plan = folds.trainingOnLoneRows().plan(table, progress);
            plan.assign(
                    table, progress, (firstRow, size, rows) -> System.arraycopy(rows, 0, fold, (int) firstRow, size));
            return new InstanceFolds(data, plan, fold);
        } catch (DataException e) {
            throw new MixedModelException(e);
        }
    }

    /** Returns how many folds there are. */
    public int count() {
        return plan.folds();
    }

    /** Returns in which fold an instance is tested; a negative number if in none. */
    public int fold(int instance) {
        return fold[instance];
    }

    /** Returns how many groups there are. */
    public int groups() {
        return plan.groups();
    }

    /** Returns what a user should hear about the folds. */
    public List<String> sentences() {
        return plan.sentences();
    }

    /** Returns the instances to train on when a fold is tested, in an order that the seed decides, as Weka has it. */
    public Instances train(int tested) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < fold.length; row++) {
            if (fold[row] != tested && fold[row] != FoldPlan.NO_FOLD) {
                rows.add(row);
            }
        }
        Instances train = new Instances(data, rows.size());
        rows.forEach(row -> train.add(data.instance(row)));
        train.randomize(new Random(plan.request().seed() + tested));
        return train;
    }

    /** Returns the instances of a fold, in the order of the data. */
    public Instances test(int tested) {
        Instances test = new Instances(
                data, (int) Arrays.stream(fold).filter(f -> f == tested).count());
        for (int row = 0; row < fold.length; row++) {
            if (fold[row] == tested) {
                test.add(data.instance(row));
            }
        }
        return test;
    }
}
