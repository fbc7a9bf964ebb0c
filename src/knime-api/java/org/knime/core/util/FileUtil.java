package org.knime.core.util;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Finds files by their name or address; a stand-in with the signatures of KNIME's, which also knows its own addresses. */
public final class FileUtil {
    private FileUtil() {}

    public static Path resolveToPath(URL url) throws IOException, URISyntaxException {
        return url.getProtocol().equals("file") ? Paths.get(url.toURI()) : null;
    }

    public static URL toURL(String path) throws MalformedURLException, InvalidPathException {
        if (path.isEmpty()) {
            throw new InvalidPathException("", "Empty path");
        }
        try {
            return new URL(path.replace(" ", "%20"));
        } catch (MalformedURLException ex) {
            return Paths.get(path).toAbsolutePath().toUri().toURL();
        }
    }
}
