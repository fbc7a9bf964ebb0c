package org.knime.core.node.port;

import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

/** The archive that a specification is written to; a stand-in with the signatures of KNIME's. */
public class PortObjectSpecZipOutputStream extends ZipOutputStream {
    PortObjectSpecZipOutputStream(OutputStream outStream) {
        super(outStream);
    }
}
