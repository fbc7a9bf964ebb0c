package weka.gui.mixedmodels;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import weka.classifiers.functions.GeneralizedLinearMixedModel;
import weka.classifiers.functions.MixedModelException;
import weka.classifiers.functions.NamedAttributes;
import weka.core.Attribute;
import weka.core.Instances;
import weka.core.SelectedTag;

/** What a user chooses about the family of a response, and the options that follow from it; without windows. */
final class FamilyForm {
    /** How the likelihood is computed, as a list shows it: Laplace's approximation, or the points of quadrature. */
    static final List<String> APPROXIMATIONS = List.of("Laplace", "auto", "5", "9", "15", "25");

    private static final String LAPLACE = "1";

    private final Instances data;
    private final AttributeChoices choices;
    private final Models models;
    private ChosenFamily family = ChosenFamily.NORMAL;
    private Optional<String> trials = Optional.empty();
    private Optional<String> event = Optional.empty();
    private String points = LAPLACE;
    /** Whether trials were chosen here; a classifier's own may be a position or a variable, which is kept. */
    private boolean trialsTouched;

    /** Which models a form may be of. */
    enum Models {
        /** Linear ones only. */
        LINEAR,
        /** Generalised ones only. */
        GENERALISED,
        /** Both; the family says which. */
        BOTH
    }

    FamilyForm(Instances data, AttributeChoices choices, Models models) {
        this.data = data;
        this.choices = choices;
        this.models = models;
    }

    Models models() {
        return models;
    }

    ChosenFamily family() {
        return family;
    }

    /** Returns the families to choose from. */
    List<ChosenFamily> families() {
        return ChosenFamily.all().stream()
                .filter(each -> models != Models.GENERALISED || !each.isNormal())
                .toList();
    }

    /** Takes the family that is meant for a response unless another is chosen. */
    void start(String response) {
        family = familyOf(response);
    }

    private ChosenFamily familyOf(String response) {
        if (models != Models.LINEAR && choices.isYesOrNo(response)) {
            return ChosenFamily.YES_OR_NO;
        }
        return models == Models.GENERALISED ? ChosenFamily.COUNTS : ChosenFamily.NORMAL;
    }

    /** Takes another response: the family stays, unless two labels come or go, which have a family of their own. */
    void follow(String left, String response) {
        boolean isNew = choices.isYesOrNo(response) ? !family.isBinomial() : choices.isYesOrNo(left);
        if (isNew) {
            family = familyOf(response);
        }
        event = Optional.empty();
        trials = trials.filter(name -> !name.equals(response));
    }

    void choose(ChosenFamily chosen) {
        family = chosen;
    }

    /** Returns what can hold numbers of trials: numbers other than the response, where this is a proportion. */
    List<String> possibleTrials(String response) {
        return family.isBinomial() && !choices.isYesOrNo(response)
                ? choices.numbers().stream()
                        .filter(name -> !name.equals(response))
                        .toList()
                : List.of();
    }

    /** Returns the labels of which one is the event; none where the response has no labels. */
    List<String> possibleEvents(String response) {
        return family.isBinomial() && choices.isYesOrNo(response)
                ? Collections.list(data.attribute(response).enumerateValues()).stream()
                        .map(Object::toString)
                        .toList()
                : List.of();
    }

    Optional<String> trials() {
        return trials;
    }

    void chooseTrials(Optional<String> name) {
        trialsTouched = true;
        trials = name;
    }

    /** Returns the label that the coefficients are about: the second unless another is chosen. */
    Optional<String> event(String response) {
        return event.filter(possibleEvents(response)::contains)
                .or(() -> possibleEvents(response).stream().skip(1).findFirst());
    }

    void chooseEvent(Optional<String> label) {
        event = label;
    }

    /** Returns the approximations to choose from, that of a classifier among them. */
    List<String> approximations() {
        return APPROXIMATIONS.contains(approximation())
                ? APPROXIMATIONS
                : Stream.concat(APPROXIMATIONS.stream(), Stream.of(points)).toList();
    }

    String approximation() {
        return points.equals(LAPLACE) ? APPROXIMATIONS.get(0) : points;
    }

    void chooseApproximation(String name) {
        points = name.equals(APPROXIMATIONS.get(0)) ? LAPLACE : name;
    }

    /** Takes over what a classifier's options say, which is no choice made here. */
    void adopt(GeneralizedLinearMixedModel classifier, String response) {
        String name = classifier.getFamily().getSelectedTag().getReadable();
        family = families().stream()
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseGet(() -> familyOf(response));
        points = classifier.getAgq();
        event = Optional.of(classifier.getEvent()).filter(label -> !label.isEmpty());
        trials = named(classifier.getTrials());
        trialsTouched = false;
    }

    private Optional<String> named(String option) {
        try {
            return new NamedAttributes(data, "trials")
                    .list(option).stream().map(Attribute::name).findFirst();
        } catch (MixedModelException e) {
            return Optional.empty();
        }
    }

    /** Sets the options of a classifier to these choices. */
    void apply(GeneralizedLinearMixedModel classifier, String response) {
        classifier.setFamily(
                new SelectedTag(family.toString(), classifier.getFamily().getTags()));
        classifier.setAgq(points);
        Optional<String> second = possibleEvents(response).stream().skip(1).findFirst();
        classifier.setEvent(event(response)
                .filter(label -> !second.equals(Optional.of(label)))
                .orElse(""));
        if (trialsTouched || possibleTrials(response).isEmpty()) {
            classifier.setTrials(trials.filter(possibleTrials(response)::contains)
                    .map(NamedAttributes::written)
                    .orElse(""));
        }
    }
}
