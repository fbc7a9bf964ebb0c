package org.multilevel.inference.means;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.multilevel.error.ModelException;

class PredictorValuesTest {
    @Test
    void predictorsComeWithTheirValuesAsTheyAreWritten() {
        assertEquals(
                Map.of("x", List.of("1", "2.5"), "f", List.of("a b")), PredictorValues.parse("x = 1, 2.5; f=a b ;"));
        assertEquals(Map.of("a;b", List.of("0")), PredictorValues.parse("`a;b`=0"));
        assertEquals(Map.of(), PredictorValues.parse(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x=", "=1", "x=1,", "x=1;f", "x=,2"})
    void whatLacksANameOrAValueIsRefusedWithAnExample(String text) {
        assertEquals(
                "The values \"" + text + "\" cannot be read: write a predictor and its values, as in \"x=1,2\".",
                assertThrows(ModelException.class, () -> PredictorValues.parse(text))
                        .getMessage());
    }

    @Test
    void aPredictorMayNotComeTwice() {
        assertEquals(
                "The values \"x=1; x=2\" name \"x\" twice: write all its values after one equals sign.",
                assertThrows(ModelException.class, () -> PredictorValues.parse("x=1; x=2"))
                        .getMessage());
    }
}
