package org.multilevel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Says which program this is, as a report of a problem should. */
final class VersionText implements IVersionProvider {
    static final String PROGRAM = "Multilevel";

    /** Returns the version in the jar's manifest, or {@code development} where classes do not come from a release. */
    static String version() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            PROGRAM + " " + version(),
            "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch")
        };
    }
}
