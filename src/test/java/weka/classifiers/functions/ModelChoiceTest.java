package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.multilevel.model.MixedModel;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;
import weka.core.Utils;

/** Which model the options ask for, and the sentences for those that ask for none. */
class ModelChoiceTest {

    /** Returns 72 rows of y, x, z, the nominal f, the numeric pupil (1 to 12), the string team and a date. */
    private static Instances table() {
        Instances data = WekaSamples.empty(
                "table",
                new Attribute("y"),
                new Attribute("x"),
                new Attribute("km/h"),
                new Attribute("f", List.of("b", "a")),
                new Attribute("pupil"),
                new Attribute("team", (List<String>) null),
                new Attribute("born", "yyyy-MM-dd"));
        for (int i = 0; i < 72; i++) {
            int pupil = 1 + i % 12;
            Instance row = new DenseInstance(7);
            row.setDataset(data);
            row.setValue(0, pupil * 0.5 + (i % 5) * 0.3 + Math.sin(i) + (i % 7 == 0 ? 1 : 0));
            row.setValue(1, Math.cos(1.7 * i));
            row.setValue(2, (i * 7) % 11);
            row.setValue(3, (i / 12 + i) % 2);
            row.setValue(4, pupil);
            row.setValue(5, "team " + pupil % 6);
            row.setValue(6, 1e9 * i);
            data.add(row);
        }
        return data;
    }

    private static String formula(String options) throws Exception {
        return WekaSamples.built(table(), Utils.splitOptions(options))
                .fittedModel()
                .map(MixedModel::formula)
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            ''                                  => y ~ x + `km/h` + f + pupil + (1 | team)
            -group pupil                        => y ~ x + `km/h` + f + (1 | pupil)
            -group 5                            => y ~ x + `km/h` + f + (1 | pupil)
            -group pupil,team                   => y ~ x + `km/h` + f + (1 | pupil) + (1 | team)
            -group "pupil, 6"                   => y ~ x + `km/h` + f + (1 | pupil) + (1 | team)
            -group f/pupil                      => y ~ x + `km/h` + (1 | f/pupil)
            -group "f / pupil , team"           => y ~ x + `km/h` + (1 | f/pupil) + (1 | team)
            -group `km/h`                       => y ~ x + f + pupil + (1 | `km/h`)
            -group km/h                         => y ~ x + f + pupil + (1 | `km/h`)
            -group "`km/h`,pupil"               => y ~ x + f + (1 | `km/h`) + (1 | pupil)
            -group pupil -slopes x              => y ~ x + `km/h` + f + (1 + x | pupil)
            -group pupil -slopes x -uncorrelated => y ~ x + `km/h` + f + (1 + x || pupil)
            -slopes "x, km/h"                   => y ~ x + `km/h` + f + pupil + (1 + x + `km/h` | team)
            -formula x                          => y ~ x
            -formula "y ~ x + (1 | pupil)"      => y ~ x + (1 | pupil)
            -formula "~ x + (1 | pupil)"        => y ~ x + (1 | pupil)
            -formula "x + (x || pupil)"         => y ~ x + (x || pupil)
            -formula "x * f" -group pupil       => y ~ x * f + (1 | pupil)
            -formula f -group team -slopes x    => y ~ f + (1 + x | team)
            -formula ". + (1 | team)"           => y ~ . + (1 | team)
            """)
    void optionsAskForAFormula(String options, String formula) throws Exception {
        assertEquals(formula, formula(options));
    }

    @Test
    void firstAndLastArePositions() throws Exception {
        Instances data = WekaSamples.grouped();
        assertEquals("y ~ x + f + (1 | g)", formula(data, "-group", "last"));
        data.setClassIndex(1);
        assertEquals("x ~ f + g + (1 | y)", formula(rounded(data), "-group", "first"));
    }

    private static String formula(Instances data, String... options) throws Exception {
        return WekaSamples.built(data, options).fittedModel().orElseThrow().formula();
    }

    private static Instances rounded(Instances data) {
        data.forEach(row -> row.setValue(0, Math.rint(row.value(0))));
        return data;
    }

    @Test
    void dotLeavesStringsAndDatesOut() throws Exception {
        MixedModel model = WekaSamples.built(table(), "-formula", ". + (1 | team)")
                .fittedModel()
                .orElseThrow();
        assertEquals(
                List.of("(Intercept)", "x", "km/h", "f[a]", "pupil"),
                model.fixedEffects().names());
    }

    @Test
    void dotStandsForWhatCanBeAFixedEffect() throws Exception {
        Instances data = table();
        data.insertAttributeAt(new Attribute("one", List.of("only")), 1);
        data.forEach(row -> row.setValue(1, 0));
        LinearMixedModel classifier = WekaSamples.built(data, "-formula", ". + (1 | team)");
        assertEquals(
                List.of("(Intercept)", "x", "km/h", "f[a]", "pupil"),
                classifier.fittedModel().orElseThrow().fixedEffects().names());
        assertTrue(
                classifier
                        .toString()
                        .replaceAll("\\s+", " ")
                        .contains("Left out of the fixed effects: born (date attribute), one"
                                + " (only one level in the rows used)."),
                classifier.toString());
    }

    @Test
    void formulaMayUseStringsAndDatesByName() throws Exception {
        MixedModel model = WekaSamples.built(table(), "-formula", "born + team")
                .fittedModel()
                .orElseThrow();
        assertTrue(model.fixedEffects().names().containsAll(List.of("born", "team[team 1]")));
    }

    @Test
    void methodIsTheOneAskedFor() throws Exception {
        assertTrue(WekaSamples.built(table()).toString().contains("restricted maximum likelihood (REML)"));
        assertTrue(WekaSamples.built(table(), "-method", "ML").toString().contains("fit by maximum likelihood (ML)"));
    }

    @Test
    void defaultGroupIsSaidInWords() throws Exception {
        String text = WekaSamples.built(table()).toString().replaceAll("\\s+", " ");
        assertTrue(
                text.contains(
                        "The option group is empty, so the group is team: of the nominal and string attributes whose"
                                + " levels repeat, it has the most levels."),
                text);
        assertTrue(text.contains("Left out of the fixed effects: born (date attribute)."), text);
    }

    @Test
    void aNumberThatIsCalledAsALabelIsTheGroupWhereNoTextRepeats() throws Exception {
        Instances data = table();
        data.deleteAttributeAt(data.attribute("team").index());
        LinearMixedModel classifier = WekaSamples.built(data);
        assertEquals(
                "y ~ x + `km/h` + f + (1 | pupil)",
                classifier.fittedModel().orElseThrow().formula());
        assertSays(
                classifier,
                "The option group is empty, so the group is pupil: no nominal or string attribute has levels that repeat, and"
                        + " its name and its 12 whole numbers in 72 rows speak of labels.");
    }

    @Test
    void ofSeveralNumbersThatMayBeLabelsNoneIsTakenAndAllAreNamed() throws Exception {
        Instances data = table();
        data.deleteAttributeAt(data.attribute("team").index());
        data.renameAttribute(data.attribute("pupil"), "marks");
        LinearMixedModel classifier = WekaSamples.built(data);
        assertEquals(
                "y ~ x + `km/h` + f + marks",
                classifier.fittedModel().orElseThrow().formula());
        assertSays(
                classifier,
                "No group is named, and the whole numbers in marks and km/h repeat as labels of groups do. marks has 12 of them in 72"
                        + " rows. If one is a label, name it as the group; if all are quantities, all is well.");
    }

    @Test
    void aFormulaWithoutGroupsIsKeptAndTheLikelyGroupsAreNamed() throws Exception {
        LinearMixedModel classifier = WekaSamples.built(table(), "-formula", "x + pupil");
        assertEquals("y ~ x + pupil", classifier.fittedModel().orElseThrow().formula());
        assertSays(
                classifier,
                "No group is named, and the whole numbers in pupil and km/h repeat as labels of groups do.");
    }

    private static void assertSays(LinearMixedModel classifier, String sentence) {
        String text = classifier.toString().replaceAll("\\s+", " ");
        assertTrue(text.contains(sentence), text);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            -group pupl => The option group names "pupl", but there is no such attribute: choose "x", "km/h", "f", "pupil", "team", "born", or a number from 1 to 7.
            -group 8 => The option group names "8", but there is no such attribute: choose "x", "km/h", "f", "pupil", "team", "born", or a number from 1 to 7.
            -group y => The option group names "y", which is the class attribute: choose another attribute.
            -group first => The option group names "y", which is the class attribute: choose another attribute.
            -group born => The option group names "born", a date attribute: a group must be nominal, string or numeric.
            -group pupil, => The option group has nothing before or after a ',' in "pupil,": name an attribute there, or remove the sign.
            -group pupil/ => The option group has nothing before or after a '/' in "pupil/": name an attribute there, or remove the sign.
            -group pupil/pupil => A grouping names a column twice (pupil, pupil); name each grouping column once.
            -slopes team => The option slopes names "team", a string attribute: a slope must be numeric or nominal.
            -slopes born => The option slopes names "born", a date attribute: a slope must be numeric or nominal.
            -slopes z => The option slopes names "z", but there is no such attribute: choose "x", "km/h", "f", "pupil", "team", "born", or a number from 1 to 7.
            -group pupil -slopes pupil => The option slopes names "pupil", which is also a group: remove it from one of the two options.
            -formula x -slopes x => The option slopes needs the option group beside a formula: name the group, or write the slopes into the formula, as in (1 + x | group).
            -formula "x + (1 | team)" -group pupil => The formula has random terms already: leave the options group and slopes empty, or take the random terms out of the formula.
            -formula "z + (1 | team)" => The option formula names "z", but there is no such attribute: choose "x", "km/h", "f", "pupil", "team", "born".
            -formula "x + (1 | team" => The formula "y ~ x + (1 | team" cannot be used: The parenthesis at position 9 is not closed; write ) where it should end.
            -formula "x ~ f" => The response of the formula is x, but the class attribute is y: write y on the left of the '~', leave the left side out, or choose another class attribute.
            -formula "log(y) ~ f" => The response of the formula is log(y), but the class attribute is y: predictions would not be on the scale of the class; transform the attribute with a filter instead.
            -formula "log(f)" => log(f) needs numbers, but f is categorical: use it as a predictor by itself, or make it a numeric column.
            """)
    void choiceThatMeansNothingIsOneSentence(String options, String message) {
        Exception e = assertThrows(MixedModelException.class, () -> formula(options));
        assertEquals(message, e.getMessage());
        assertEquals(0, e.getStackTrace().length);
    }

    @Test
    void aClassThatIsNoNumberIsToldHowToChooseAnother() {
        Instances data = table();
        data.setClass(data.attribute("f"));
        assertEquals(
                "The class is \"f\", a nominal attribute: choose a numeric one, with -c and its position on the command line, or in the"
                        + " list above Start in the Explorer.",
                assertThrows(MixedModelException.class, () -> WekaSamples.built(data))
                        .getMessage());
    }

    @Test
    void slopesWithoutAnyPossibleGroupAreRefused() {
        Instances data = new Instances(table());
        data.deleteAttributeAt(data.attribute("team").index());
        data.renameAttribute(data.attribute("pupil"), "marks");
        Exception e = assertThrows(MixedModelException.class, () -> WekaSamples.built(data, "-slopes", "x"));
        assertEquals(
                "The option slopes needs a group, and no nominal or string attribute has 5 levels that repeat: name the group in"
                        + " the option group.",
                e.getMessage());
    }

    @Test
    void attributeNamesOfAnyKindCanBeUsed() throws Exception {
        Instances data = WekaSamples.grouped();
        data.renameAttribute(0, "Mark ~ (1|2)");
        data.renameAttribute(1, "a `tick`");
        data.renameAttribute(3, "größe, in \"cm\"");
        assertEquals(
                "`Mark ~ (1|2)` ~ `a ``tick``` + f + (1 | `größe, in \"cm\"`)",
                formula(data, "-group", "`größe, in \"cm\"`"));
        assertEquals("`Mark ~ (1|2)` ~ f", formula(data, "-formula", "f"));
    }
}
