package org.knime.core.node.config;

import org.knime.core.node.config.base.ConfigBaseWO;

/** A configuration that can be written; a stand-in with the signatures of KNIME's. */
public interface ConfigWO extends ConfigBaseWO {
    Config addConfig(String key);
}
