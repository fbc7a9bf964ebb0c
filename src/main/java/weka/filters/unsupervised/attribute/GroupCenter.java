package weka.filters.unsupervised.attribute;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.data.groups.GroupMeans;
import org.multilevel.data.groups.UnseenGroupMean;
import org.multilevel.error.DataException;
import weka.classifiers.functions.InstancesTable;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.functions.TagChoice;
import weka.classifiers.functions.TypedOptions;
import weka.core.Capabilities;
import weka.core.Capabilities.Capability;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.OptionMetadata;
import weka.core.SelectedTag;
import weka.core.WeightedAttributesHandler;
import weka.core.WeightedInstancesHandler;
import weka.filters.Filter;
import weka.filters.UnsupervisedFilter;

/**
 * Appends the group means of numeric attributes and the deviations from them, as a Weka filter.
 *
 * <p>It asks and shows; the means are computed by {@code org.multilevel}. They are those of the first batch, and remembered.
 */
public class GroupCenter extends Filter
        implements UnsupervisedFilter, WeightedInstancesHandler, WeightedAttributesHandler {
    private static final long serialVersionUID = 1L;

    /** What can be done with groups of which the first batch had no row. */
    static final TagChoice<UnseenGroupMean> UNSEEN_GROUPS = new TagChoice<>(
            List.of(UnseenGroupMean.MISSING, UnseenGroupMean.GRAND_MEAN, UnseenGroupMean.ERROR),
            List.of("missing", "grand-mean", "error"));

    private static final String ALL = "first-last";

    private String group;
    private String attributes;
    private boolean subtractGrandMean;
    private boolean removeOriginals;

    /** The rest travels as text and numbers, so that files outlive the classes of the core: see {@link #writeObject}. */
    private transient UnseenGroupMean unseenGroups;

    /** The options as they were when the attributes came in: what is changed later waits for the next time. */
    private transient Optional<GroupCenterPlan.Settings> fixed = Optional.empty();

    private transient Optional<GroupMeans> means = Optional.empty();
    /** Made for the batch that is being filtered, so that sentences count its rows. */
    private transient Optional<CentredInstances> centred = Optional.empty();

    /** Creates the filter with its default options. */
    public GroupCenter() {
        resetOptions();
    }

    private void resetOptions() {
        group = "";
        attributes = ALL;
        unseenGroups = UnseenGroupMean.MISSING;
        subtractGrandMean = false;
        removeOriginals = false;
    }

    /** Returns the description that Weka shows. */
    public String globalInfo() {
        return "Splits numeric attributes into what differs between groups and what differs within them: appends for an"
                + " attribute x the mean of x in the instance's group (x_between) and the difference of x from that mean"
                + " (x_within). In a model both get a coefficient of their own, so that the effect of belonging to a group with"
                + " a high x is not mixed up with that of having a higher x than others in the group. The means are those of"
                + " the first batch (the training data) and are used for all later ones. A missing value takes no part in"
                + " its group's mean and has no difference; an instance without group has neither. Instance weights play no"
                + " part. The class attribute is never split, since its group means would give it away.";
    }

    @Override
    public Capabilities getCapabilities() {
        Capabilities result = super.getCapabilities();
        result.disableAll();
        result.enableAllAttributes();
        result.enable(Capability.MISSING_VALUES);
        result.enableAllClasses();
        result.enable(Capability.MISSING_CLASS_VALUES);
        result.enable(Capability.NO_CLASS);
        result.setMinimumNumberInstances(0);
        return result;
    }

    /**
     * Takes the attributes of the data to come.
     *
     * @return true, since those of the output are known then
     * @throws MixedModelException if an option means nothing on these attributes, with one sentence
     */
    @Override
    public boolean setInputFormat(Instances header) throws Exception {
        super.setInputFormat(header);
        means = Optional.empty();
        centred = Optional.empty();
        fixed = Optional.of(settings());
        setOutputFormat(plan(header).output(header));
        return true;
    }

    private GroupCenterPlan plan(Instances header) throws MixedModelException {
        return GroupCenterPlan.of(header, fixed.orElseGet(this::settings));
    }

    private GroupCenterPlan.Settings settings() {
        return new GroupCenterPlan.Settings(group, attributes, unseenGroups, subtractGrandMean, removeOriginals);
    }

    @Override
    public boolean input(Instance instance) throws Exception {
        if (getInputFormat() == null) {
            throw new IllegalStateException("No input instance format defined");
        }
        if (m_NewBatch) {
            resetQueue();
            m_NewBatch = false;
        }
        if (means.isEmpty()) {
            bufferInput(instance);
            return false;
        }
        convert(instance);
        return true;
    }

    @Override
    public boolean batchFinished() throws Exception {
        Instances input = getInputFormat();
        if (input == null) {
            throw new IllegalStateException("No input instance format defined");
        }
        if (means.isEmpty()) {
            GroupCenterPlan plan = plan(input);
            try {
                means = Optional.of(plan.centring().fit(InstancesTable.of(input, plan.wanted()), Progress.NONE));
            } catch (DataException e) {
                throw new MixedModelException(e);
            }
            for (Instance instance : input) {
                convert(instance);
            }
        }
        centred = Optional.empty();
        return super.batchFinished();
    }

    private void convert(Instance instance) throws MixedModelException {
        if (centred.isEmpty()) {
            centred = Optional.of(new CentredInstances(plan(getInputFormat()), means.orElseThrow()));
        }
        Instance converted = centred.get().of(instance);
        copyValues(converted, false, instance.dataset(), outputFormatPeek());
        push(converted, false);
    }

    /**
     * Sets the options that are given and resets all others.
     *
     * @throws Exception if an option has no value or one that it does not know
     */
    @Override
    public void setOptions(String[] options) throws Exception {
        TypedOptions.of(options).texts("group", "attributes").choice("unseen", UNSEEN_GROUPS);
        resetOptions();
        super.setOptions(options);
    }

    /** Returns the group attribute. */
    public String getGroup() {
        return group;
    }

    /** Sets the group attribute. */
    @OptionMetadata(
            displayName = "group",
            description =
                    "The attribute that says which group an instance belongs to, by name or position (1, 2, first, last)."
                            + " It may be nominal, string or numeric (an id). Of several, with commas between, every combination is a"
                            + " group.",
            displayOrder = 1,
            commandLineParamName = "group",
            commandLineParamSynopsis = "-group <attributes>")
    public void setGroup(String group) {
        this.group = group;
    }

    /** Returns the attributes to split. */
    public String getAttributes() {
        return attributes;
    }

    /** Sets the attributes to split. */
    @OptionMetadata(
            displayName = "attributes",
            description =
                    "The numeric attributes to split, by name, position or range (2-5), with commas between. A range"
                            + " stands for the numeric attributes in it, without group and class.",
            displayOrder = 2,
            commandLineParamName = "attributes",
            commandLineParamSynopsis = "-attributes <attributes>")
    public void setAttributes(String attributes) {
        this.attributes = attributes;
    }

    /** Returns what happens to groups of which the first batch had no row. */
    public SelectedTag getUnseenGroups() {
        return UNSEEN_GROUPS.tag(unseenGroups);
    }

    /** Sets what happens to groups of which the first batch had no row. */
    @OptionMetadata(
            displayName = "unseenGroups",
            description =
                    "What an instance gets whose group the training data did not have: missing values, the mean of all"
                            + " training instances in place of its group's (grand-mean), or an error.",
            displayOrder = 3,
            commandLineParamName = "unseen",
            commandLineParamSynopsis = "-unseen <missing|grand-mean|error>")
    public void setUnseenGroups(SelectedTag unseenGroups) {
        this.unseenGroups = UNSEEN_GROUPS.value(unseenGroups);
    }

    /** Returns whether the mean of all instances is subtracted from the group means. */
    public boolean getSubtractGrandMean() {
        return subtractGrandMean;
    }

    /** Sets whether the mean of all instances is subtracted from the group means. */
    @OptionMetadata(
            displayName = "subtractGrandMean",
            description =
                    "Whether the mean of all instances is subtracted from the group means, so that 0 is the average"
                            + " instance's group.",
            displayOrder = 4,
            commandLineParamName = "subtract-grand-mean",
            commandLineParamSynopsis = "-subtract-grand-mean",
            commandLineParamIsFlag = true)
    public void setSubtractGrandMean(boolean subtractGrandMean) {
        this.subtractGrandMean = subtractGrandMean;
    }

    /** Returns whether the attributes that are split are removed. */
    public boolean getRemoveOriginals() {
        return removeOriginals;
    }

    /** Sets whether the attributes that are split are removed. */
    @OptionMetadata(
            displayName = "removeOriginals",
            description =
                    "Whether the attributes that are split are removed. Kept, each of them is the sum of its two parts,"
                            + " and a linear model can use only two of the three.",
            displayOrder = 5,
            commandLineParamName = "remove-originals",
            commandLineParamSynopsis = "-remove-originals",
            commandLineParamIsFlag = true)
    public void setRemoveOriginals(boolean removeOriginals) {
        this.removeOriginals = removeOriginals;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeUTF(UNSEEN_GROUPS.name(unseenGroups));
        SavedMeans.write(means, fixed.orElseGet(this::settings), out);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        unseenGroups = UNSEEN_GROUPS.named(in.readUTF());
        SavedMeans saved = SavedMeans.read(in, settings());
        fixed = Optional.of(saved.settings());
        means = saved.means();
        centred = Optional.empty();
    }

    /** Runs the filter from the command line. */
    public static void main(String[] arguments) {
        runFilter(new GroupCenter(), arguments);
    }
}
