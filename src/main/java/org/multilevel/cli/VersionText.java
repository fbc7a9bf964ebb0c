package org.multilevel.cli;

import org.multilevel.model.Version;
import picocli.CommandLine.IVersionProvider;

/** Says which program this is, as a report of a problem should. */
final class VersionText implements IVersionProvider {
    static final String PROGRAM = "Multilevel";

    /** Returns the version of the library that this program is. */
    static String version() {
        return Version.current();
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
