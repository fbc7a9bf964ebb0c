package org.knime.core.data.container;

/** How a container keeps its rows; a stand-in with the signatures of KNIME's. */
public final class DataContainerSettings {
    private DataContainerSettings() {}

    public static DataContainerSettings getDefault() {
        return new DataContainerSettings();
    }
}
