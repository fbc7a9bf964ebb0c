package weka.classifiers.functions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.multilevel.result.ResultColumn;
import org.multilevel.result.ResultTable;
import weka.classifiers.AbstractClassifier;
import weka.core.OptionMetadata;
import weka.core.SelectedTag;

/**
 * What is asked of a generalised model while it is trained. Reference values are those of {@code reference-glmm/profile.json} and {@code
 * questions.json}, made with R.
 */
class GeneralizedQuestionsTest {
    private static GeneralizedLinearMixedModel cattle(String... more) throws Exception {
        String[] options = {"-formula", "period", "-group", "herd", "-trials", "size"};
        String[] all = java.util.Arrays.copyOf(options, options.length + more.length);
        System.arraycopy(more, 0, all, options.length, more.length);
        GeneralizedLinearMixedModel classifier = new GeneralizedLinearMixedModel();
        classifier.setOptions(all);
        classifier.buildClassifier(GeneralizedSamples.cbpp());
        return classifier;
    }

    private static ResultTable table(GeneralizedLinearMixedModel classifier, String name) {
        return classifier.answerTables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double cell(ResultTable table, int row, String column) {
        return ((ResultColumn.Real) table.columns().stream()
                        .filter(each -> each.name().equals(column))
                        .findFirst()
                        .orElseThrow())
                .cells()
                .applyAsDouble(row);
    }

    /** The tolerance is that of the test of the profiles themselves, of the interval's width. */
    @Test
    void profileIntervalsAreThoseOfTheReference() throws Exception {
        GeneralizedLinearMixedModel classifier = cattle("-intervals", "profile");
        ResultTable intervals = table(classifier, "intervals");
        int last = intervals.rowCount() - 1;
        assertEquals("sd:herd:(Intercept)", intervals.columns().get(0).text(last));
        assertEquals(0.346091881994017, cell(intervals, last, "lower"), 1e-4);
        assertEquals(1.09995584085442, cell(intervals, last, "upper"), 1e-4);
        assertEquals(-1.61676617619709, cell(intervals, 1, "lower"), 1e-4);
        assertTrue(table(classifier, "profile").rowCount() > 10);
        assertTrue(classifier.toString().contains("95% intervals, profile"), classifier::toString);
    }

    @Test
    void theLadderIsOfTheFamily() throws Exception {
        ResultTable ladder = table(cattle("-ladder"), "ladder");
        double[] steps = IntStream.range(0, 3)
                .mapToDouble(row -> cell(ladder, row, "log_likelihood"))
                .toArray();
        // 1e-7 of the log-likelihood, that of the last two
        assertArrayEquals(new double[] {-104.831313593857, -92.0262818714972}, new double[] {steps[1], steps[2]}, 1e-5);
        assertEquals(25.6100634447196, cell(ladder, 2, "chi_squared"), 1e-4);
    }

    @Test
    void aBootstrapHasItsReplicatesAndItsSeed() throws Exception {
        String[] options = {"-intervals", "bootstrap", "-replicates", "8", "-seed", "5"};
        ResultTable first = table(cattle(options), "intervals");
        ResultTable again = table(cattle(options), "intervals");
        assertEquals(cell(first, 0, "lower"), cell(again, 0, "lower"));
    }

    /** R: car::Anova of glmer, 24.95 on 3 degrees of freedom. */
    @Test
    void theAnovaMayBeChosenAfterTraining() throws Exception {
        GeneralizedLinearMixedModel classifier = cattle();
        assertFalse(classifier.toString().contains("Analysis of variance"));
        classifier.setAnova(new SelectedTag("II", classifier.getAnova().getTags()));
        String words = classifier.toString().replaceAll(" +", " ");
        assertTrue(words.contains("Analysis of variance (type II, Wald's chi-squared tests)"), words);
        assertTrue(words.contains("period 24.95 3 1.6e-05"), words);
    }

    @Test
    void theEquationIsBelowTheSummary() throws Exception {
        assertTrue(cattle("-equation", "text").toString().contains("logit(mu_ij) = gamma_00"));
    }

    @Test
    void answersAreSavedAsTheyAreShown() throws Exception {
        GeneralizedLinearMixedModel classifier = cattle("-ladder", "-anova", "III", "-intervals", "wald");
        GeneralizedLinearMixedModel copy = (GeneralizedLinearMixedModel) AbstractClassifier.makeCopy(classifier);
        assertEquals(classifier.toString(), copy.toString());
        assertArrayEquals(classifier.getOptions(), copy.getOptions());
    }

    @Test
    void whatMovesWithoutEachGroupIsBelowTheSummary() throws Exception {
        String words = cattle("-influence", "herd").toString().replaceAll(" +", " ");
        assertTrue(words.contains("The most influential of 15 levels of herd, each left out"), words);
        assertEquals(
                "The option influence names \"farm\", but the model has no such grouping factor: write herd.",
                assertThrows(MixedModelException.class, () -> cattle("-influence", "farm"))
                        .getMessage());
    }

    @Test
    void whatIsOfLinearModelsIsRefusedInASentence() {
        assertEquals(
                "The option -anova is \"I\": write none or II or III.",
                assertThrows(MixedModelException.class, () -> cattle("-anova", "I"))
                        .getMessage());
    }

    @Test
    void everyOptionHasAPlaceOfItsOwn() {
        List<Integer> places = java.util.Arrays.stream(GeneralizedLinearMixedModel.class.getMethods())
                .map(method -> method.getAnnotation(OptionMetadata.class))
                .filter(option -> option != null)
                .map(OptionMetadata::displayOrder)
                .toList();
        assertEquals(places.size(), places.stream().distinct().count());
    }
}
