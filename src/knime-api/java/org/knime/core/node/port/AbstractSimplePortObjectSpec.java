package org.knime.core.node.port;

import java.io.IOException;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

/** A specification that is saved as a tree of keys and values; a stand-in with the signatures of KNIME's. */
public abstract class AbstractSimplePortObjectSpec implements PortObjectSpec {
    public AbstractSimplePortObjectSpec() {}

    protected abstract void save(ModelContentWO model);

    protected abstract void load(ModelContentRO model) throws InvalidSettingsException;

    /** Makes the specification with its constructor without arguments, which is public as its class is. */
    public abstract static class AbstractSimplePortObjectSpecSerializer<T extends AbstractSimplePortObjectSpec>
            extends PortObjectSpecSerializer<T> {
        @Override
        @SuppressWarnings("unchecked")
        public T loadPortObjectSpec(PortObjectSpecZipInputStream in) throws IOException {
            ZipEntry entry = in.getNextEntry();
            if (!entry.getName().equals("content.xml")) {
                throw new IOException("Expected zip entry content.xml, got " + entry.getName());
            }
            ModelContentRO content = ModelContent.loadFromXML(in);
            AbstractSimplePortObjectSpec spec = SavedClass.instance(content, AbstractSimplePortObjectSpec.class);
            try {
                spec.load(content.getModelContent("model"));
            } catch (InvalidSettingsException e) {
                throw new IOException(
                        "Unable to load model content into \"" + spec.getClass().getSimpleName() + "\": "
                                + e.getMessage(),
                        e);
            }
            return (T) spec;
        }

        @Override
        public void savePortObjectSpec(T portObject, PortObjectSpecZipOutputStream out) throws IOException {
            ModelContent content = SavedClass.content(portObject);
            ((AbstractSimplePortObjectSpec) portObject).save(content.addModelContent("model"));
            out.putNextEntry(new ZipEntry("content.xml"));
            out.write(SavedClass.xml(content));
            out.closeEntry();
        }
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    /** Specifications of one class are equal when they save the same. */
    @Override
    public boolean equals(Object other) {
        if (other == null || other.getClass() != getClass()) {
            return false;
        }
        return content().equals(((AbstractSimplePortObjectSpec) other).content());
    }

    @Override
    public int hashCode() {
        return content().hashCode();
    }

    private ModelContent content() {
        ModelContent content = new ModelContent("spec");
        save(content);
        return content;
    }
}
