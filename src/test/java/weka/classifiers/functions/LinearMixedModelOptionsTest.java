package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.model.MixedModel;
import weka.core.Attribute;
import weka.core.Instances;
import weka.core.Option;
import weka.core.OptionMetadata;
import weka.core.Utils;

/** Options are set, told and listed as a Weka user knows it, and a wrong one is refused. */
class LinearMixedModelOptionsTest {

    @Test
    void optionsComeBackAsTheyWereSet() throws Exception {
        String[] options = Utils.splitOptions(
                "-formula \"ses + sector\" -group \"school, `the class`\" -slopes ses -uncorrelated -method ML"
                        + " -unseen missing -aliased zero -digits 6 -df satterthwaite -anova II -intervals bootstrap -replicates 20"
                        + " -seed -3 -bootstrap bc -influence school -ladder -equation latex");
        LinearMixedModel first = new LinearMixedModel();
        first.setOptions(options.clone());
        LinearMixedModel second = new LinearMixedModel();
        second.setOptions(first.getOptions());

        assertEquals("ses + sector", second.getFormula());
        assertEquals("school, `the class`", second.getGroup());
        assertEquals("ses", second.getSlopes());
        assertTrue(second.getUncorrelated());
        assertEquals("ML", second.getMethod().getSelectedTag().getReadable());
        assertEquals("missing", second.getUnseenGroups().getSelectedTag().getReadable());
        assertEquals("zero", second.getAliased().getSelectedTag().getReadable());
        assertEquals(6, second.getDigits());
        assertEquals("satterthwaite", second.getDf().getSelectedTag().getReadable());
        assertEquals("II", second.getAnova().getSelectedTag().getReadable());
        assertEquals("bootstrap", second.getIntervals().getSelectedTag().getReadable());
        assertEquals(20, second.getReplicates());
        assertEquals(-3, second.getSeed());
        assertEquals("bc", second.getBootstrap().getSelectedTag().getReadable());
        assertEquals("school", second.getInfluence());
        assertTrue(second.getLadder());
        assertEquals("latex", second.getEquation().getSelectedTag().getReadable());
        assertEquals(List.of(first.getOptions()), List.of(second.getOptions()));
    }

    @Test
    void optionsThatAreNotGivenAreReset() throws Exception {
        LinearMixedModel classifier = new LinearMixedModel();
        String[] defaults = classifier.getOptions();
        classifier.setOptions(
                Utils.splitOptions(
                        "-group a -method ML -unseen error -digits 9 -uncorrelated -df"
                                + " asymptotic -anova I -intervals wald -replicates 9 -seed 4 -bootstrap basic -influence a -ladder -equation html"));
        classifier.setOptions(new String[0]);
        assertEquals(List.of(defaults), List.of(classifier.getOptions()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -method MLE     | The option -method is "MLE": write REML or ML.
            -unseen zero    | The option -unseen is "zero": write population or missing or error.
            -digits 0       | The option -digits is "0": write a number from 1 to 15.
            -digits many    | The option -digits is "many": write a number from 1 to 15.
            -group          | No value given for -group option.
            -aliased none   | The option -aliased is "none": write missing or zero.
            -df kr          | The option -df is "kr": write auto or satterthwaite or kenward-roger or asymptotic.
            -anova 3        | The option -anova is "3": write none or I or II or III.
            -intervals all  | The option -intervals is "all": write none or wald or profile or bootstrap.
            -replicates 0   | The option -replicates is "0": write a whole number from 1 on, such as 1000.
            -seed x         | The option -seed is "x": write a whole number.
            -bootstrap ABC  | The option -bootstrap is "ABC": write percentile or basic or bc or bca.
            -equation tex   | The option -equation is "tex": write none or text or latex or html.
            -goups school   | Illegal options: -goups school
            """)
    void wrongOptionIsRefusedWithASentence(String options, String message) {
        LinearMixedModel classifier = new LinearMixedModel();
        Exception e = assertThrows(Exception.class, () -> classifier.setOptions(Utils.splitOptions(options)));
        assertEquals(message, e.getMessage().strip());
    }

    @Test
    void everyOptionHasATipAPlaceAndAFlag() {
        List<OptionMetadata> options = Arrays.stream(LinearMixedModel.class.getMethods())
                .map(method -> method.getAnnotation(OptionMetadata.class))
                .filter(option -> option != null)
                .toList();
        Set<Integer> places = options.stream().map(OptionMetadata::displayOrder).collect(Collectors.toSet());
        assertEquals(IntStream.rangeClosed(1, 22).boxed().collect(Collectors.toSet()), places);
        for (OptionMetadata option : options) {
            assertFalse(option.description().isBlank(), option.displayName());
            assertTrue(option.commandLineParamSynopsis().startsWith("-" + option.commandLineParamName()));
        }
    }

    @Test
    void tipStaysASentenceAlthoughWekaCutsItAtTheFirstFullStop() {
        for (Method method : LinearMixedModel.class.getMethods()) {
            OptionMetadata option = method.getAnnotation(OptionMetadata.class);
            if (option != null) {
                String description = option.description();
                int end = description.indexOf('.');
                assertTrue(end == description.length() - 1 || description.charAt(end + 1) == ' ', description);
            }
        }
    }

    @Test
    void decimalPlacesAreNotOfferedBesideDigits() {
        List<String> names = Collections.list(new LinearMixedModel().listOptions()).stream()
                .map(Option::name)
                .toList();
        assertTrue(
                names.containsAll(List.of("formula", "group", "slopes", "uncorrelated", "method", "unseen", "digits")));
        assertFalse(names.contains("num-decimal-places"));
    }

    @Test
    void digitsChangeTheSummaryOfABuiltModel() throws Exception {
        LinearMixedModel classifier = WekaSamples.built(WekaSamples.grouped(), "-group", "g");
        int length = classifier.toString().length();
        classifier.setDigits(8);
        assertTrue(classifier.toString().length() > length);
    }

    @Test
    void digitsFromAProgramAreCheckedWhenItBuilds() {
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setDigits(16);
        Exception e = assertThrows(MixedModelException.class, () -> classifier.buildClassifier(WekaSamples.grouped()));
        assertEquals("The option digits is 16: choose a number from 1 to 15.", e.getMessage());
    }

    private static Instances weighted() {
        Instances data = WekaSamples.grouped();
        data.insertAttributeAt(new Attribute("w"), 4);
        for (int i = 0; i < data.numInstances(); i++) {
            data.instance(i).setValue(4, 1 + i % 3);
        }
        return data;
    }

    private static MixedModel fitted(Instances data, String options) throws Exception {
        return WekaSamples.built(data, Utils.splitOptions(options))
                .fittedModel()
                .orElseThrow();
    }

    /** The same numbers by another way: instance weights, which are tested against lme4. */
    @ParameterizedTest
    @ValueSource(strings = {"-group g", "-formula \"x + f + (1 | g)\"", "-formula \". + (1 | g)\""})
    void anAttributeOfWeightsDoesWhatInstanceWeightsDo(String options) throws Exception {
        Instances data = weighted();
        MixedModel byAttribute = fitted(data, options + " -weights w");
        Instances own = WekaSamples.grouped();
        for (int i = 0; i < own.numInstances(); i++) {
            own.instance(i).setWeight(1 + i % 3);
        }
        MixedModel byInstances = fitted(own, options);
        assertEquals(
                List.of("(Intercept)", "x", "f[low]"),
                byAttribute.fixedEffects().names());
        assertEquals(
                byInstances.statistics().logLikelihood(),
                byAttribute.statistics().logLikelihood(),
                0);
    }

    @Test
    void weightsOfInstancesAndOfAnAttributeAreMultiplied() throws Exception {
        Instances both = weighted();
        both.forEach(row -> row.setWeight(1 / row.value(4)));
        assertEquals(
                fitted(WekaSamples.grouped(), "-group g").statistics().logLikelihood(),
                fitted(both, "-group g -weights w").statistics().logLikelihood(),
                // The products are 1 to a few units in the last place.
                1e-9);
    }

    @Test
    void rowsOfWeightZeroAreLeftOut() throws Exception {
        Instances data = weighted();
        data.instance(7).setValue(4, 0);
        assertEquals(119, fitted(data, "-group g -weights w").rows().used());
    }

    @Test
    void weightsThatAreNoneAreRefused() {
        Instances data = weighted();
        data.instance(7).setValue(4, -2);
        assertEquals(
                "The option weights names \"w\", which is -2 in row 8: weights must be positive, or 0 for a row that is left out.",
                assertThrows(MixedModelException.class, () -> fitted(data, "-group g -weights w"))
                        .getMessage());
        assertEquals(
                "The option weights names \"f\", a nominal attribute: name one numeric attribute.",
                assertThrows(MixedModelException.class, () -> fitted(data, "-group g -weights f"))
                        .getMessage());
        assertEquals(
                "The option weights names 2 attributes: name one numeric attribute.",
                assertThrows(MixedModelException.class, () -> fitted(data, "-group g -weights w,x"))
                        .getMessage());
    }

    @Test
    void choicesMayBeTypedInAnyCase() throws Exception {
        LinearMixedModel classifier = new LinearMixedModel();
        classifier.setOptions(Utils.splitOptions("-method ml -unseen Missing -anova iii -df Satterthwaite"));
        assertEquals("ML", classifier.getMethod().getSelectedTag().getReadable());
        assertEquals("missing", classifier.getUnseenGroups().getSelectedTag().getReadable());
        assertEquals("III", classifier.getAnova().getSelectedTag().getReadable());
        assertEquals("satterthwaite", classifier.getDf().getSelectedTag().getReadable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-group id", "-formula \"x + (1 | id)\""})
    void idsThatDoublesCannotTellApartAreRefused(String options) {
        Instances data = WekaSamples.grouped();
        data.insertAttributeAt(new Attribute("id"), 4);
        for (int i = 0; i < data.numInstances(); i++) {
            data.instance(i).setValue(4, 12345678901234500d + i % 12);
        }
        assertEquals(
                "The group \"id\" holds numbers of more than 15 digits, of which Weka's numbers cannot tell all apart: read it"
                        + " as nominal or as text (with the option -N or -S of the CSVLoader).",
                assertThrows(MixedModelException.class, () -> fitted(data, options))
                        .getMessage());
    }
}
