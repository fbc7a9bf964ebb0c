package org.multilevel.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The version of this library, as it is recorded in models and shown by hosts. */
public final class Version {
    /** The build writes the project's version into it. */
    private static final String RESOURCE = "version.txt";

    private static final String CURRENT = read();

    private Version() {}

    /** Returns the version, such as {@code 0.1.0}; {@code development} where the classes were not built by the project's build. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (@Nullable InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                return "development";
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return text.startsWith("$") ? "development" : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
