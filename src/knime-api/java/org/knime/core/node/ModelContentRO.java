package org.knime.core.node;

import org.knime.core.node.config.ConfigRO;

/** The content of a model that can be read; a stand-in with the signatures of KNIME's. */
public interface ModelContentRO extends ConfigRO {
    ModelContentRO getModelContent(String key) throws InvalidSettingsException;
}
