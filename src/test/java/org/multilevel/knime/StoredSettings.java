package org.multilevel.knime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParameters;
import org.multilevel.knime.harness.NodeRun;
import org.multilevel.knime.harness.SavedParameters;

/** A settings.xml that KNIME 5.8 wrote for one of the nodes, with other values than a new node has. */
public record StoredSettings(ConfigurableNodeFactory<?> factory, String xml) {

    /** Reads a file among the test resources. */
    public static StoredSettings of(ConfigurableNodeFactory<?> factory, String path) {
        try (InputStream in = Objects.requireNonNull(StoredSettings.class.getResourceAsStream(path), path)) {
            return new StoredSettings(factory, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    /** Returns the same settings without one of them. */
    public StoredSettings without(String key) {
        return changed("\\s*<entry key=\"" + key + "\"[^>]*/>", "");
    }

    /** Returns the same settings with another value of one of them. */
    public StoredSettings with(String key, String value) {
        return changed("(<entry key=\"" + key + "\"[^>]* value=\")[^\"]*", "$1" + value);
    }

    /** Returns the same settings with no text in one of them, which KNIME can save, too. */
    public StoredSettings withNull(String key) {
        return changed(
                "(<entry key=\"" + key + "\" type=\"xstring\") value=\"[^\"]*\"", "$1 isnull=\"true\" value=\"\"");
    }

    /** Returns the same settings and one more, after one that there is. */
    public StoredSettings and(String before, String entry) {
        return changed("(<entry key=\"" + before + "\"[^>]*/>)", "$1" + entry);
    }

    private StoredSettings changed(String what, String replacement) {
        String changed = xml.replaceFirst(what, replacement);
        if (changed.equals(xml)) {
            throw new AssertionError("no " + what + " in " + xml);
        }
        return new StoredSettings(factory, changed);
    }

    /** Returns the parameters that these settings give a node. */
    public <P extends NodeParameters> P load(Class<P> type) throws InvalidSettingsException {
        return node().parameters(type);
    }

    private NodeRun node() throws InvalidSettingsException {
        return NodeRun.of(factory).load(model());
    }

    private NodeSettingsRO model() throws InvalidSettingsException {
        return SavedParameters.ofXml(xml).getNodeSettings("model");
    }

    /** Returns why a node that has loaded these settings refuses to be configured; that it loads them keeps KNIME from others. */
    public String refusal(PortObjectSpec... in) throws InvalidSettingsException {
        return node().refusal(in);
    }

    /** Checks that a choice, a constant and a version of another release are refused by name, and saved as they were. */
    public void assertOtherReleasesAreRefused(String key, String title, PortObjectSpec... in)
            throws InvalidSettingsException {
        StoredSettings other = with(key, "MAGIC");
        String refusal = other.refusal(in);
        String start = "The setting \"" + title + "\" is \"MAGIC\", which this version does not know: choose one of ";
        String end = ", in the dialog or by the flow variable, or update the Multilevel extension.";
        assertTrue(refusal.startsWith(start) && refusal.endsWith(end), refusal);
        other.assertSavedAsTheyWere();
        assertEquals(
                "The setting \"" + title + "\" is empty: choose a value in the dialog.",
                withNull(key).refusal(in));
        withNull(key).assertSavedAsTheyWere();
        assertEquals(
                "The settings of this node are of version 2, but this extension knows version 1: update the Multilevel"
                        + " extension.",
                other.with("settingsVersion_Internals", "2").refusal(in));
    }

    /** Checks that a node that has loaded these settings saves them as they were. */
    public void assertSavedAsTheyWere() throws InvalidSettingsException {
        assertSavedAs(this);
    }

    /** Checks that a node that has loaded these settings saves others, which a later version has more of. */
    public void assertSavedAs(StoredSettings expected) throws InvalidSettingsException {
        NodeSettings before = new NodeSettings("model");
        expected.model().copyTo(before);
        assertEquals(SavedParameters.xml(before), SavedParameters.xml(node().save()));
    }
}
