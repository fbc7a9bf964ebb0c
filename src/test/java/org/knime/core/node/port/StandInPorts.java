package org.knime.core.node.port;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObject.PortObjectSerializer;
import org.knime.core.node.port.PortObjectSpec.PortObjectSpecSerializer;

/** Saves and loads port objects and specifications as archives in memory. */
public final class StandInPorts {
    private StandInPorts() {}

    public static <T extends PortObject> byte[] saved(PortObjectSerializer<T> serializer, T object)
            throws IOException, CanceledExecutionException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PortObjectZipOutputStream out = new PortObjectZipOutputStream(bytes)) {
            serializer.savePortObject(object, out, new ExecutionMonitor());
        }
        return bytes.toByteArray();
    }

    public static <T extends PortObject> T loaded(PortObjectSerializer<T> serializer, byte[] saved, PortObjectSpec spec)
            throws IOException, CanceledExecutionException {
        try (PortObjectZipInputStream in = new PortObjectZipInputStream(new ByteArrayInputStream(saved))) {
            return serializer.loadPortObject(in, spec, new ExecutionMonitor());
        }
    }

    public static <T extends PortObjectSpec> byte[] saved(PortObjectSpecSerializer<T> serializer, T spec)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PortObjectSpecZipOutputStream out = new PortObjectSpecZipOutputStream(bytes)) {
            serializer.savePortObjectSpec(spec, out);
        }
        return bytes.toByteArray();
    }

    public static <T extends PortObjectSpec> T loaded(PortObjectSpecSerializer<T> serializer, byte[] saved)
            throws IOException {
        try (PortObjectSpecZipInputStream in = new PortObjectSpecZipInputStream(new ByteArrayInputStream(saved))) {
            return serializer.loadPortObjectSpec(in);
        }
    }
}
