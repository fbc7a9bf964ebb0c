package org.multilevel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.design.RandomColumn;
import org.multilevel.fit.EstimationMethod;
import org.multilevel.model.HandMade;
import org.multilevel.model.MixedModel;
import org.multilevel.model.Samples;

class DiagnosisTest {
    @Test
    void aGoodFitNeedsNoWords() {
        assertEquals(List.of(), Diagnosis.of(Samples.sleepstudyModel()));
    }

    @Test
    void aSearchWithoutAnOptimumSpeaksForItself() {
        String json = Samples.sleepstudyModel().toJson();
        MixedModel model = MixedModel.fromJson(json.replace("\"CONVERGED\"", "\"NOT_CONVERGED\"")
                .replaceFirst("\"explanation\": \"[^\"]*\"", "\"explanation\": \"No optimum was found.\""));
        assertEquals(List.of("No optimum was found."), Diagnosis.of(model));
    }

    @Test
    void notesOfTheFitComeLast() {
        String json = Samples.sleepstudyModel().toJson();
        MixedModel model = MixedModel.fromJson(json.replace("\"notes\": [ ]", "\"notes\": [\"A note.\"]"));
        assertEquals(List.of("A note."), Diagnosis.of(model));
    }

    @Test
    void aZeroVarianceIsNamed() {
        MixedModel model = Samples.fit("Yield ~ 1 + (1 | Batch)", EstimationMethod.REML, Samples.table("Dyestuff2"));
        assertEquals(
                List.of(
                        "The variance of (Intercept) over Batch is estimated as zero: these data show no differences between"
                                + " its levels beyond the residual."),
                Diagnosis.of(model));
    }

    @Test
    void aZeroSlopeVarianceIsNamed() {
        assertEquals(
                List.of(
                        "The variance of x1 over g is estimated as zero: these data show the same effect of x1 in all its"
                                + " levels."),
                SingularTerms.of(HandMade.factor(new double[][] {{1, 0}, {0, 0}})));
    }

    @Test
    void aPerfectCorrelationIsNamed() {
        assertEquals(
                List.of(
                        "The correlation of (Intercept) and x1 over g is estimated as -1: these data do not tell the two"
                                + " effects apart."),
                SingularTerms.of(HandMade.factor(new double[][] {{1, 0}, {-0.5, 0}})));
    }

    @Test
    void aHighCorrelationFromAPredictorFarFromZeroIsNotSingular() {
        // Uncorrelated with a slope SD of 1 at the centre 1e6, the intercept at zero is all but determined by the
        // slope.
        List<RandomColumn> columns = List.of(new RandomColumn("(Intercept)", 0, 1), new RandomColumn("x", 1e6, 1));
        double[][] lambda = {{1e6, 0}, {-1 + 1e-6, 1e-3}};
        assertEquals(List.of(), SingularTerms.of(HandMade.factor(lambda, columns)));
    }

    @Test
    void threeDependentEffectsAreNamedTogether() {
        assertEquals(
                List.of(
                        "The effects of (Intercept), x1, x2 over g are estimated as linearly dependent: a term with fewer"
                                + " columns would fit as well."),
                SingularTerms.of(HandMade.factor(new double[][] {{1, 0, 0}, {0, 1, 0}, {0.5, 0.5, 0}})));
    }

    @Test
    void droppedRowsAndColumnsAreNamed() {
        MemoryTable table = MemoryTable.builder()
                .numeric("y", 1, 3, 2, 5, 4, 6, 9)
                .numeric("x", 1, 2, 3, 4, 5, 6, Double.NaN)
                .numeric("twice", 2, 4, 6, 8, 10, 12, 0)
                .categorical("g", "a", "a", "b", "b", "c", "c", "c")
                .build();
        MixedModel model = Samples.fit("y ~ x + twice + (1 | g)", EstimationMethod.REML, table);
        List<String> sentences = Diagnosis.of(model);
        assertEquals("1 of 7 rows was left out: x is missing (1).", sentences.get(sentences.size() - 2));
        assertEquals(
                "twice was left out, because it is a linear combination of other columns.",
                sentences.get(sentences.size() - 1));
    }
}
