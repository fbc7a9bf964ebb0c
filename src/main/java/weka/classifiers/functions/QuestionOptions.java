package weka.classifiers.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.multilevel.fit.FitOptions;
import org.multilevel.inference.equation.Format;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.result.OptionWords;
import weka.core.OptionMetadata;
import weka.core.SelectedTag;

/**
 * The options of a classifier that ask more of its model than a summary has.
 *
 * <p>They are fields of a class of their own, which classifiers that an early version saved do not have: these ask nothing more.
 */
public abstract class QuestionOptions extends GroupedModelOptions {
    private static final long serialVersionUID = 1L;

    private static final TagChoice<Optional<IntervalEstimates.Method>> INTERVALS =
            TagChoice.orNone(IntervalEstimates.Method.values(), IntervalEstimates.Method::text);
    private static final TagChoice<ParametricBootstrap.Kind> KINDS =
            TagChoice.of(ParametricBootstrap.Kind.values(), ParametricBootstrap.Kind::text);
    private static final TagChoice<Optional<Format>> EQUATIONS =
            TagChoice.orNone(Format.values(), format -> format.name().toLowerCase(Locale.ROOT));
    private static final String FROM_ONE = "a whole number from 1 on, such as 1000";

    private static final int REPLICATES = 1000;
    private static final long SEED = 1;

    /** Positions of the choices. */
    private int intervalMethod;

    private int kind;
    private int equationFormat;

    private int replicates;
    private long seed;
    private String influence = "";
    private boolean ladder;

    /** Creates the options with their defaults. */
    protected QuestionOptions() {
        resetQuestions();
    }

    /** Sets the defaults: nothing is asked. */
    final void resetQuestions() {
        intervalMethod = 0;
        kind = 0;
        equationFormat = 0;
        replicates = REPLICATES;
        seed = SEED;
        influence = "";
        ladder = false;
    }

    /** Looks over these options as they were typed. */
    static TypedOptions checkQuestions(TypedOptions typed) throws Exception {
        return typed.texts("influence")
                .choice("intervals", INTERVALS)
                .choice("bootstrap", KINDS)
                .choice("equation", EQUATIONS)
                .number("replicates", "[1-9][0-9]{0,8}", FROM_ONE)
                .number("seed", "-?[0-9]{1,18}", "a whole number");
    }

    /**
     * Returns what is asked while training.
     *
     * @throws MixedModelException if a program has set an option to what means nothing
     */
    final MixedModelQuestions questions(int digits) throws MixedModelException {
        if (replicates < 1) {
            throw new MixedModelException("The option replicates is " + replicates + ": choose " + FROM_ONE + ".");
        }
        Optional<IntervalEstimates.Question> asked = INTERVALS
                .values()
                .get(intervalMethod)
                .map(method -> new IntervalEstimates.Question(
                        method, KINDS.values().get(kind), replicates, seed, FitOptions.DEFAULT.threads()));
        return new MixedModelQuestions(asked, influence, ladder, digits, unheard());
    }

    /** Weka's editors write all options whenever one is set, so only what differs from its default was meant. */
    private List<String> unheard() {
        Optional<IntervalEstimates.Method> method = INTERVALS.values().get(intervalMethod);
        if (method.equals(Optional.of(IntervalEstimates.Method.BOOTSTRAP))) {
            return List.of();
        }
        List<String> set = new ArrayList<>();
        if (replicates != REPLICATES) {
            set.add("replicates");
        }
        if (seed != SEED) {
            set.add("seed");
        }
        if (kind != 0) {
            set.add("bootstrap");
        }
        return set.isEmpty()
                ? List.of()
                : List.of("The option " + String.join(" and ", set)
                        + " is about bootstrap intervals and changes nothing, since "
                        + method.map(asked -> "the intervals asked for are " + asked.text())
                                .orElse("no intervals are asked for")
                        + ": choose -intervals bootstrap.");
    }

    /** Returns how the model's equation is shown. */
    final Optional<Format> equation() {
        return EQUATIONS.values().get(equationFormat);
    }

    /** Returns how intervals of all parameters are found. */
    public SelectedTag getIntervals() {
        return INTERVALS.tag(INTERVALS.values().get(intervalMethod));
    }

    /** Sets how intervals of all parameters are found. */
    @OptionMetadata(
            displayName = "intervals",
            description =
                    OptionWords.INTERVALS
                            + " They are found while training, in the time of further fits for the last two, and shown below the summary.",
            displayOrder = 12,
            commandLineParamName = "intervals",
            commandLineParamSynopsis = "-intervals <none|wald|profile|bootstrap>")
    public void setIntervals(SelectedTag intervals) {
        this.intervalMethod = INTERVALS.values().indexOf(INTERVALS.value(intervals));
    }

    /** Returns the number of replicates of the bootstrap. */
    public int getReplicates() {
        return replicates;
    }

    /** Sets the number of replicates of the bootstrap. */
    @OptionMetadata(
            displayName = "replicates",
            description = OptionWords.REPLICATES,
            displayOrder = 13,
            commandLineParamName = "replicates",
            commandLineParamSynopsis = "-replicates <number>")
    public void setReplicates(int replicates) {
        this.replicates = replicates;
    }

    /** Returns the seed of the bootstrap. */
    public long getSeed() {
        return seed;
    }

    /** Sets the seed of the bootstrap. */
    @OptionMetadata(
            displayName = "seed",
            description = OptionWords.SEED,
            displayOrder = 14,
            commandLineParamName = "seed",
            commandLineParamSynopsis = "-seed <number>")
    public void setSeed(long seed) {
        this.seed = seed;
    }

    /** Returns which bootstrap intervals are shown. */
    public SelectedTag getBootstrap() {
        return KINDS.tag(KINDS.values().get(kind));
    }

    /** Sets which bootstrap intervals are shown. */
    @OptionMetadata(
            displayName = "bootstrap",
            description = OptionWords.BOOTSTRAP_KIND,
            displayOrder = 15,
            commandLineParamName = "bootstrap",
            commandLineParamSynopsis = "-bootstrap <percentile|basic|bc|bca>")
    public void setBootstrap(SelectedTag bootstrap) {
        this.kind = KINDS.values().indexOf(KINDS.value(bootstrap));
    }

    /** Returns the grouping factor whose levels are left out. */
    public String getInfluence() {
        return influence;
    }

    /** Sets the grouping factor whose levels are left out. */
    @OptionMetadata(
            displayName = "influence",
            description =
                    OptionWords.INFLUENCE
                            + " It is named as in the summary, such as school or cask:batch, and found while training. Empty: none.",
            displayOrder = 16,
            commandLineParamName = "influence",
            commandLineParamSynopsis = "-influence <grouping factor>")
    public void setInfluence(String influence) {
        this.influence = given(influence);
    }

    /** Returns whether the steps to the model are fitted. */
    public boolean getLadder() {
        return ladder;
    }

    /** Sets whether the steps to the model are fitted. */
    @OptionMetadata(
            displayName = "ladder",
            description = OptionWords.LADDER + " It is climbed while training, and shown below the summary.",
            displayOrder = 17,
            commandLineParamName = "ladder",
            commandLineParamSynopsis = "-ladder",
            commandLineParamIsFlag = true)
    public void setLadder(boolean ladder) {
        this.ladder = ladder;
    }

    /** Returns how the model's equation is shown. */
    public SelectedTag getEquation() {
        return EQUATIONS.tag(EQUATIONS.values().get(equationFormat));
    }

    /** Sets how the model's equation is shown. */
    @OptionMetadata(
            displayName = "equation",
            description = "Below the summary " + OptionWords.EQUATION + " It may be changed after training.",
            displayOrder = 18,
            commandLineParamName = "equation",
            commandLineParamSynopsis = "-equation <none|text|latex|html>")
    public void setEquation(SelectedTag equation) {
        this.equationFormat = EQUATIONS.values().indexOf(EQUATIONS.value(equation));
    }

    /** Takes a classifier that was saved before there were these options. */
    @SuppressWarnings("unused") // Java serialization calls it.
    private void readObjectNoData() {
        resetQuestions();
    }
}
