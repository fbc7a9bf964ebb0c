package org.knime.node.parameters.persistence;

import org.knime.core.node.NodeSettingsWO;

/** Saves a value to settings; a stand-in with the signatures of KNIME's. */
@FunctionalInterface
public interface ParametersSaver<T> {
    void save(T param, NodeSettingsWO nodeSettings);
}
