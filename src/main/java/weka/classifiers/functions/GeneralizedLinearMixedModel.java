package weka.classifiers.functions;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.multilevel.data.Progress;
import org.multilevel.error.MethodException;
import org.multilevel.glm.Distribution;
import org.multilevel.glm.Family;
import org.multilevel.glm.GeneralisedProblem;
import org.multilevel.inference.tests.Anova;
import org.multilevel.result.ResultTable;
import weka.core.Attribute;
import weka.core.Capabilities;
import weka.core.Capabilities.Capability;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.OptionMetadata;
import weka.core.SelectedTag;
import weka.core.Utils;

/**
 * A generalised linear mixed model for grouped data, as a Weka classifier: for a class with two labels, and for counts and positive
 * numbers.
 *
 * <p>It asks and shows; everything is computed by {@code org.multilevel}. The instances' weights are prior weights, which multiply the
 * log-density of a row.
 */
public class GeneralizedLinearMixedModel extends QuestionOptions {
    private static final long serialVersionUID = 1L;

    private static final String AUTOMATIC = "auto";
    private static final TagChoice<Optional<Distribution>> FAMILIES = families();
    /** One term after the other is for linear models. */
    private static final TagChoice<Optional<Anova.Type>> ANOVAS =
            TagChoice.orNone(new Anova.Type[] {Anova.Type.II, Anova.Type.III}, Anova.Type::name);

    private static final String POINTS_ADVICE =
            "a whole number from 1 to " + GeneralisedProblem.MOST_POINTS + ", or " + AUTOMATIC;

    @SuppressWarnings("UnusedVariable") // Java serialization reads it
    private static final ObjectStreamField[] serialPersistentFields = fields(
            new ObjectStreamField("family", String.class),
            new ObjectStreamField("points", String.class),
            new ObjectStreamField("trials", String.class),
            new ObjectStreamField("event", String.class),
            new ObjectStreamField("anova", String.class),
            new ObjectStreamField("labels", String[].class));

    private transient Optional<Distribution> family = Optional.empty();
    private transient String points = "1";
    private transient String trials = "";
    private transient String event = "";
    /** Files of early versions lack it. */
    private transient Optional<Anova.Type> anova = Optional.empty();

    /** The labels of the class that was learnt, that of which the state gives the probability first; none for a numeric class. */
    private transient Learnt learnt = Learnt.NUMBERS;

    /**
     * What the numbers that the state predicts are.
     *
     * @param labels those of the class, none for a numeric one
     * @param event the position of the one whose probability they are
     */
    private record Learnt(List<String> labels, int event) {
        static final Learnt NUMBERS = new Learnt(List.of(), 0);

        Learnt {
            labels = List.copyOf(labels);
        }
    }

    /** Creates the classifier with its default options. */
    public GeneralizedLinearMixedModel() {}

    private static TagChoice<Optional<Distribution>> families() {
        List<Optional<Distribution>> choices = Stream.concat(
                        Stream.of(Optional.<Distribution>empty()),
                        Arrays.stream(Family.values())
                                .flatMap(family -> family.links().stream()
                                        .map(link -> Optional.of(new Distribution(family, link)))))
                .toList();
        return new TagChoice<>(
                choices,
                choices.stream()
                        .map(choice -> choice.map(Distribution::toString).orElse(AUTOMATIC))
                        .toList());
    }

    private void resetOptions() {
        resetModel();
        family = Optional.empty();
        points = "1";
        trials = "";
        event = "";
        anova = Optional.empty();
    }

    /** Returns the description that Weka shows. */
    public String globalInfo() {
        return "Generalised linear mixed model (multilevel, hierarchical model) for grouped data: for a class with two labels"
                + " (binomial; use MultiClassClassifier around it for more), for counts (poisson, negative-binomial) and for positive"
                + " numbers (gamma). Fixed effects for predictors, and random intercepts and slopes that vary by group, on the scale of"
                + " a link; the likelihood by Laplace's approximation or, for one grouping factor, adaptive quadrature. A row of"
                + " a known group is predicted with the group's own effects, a row of an unseen group by default with effects of zero."
                + " Training rows in which a variable of the model is missing are left out, and rows in which a predictor is missing"
                + " get no prediction. Instance weights are prior weights.\n\nFor more information see:\n\n"
                + getTechnicalInformation();
    }

    @Override
    String modelName() {
        return "Generalised linear mixed model";
    }

    @Override
    public Capabilities getCapabilities() {
        Capabilities result = super.getCapabilities();
        result.enable(Capability.BINARY_CLASS);
        return result;
    }

    /**
     * Fits the model, or the best that the data can bear; {@link #toString} tells which.
     *
     * @throws MixedModelException if an option means nothing on these data, with one sentence
     * @throws InterruptedException if the calling thread is interrupted
     */
    @Override
    public void buildClassifier(Instances data) throws Exception {
        buildClassifier(data, Progress.NONE);
    }

    /**
     * Fits as {@link #buildClassifier(Instances)} does, for a host that shows how it goes or stops it.
     *
     * @throws MixedModelException if an option means nothing on these data, with one sentence
     * @throws InterruptedException if the progress says so, or the calling thread is interrupted
     */
    @Override
    public void buildClassifier(Instances data, Progress progress) throws Exception {
        unbuild();
        checkClass(data);
        getCapabilities().testWithFail(data);
        checkDigits();
        List<Attribute> counted = new NamedAttributes(data, "trials").list(trials);
        FamilyChoice choice = FamilyChoice.of(data, family, !counted.isEmpty());
        Optional<String> chosen = event(data);
        List<String> labels = labels(data.classAttribute());
        learnt = new Learnt(labels, chosen.map(labels::indexOf).orElse(0));
        learn(
                data,
                MixedModelSettings.Own.ofGeneralised(trials),
                new GeneralisedEstimator(
                        data,
                        choice.distribution(),
                        parsedPoints(),
                        counted.stream().map(Attribute::name).findFirst(),
                        chosen,
                        choice.note(),
                        questions(getDigits())),
                progress);
    }

    private static List<String> labels(Attribute response) {
        return response.isNominal()
                ? Collections.list(response.enumerateValues()).stream()
                        .map(Object::toString)
                        .toList()
                : List.of();
    }

    /** Says what to do where Weka only says that it cannot. */
    private static void checkClass(Instances data) throws MixedModelException {
        if (data.classIndex() < 0 || data.classAttribute().isNumeric()) {
            return;
        }
        Attribute response = data.classAttribute();
        if (!response.isNominal()) {
            throw new MixedModelException("The class is " + NamedAttributes.quoted(response) + ", a "
                    + Attribute.typeToString(response)
                    + " attribute: choose a nominal one with two labels or a numeric one, with -c and its position on the command"
                    + " line, or in the list above Start in the Explorer.");
        }
        int labels = response.numValues();
        if (labels != 2) {
            throw new MixedModelException("The class " + NamedAttributes.quoted(response) + " has " + labels
                    + (labels == 1 ? " label" : " labels") + ", and this classifier is for two: "
                    + (labels > 2
                            ? "put weka.classifiers.meta.MultiClassClassifier around it, which makes a model for each label."
                            : "choose another class."));
        }
    }

    /** Returns the label whose probability the model is about. */
    private Optional<String> event(Instances data) throws MixedModelException {
        Attribute response = data.classAttribute();
        if (!response.isNominal()) {
            if (!event.isEmpty()) {
                throw new MixedModelException("The option event is \"" + event + "\", and the class "
                        + NamedAttributes.quoted(response) + " is numeric: leave the option empty.");
            }
            return Optional.empty();
        }
        if (event.isEmpty()) {
            return Optional.of(response.value(1));
        }
        if (response.indexOfValue(event) < 0) {
            throw new MixedModelException("The option event is \"" + event + "\", and the labels of the class "
                    + NamedAttributes.quoted(response) + " are \"" + response.value(0) + "\" and \"" + response.value(1)
                    + "\": choose one of them.");
        }
        return Optional.of(event);
    }

    private int parsedPoints() throws MixedModelException {
        if (points.equals(AUTOMATIC)) {
            return GeneralisedProblem.AUTOMATIC;
        }
        int number = points.matches("[0-9]{1,3}") ? Integer.parseInt(points) : 0;
        if (number < 1 || number > GeneralisedProblem.MOST_POINTS) {
            throw new MixedModelException("The option agq is \"" + points + "\": write " + POINTS_ADVICE + ".");
        }
        return number;
    }

    /**
     * Returns the probabilities of both labels given the instance's groups, zeros if there is no prediction; of a numeric class the expected
     * value, or a missing value.
     */
    @Override
    public double[] distributionForInstance(Instance instance) throws Exception {
        double prediction = state().predict(instance, treatment());
        if (learnt.labels().isEmpty()) {
            return new double[] {Double.isNaN(prediction) ? Utils.missingValue() : prediction};
        }
        double[] distribution = new double[learnt.labels().size()];
        if (!Double.isNaN(prediction)) {
            distribution[learnt.event()] = prediction;
            distribution[1 - learnt.event()] = 1 - prediction;
        }
        return distribution;
    }

    /** Returns the summary of the model, and in words what was chosen or left out for it. */
    @Override
    public String toString() {
        return state().text(new SummaryChoices(shownDigits(), anova, equation()));
    }

    /** Returns the tables of what else was asked while training; none where the classifier was loaded from a file. */
    @Override
    public List<ResultTable> answerTables() {
        return state().answerTables();
    }

    /**
     * Sets the options that are given and resets all others.
     *
     * @throws Exception if an option has no value or one that it does not know
     */
    @Override
    public void setOptions(String[] options) throws Exception {
        checkQuestions(checkModel(TypedOptions.of(options)))
                .choice("anova", ANOVAS)
                .texts("trials", "event")
                .canonical("family", GeneralizedLinearMixedModel::canonicalFamily)
                .choice("family", FAMILIES)
                .number("agq", "auto|[1-9][0-9]{0,2}", POINTS_ADVICE);
        resetOptions();
        resetQuestions();
        super.setOptions(options);
    }

    /** A family may be written without its link. */
    private static String canonicalFamily(String text) throws MixedModelException {
        String small = text.toLowerCase(Locale.ROOT);
        if (small.equals(AUTOMATIC)) {
            return AUTOMATIC;
        }
        try {
            return Distribution.parse(small).toString();
        } catch (MethodException e) {
            throw new MixedModelException(e);
        }
    }

    /** Returns the family of the class. */
    public SelectedTag getFamily() {
        return FAMILIES.tag(family);
    }

    /** Sets the family of the class. */
    @OptionMetadata(
            displayName = "family",
            description =
                    "The family of the class and its link: binomial for two labels, 0 and 1, or proportions with trials (links logit,"
                            + " probit, cloglog), poisson and negative-binomial for counts (log), gamma for positive numbers (log,"
                            + " inverse); the first link may be left out. auto: binomial for a nominal class, poisson for whole"
                            + " numbers.",
            displayOrder = 6,
            commandLineParamName = "family",
            commandLineParamSynopsis = "-family <auto|FAMILY[:LINK]>")
    public void setFamily(SelectedTag family) {
        this.family = FAMILIES.value(family);
    }

    /** Returns the points of the quadrature. */
    public String getAgq() {
        return points;
    }

    /** Sets the points of the quadrature. */
    @OptionMetadata(
            displayName = "agq",
            description =
                    "The points of adaptive Gauss-Hermite quadrature for one grouping factor, or auto for as many as it takes. 1:"
                            + " Laplace's approximation, for any groups.",
            displayOrder = 10,
            commandLineParamName = "agq",
            commandLineParamSynopsis = "-agq <number|auto>")
    public void setAgq(String points) {
        this.points = given(points).strip().toLowerCase(Locale.ROOT);
    }

    /** Returns the attribute of numbers of trials. */
    public String getTrials() {
        return trials;
    }

    /** Sets the attribute of numbers of trials. */
    @OptionMetadata(
            displayName = "trials",
            description =
                    "The numeric attribute that holds numbers of trials, by name or position, where the class is the proportion of"
                            + " successes among them. It is no predictor then. Empty: every row is one trial.",
            displayOrder = 11,
            commandLineParamName = "trials",
            commandLineParamSynopsis = "-trials <attribute>")
    public void setTrials(String trials) {
        this.trials = given(trials);
    }

    /** Returns the label that counts as success. */
    public String getEvent() {
        return event;
    }

    /** Sets the label that counts as success. */
    @OptionMetadata(
            displayName = "event",
            description =
                    "The label of a nominal class whose probability the coefficients are about. It changes their signs and no"
                            + " prediction of a symmetric link. Empty: the second label.",
            displayOrder = 19,
            commandLineParamName = "event",
            commandLineParamSynopsis = "-event <label>")
    public void setEvent(String event) {
        this.event = given(event);
    }

    /** Returns which analysis of variance the summary has. */
    public SelectedTag getAnova() {
        return ANOVAS.tag(anova);
    }

    /** Sets which analysis of variance the summary has. */
    @OptionMetadata(
            displayName = "anova",
            description =
                    "The analysis of variance in the summary, Wald's chi-squared test for each term: none, II (beside all that do not"
                            + " contain it) or III (beside all others). It may be changed after training.",
            displayOrder = 20,
            commandLineParamName = "anova",
            commandLineParamSynopsis = "-anova <none|II|III>")
    public void setAnova(SelectedTag anova) {
        this.anova = ANOVAS.value(anova);
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        ObjectOutputStream.PutField fields = out.putFields();
        putModel(fields);
        fields.put("family", FAMILIES.name(family));
        fields.put("points", points);
        fields.put("trials", trials);
        fields.put("event", event);
        fields.put("anova", ANOVAS.name(anova));
        fields.put("labels", learnt.labels().toArray(String[]::new));
        out.writeFields();
        out.writeInt(learnt.event());
        writeModel(out);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        ObjectInputStream.GetField fields = in.readFields();
        getModel(fields);
        family = FAMILIES.named(text(fields, "family"));
        points = text(fields, "points");
        trials = text(fields, "trials");
        event = text(fields, "event");
        String kind = text(fields, "anova");
        anova = kind.isEmpty() ? Optional.empty() : ANOVAS.named(kind);
        String[] labels = fields.get("labels", new String[0]) instanceof String[] saved ? saved : new String[0];
        learnt = new Learnt(List.of(labels), in.readInt());
        readModel(in);
    }

    /** Runs the classifier from the command line. */
    public static void main(String[] arguments) {
        runClassifier(new GeneralizedLinearMixedModel(), arguments);
    }
}
