package org.multilevel.knime;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knime.core.node.InvalidSettingsException;

/** Says what to make of saved settings that this version would not write. */
public final class SavedSettings {
    /** The version of the settings that all nodes write. */
    public static final int VERSION = 1;

    private SavedSettings() {}

    /**
     * Refuses settings of a later version, which may mean something else.
     *
     * @throws InvalidSettingsException naming both versions
     */
    public static void checkVersion(int version) throws InvalidSettingsException {
        if (version > VERSION) {
            throw new InvalidSettingsException("The settings of this node are of version " + version
                    + ", but this extension knows version " + VERSION + ": update the Multilevel extension.");
        }
    }

    /**
     * Refuses a level that intervals cannot have.
     *
     * @throws InvalidSettingsException naming it
     */
    public static void checkLevel(double level) throws InvalidSettingsException {
        if (!(level > 0 && level < 1)) {
            throw new InvalidSettingsException(
                    "The level of intervals is " + level + "; type a number between 0 and 1, such as 0.95.");
        }
    }

    /**
     * Refuses a number of replicates that no bootstrap can have.
     *
     * @throws InvalidSettingsException naming it
     */
    public static void checkReplicates(int replicates) throws InvalidSettingsException {
        if (replicates < 1) {
            throw new InvalidSettingsException("The number of replicates is " + replicates
                    + "; type a whole number from 1 on: 1000 are usual for intervals.");
        }
    }

    /** Returns the column that was chosen, or none. */
    public static List<String> chosen(@Nullable String saved) {
        String column = text(saved);
        return column.isEmpty() ? List.of() : List.of(column);
    }

    /** Returns a saved text, which may be none at all: then it is empty. */
    public static String text(@Nullable String saved) {
        return saved == null ? "" : saved;
    }
}
