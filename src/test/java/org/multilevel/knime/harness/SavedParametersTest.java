package org.multilevel.knime.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.multilevel.knime.harness.SampleParameters.Lenient;
import org.multilevel.knime.harness.SampleParameters.Way;

/** The harness saves and loads parameters as KNIME 5.8.2 did, whose file is the reference. */
class SavedParametersTest {
    private static String writtenByKnime() throws IOException {
        try (InputStream in = SavedParametersTest.class.getResourceAsStream("/knime/parameters-5.8.xml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void parametersAreSavedAsKnimeSavesThem() throws IOException {
        assertEquals(writtenByKnime(), SavedParameters.xml(SavedParameters.save(SampleParameters.filled())));
    }

    @Test
    void whatKnimeHasSavedIsLoaded() throws IOException, InvalidSettingsException {
        SampleParameters loaded = SavedParameters.load(SampleParameters.class, SavedParameters.ofXml(writtenByKnime()));

        assertEquals("a \"b\" <c> & d'\n%% é \uD83D\uDE00 %", loaded.text);
        assertEquals(Way.SECOND, loaded.way);
        assertEquals(Optional.empty(), loaded.none);
        assertEquals(Optional.of("s"), loaded.some);
        assertEquals("g", loaded.parts[0].name);
        assertArrayEquals(new String[] {"", "two"}, loaded.names);
        assertEquals(writtenByKnime(), SavedParameters.xml(SavedParameters.save(loaded)));
    }

    @Test
    void anAbsentParameterIsRefused() {
        NodeSettings settings = SavedParameters.save(new SampleParameters());
        settings.addInt("text", 1);

        InvalidSettingsException refusal = assertThrows(
                InvalidSettingsException.class, () -> SavedParameters.load(SampleParameters.class, settings));

        assertEquals("String for key \"text\" not found.", refusal.getMessage());
    }

    @Test
    void anUnknownConstantIsRefused() {
        NodeSettings settings = SavedParameters.save(new SampleParameters());
        settings.addString("way", "THIRD");

        InvalidSettingsException refusal = assertThrows(
                InvalidSettingsException.class, () -> SavedParameters.load(SampleParameters.class, settings));

        assertEquals("Invalid value 'THIRD'. Possible values: FIRST, SECOND", refusal.getMessage());
    }

    @Test
    void aParameterAddedLaterKeepsItsDefault() throws IOException, InvalidSettingsException {
        String older = writtenByKnime().replaceFirst(".*\"added\".*\n", "");

        assertEquals(7, SavedParameters.load(SampleParameters.class, SavedParameters.ofXml(older)).added);
    }

    @Test
    void absentParametersOfALenientClassKeepTheirDefaults() throws InvalidSettingsException {
        NodeSettings settings = new NodeSettings("model");
        settings.addString("target", "old");

        Lenient loaded = SavedParameters.load(Lenient.class, settings);

        assertEquals("y", loaded.response);
        assertEquals(1, loaded.parts.length);
    }

    @Test
    void aRenamedParameterIsReadFromItsOldKey() throws InvalidSettingsException {
        NodeSettings settings = new NodeSettings("model");
        settings.addString("target", "old");

        assertEquals("old", SavedParameters.load(Lenient.class, settings).renamed);
    }
}
