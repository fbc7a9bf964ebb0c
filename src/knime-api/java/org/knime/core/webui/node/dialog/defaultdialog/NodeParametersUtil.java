package org.knime.core.webui.node.dialog.defaultdialog;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParameters;

/** Makes, reads and writes the parameters of a node; a stand-in with the signatures of KNIME's. */
public final class NodeParametersUtil {
    private static Persistence persistence;

    private NodeParametersUtil() {}

    /** What tests have in place of KNIME's reading and writing. */
    interface Persistence {
        <S extends NodeParameters> S create(Class<S> type);

        <S extends NodeParameters> S create(Class<S> type, PortObjectSpec[] specs);

        <S extends NodeParameters> S load(NodeSettingsRO settings, Class<S> type) throws InvalidSettingsException;

        void save(NodeParameters parameters, NodeSettingsWO settings);
    }

    static void use(Persistence ofTests) {
        persistence = ofTests;
    }

    public static <S extends NodeParameters> S loadSettings(NodeSettingsRO settings, Class<S> clazz)
            throws InvalidSettingsException {
        return persistence.load(settings, clazz);
    }

    public static <S extends NodeParameters> S createSettings(Class<S> clazz, PortObjectSpec[] specs) {
        return persistence.create(clazz, specs);
    }

    public static <S extends NodeParameters> S createSettings(Class<S> clazz) {
        return persistence.create(clazz);
    }

    public static void saveSettings(
            Class<? extends NodeParameters> settingsClass, NodeParameters settingsObject, NodeSettingsWO settings) {
        persistence.save(settingsObject, settings);
    }
}
