package org.knime.core.node.port;

import java.io.IOException;
import java.util.zip.ZipEntry;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.ModelContent;

/** A port object that saves and loads itself; a stand-in with the signatures of KNIME's. */
public abstract class AbstractPortObject implements PortObject {
    public AbstractPortObject() {}

    protected abstract void save(PortObjectZipOutputStream out, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;

    protected abstract void load(PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;

    /** Makes the object with its constructor without arguments, which is public as its class is. */
    public abstract static class AbstractPortObjectSerializer<T extends AbstractPortObject>
            extends PortObjectSerializer<T> {
        @Override
        @SuppressWarnings("unchecked")
        public T loadPortObject(PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
                throws IOException, CanceledExecutionException {
            ZipEntry entry = in.getNextEntry();
            if (!entry.getName().equals("meta.xml")) {
                throw new IOException("Expected meta.xml file in stream, got " + entry.getName());
            }
            AbstractPortObject object = SavedClass.instance(ModelContent.loadFromXML(in), AbstractPortObject.class);
            object.load(in, spec, exec);
            return (T) object;
        }

        @Override
        public void savePortObject(T portObject, PortObjectZipOutputStream out, ExecutionMonitor exec)
                throws IOException, CanceledExecutionException {
            out.putNextEntry(new ZipEntry("meta.xml"));
            out.write(SavedClass.xml(SavedClass.content(portObject)));
            out.closeEntry();
            portObject.save(out, exec);
        }
    }
}
