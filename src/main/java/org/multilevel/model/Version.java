package org.multilevel.model;

import org.jspecify.annotations.Nullable;

/** The version of this library, as it is recorded in models. */
final class Version {
    private Version() {}

    /** Returns the version in the jar's manifest, or {@code development} where classes do not come from a release. */
    static String current() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
