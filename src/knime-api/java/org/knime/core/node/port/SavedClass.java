package org.knime.core.node.port;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;

/** The class name in what is saved, which has a public constructor without arguments. Only the stand-in has it. */
final class SavedClass {
    private SavedClass() {}

    static ModelContent content(Object saved) {
        ModelContent content = new ModelContent("meta.xml");
        content.addInt("version", 1);
        content.addString("class_name", saved.getClass().getName());
        return content;
    }

    /** Apart from the archive, since saving closes the stream. */
    static byte[] xml(ModelContent content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.saveToXML(bytes);
        return bytes.toByteArray();
    }

    static <T> T instance(ModelContentRO content, Class<T> type) throws IOException {
        try {
            return Class.forName(content.getString("class_name"))
                    .asSubclass(type)
                    .getConstructor()
                    .newInstance();
        } catch (InvalidSettingsException e) {
            throw new IOException("Unable to load settings", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Failed to instantiate the class of a port object", e);
        }
    }
}
