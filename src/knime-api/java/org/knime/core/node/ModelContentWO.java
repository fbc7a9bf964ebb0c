package org.knime.core.node;

import org.knime.core.node.config.ConfigWO;

/** The content of a model that can be written; a stand-in with the signatures of KNIME's. */
public interface ModelContentWO extends ConfigWO {
    ModelContentWO addModelContent(String key);

    void addModelContent(ModelContent modelContent);
}
