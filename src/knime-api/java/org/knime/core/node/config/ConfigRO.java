package org.knime.core.node.config;

import java.util.Iterator;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.base.ConfigBaseRO;

/** A configuration that can be read; a stand-in with the signatures of KNIME's. */
public interface ConfigRO extends ConfigBaseRO, Iterable<String> {
    Config getConfig(String key) throws InvalidSettingsException;

    @Override
    Iterator<String> iterator();
}
