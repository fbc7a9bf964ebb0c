package weka.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.multilevel.data.Progress;
import org.multilevel.data.groups.FoldMode;
import org.multilevel.data.groups.GroupFolds;
import org.multilevel.error.DataException;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.functions.TagChoice;
import weka.classifiers.functions.TypedOptions;
import weka.classifiers.functions.Wrappers;
import weka.classifiers.meta.InstanceFolds;
import weka.core.Instances;
import weka.core.Option;
import weka.core.OptionMetadata;
import weka.core.SelectedTag;
import weka.core.Utils;

/**
 * Cross-validates with folds that respect groups, in Weka's Experimenter.
 *
 * <p>It takes the place of the CrossValidationResultProducer in an advanced experiment; the number of the run is the seed.
 */
@NullMarked // the class and not its package, whose other classes are Weka's
public class GroupCrossValidationResultProducer extends CrossValidationResultProducer {
    private static final Logger LOGGER = Logger.getLogger(GroupCrossValidationResultProducer.class.getName());
    private static final long serialVersionUID = 1L;
    private static final Class<?> THIS = GroupCrossValidationResultProducer.class;

    /** How groups and folds go together. */
    static final TagChoice<FoldMode> MODES = new TagChoice<>(
            List.of(FoldMode.WHOLE_GROUPS, FoldMode.WITHIN_GROUPS), List.of("whole-groups", "within-groups"));

    private String group;
    /** As text, so that files outlive the classes of the core. */
    private String mode;
    /** What the user has heard about the folds, so that it is said once and not for each scheme and run. */
    private transient @Nullable Set<String> said;

    /** Creates the producer with its default options. */
    public GroupCrossValidationResultProducer() {
        resetOptions();
    }

    private void resetOptions() {
        group = "";
        mode = MODES.name(FoldMode.WHOLE_GROUPS);
    }

    /** Returns the description that Weka shows. */
    @Override
    public String globalInfo() {
        return "Cross-validation for grouped data: a group is never split (how well is a new group predicted?), or each group is"
                + " spread over the folds (how well is a new row of a known group predicted?). Each run divides the data anew."
                + " Instances without group are left out.";
    }

    @Override
    public void preProcess() throws Exception {
        said = null;
        super.preProcess();
    }

    @Override
    public void doRunKeys(int run) throws Exception {
        int count = folds(run).count();
        for (int fold = 0; fold < count; fold++) {
            Object[] key = key(run, fold);
            if (m_ResultListener.isResultRequired(this, key)) {
                m_ResultListener.acceptResult(this, key, null);
            }
        }
    }

    @Override
    public void doRun(int run) throws Exception {
        if (getRawOutput() && m_ZipDest == null) {
            m_ZipDest = new OutputZipper(m_OutputFile);
        }
        InstanceFolds folds = folds(run);
        folds.sentences().forEach(this::say);
        lend(InstanceFolds.groups(m_Instances, group));
        try {
            measure(run, folds);
        } finally {
            lend(List.of());
        }
    }

    /** Lets a mixed model that names no group take that of the folds; the evaluator copies what it evaluates. */
    private void lend(List<String> groups) {
        if (m_SplitEvaluator instanceof RegressionSplitEvaluator evaluator) {
            Wrappers.lendGroups(evaluator.getClassifier(), groups);
        }
    }

    private void measure(int run, InstanceFolds folds) throws Exception {
        for (int fold = 0; fold < folds.count(); fold++) {
            Object[] key = key(run, fold);
            if (m_ResultListener.isResultRequired(this, key)) {
                Object[] measured = m_SplitEvaluator.getResult(folds.train(fold), folds.test(fold));
                if (getRawOutput()) {
                    String name = String.join(".", Arrays.copyOf(key, key.length, String[].class));
                    m_ZipDest.zipit(m_SplitEvaluator.getRawResultOutput(), name.replaceAll("[^A-Za-z0-9.-]+", "_"));
                }
                m_ResultListener.acceptResult(
                        this,
                        key,
                        Stream.concat(Stream.of((Object) getTimestamp()), Arrays.stream(measured))
                                .toArray());
            }
        }
    }

    private InstanceFolds folds(int run) throws Exception {
        if (m_Instances == null) {
            throw new MixedModelException("There are no instances: add a data set to the experiment.");
        }
        Instances data = m_Instances;
        try {
            return InstanceFolds.of(
                    data,
                    GroupFolds.of(MODES.named(mode), getNumFolds(), InstanceFolds.groups(data, group))
                            .withSeed(run),
                    Progress.NONE);
        } catch (DataException e) {
            throw new MixedModelException(e);
        }
    }

    /** Tells the user, by the one way that a producer has: on the error output, which Weka's log window shows too. */
    private void say(String sentence) {
        Set<String> told = said;
        if (told == null) {
            told = new HashSet<>();
            said = told;
        }
        String line = m_Instances.relationName() + ": " + sentence;
        if (told.add(line)) {
            LOGGER.warning(line);
        }
    }

    private Object[] key(int run, int fold) {
        return Stream.concat(
                        Stream.of(
                                Utils.backQuoteChars(m_Instances.relationName()),
                                Integer.toString(run),
                                Integer.toString(fold + 1)),
                        Arrays.stream(m_SplitEvaluator.getKey()))
                .toArray();
    }

    @Override
    public String getCompatibilityState() {
        return "-group " + Utils.quote(group) + " -mode " + mode + " " + super.getCompatibilityState();
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

    /** Returns how groups and folds go together. */
    public SelectedTag getMode() {
        return MODES.tag(
                mode.equals(MODES.name(FoldMode.WHOLE_GROUPS)) ? FoldMode.WHOLE_GROUPS : FoldMode.WITHIN_GROUPS);
    }

    /** Sets how groups and folds go together. */
    @OptionMetadata(
            displayName = "mode",
            description =
                    "whole-groups: a group is never split, which shows how well a new group is predicted. within-groups: each"
                            + " group is spread over the folds, which shows how well a new row of a known group is predicted.",
            displayOrder = 2,
            commandLineParamName = "mode",
            commandLineParamSynopsis = "-mode <whole-groups|within-groups>")
    public void setMode(SelectedTag mode) {
        this.mode = MODES.name(MODES.value(mode));
    }

    @Override
    public Enumeration<Option> listOptions() {
        List<Option> options = new ArrayList<>(Option.listOptionsForClass(THIS));
        options.addAll(Collections.list(super.listOptions()));
        return Collections.enumeration(options);
    }

    @Override
    public void setOptions(String[] options) throws Exception {
        TypedOptions.of(options).texts("group").choice("mode", MODES);
        resetOptions();
        Option.setOptions(options, this, THIS);
        super.setOptions(options);
    }

    @Override
    public String[] getOptions() {
        return Stream.concat(Arrays.stream(Option.getOptions(this, THIS)), Arrays.stream(super.getOptions()))
                .toArray(String[]::new);
    }

    /** Returns what it does and with which classifier, for the Experimenter's list. */
    @Override
    public String toString() {
        return "GroupCrossValidationResultProducer: -group " + Utils.quote(group) + " -mode " + mode + " "
                + super.getCompatibilityState();
    }
}
