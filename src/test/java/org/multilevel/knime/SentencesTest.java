package org.multilevel.knime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.multilevel.error.DataException;
import org.multilevel.error.FormulaException;
import org.multilevel.error.ModelException;

class SentencesTest {
    private static final String SENTENCE = "Something is wrong: do something else.";

    static Stream<RuntimeException> refusals() {
        return Stream.of(new DataException(SENTENCE), new ModelException(SENTENCE), new FormulaException(SENTENCE, 3));
    }

    private static Sentences.Task<String> throwing(RuntimeException e) {
        return () -> {
            throw e;
        };
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsShownAsItIs(RuntimeException refusal) {
        assertEquals(
                SENTENCE,
                assertThrows(InvalidSettingsException.class, () -> Sentences.configuring(throwing(refusal)))
                        .getMessage());
        assertEquals(
                SENTENCE,
                assertThrows(KNIMEException.class, () -> Sentences.executing(throwing(refusal)))
                        .getMessage());
    }

    @Test
    void aSettingThatTheExecutionFindsWrongIsShownAsItIs() {
        assertEquals(
                SENTENCE,
                assertThrows(
                                KNIMEException.class,
                                () -> Sentences.executing(() -> {
                                    throw new InvalidSettingsException(SENTENCE);
                                }))
                        .getMessage());
    }

    @Test
    void aCancellationBecomesThatOfKnime() {
        assertThrows(
                CanceledExecutionException.class,
                () -> Sentences.executing(throwing(new CancellationException("stopped on request"))));
    }

    @Test
    void aDefectIsNotPassedOnAsItIsButSaidInASentence() {
        IllegalStateException defect = new IllegalStateException("lost");
        for (Exception shown : new Exception[] {
            assertThrows(InvalidSettingsException.class, () -> Sentences.configuring(throwing(defect))),
            assertThrows(KNIMEException.class, () -> Sentences.executing(throwing(defect)))
        }) {
            assertTrue(String.valueOf(shown.getMessage()).startsWith("Something went wrong that should not ("));
            assertEquals(defect, shown.getCause());
        }
    }

    @Test
    void tooLittleMemoryIsSaidWithWhatHelps() {
        KNIMEException shown = assertThrows(
                KNIMEException.class,
                () -> Sentences.executing(() -> {
                    throw new OutOfMemoryError();
                }));
        assertTrue(String.valueOf(shown.getMessage()).contains("allow more in knime.ini"), shown.getMessage());
    }
}
