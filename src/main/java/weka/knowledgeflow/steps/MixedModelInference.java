package weka.knowledgeflow.steps;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.multilevel.fit.FitOptions;
import org.multilevel.inference.Inference;
import org.multilevel.inference.intervals.IntervalEstimates;
import org.multilevel.inference.intervals.ParametricBootstrap;
import org.multilevel.inference.tests.Anova;
import org.multilevel.model.MixedModel;
import org.multilevel.result.OptionWords;
import weka.classifiers.functions.MixedModelAnswer;
import weka.core.OptionMetadata;
import weka.core.WekaException;
import weka.gui.knowledgeflow.KFGUIConsts;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.StepManager;
import weka.knowledgeflow.steps.MixedModelQuestion.Asked;

/** Asks a fitted mixed model what its estimates alone do not tell, as a step of Weka's KnowledgeFlow. */
@NullMarked // the class and not its package, whose other classes are Weka's
@KFStep(
        name = "MixedModelInference",
        category = "MixedModels",
        toolTipText =
                "Gives the analysis of variance of a fitted linear mixed model, intervals of all its parameters, bootstrap replicates,"
                        + " the influence of each group, or the ladder of models that lead to it",
        iconPath = KFGUIConsts.BASE_ICON_PATH + "MixedModelInference.png",
        resourceIntensive = true)
public class MixedModelInference extends ModelStep {
    private static final long serialVersionUID = 1L;

    private MixedModelQuestion question = MixedModelQuestion.PROFILE_INTERVALS;
    private String anova = "III";
    private String replicates = "1000";
    private String seed = "1";
    private String bootstrap = "percentile";
    private String group = "";
    private String confidenceLevel = "0.95";

    /** Creates the step with its default options. */
    public MixedModelInference() {}

    /** Returns what is asked. */
    public MixedModelQuestion getQuestion() {
        return question;
    }

    /** Sets what is asked. */
    @OptionMetadata(
            displayName = "Question",
            description =
                    "ANOVA: an F test for each term. WALD_INTERVALS, PROFILE_INTERVALS, BOOTSTRAP_INTERVALS: intervals of all"
                            + " parameters. PROFILE: the points of the profiles. REPLICATES: what each bootstrap replicate gave."
                            + " INFLUENCE: what moves where a level of a grouping factor is left out. LADDER: the models that lead to"
                            + " this one.",
            displayOrder = 0)
    public void setQuestion(MixedModelQuestion question) {
        this.question = question;
    }

    /** Returns the type of the analysis of variance. */
    public String getAnova() {
        return anova;
    }

    /** Sets the type of the analysis of variance. */
    @OptionMetadata(
            displayName = "Type of ANOVA",
            description =
                    "I (beside the terms before), II (beside all that do not contain it) or III (beside all others).",
            displayOrder = 1)
    public void setAnova(String anova) {
        this.anova = anova;
    }

    /** Returns the number of replicates. */
    public String getReplicates() {
        return replicates;
    }

    /** Sets the number of replicates. */
    @OptionMetadata(displayName = "Replicates", description = OptionWords.REPLICATES, displayOrder = 2)
    public void setReplicates(String replicates) {
        this.replicates = replicates;
    }

    /** Returns the seed. */
    public String getSeed() {
        return seed;
    }

    /** Sets the seed. */
    @OptionMetadata(displayName = "Seed of the bootstrap", description = OptionWords.SEED, displayOrder = 3)
    public void setSeed(String seed) {
        this.seed = seed;
    }

    /** Returns which bootstrap intervals are given. */
    public String getBootstrap() {
        return bootstrap;
    }

    /** Sets which bootstrap intervals are given. */
    @OptionMetadata(displayName = "Bootstrap intervals", description = OptionWords.BOOTSTRAP_KIND, displayOrder = 4)
    public void setBootstrap(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Returns the grouping factor whose levels are left out. */
    public String getGroup() {
        return group;
    }

    /** Sets the grouping factor whose levels are left out. */
    @OptionMetadata(
            displayName = "Grouping factor",
            description = OptionWords.INFLUENCE + " Empty: the one with the most levels.",
            displayOrder = 5)
    public void setGroup(String group) {
        this.group = group;
    }

    /** Returns the level of the intervals. */
    public String getConfidenceLevel() {
        return confidenceLevel;
    }

    /** Sets the level of the intervals. */
    @OptionMetadata(displayName = "Confidence level", description = OptionWords.LEVEL, displayOrder = 6)
    public void setConfidenceLevel(String confidenceLevel) {
        this.confidenceLevel = confidenceLevel;
    }

    /**
     * Checks the options and the steps before this one.
     *
     * @throws WekaException with a sentence that says what to change
     */
    @Override
    public void stepInit() throws WekaException {
        checkUpstream();
        asked();
    }

    @Override
    Optional<String> needingRows() {
        return question.needsRows() ? Optional.of(question.name()) : Optional.empty();
    }

    @Override
    String absent() {
        return "there is no answer";
    }

    @Override
    String activity() {
        return "asking";
    }

    private Asked asked() throws WekaException {
        return new Asked(
                Anova.Type.valueOf(oneOf("Type of ANOVA", anova, Anova.Type.values())),
                new IntervalEstimates.Question(
                        IntervalEstimates.Method.BOOTSTRAP,
                        ParametricBootstrap.Kind.valueOf(
                                oneOf("Bootstrap intervals", bootstrap, ParametricBootstrap.Kind.values())),
                        Integer.parseInt(number("Replicates", replicates, "[1-9][0-9]{0,8}", "1000")),
                        Long.parseLong(number("Seed of the bootstrap", seed, "-?[0-9]{1,18}", "1")),
                        FitOptions.DEFAULT.threads()),
                text(group),
                Inference.standard().withLevel(StepLevel.of(getName(), text(confidenceLevel))));
    }

    /** Returns the name of the constant that is meant, whatever the case in which it is typed. */
    private String oneOf(String option, String typed, Enum<?>[] constants) throws StepProblem {
        String text = text(typed);
        for (Enum<?> constant : constants) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant.name();
            }
        }
        String known = Arrays.stream(constants).map(Object::toString).collect(Collectors.joining(", "));
        throw wrong(option, text, "one of " + known);
    }

    private String number(String option, String typed, String pattern, String example) throws StepProblem {
        String text = text(typed);
        if (!text.matches(pattern)) {
            throw wrong(option, text, "a whole number such as " + example);
        }
        return text;
    }

    private StepProblem wrong(String option, String text, String advice) {
        return new StepProblem(
                "The option " + option + " of " + getName() + " is \"" + text + "\": write " + advice + ".");
    }

    @Override
    void give(MixedModel model, Data incoming) throws WekaException {
        StepManager manager = getStepManager();
        MixedModelAnswer answer = question.ask(model, training(incoming), asked(), new StepProgress(manager));
        answer.notes().forEach(manager::logBasic);
        output(question.table(answer), answer.text(), incoming);
    }
}
