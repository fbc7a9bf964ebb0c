package org.multilevel.exact;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.multilevel.error.ModelException;
import org.multilevel.model.LinearMixedModel;

/** A model that cannot be estimated on a table is refused with one sentence that names what is wrong. */
final class Refusal {
    private Refusal() {}

    /** Asserts that the model is refused with a sentence that contains all of {@code words}. */
    static void assertRefused(LinearMixedModel model, Frame frame, String... words) {
        String sentence = assertThrows(ModelException.class, () -> model.fit(frame.table()))
                .getMessage();
        for (String word : words) {
            assertTrue(sentence.contains(word), () -> "\"" + word + "\" is not in: " + sentence);
        }
    }

    /** Asserts that the model of a formula is refused. */
    static void assertRefused(String formula, Frame frame, String... words) {
        assertRefused(LinearMixedModel.of(formula), frame, words);
    }
}
