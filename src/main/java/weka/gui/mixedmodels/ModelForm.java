package weka.gui.mixedmodels;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.multilevel.error.FormulaException;
import org.multilevel.formula.Expression;
import org.multilevel.formula.Formula;
import org.multilevel.formula.FormulaBuilder;
import weka.classifiers.functions.GeneralizedLinearMixedModel;
import weka.classifiers.functions.GroupChoice;
import weka.classifiers.functions.GroupedModelOptions;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.functions.NamedAttributes;
import weka.core.Attribute;
import weka.core.Instances;
import weka.gui.mixedmodels.FamilyForm.Models;

/**
 * What a user chooses for a mixed model of a data set, and the formula that follows from it; without windows.
 *
 * <p>The formula is that of the choices until one is typed, which holds until a choice changes again.
 */
public final class ModelForm {
    private final Instances data;
    private final AttributeChoices choices;
    private String response;
    private final Set<String> predictors = new LinkedHashSet<>();
    private final List<GroupTerm> groups = new ArrayList<>();
    private Optional<String> weights = Optional.empty();
    private String method = "REML";
    private String df = "auto";
    private final ResidualForm residuals;
    private final FamilyForm families;
    private Optional<String> typed = Optional.empty();
    private boolean touched;
    /** Whether the weights were chosen here; a classifier's own may be a position or a variable, which is kept. */
    private boolean weightsTouched;

    /** Creates the form of a linear model with a likely response, and with a likely group if there is one. */
    public ModelForm(Instances data) {
        this(data, Models.LINEAR);
    }

    /** Returns such a form of a generalised model, with a response of two labels or counts. */
    public static ModelForm generalised(Instances data) {
        return new ModelForm(data, Models.GENERALISED);
    }

    ModelForm(Instances data, Models models) {
        this.data = data;
        this.choices = new AttributeChoices(data);
        this.residuals = new ResidualForm(data);
        this.families = new FamilyForm(data, choices, models);
        this.response = choices.likelyResponse(hasFamilies()).orElse("");
        families.start(response);
        if (!response.isEmpty() && !data.isEmpty()) {
            likelyGroup(withClass(response))
                    .ifPresent(group -> groups.add(new GroupTerm(List.of(group.name()), List.of(), false)));
        }
    }

    /** Returns the group that the classifier would choose; none where it would refuse the data, which the fit says. */
    private static Optional<Attribute> likelyGroup(Instances data) {
        try {
            return GroupChoice.of(data).map(GroupChoice::attribute);
        } catch (MixedModelException e) {
            return Optional.empty();
        }
    }

    AttributeChoices choices() {
        return choices;
    }

    String response() {
        return response;
    }

    /** Returns what is chosen for a fixed effect, in the order of the attributes. */
    List<String> predictors() {
        return possiblePredictors().stream().filter(predictors::contains).toList();
    }

    /** Returns what can have a fixed effect beside the other choices. */
    List<String> possiblePredictors() {
        Set<String> taken = new LinkedHashSet<>(List.of(response));
        weights.ifPresent(taken::add);
        groups.forEach(term -> taken.addAll(term.nesting()));
        return choices.predictors().stream()
                .filter(name -> !taken.contains(name))
                .toList();
    }

    /** Returns what can be one more group. */
    List<String> possibleGroups() {
        return choices.groups().stream()
                .filter(name -> !name.equals(response) && !weights.equals(Optional.of(name)))
                .toList();
    }

    List<GroupTerm> groups() {
        return List.copyOf(groups);
    }

    Instances data() {
        return data;
    }

    /** Returns the attributes whose values, together, are those of the first group; none where there is no group. */
    List<String> firstNesting() {
        return groups.isEmpty() ? List.of() : groups.get(0).nesting();
    }

    /** Returns the innermost attribute of the first group, if there is one. */
    Optional<String> firstGroup() {
        return groups.stream()
                .map(term -> term.nesting().get(term.nesting().size() - 1))
                .findFirst();
    }

    Optional<String> weights() {
        return weights;
    }

    /** Returns what can be a response. */
    List<String> responses() {
        return hasFamilies() ? choices.responses() : choices.numbers();
    }

    boolean hasFamilies() {
        return families.models() != Models.LINEAR;
    }

    ChosenFamily family() {
        return families.family();
    }

    FamilyForm families() {
        return families;
    }

    /** Returns whether the model is a linear one, which alone has a method and degrees of freedom to choose. */
    boolean isLinear() {
        return family().isNormal();
    }

    String method() {
        return method;
    }

    String df() {
        return df;
    }

    ResidualForm residuals() {
        return residuals;
    }

    /** Returns what the rows of a subject may be known by. */
    List<String> possibleSubjects() {
        return choices.groups().stream().filter(name -> !name.equals(response)).toList();
    }

    /** Takes a choice about residuals, which holds for the formula that is shown. */
    void chooseResiduals(Runnable choice) {
        touched = true;
        choice.run();
    }

    void chooseResponse(String name) {
        touched = true;
        families.follow(response, name);
        response = name;
        predictors.remove(name);
        typed = Optional.empty();
    }

    void choosePredictors(List<String> names) {
        touched = true;
        predictors.clear();
        predictors.addAll(names);
        typed = Optional.empty();
    }

    /** Adds a group; one that is there already has its slopes from now on. */
    void addGroup(GroupTerm term) {
        touched = true;
        groups.removeIf(other -> other.nesting().equals(term.nesting()));
        groups.add(term);
        predictors.removeAll(term.nesting());
        typed = Optional.empty();
    }

    void removeGroup(int position) {
        touched = true;
        groups.remove(position);
        typed = Optional.empty();
    }

    void chooseWeights(Optional<String> name) {
        touched = true;
        weightsTouched = true;
        weights = name;
        name.ifPresent(predictors::remove);
        typed = Optional.empty();
    }

    void chooseFamily(ChosenFamily chosen) {
        chooseOfFamily(() -> families.choose(chosen));
    }

    /** Takes a choice that goes with the family. */
    void chooseOfFamily(Runnable choice) {
        touched = true;
        choice.run();
    }

    void chooseMethod(String name) {
        touched = true;
        method = name;
    }

    void chooseDf(String name) {
        touched = true;
        df = name;
    }

    /** Takes a formula as it was typed in place of that of the choices. */
    void type(String formula) {
        touched = true;
        typed = formula.equals(formulaOfChoices()) ? Optional.empty() : Optional.of(formula);
    }

    /** Takes over what a classifier's options say, which is no choice made here. */
    public void adopt(GroupedModelOptions classifier) {
        String formula = classifier.getFormula();
        if (!formula.isBlank()) {
            type(
                    formula.contains("~")
                            ? formula.strip().replaceFirst("^~", responseText() + " ~")
                            : responseText() + " ~ " + formula);
        }
        weights = named(classifier.getWeights());
        if (classifier instanceof LinearMixedModel linear) {
            method = linear.getMethod().getSelectedTag().getReadable();
            df = linear.getDf().getSelectedTag().getReadable();
            residuals.adopt(linear);
        } else if (classifier instanceof GeneralizedLinearMixedModel generalised) {
            families.adopt(generalised, response);
        }
        touched = false;
        weightsTouched = false;
    }

    /** Returns the attribute that the option weights names; none for a variable of the KnowledgeFlow, or what the fit will refuse. */
    private Optional<String> named(String option) {
        try {
            return new NamedAttributes(data, "weights")
                    .list(option).stream().map(Attribute::name).findFirst();
        } catch (MixedModelException e) {
            return Optional.empty();
        }
    }

    private String responseText() {
        return new Expression.Column(response).toString();
    }

    /** Sets the options of a classifier to what was chosen here, if anything was. */
    public void apply(GroupedModelOptions classifier) throws Exception {
        if (!touched) {
            return;
        }
        classifier.setFormula(formula());
        classifier.setGroup("");
        classifier.setSlopes("");
        classifier.setUncorrelated(false);
        if (weightsTouched) {
            classifier.setWeights(weights.map(NamedAttributes::written).orElse(""));
        }
        if (classifier instanceof LinearMixedModel to) {
            LinearMixedModel chosen = linear();
            to.setMethod(chosen.getMethod());
            to.setDf(chosen.getDf());
            residuals.apply(to);
        } else if (classifier instanceof GeneralizedLinearMixedModel to) {
            families.apply(to, response);
        }
    }

    /** Returns the formula; empty where the choices make none, of which {@link #problem} tells. */
    String formula() {
        return typed.orElseGet(this::formulaOfChoices);
    }

    private String formulaOfChoices() {
        try {
            return response.isEmpty() ? "" : chosenFormula().toString();
        } catch (FormulaException e) {
            return "";
        }
    }

    private Formula chosenFormula() {
        FormulaBuilder builder = Formula.response(response).fixed(predictors().toArray(String[]::new));
        for (GroupTerm term : groups) {
            builder = builder.random(term.grouping());
        }
        return builder.build();
    }

    /** Returns why the formula cannot be fitted to the data, in a sentence; nothing if it can be tried. */
    Optional<String> problem() {
        if (formula().contains("${")) {
            // A variable of the KnowledgeFlow, which has its value when the flow runs.
            return Optional.empty();
        }
        try {
            Formula formula = typed.isPresent() ? Formula.parse(typed.get()) : chosenFormula();
            for (String name : formula.columns()) {
                if (data.attribute(name) == null) {
                    return Optional.of(
                            "The data have no attribute \"" + name + "\": choose one from the lists, or write it as"
                                    + " it is called there, between backticks if it has spaces or signs.");
                }
            }
            if (typed.isEmpty() && slopeOfItself().isPresent()) {
                return slopeOfItself();
            }
            return responseOf(formula).isPresent() ? residualProblem() : Optional.of(wrongResponse(formula));
        } catch (FormulaException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> residualProblem() {
        return isLinear() ? residuals.problem(response) : Optional.empty();
    }

    private String wrongResponse(Formula formula) {
        Expression found = formula.expand(List.of()).response();
        return hasFamilies() && found instanceof Expression.Column column && choices.isYesOrNo(column.name())
                ? "The response of the formula is " + found + ", which has two labels: choose a family binomial."
                : "The response of the formula is " + found + ", and must be a numeric attribute"
                        + (hasFamilies() ? " or one with two labels" : "")
                        + " as it is: transform it under \"Preprocess\" first.";
    }

    /** Returns what to do next where the formula can be fitted but has no groups, in a sentence. */
    Optional<String> hint() {
        if (formula().contains("${") || problem().isPresent() || hasDependentResiduals()) {
            return Optional.empty();
        }
        return Formula.parse(formula()).groupColumns().isEmpty()
                ? Optional.of("No group yet, so this is "
                        + (isLinear() ? "ordinary least squares" : "an ordinary generalised linear model")
                        + ": choose under Group what the rows belong to, and"
                        + " press Add group.")
                : Optional.empty();
    }

    private boolean hasDependentResiduals() {
        return isLinear() && !residuals.isIndependent();
    }

    /** Returns what the residuals are like, in words; nothing where they are independent with one variance. */
    Optional<String> residualWords() {
        return isLinear() && problem().isEmpty()
                ? Optional.of(residuals.words()).filter(words -> !words.isEmpty())
                : Optional.empty();
    }

    private Optional<String> slopeOfItself() {
        return groups.stream()
                .flatMap(term -> term.slopes().stream().filter(term.nesting()::contains))
                .map(
                        name -> "The attribute \"" + name
                                + "\" is a group and a slope of itself: remove that group, and choose another group or other slopes.")
                .findFirst();
    }

    private Optional<String> responseOf(Formula formula) {
        return formula.expand(List.of()).response() instanceof Expression.Column column
                        && (data.attribute(column.name()).type() == Attribute.NUMERIC
                                || (family().isBinomial() && choices.isYesOrNo(column.name())))
                ? Optional.of(column.name())
                : Optional.empty();
    }

    /** Returns a classifier with these choices, not yet trained. */
    GroupedModelOptions classifier() throws Exception {
        if (isLinear()) {
            return linear();
        }
        GeneralizedLinearMixedModel classifier = new GeneralizedLinearMixedModel();
        classifier.setFormula(formula());
        families.apply(classifier, responseOfFormula());
        classifier.setWeights(weights.map(NamedAttributes::written).orElse(""));
        return classifier;
    }

    private String responseOfFormula() {
        try {
            return responseOf(Formula.parse(formula())).orElse(response);
        } catch (FormulaException e) {
            return response;
        }
    }

    private LinearMixedModel linear() throws Exception {
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setOptions(new String[] {"-formula", formula(), "-method", method, "-df", df});
        classifier.setWeights(weights.map(NamedAttributes::written).orElse(""));
        residuals.apply(classifier);
        return classifier;
    }

    /**
     * Returns the data with the response as the class.
     *
     * @throws IllegalStateException if there is a {@link #problem}
     */
    Instances trainingData() {
        String name = responseOf(Formula.parse(formula())).orElseThrow(IllegalStateException::new);
        return withClass(name);
    }

    private Instances withClass(String name) {
        Instances training = new Instances(data);
        training.setClass(training.attribute(name));
        return training;
    }
}
