package weka.knowledgeflow.steps;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.multilevel.chart.description.ChartDescription;
import org.multilevel.chart.drawing.Chart;
import org.multilevel.chart.drawing.Theme;
import org.multilevel.chart.picture.NamedModel;
import org.multilevel.chart.picture.PictureKind;
import org.multilevel.chart.picture.PictureOption;
import org.multilevel.chart.picture.PictureRequest;
import org.multilevel.chart.picture.PictureScale;
import org.multilevel.chart.picture.Pictures;
import org.multilevel.error.MultilevelException;
import org.multilevel.inference.Inference;
import org.multilevel.inference.means.PredictorValues;
import org.multilevel.model.MixedModel;
import weka.classifiers.functions.InstancesTable;
import weka.core.OptionMetadata;
import weka.core.WekaException;
import weka.gui.knowledgeflow.KFGUIConsts;
import weka.knowledgeflow.Data;
import weka.knowledgeflow.StepManager;

/** Draws one picture of a fitted mixed model as an image, as a step of Weka's KnowledgeFlow. */
@NullMarked // the class and not its package, whose other classes are Weka's
@KFStep(
        name = "MixedModelPlot",
        category = "MixedModels",
        toolTipText =
                "Draws a picture of a fitted mixed model: effects of groups, lines of groups, means, box plots, shrinkage, fixed"
                        + " effects, expected responses, residuals, likelihood profiles, shares of variance",
        iconPath = KFGUIConsts.BASE_ICON_PATH + "MixedModelPlot.png")
public class MixedModelPlot extends ModelStep {
    private static final long serialVersionUID = 1L;

    private static final int LEAST = 100;
    private static final int MOST = 10_000;

    private PictureKind picture = PictureKind.EFFECTS;
    private final Map<PictureOption, String> options = new EnumMap<>(PictureOption.class);
    private String confidenceLevel = "0.95";
    private int width = 800;
    private int height = 600;
    private boolean dark;
    private String mainModel = "";

    private transient Arrivals arrivals = new Arrivals();

    /** The models in the picture beside the one that is asked. */
    private transient List<MixedModel> others = List.of();

    /** Creates the step with its default options. */
    public MixedModelPlot() {}

    /** Returns what the picture shows. */
    public PictureKind getPicture() {
        return picture;
    }

    /** Sets what the picture shows. */
    @OptionMetadata(
            displayName = "Picture",
            description =
                    "What the picture shows. Each picture asks for some of the options below; empty is what is usual.",
            displayOrder = 0)
    public void setPicture(PictureKind picture) {
        this.picture = picture;
    }

    private String option(PictureOption option) {
        return options.getOrDefault(option, "");
    }

    /** Returns the grouping factor. */
    public String getGroup() {
        return option(PictureOption.GROUP);
    }

    /** Sets the grouping factor. */
    @OptionMetadata(
            displayName = "Grouping factor",
            description = "The factor whose groups are shown, such as school; empty for the first of the model.",
            displayOrder = 1)
    public void setGroup(String group) {
        options.put(PictureOption.GROUP, group);
    }

    /** Returns the term or parameter. */
    public String getTerm() {
        return option(PictureOption.TERM);
    }

    /** Sets the term or parameter. */
    @OptionMetadata(
            displayName = "Term or parameter",
            description =
                    "A term of the grouping factor, such as ses; of a profile a parameter, such as ses or sd:Residual; empty for"
                            + " the first.",
            displayOrder = 2)
    public void setTerm(String term) {
        options.put(PictureOption.TERM, term);
    }

    /** Returns the predictor along the horizontal axis. */
    public String getOver() {
        return option(PictureOption.OVER);
    }

    /** Sets the predictor along the horizontal axis. */
    @OptionMetadata(
            displayName = "Horizontal axis",
            description =
                    "The predictor along the horizontal axis; empty for the first of the formula that is a number.",
            displayOrder = 3)
    public void setOver(String over) {
        options.put(PictureOption.OVER, over);
    }

    /** Returns the predictor that colours tell. */
    public String getBy() {
        return option(PictureOption.BY);
    }

    /** Sets the predictor that colours tell. */
    @OptionMetadata(
            displayName = "Colours",
            description = "A second predictor, each value of which (eight at most) gets a colour.",
            displayOrder = 4)
    public void setBy(String by) {
        options.put(PictureOption.BY, by);
    }

    /** Returns the groups in colours of their own. */
    public String getHighlight() {
        return option(PictureOption.HIGHLIGHT);
    }

    /** Sets the groups in colours of their own. */
    @OptionMetadata(
            displayName = "Highlighted groups",
            description =
                    "Labels of groups that get colours of their own before all others in grey, with commas between them.",
            displayOrder = 5)
    public void setHighlight(String highlight) {
        options.put(PictureOption.HIGHLIGHT, highlight);
    }

    /** Returns the values of predictors. */
    public String getValues() {
        return option(PictureOption.AT);
    }

    /** Sets the values of predictors. */
    @OptionMetadata(
            displayName = "Values",
            description =
                    "Values of predictors in expected responses instead of their mean or all their levels, such as"
                            + " meanses = -0.4, 0, 0.4; sector = 0.",
            displayOrder = 6)
    public void setValues(String values) {
        options.put(PictureOption.AT, values);
    }

    /** Returns the scale of a generalised model. */
    public String getScale() {
        return option(PictureOption.SCALE);
    }

    /** Sets the scale of a generalised model. */
    @OptionMetadata(
            displayName = "Scale",
            description =
                    "Of a generalised model: link, ratio (of odds or means), or response (probabilities or means); empty for what"
                            + " is usual.",
            displayOrder = 7)
    public void setScale(String scale) {
        options.put(PictureOption.SCALE, scale);
    }

    /** Returns the level of the intervals. */
    public String getConfidenceLevel() {
        return confidenceLevel;
    }

    /** Sets the level of the intervals. */
    @OptionMetadata(
            displayName = "Confidence level",
            description = "The level of the intervals in the picture, between 0 and 1.",
            displayOrder = 8)
    public void setConfidenceLevel(String confidenceLevel) {
        this.confidenceLevel = confidenceLevel;
    }

    /** Returns the width of the picture. */
    public int getWidth() {
        return width;
    }

    /** Sets the width of the picture. */
    @OptionMetadata(
            displayName = "Width",
            description = "Width of the picture; the image has twice as many pixels.",
            displayOrder = 9)
    public void setWidth(int width) {
        this.width = width;
    }

    /** Returns the height of the picture. */
    public int getHeight() {
        return height;
    }

    /** Sets the height of the picture. */
    @OptionMetadata(
            displayName = "Height",
            description = "Height of the picture; the image has twice as many pixels.",
            displayOrder = 10)
    public void setHeight(int height) {
        this.height = height;
    }

    /** Returns whether the picture is light on a dark page. */
    public boolean getDark() {
        return dark;
    }

    /** Sets whether the picture is light on a dark page. */
    @OptionMetadata(displayName = "Dark page", description = "Light on a dark page.", displayOrder = 11)
    public void setDark(boolean dark) {
        this.dark = dark;
    }

    /** Returns the step of the first of several models. */
    public String getMainModel() {
        return mainModel;
    }

    /** Sets the step of the first of several models. */
    @OptionMetadata(
            displayName = "First model",
            description =
                    "Where several models are connected, the step that fits the first of them, whose rows are shown; empty for the"
                            + " first by name.",
            displayOrder = 12)
    public void setMainModel(String mainModel) {
        this.mainModel = mainModel;
    }

    /**
     * Checks the options and the steps before this one.
     *
     * @throws WekaException with a sentence that says what to change
     */
    @Override
    public synchronized void stepInit() throws WekaException {
        arrivals = new Arrivals();
        checkUpstream();
        checkModels();
        StepLevel.of(getName(), text(confidenceLevel));
        checkLength("Width", width);
        checkLength("Height", height);
        Map<PictureOption, String> given = typed();
        for (PictureOption option : given.keySet()) {
            if (!picture.asks(option)) {
                throw new StepProblem(getName() + " draws \"" + picture.title() + "\", for which its option \""
                        + name(option) + "\" means nothing: empty it, or choose another picture.");
            }
        }
        try {
            PredictorValues.parse(given.getOrDefault(PictureOption.AT, ""));
            if (given.containsKey(PictureOption.SCALE)) {
                PictureScale.of(given.get(PictureOption.SCALE));
            }
        } catch (MultilevelException e) {
            throw StepProblem.of(e);
        }
    }

    private void checkModels() throws WekaException {
        List<String> sources =
                getStepManager().getIncomingConnectedStepsOfConnectionType(StepManager.CON_BATCH_CLASSIFIER).stream()
                        .map(StepManager::getName)
                        .toList();
        try {
            picture.checkModels(sources.size());
        } catch (MultilevelException e) {
            throw StepProblem.of(e);
        }
        if (!text(mainModel).isEmpty() && !sources.contains(text(mainModel))) {
            throw new StepProblem("The option First model of " + getName() + " is \"" + text(mainModel)
                    + "\", but no step of that name is connected: choose one of " + String.join(", ", sources)
                    + ", or empty it.");
        }
    }

    private void checkLength(String name, int length) throws WekaException {
        if (length < LEAST || length > MOST) {
            throw new StepProblem("The option " + name + " of " + getName() + " is " + length
                    + ": write a whole number from " + LEAST + " to " + MOST + ".");
        }
    }

    private static String name(PictureOption option) {
        return switch (option) {
            case GROUP -> "Grouping factor";
            case TERM -> "Term or parameter";
            case OVER -> "Horizontal axis";
            case BY -> "Colours";
            case HIGHLIGHT -> "Highlighted groups";
            case AT -> "Values";
            case SCALE -> "Scale";
            case MODEL -> option.text();
        };
    }

    /** Returns what was typed, with environment variables replaced. */
    private Map<PictureOption, String> typed() {
        Map<PictureOption, String> typed = new EnumMap<>(PictureOption.class);
        options.forEach((option, value) -> {
            if (!text(value).isEmpty()) {
                typed.put(option, text(value));
            }
        });
        return typed;
    }

    @Override
    Optional<String> needingRows() {
        return picture.needsRows() ? Optional.of("the picture \"" + picture.title() + "\"") : Optional.empty();
    }

    @Override
    String absent() {
        return "there is no picture";
    }

    @Override
    String activity() {
        return "drawing";
    }

    /**
     * Takes a classifier, and draws the picture once all models of its training set have come.
     *
     * @throws WekaException if it is no mixed model, or there is no such picture of the models, with one sentence
     */
    @Override
    public synchronized void processIncoming(Data incoming) throws WekaException {
        List<Data> arrived = arrivals.with(incoming, getStepManager());
        if (arrived.isEmpty()) {
            return;
        }
        Data first = arrived.stream()
                .filter(one -> one.getSourceStep().getName().equals(text(mainModel)))
                .findFirst()
                .orElse(arrived.get(0));
        List<MixedModel> beside = new ArrayList<>();
        for (Data one : arrived) {
            if (one != first) {
                beside.add(BatchModels.present(getName(), one, "cannot draw it"));
            }
        }
        others = beside;
        super.processIncoming(first);
    }

    @Override
    public List<String> getIncomingConnectionTypes() {
        return List.of(StepManager.CON_BATCH_CLASSIFIER);
    }

    @Override
    void give(MixedModel model, Data incoming) throws WekaException {
        StepManager manager = getStepManager();
        Pictures pictures = Pictures.of(model)
                .withInference(Inference.standard().withLevel(StepLevel.of(getName(), text(confidenceLevel))));
        PictureRequest request = pictures.request(picture, typed());
        for (MixedModel other : others) {
            request = request.withModel(NamedModel.of(other));
        }
        ChartDescription description = pictures.describe(
                request, () -> InstancesTable.fittedBy(model, others, training(incoming)), new StepProgress(manager));
        description.sentences().forEach(manager::logBasic);
        Data image = new Data(
                StepManager.CON_IMAGE,
                Chart.of(description, dark ? Theme.DARK : Theme.LIGHT).image(width, height));
        image.setPayloadElement(StepManager.CON_AUX_DATA_TEXT_TITLE, getName() + ": " + BatchModels.label(incoming));
        output(incoming, image);
    }

    @Override
    List<String> outgoing() {
        return List.of(StepManager.CON_IMAGE);
    }
}
