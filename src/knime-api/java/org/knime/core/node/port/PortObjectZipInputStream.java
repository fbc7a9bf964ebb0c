package org.knime.core.node.port;

import java.io.InputStream;
import java.util.zip.ZipInputStream;

/** The archive that a port object is read from; a stand-in with the signatures of KNIME's. */
public class PortObjectZipInputStream extends ZipInputStream {
    PortObjectZipInputStream(InputStream inStream) {
        super(inStream);
    }
}
