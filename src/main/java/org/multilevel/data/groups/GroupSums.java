package org.multilevel.data.groups;

import java.util.List;
import java.util.stream.IntStream;
import org.multilevel.data.Batch;
import org.multilevel.data.Progress;
import org.multilevel.data.Table;
import org.multilevel.data.levels.GroupIndex;
import org.multilevel.error.DataException;

/** The sums and counts behind group means, which add up over the parts of a table. */
public final class GroupSums {
    private final GroupCentring centring;
    private final GroupIndex index;
    /** One for each column to split. */
    private final List<CompensatedSums> sums;

    GroupSums(GroupCentring centring) {
        this.centring = centring;
        this.index = new GroupIndex(centring.groups().size());
        this.sums =
                centring.columns().stream().map(name -> new CompensatedSums()).toList();
    }

    void add(Table table, Progress progress) {
        int[] groups = new int[Batch.CAPACITY];
        GroupColumns reader = GroupColumns.adding(index, GroupColumns.of(table, centring.groups()));
        table.scan(centring.wanted(), progress, batch -> {
            reader.read(batch, groups);
            for (int k = 0; k < sums.size(); k++) {
                add(k, batch, groups);
            }
        });
    }

    private void add(int k, Batch batch, int[] groups) {
        CompensatedSums column = sums.get(k);
        double[] values = batch.numbers(groupColumns() + k);
        for (int i = 0; i < batch.size(); i++) {
            double value = values[i];
            if (Double.isInfinite(value)) {
                throw GroupMeans.infinite(centring.columns().get(k), batch.rowName(i), value);
            }
            if (groups[i] >= 0 && !Double.isNaN(value)) {
                column.add(groups[i], value);
            }
        }
    }

    private int groupColumns() {
        return centring.groups().size();
    }

    /**
     * Adds the sums of another part of the same table.
     *
     * @throws IllegalArgumentException if they are of other columns
     */
    public void merge(GroupSums other) {
        if (!other.centring.wanted().equals(centring.wanted())
                || other.centring.groups().size() != groupColumns()) {
            throw new IllegalArgumentException("sums of " + other.centring + " do not add to those of " + centring);
        }
        for (int theirs = 0; theirs < other.index.size(); theirs++) {
            int mine = index.add(other.index.labels(theirs));
            for (int k = 0; k < sums.size(); k++) {
                sums.get(k).add(mine, other.sums.get(k), theirs);
            }
        }
    }

    /**
     * Returns the means.
     *
     * @throws DataException if a sum is beyond what a double holds
     */
    public GroupMeans means() {
        List<List<String>> levels =
                IntStream.range(0, index.size()).mapToObj(index::labels).toList();
        double[][] means = new double[sums.size()][];
        double[] grandMeans = new double[sums.size()];
        for (int k = 0; k < means.length; k++) {
            CompensatedSums column = sums.get(k);
            CompensatedSums all = new CompensatedSums();
            means[k] = new double[index.size()];
            for (int group = 0; group < index.size(); group++) {
                means[k][group] = column.mean(group);
                all.add(0, column, group);
            }
            grandMeans[k] = all.mean(0);
            if (all.count(0) > 0 && !Double.isFinite(grandMeans[k])) {
                throw new DataException("Column \"" + centring.columns().get(k)
                        + "\" has values that are too large to be summed: divide the column by a large number first.");
            }
        }
        return GroupMeans.of(centring, new GroupMeans.Data(levels, means, grandMeans));
    }
}
