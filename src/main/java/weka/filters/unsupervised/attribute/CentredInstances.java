package weka.filters.unsupervised.attribute;

import java.util.List;
import java.util.stream.Stream;
import org.multilevel.data.groups.GroupMeans;
import org.multilevel.data.groups.RowCentring;
import org.multilevel.error.DataException;
import weka.classifiers.functions.MixedModelException;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.SparseInstance;

/** Makes the instances of the output from those of the input, one after the other. */
final class CentredInstances {
    private final GroupCenterPlan plan;
    private final RowCentring rows;
    /** The attributes of the columns that are set, in their order. */
    private final List<Attribute> attributes;

    CentredInstances(GroupCenterPlan plan, GroupMeans means) {
        this.plan = plan;
        this.rows = means.rows();
        this.attributes =
                Stream.concat(plan.groups().stream(), plan.split().stream()).toList();
    }

    /** Returns the instance of the output, which belongs to no dataset yet: its texts are still numbered as in the input. */
    Instance of(Instance instance) throws MixedModelException {
        for (int column = 0; column < attributes.size(); column++) {
            set(column, instance, attributes.get(column).index());
        }
        try {
            rows.centre();
        } catch (DataException e) {
            throw new MixedModelException(e);
        }
        int[] kept = plan.kept();
        double[] values = new double[kept.length + 2 * plan.split().size()];
        for (int k = 0; k < kept.length; k++) {
            values[k] = instance.value(kept[k]);
        }
        for (int k = 0; k < plan.split().size(); k++) {
            values[kept.length + 2 * k] = rows.between(k);
            values[kept.length + 2 * k + 1] = rows.within(k);
        }
        return instance instanceof SparseInstance
                ? new SparseInstance(instance.weight(), values)
                : new DenseInstance(instance.weight(), values);
    }

    private void set(int column, Instance instance, int index) {
        if (instance.isMissing(index)) {
            rows.setMissing(column);
        } else if (instance.attribute(index).isNominal()
                || instance.attribute(index).isString()) {
            rows.setLabel(column, instance.stringValue(index));
        } else {
            rows.setNumber(column, instance.value(index));
        }
    }
}
