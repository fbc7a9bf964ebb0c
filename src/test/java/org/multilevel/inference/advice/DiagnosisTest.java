package org.multilevel.inference.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.multilevel.data.MemoryTable;
import org.multilevel.fit.EstimationMethod;
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
                                + " its levels beyond the residual. Its standard deviation is 0, the residual's 3.72. Without it the"
                                + " other estimates would be the same."),
                Diagnosis.of(model));
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
