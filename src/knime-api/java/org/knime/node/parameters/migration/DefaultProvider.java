package org.knime.node.parameters.migration;

import java.util.List;

/** Gives a value to a parameter that older settings do not hold; a stand-in with the signatures of KNIME's. */
@FunctionalInterface
public interface DefaultProvider<T> extends NodeParametersMigration<T> {
    T getDefault();

    @Override
    default List<ConfigMigration<T>> getConfigMigrations() {
        return List.of(ConfigMigration.<T>builder(settings -> getDefault()).build());
    }
}
