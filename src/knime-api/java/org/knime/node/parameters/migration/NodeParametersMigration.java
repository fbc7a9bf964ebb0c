package org.knime.node.parameters.migration;

import java.util.List;

/** Reads older settings; a stand-in with the signatures of KNIME's. */
public interface NodeParametersMigration<T> {
    List<ConfigMigration<T>> getConfigMigrations();
}
