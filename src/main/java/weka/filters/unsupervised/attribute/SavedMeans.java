package weka.filters.unsupervised.attribute;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.DataException;
import org.multilevel.data.groups.GroupCentering;
import org.multilevel.data.groups.GroupMeans;
import org.multilevel.data.groups.UnseenGroupMean;

/** Group means in a saved filter: as texts and numbers, without Java serialization of any class of ours. */
final class SavedMeans {
    private SavedMeans() {}

    static void write(Optional<GroupMeans> means, ObjectOutput out) throws IOException {
        out.writeBoolean(means.isPresent());
        if (means.isPresent()) {
            GroupCentering centering = means.get().centering();
            GroupMeans.Data data = means.get().data();
            out.writeObject(centering.columns().toArray(String[]::new));
            out.writeObject(centering.groups().toArray(String[]::new));
            out.writeObject(data.levels().stream()
                    .map(labels -> labels.toArray(String[]::new))
                    .toArray(String[][]::new));
            out.writeObject(data.means());
            out.writeObject(data.grandMeans());
        }
    }

    /** Reads what {@link #write} wrote; the rest of what was asked for comes from the filter. */
    static Optional<GroupMeans> read(ObjectInput in, UnseenGroupMean unseen, boolean lessGrandMean)
            throws IOException, ClassNotFoundException {
        if (!in.readBoolean()) {
            return Optional.empty();
        }
        List<String> columns = List.of((String[]) in.readObject());
        List<String> groups = List.of((String[]) in.readObject());
        String[][] levels = (String[][]) in.readObject();
        double[][] means = (double[][]) in.readObject();
        double[] grandMeans = (double[]) in.readObject();
        try {
            return Optional.of(GroupMeans.of(
                    new GroupCentering(columns, groups, unseen, lessGrandMean),
                    new GroupMeans.Data(Arrays.stream(levels).map(List::of).toList(), means, grandMeans)));
        } catch (DataException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
