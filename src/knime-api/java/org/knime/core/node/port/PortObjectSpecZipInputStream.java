package org.knime.core.node.port;

import java.io.InputStream;
import java.util.zip.ZipInputStream;

/** The archive that a specification is read from; a stand-in with the signatures of KNIME's. */
public class PortObjectSpecZipInputStream extends ZipInputStream {
    PortObjectSpecZipInputStream(InputStream inStream) {
        super(inStream);
    }
}
