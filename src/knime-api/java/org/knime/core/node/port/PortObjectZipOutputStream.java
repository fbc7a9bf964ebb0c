package org.knime.core.node.port;

import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

/** The archive that a port object is written to; a stand-in with the signatures of KNIME's. */
public class PortObjectZipOutputStream extends ZipOutputStream {
    PortObjectZipOutputStream(OutputStream outStream) {
        super(outStream);
    }
}
