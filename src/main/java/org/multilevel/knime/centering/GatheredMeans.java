package org.multilevel.knime.centering;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.streamable.StreamableOperatorInternals;
import org.multilevel.data.groups.GroupCentring;
import org.multilevel.data.groups.GroupMeans;
import org.multilevel.error.DataException;
import org.multilevel.knime.streaming.Texts;

/** The means of groups between the two passes over streamed rows, in a form that goes to another machine. */
public final class GatheredMeans extends StreamableOperatorInternals {
    private List<String> groups = List.of();
    private List<String> columns = List.of();
    private GroupMeans.Data means = new GroupMeans.Data(List.of(), new double[0][], new double[0]);

    /** Creates what KNIME then loads. */
    public GatheredMeans() {}

    GatheredMeans(GroupMeans gathered) {
        groups = gathered.centring().groups();
        columns = gathered.centring().columns();
        means = gathered.data();
    }

    /**
     * Returns the means for what is asked for now.
     *
     * @throws DataException if they are of other columns
     */
    GroupMeans of(GroupCentring centring) {
        if (!groups.equals(centring.groups()) || !columns.equals(centring.columns())) {
            throw new DataException(
                    "A flow variable has changed the columns of this node between its two readings of the"
                            + " table: set the variable before the streamed component.");
        }
        return GroupMeans.of(centring, means);
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        Texts.write(groups, out);
        Texts.write(columns, out);
        out.writeInt(means.levels().size());
        for (List<String> labels : means.levels()) {
            Texts.write(labels, out);
        }
        for (double[] column : means.means()) {
            write(column, out);
        }
        write(means.grandMeans(), out);
    }

    @Override
    public void load(DataInputStream in) throws IOException {
        groups = Texts.read(in);
        columns = Texts.read(in);
        List<List<String>> levels = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            levels.add(Texts.read(in));
        }
        double[][] byGroup = new double[columns.size()][];
        for (int k = 0; k < byGroup.length; k++) {
            byGroup[k] = numbers(levels.size(), in);
        }
        means = new GroupMeans.Data(levels, byGroup, numbers(columns.size(), in));
    }

    private static void write(double[] numbers, DataOutputStream out) throws IOException {
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    private static double[] numbers(int count, DataInputStream in) throws IOException {
        double[] numbers = new double[count];
        for (int k = 0; k < count; k++) {
            numbers[k] = in.readDouble();
        }
        return numbers;
    }
}
