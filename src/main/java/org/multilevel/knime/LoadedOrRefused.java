package org.multilevel.knime;

import java.util.List;
import java.util.function.Supplier;
import org.knime.core.node.NodeSettingsRO;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.NodeParametersMigration;

/**
 * Loads saved settings of which an entry is absent or of another kind as settings that the node refuses.
 *
 * <p>KNIME answers settings that do not load by those of a new node, which would run another model without a word. A parameters
 * class names its own one of these in {@code @Migration}.
 *
 * @param <P> the parameters class
 */
public abstract class LoadedOrRefused<P extends CheckedParameters> implements NodeParametersMigration<P> {
    private final Class<P> type;
    private final Supplier<P> standIn;

    /**
     * Creates the way to load a parameters class.
     *
     * @param type the class, of which fields that are younger than their node have {@code @Migrate(loadDefaultIfAbsent = true)}
     * @param standIn makes the settings that are refused
     */
    protected LoadedOrRefused(Class<P> type, Supplier<P> standIn) {
        this.type = type;
        this.standIn = standIn;
    }

    @Override
    public final List<ConfigMigration<P>> getConfigMigrations() {
        return List.of(ConfigMigration.<P>builder(this::refused)
                .withMatcher(settings -> SavedEntries.problem(type, settings).isPresent())
                .build());
    }

    private P refused(NodeSettingsRO settings) {
        P parameters = standIn.get();
        SavedEntries.problem(type, settings).ifPresent(parameters::refuse);
        return parameters;
    }
}
