package weka.filters.unsupervised.attribute;

import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.groups.GroupCentring;
import org.multilevel.data.groups.GroupMeans;
import org.multilevel.error.DataException;

/**
 * What a saved filter has learnt: as texts and numbers, without Java serialization of any class of ours.
 *
 * @param means the group means, if it is trained
 * @param settings the options that it was trained with, which may have been changed since
 */
record SavedMeans(Optional<GroupMeans> means, GroupCenterPlan.Settings settings) {

    static void write(Optional<GroupMeans> means, GroupCenterPlan.Settings settings, ObjectOutput out)
            throws IOException {
        out.writeBoolean(means.isPresent());
        if (means.isPresent()) {
            GroupCentring centring = means.get().centring();
            GroupMeans.Data data = means.get().data();
            out.writeObject(centring.columns().toArray(String[]::new));
            out.writeObject(centring.groups().toArray(String[]::new));
            out.writeObject(data.levels().stream()
                    .map(labels -> labels.toArray(String[]::new))
                    .toArray(String[][]::new));
            out.writeObject(data.means());
            out.writeObject(data.grandMeans());
        }
        out.writeUTF(settings.group());
        out.writeUTF(settings.attributes());
        out.writeUTF(GroupCenter.UNSEEN_GROUPS.name(settings.unseen()));
        out.writeBoolean(settings.lessGrandMean());
        out.writeBoolean(settings.removeOriginals());
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param options those of the filter, which it was trained with if the file says nothing else
     */
    static SavedMeans read(ObjectInput in, GroupCenterPlan.Settings options)
            throws IOException, ClassNotFoundException {
        if (!in.readBoolean()) {
            return new SavedMeans(Optional.empty(), settings(in, options));
        }
        List<String> columns = List.of((String[]) in.readObject());
        List<String> groups = List.of((String[]) in.readObject());
        String[][] levels = (String[][]) in.readObject();
        double[][] means = (double[][]) in.readObject();
        double[] grandMeans = (double[]) in.readObject();
        GroupCenterPlan.Settings settings = settings(in, options);
        try {
            GroupMeans read = GroupMeans.of(
                    new GroupCentring(columns, groups, settings.unseen(), settings.lessGrandMean()),
                    new GroupMeans.Data(Arrays.stream(levels).map(List::of).toList(), means, grandMeans));
            return new SavedMeans(Optional.of(read), settings);
        } catch (DataException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static GroupCenterPlan.Settings settings(ObjectInput in, GroupCenterPlan.Settings options)
            throws IOException {
        String group;
        try {
            group = in.readUTF();
        } catch (EOFException firstFormat) {
            return options;
        }
        return new GroupCenterPlan.Settings(
                group, in.readUTF(), GroupCenter.UNSEEN_GROUPS.named(in.readUTF()), in.readBoolean(), in.readBoolean());
    }
}
