package weka.gui.mixedmodels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import weka.classifiers.functions.GeneralizedLinearMixedModel;
import weka.classifiers.functions.LinearMixedModel;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;

/** What a form offers, and which formula and classifier follow from what is chosen in it. */
class ModelFormTest {

    /** Returns 60 rows: marks, hours, the nominal sex, the whole number pupil (20 that repeat), the nominal school (6), a weight. */
    private static Instances pupils() {
        Instances data = new Instances(
                "pupils",
                new ArrayList<>(List.of(
                        new Attribute("pupil"),
                        new Attribute("school", List.of("a", "b", "c", "d", "e", "f")),
                        new Attribute("sex", List.of("f", "m")),
                        new Attribute("hours worked"),
                        new Attribute("w"),
                        new Attribute("mark"))),
                0);
        for (int i = 0; i < 60; i++) {
            int pupil = i / 3;
            double hours = (i * 7 % 13) + 0.5;
            double mark = 2 + pupil % 6 + 0.2 * hours + Math.sin(i);
            data.add(new DenseInstance(1, new double[] {100 + pupil, pupil % 6, pupil % 2, hours, 1.25 + i % 2, mark}));
        }
        return data;
    }

    @Test
    void groupsAreLabelsAndWholeNumbersThatRepeat() {
        AttributeChoices choices = new AttributeChoices(pupils());
        assertEquals(List.of("pupil", "school", "sex"), choices.groups());
        assertEquals(List.of("pupil", "hours worked", "w", "mark"), choices.numbers());
        assertEquals(List.of("pupil", "school", "sex", "hours worked", "w", "mark"), choices.predictors());
    }

    @Test
    void ofAStructureWithoutRowsAnyNumberCanBeAGroup() {
        AttributeChoices choices = new AttributeChoices(new Instances(pupils(), 0));
        assertTrue(choices.groups().containsAll(List.of("pupil", "hours worked", "school")));
    }

    @Test
    void withoutAGroupAHintSaysWhatTheModelIsAndWhatToDo() {
        ModelForm form = new ModelForm(pupils());
        assertEquals(Optional.empty(), form.hint());
        form.removeGroup(0);
        assertEquals(
                Optional.of(
                        "No group yet, so this is ordinary least squares: choose under Group what the rows belong to, and"
                                + " press Add group."),
                form.hint());
        form.type("mark ~ w + (1 | pupil)");
        assertEquals(Optional.empty(), form.hint());
        form.type("mark ~ (1 | pupil");
        assertEquals(Optional.empty(), form.hint());
    }

    @Test
    void itStartsWithTheLastNumberAndALikelyGroup() {
        assertEquals("mark ~ 1 + (1 | school)", new ModelForm(pupils()).formula());
        assertEquals(Optional.of("school"), new ModelForm(pupils()).firstGroup());
        Instances chosen = pupils();
        chosen.setClassIndex(3);
        assertEquals("hours worked", new ModelForm(chosen).response());
    }

    @Test
    void aGroupThatIsAddedTakesThePlaceOfTheSameOne() {
        ModelForm form = new ModelForm(pupils());
        form.addGroup(new GroupTerm(List.of("school"), List.of("hours worked"), false));
        assertEquals("mark ~ 1 + (1 + `hours worked` | school)", form.formula());
        assertEquals(1, form.groups().size());
    }

    @Test
    void choicesMakeTheFormula() {
        ModelForm form = new ModelForm(pupils());
        form.choosePredictors(List.of("hours worked", "sex"));
        assertEquals("mark ~ sex + `hours worked` + (1 | school)", form.formula());
        form.removeGroup(0);
        form.addGroup(new GroupTerm(List.of("school", "pupil"), List.of("hours worked"), true));
        assertEquals("mark ~ sex + `hours worked` + (1 + `hours worked` || school/pupil)", form.formula());
        form.addGroup(new GroupTerm(List.of("sex"), List.of(), false));
        assertEquals("mark ~ `hours worked` + (1 + `hours worked` || school/pupil) + (1 | sex)", form.formula());
        assertEquals(
                "school / pupil: level, hours worked, uncorrelated",
                form.groups().get(0).toString());
    }

    @Test
    void aGroupThatIsAddedAgainHasItsNewSlopes() {
        ModelForm form = new ModelForm(pupils());
        form.addGroup(new GroupTerm(List.of("school"), List.of("hours worked"), false));
        assertEquals("mark ~ 1 + (1 + `hours worked` | school)", form.formula());
        assertEquals(1, form.groups().size());
    }

    @Test
    void aGroupThatVariesByItselfIsRefusedInASentence() {
        ModelForm form = new ModelForm(pupils());
        form.addGroup(new GroupTerm(List.of("pupil"), List.of("pupil"), false));
        assertEquals(
                Optional.of(
                        "The attribute \"pupil\" is a group and a slope of itself: remove that group, and choose another group"
                                + " or other slopes."),
                form.problem());
    }

    @Test
    void choicesThatMakeNoFormulaAreSaidInASentence() {
        ModelForm form = new ModelForm(pupils());
        form.addGroup(new GroupTerm(List.of("sex", "sex"), List.of(), false));
        assertEquals("", form.formula());
        assertTrue(form.problem().isPresent());
    }

    @Test
    void whatIsAGroupOrAWeightIsNoPredictor() {
        ModelForm form = new ModelForm(pupils());
        form.chooseWeights(Optional.of("w"));
        assertEquals(List.of("pupil", "sex", "hours worked"), form.possiblePredictors());
        form.choosePredictors(List.of("pupil"));
        form.addGroup(new GroupTerm(List.of("pupil"), List.of(), false));
        assertEquals(List.of(), form.predictors());
    }

    @Test
    void aTypedFormulaHoldsUntilAChoiceChanges() {
        ModelForm form = new ModelForm(pupils());
        form.type("log(mark) ~ 1");
        assertEquals("log(mark) ~ 1", form.formula());
        form.chooseMethod("ML");
        assertEquals("log(mark) ~ 1", form.formula());
        form.choosePredictors(List.of("sex"));
        assertEquals("mark ~ sex + (1 | school)", form.formula());
    }

    @Test
    void whatCannotBeFittedIsSaidInASentence() {
        ModelForm form = new ModelForm(pupils());
        assertEquals(Optional.empty(), form.problem());
        form.type("mark ~ age + (1 | school)");
        assertEquals(
                Optional.of(
                        "The data have no attribute \"age\": choose one from the lists, or write it as it is called there, between"
                                + " backticks if it has spaces or signs."),
                form.problem());
        form.type("log(mark) ~ 1");
        assertEquals(
                Optional.of(
                        "The response of the formula is log(mark), and must be a numeric attribute as it is: transform it"
                                + " under \"Preprocess\" first."),
                form.problem());
        form.type("mark ~ (1 | school");
        assertTrue(
                form.problem().orElseThrow().contains("is not closed"),
                form.problem().toString());
    }

    @Test
    void theClassifierHasTheChoices() throws Exception {
        ModelForm form = new ModelForm(pupils());
        form.chooseMethod("ML");
        form.chooseDf("satterthwaite");
        form.chooseWeights(Optional.of("w"));
        LinearMixedModel classifier = assertInstanceOf(LinearMixedModel.class, form.classifier());
        assertEquals("mark ~ 1 + (1 | school)", classifier.getFormula());
        assertEquals("ML", classifier.getMethod().getSelectedTag().getReadable());
        assertEquals("satterthwaite", classifier.getDf().getSelectedTag().getReadable());
        Instances training = form.trainingData();
        assertEquals("mark", training.classAttribute().name());
        assertEquals("w", classifier.getWeights());
        // Once, by the option: instances with weights too would be weighted twice.
        assertEquals(1, training.get(1).weight());
        classifier.buildClassifier(training);
        assertEquals(
                Optional.of("w"),
                classifier.fittedModel().orElseThrow().provenance().weights());
    }

    @Test
    void aWeightWhoseNameHoldsASeparatorIsTheSameAttributeInTheOption() throws Exception {
        Instances data = pupils();
        data.renameAttribute(4, "1/variance, `raw`");
        ModelForm form = new ModelForm(data);
        form.chooseWeights(Optional.of("1/variance, `raw`"));
        LinearMixedModel classifier = assertInstanceOf(LinearMixedModel.class, form.classifier());
        classifier.buildClassifier(form.trainingData());
        assertEquals(
                Optional.of("1/variance, `raw`"),
                classifier.fittedModel().orElseThrow().provenance().weights());
        ModelForm again = new ModelForm(data);
        again.adopt(classifier);
        assertEquals(Optional.of("1/variance, `raw`"), again.weights());
    }

    @Test
    void theWeightsOfAStepAreKeptUntilOthersAreChosen() throws Exception {
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setWeights("${weights}");
        ModelForm form = new ModelForm(pupils());
        form.adopt(classifier);
        assertEquals(Optional.empty(), form.weights());
        form.choosePredictors(List.of("sex"));
        form.apply(classifier);
        assertEquals("${weights}", classifier.getWeights());
        classifier.setWeights("5");
        form.adopt(classifier);
        assertEquals(Optional.of("w"), form.weights());
        form.chooseWeights(Optional.empty());
        form.apply(classifier);
        assertEquals("", classifier.getWeights());
    }

    @Test
    void theOptionsOfAStepAreKeptUntilSomethingIsChosen() throws Exception {
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setOptions(new String[] {"-group", "school", "-slopes", "sex", "-method", "ML"});
        ModelForm form = new ModelForm(pupils());
        form.adopt(classifier);
        form.apply(classifier);
        assertEquals("school", classifier.getGroup());
        form.choosePredictors(List.of("sex"));
        form.apply(classifier);
        assertEquals("", classifier.getGroup());
        assertEquals("mark ~ sex + (1 | school)", classifier.getFormula());
        assertEquals("ML", classifier.getMethod().getSelectedTag().getReadable());
        classifier.setFormula("${predictor} + (1 | school)");
        form.adopt(classifier);
        assertEquals("mark ~ ${predictor} + (1 | school)", form.formula());
        assertEquals(Optional.empty(), form.problem());
    }

    @Test
    void whereFamiliesAreOfferedTwoLabelsCanBeAResponseAndHaveTheirOwn() {
        ModelForm form = new ModelForm(pupils(), FamilyForm.Models.BOTH);
        assertEquals(List.of("pupil", "sex", "hours worked", "w", "mark"), form.responses());
        assertEquals(List.of("pupil", "hours worked", "w", "mark"), new ModelForm(pupils()).responses());
        assertEquals("mark", form.response());
        assertEquals("normal", form.family().toString());
        form.chooseResponse("sex");
        assertEquals("binomial:logit", form.family().toString());
        assertEquals(Optional.empty(), form.problem());
        form.chooseResponse("mark");
        assertEquals("normal", form.family().toString());
    }

    @Test
    void aChosenFamilyIsKeptWhereTheNextResponseCanHaveIt() {
        ModelForm form = new ModelForm(pupils(), FamilyForm.Models.BOTH);
        form.chooseFamily(family("poisson:log"));
        form.chooseResponse("w");
        assertEquals("poisson:log", form.family().toString());
        form.chooseResponse("sex");
        form.chooseFamily(family("binomial:probit"));
        assertEquals("binomial:probit", form.family().toString());
    }

    @Test
    void theFamiliesAreThoseOfTheClassifierAndTheNormalOne() {
        assertEquals(
                List.of(
                        "normal",
                        "binomial:logit",
                        "binomial:probit",
                        "binomial:cloglog",
                        "poisson:log",
                        "negative-binomial:log",
                        "gamma:log",
                        "gamma:inverse"),
                ChosenFamily.all().stream().map(ChosenFamily::toString).toList());
    }

    private static ChosenFamily family(String name) {
        return ChosenFamily.all().stream()
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void twoLabelsWithAnotherFamilyAreSaidInASentence() {
        ModelForm form = new ModelForm(pupils(), FamilyForm.Models.BOTH);
        form.chooseResponse("sex");
        form.chooseFamily(family("poisson:log"));
        assertEquals(
                Optional.of("The response of the formula is sex, which has two labels: choose a family binomial."),
                form.problem());
        form.type("school ~ 1");
        assertEquals(
                Optional.of(
                        "The response of the formula is school, and must be a numeric attribute or one with two labels as"
                                + " it is: transform it under \"Preprocess\" first."),
                form.problem());
    }

    @Test
    void withoutAGroupTheHintNamesTheGeneralisedModel() {
        ModelForm form = new ModelForm(pupils(), FamilyForm.Models.BOTH);
        form.chooseResponse("sex");
        form.removeGroup(0);
        assertEquals(
                Optional.of(
                        "No group yet, so this is an ordinary generalised linear model: choose under Group what the rows belong"
                                + " to, and press Add group."),
                form.hint());
    }

    @Test
    void theClassifierOfAnotherFamilyIsTheGeneralisedOne() throws Exception {
        ModelForm form = new ModelForm(pupils(), FamilyForm.Models.BOTH);
        form.chooseResponse("sex");
        form.chooseFamily(family("binomial:cloglog"));
        form.chooseWeights(Optional.of("w"));
        GeneralizedLinearMixedModel classifier = assertInstanceOf(GeneralizedLinearMixedModel.class, form.classifier());
        assertEquals("sex ~ 1 + (1 | school)", classifier.getFormula());
        assertEquals("binomial:cloglog", classifier.getFamily().getSelectedTag().getReadable());
        assertEquals("w", classifier.getWeights());
        assertEquals("sex", form.trainingData().classAttribute().name());
    }

    @Test
    void twoLabelsAreTheResponseWhereThereIsNoNumber() {
        Instances data = pupils();
        data.deleteAttributeType(Attribute.NUMERIC);
        ModelForm form = new ModelForm(data, FamilyForm.Models.BOTH);
        assertEquals("sex", form.response());
        assertEquals("binomial:logit", form.family().toString());
    }

    @Test
    void dataWithoutNumbersHaveNoModel() {
        Instances data = pupils();
        data.deleteAttributeType(Attribute.NUMERIC);
        ModelForm form = new ModelForm(data);
        assertEquals("", form.response());
        assertThrows(RuntimeException.class, form::trainingData);
    }

    private static void chooseResiduals(ModelForm form, String kind, String subject, String time) {
        ResidualForm residuals = form.residuals();
        form.chooseResiduals(() -> residuals.choose(ResidualForm.kind(kind), form.firstGroup()));
        form.chooseResiduals(() -> residuals.chooseSubject(Optional.of(subject)));
        form.chooseResiduals(() -> residuals.chooseTime(Optional.of(time)));
    }

    @Test
    void chosenResidualsAreOptionsOfTheLinearClassifier() throws Exception {
        ModelForm form = new ModelForm(pupils());
        form.removeGroup(0);
        chooseResiduals(form, "ar1", "pupil", "hours worked");
        form.chooseResiduals(() -> form.residuals().chooseStrata(Optional.of("sex")));
        LinearMixedModel classifier = assertInstanceOf(LinearMixedModel.class, form.classifier());
        assertEquals("ar1(`hours worked` | pupil)", classifier.getResidual());
        assertEquals("sex", classifier.getResidualVariance());
        assertEquals(Optional.empty(), form.hint());
        assertEquals(
                Optional.of(
                        "Residuals: ar1(`hours worked` | pupil), a variance for each sex. Two residuals of one pupil have the"
                                + " correlation rho to the power of their distance in hours worked. The variance of the residuals is"
                                + " another for each value of sex."),
                form.residualWords());
        form.chooseFamily(ChosenFamily.all().stream()
                .filter(family -> family.toString().startsWith("gamma"))
                .findFirst()
                .orElseThrow());
        assertInstanceOf(GeneralizedLinearMixedModel.class, form.classifier());
        assertEquals(Optional.empty(), form.residualWords());
    }

    @Test
    void theLikelySubjectIsTheInnermostGroup() {
        ModelForm form = new ModelForm(pupils());
        form.addGroup(new GroupTerm(List.of("pupil"), List.of(), false));
        form.removeGroup(0);
        form.chooseResiduals(() -> form.residuals().choose(ResidualForm.kind("cs"), form.firstGroup()));
        assertEquals(Optional.of("pupil"), form.residuals().subject());
        assertEquals(Optional.empty(), form.problem());
    }

    @Test
    void aTimeThatIsTheSubjectOrTheResponseIsAProblem() {
        ModelForm form = new ModelForm(pupils());
        chooseResiduals(form, "toep", "pupil", "pupil");
        assertEquals(
                Optional.of(
                        "The attribute \"pupil\" is the time and the subject of the residuals: choose another for one of the"
                                + " two."),
                form.problem());
        form.chooseResiduals(() -> form.residuals().chooseTime(Optional.of("mark")));
        assertEquals(
                Optional.of(
                        "The response \"mark\" says nothing about its own residuals: choose another attribute beside"
                                + " Residuals."),
                form.problem());
    }

    @Test
    void variancesOfOccasionsAreSaidInTheOption() throws Exception {
        ModelForm form = new ModelForm(pupils());
        LinearMixedModel classifier = new LinearMixedModel();
        chooseResiduals(form, "us", "pupil", "w");
        form.chooseResiduals(() -> form.residuals().chooseVariances(ResidualForm.Variances.ONE));
        form.apply(classifier);
        assertEquals("us(w | pupil, hom = TRUE)", classifier.getResidual());
        form.chooseResiduals(() -> form.residuals().choose(ResidualForm.kind("ar1"), Optional.empty()));
        form.apply(classifier);
        assertEquals("ar1(w | pupil)", classifier.getResidual());
        form.chooseResiduals(() -> form.residuals().chooseVariances(ResidualForm.Variances.EACH_OCCASION));
        form.apply(classifier);
        assertEquals("ar1(w | pupil, hom = FALSE)", classifier.getResidual());
    }

    @Test
    void occasionsWithVariancesHaveToBeNamed() {
        ModelForm form = new ModelForm(pupils());
        form.chooseResiduals(() -> form.residuals().choose(ResidualForm.kind("cs"), Optional.of("pupil")));
        assertEquals(Optional.empty(), form.problem());
        form.chooseResiduals(() -> form.residuals().chooseVariances(ResidualForm.Variances.EACH_OCCASION));
        assertEquals(
                Optional.of(
                        "The residual structure cs with a variance for each occasion needs a time or occasion: choose it at"
                                + " \"in\"."),
                form.problem());
    }

    /** What the lists cannot show is the user's own writing, and stays. */
    @Test
    void aClassifiersOwnStructureIsShownOrKept() throws Exception {
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setFormula("mark ~ w");
        classifier.setResidual("toep(w | pupil)");
        classifier.setResidualVariance("sex");
        ModelForm form = new ModelForm(pupils());
        form.adopt(classifier);
        assertEquals(Optional.of("w"), form.residuals().time());
        assertEquals(Optional.of("sex"), form.residuals().strata());
        assertEquals(ResidualForm.Variances.USUAL, form.residuals().variances());
        classifier.setResidual("toep(w | pupil, hom = FALSE)");
        form.adopt(classifier);
        assertEquals(ResidualForm.Variances.EACH_OCCASION, form.residuals().variances());
        classifier.setResidual("toep(w | pupil:sex)");
        form.adopt(classifier);
        assertEquals(Optional.empty(), form.residuals().kind());
        form.chooseResiduals(() -> form.residuals().chooseStrata(Optional.empty()));
        form.apply(classifier);
        assertEquals("toep(w | pupil:sex)", classifier.getResidual());
        assertEquals("", classifier.getResidualVariance());
        form.chooseResiduals(() -> form.residuals().choose(ResidualForm.kind("cs"), Optional.of("pupil")));
        form.apply(classifier);
        assertEquals("cs(1 | pupil)", classifier.getResidual());
    }

    @Test
    void theFormOfAGeneralisedModelOffersNoNormalFamily() throws Exception {
        ModelForm form = ModelForm.generalised(pupils());
        assertEquals("poisson:log", form.family().toString());
        assertEquals(7, form.families().families().size());
        form.chooseResponse("sex");
        assertEquals("binomial:logit", form.family().toString());
        form.chooseResponse("mark");
        assertEquals("poisson:log", form.family().toString());
        assertInstanceOf(GeneralizedLinearMixedModel.class, form.classifier());
    }

    @Test
    void theEventIsTheSecondLabelUnlessAnotherIsChosen() throws Exception {
        ModelForm form = ModelForm.generalised(pupils());
        form.chooseResponse("sex");
        assertEquals(List.of("f", "m"), form.families().possibleEvents("sex"));
        assertEquals(Optional.of("m"), form.families().event("sex"));
        assertEquals("", ((GeneralizedLinearMixedModel) form.classifier()).getEvent());
        form.chooseOfFamily(() -> form.families().chooseEvent(Optional.of("f")));
        assertEquals("f", ((GeneralizedLinearMixedModel) form.classifier()).getEvent());
        form.chooseResponse("mark");
        assertEquals(List.of(), form.families().possibleEvents("mark"));
        assertEquals("", ((GeneralizedLinearMixedModel) form.classifier()).getEvent());
    }

    @Test
    void aProportionHasTrialsAndTheLikelihoodItsApproximation() throws Exception {
        ModelForm form = ModelForm.generalised(pupils());
        assertEquals(List.of(), form.families().possibleTrials("mark"));
        form.chooseFamily(family("binomial:logit"));
        assertEquals(List.of("pupil", "hours worked", "w"), form.families().possibleTrials("mark"));
        form.chooseOfFamily(() -> form.families().chooseTrials(Optional.of("w")));
        form.chooseOfFamily(() -> form.families().chooseApproximation("9"));
        GeneralizedLinearMixedModel classifier = (GeneralizedLinearMixedModel) form.classifier();
        assertEquals("w", classifier.getTrials());
        assertEquals("9", classifier.getAgq());
        form.chooseOfFamily(() -> form.families().chooseApproximation("Laplace"));
        assertEquals("1", ((GeneralizedLinearMixedModel) form.classifier()).getAgq());
        form.chooseFamily(family("gamma:log"));
        assertEquals("", ((GeneralizedLinearMixedModel) form.classifier()).getTrials());
    }

    @Test
    void aGeneralisedClassifiersOwnChoicesAreShownAndStay() throws Exception {
        GeneralizedLinearMixedModel classifier = new GeneralizedLinearMixedModel();
        classifier.setOptions(new String[] {
            "-formula", "w", "-family", "binomial:probit", "-agq", "7", "-trials", "${trials}", "-event", "f"
        });
        Instances data = pupils();
        data.setClass(data.attribute("sex"));
        ModelForm form = ModelForm.generalised(data);
        form.adopt(classifier);
        assertEquals("sex ~ w", form.formula());
        assertEquals("binomial:probit", form.family().toString());
        assertEquals("7", form.families().approximation());
        assertTrue(form.families().approximations().contains("7"));
        assertEquals(Optional.of("f"), form.families().event("sex"));
        GeneralizedLinearMixedModel untouched = new GeneralizedLinearMixedModel();
        form.apply(untouched);
        assertEquals("", untouched.getFormula());
        form.choosePredictors(List.of("hours worked"));
        form.apply(classifier);
        assertEquals("sex ~ `hours worked` + (1 | school)", classifier.getFormula());
        assertEquals("7", classifier.getAgq());
        assertEquals("binomial:probit", classifier.getFamily().getSelectedTag().getReadable());
        assertEquals("f", classifier.getEvent());
    }
}
