package org.knime.core.webui.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/** A file of a page; a stand-in with the signatures of KNIME's. */
public interface Resource {
    String getRelativePath();

    InputStream getInputStream() throws IOException;

    boolean isStatic();

    default Optional<Charset> getCharset() {
        return Optional.empty();
    }
}
