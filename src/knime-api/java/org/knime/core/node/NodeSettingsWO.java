package org.knime.core.node;

import org.knime.core.node.config.ConfigWO;

/** Settings that can be written; a stand-in with the signatures of KNIME's. */
public interface NodeSettingsWO extends ConfigWO {
    NodeSettingsWO addNodeSettings(String key);

    void addNodeSettings(NodeSettings settings);
}
