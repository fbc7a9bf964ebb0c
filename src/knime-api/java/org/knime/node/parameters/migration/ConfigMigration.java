package org.knime.node.parameters.migration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;

/** How to read a parameter from older settings; a stand-in with the signatures of KNIME's. */
public final class ConfigMigration<T> {
    private final ParametersLoader<T> loader;
    private final Predicate<NodeSettingsRO> matcher;
    private final List<List<String>> oldPaths;

    private ConfigMigration(
            ParametersLoader<T> loader, Predicate<NodeSettingsRO> matcher, List<List<String>> oldPaths) {
        this.loader = loader;
        this.matcher = matcher;
        this.oldPaths = oldPaths;
    }

    public static <T> Builder<T> builder(ParametersLoader<T> loader) {
        return new Builder<>(loader);
    }

    public ParametersLoader<T> getLoader() {
        return loader;
    }

    /** Null where the migration is for settings in which the parameter's own keys are missing. */
    public Predicate<NodeSettingsRO> getMatcher() {
        return matcher;
    }

    List<List<String>> oldPaths() {
        return oldPaths;
    }

    /** Makes migrations. */
    public static final class Builder<T> {
        private final ParametersLoader<T> loader;
        private final List<List<String>> oldPaths = new ArrayList<>();
        private Predicate<NodeSettingsRO> matcher;

        public Builder(ParametersLoader<T> loader) {
            this.loader = Objects.requireNonNull(loader);
        }

        public Builder<T> withDeprecatedConfigPath(String... configKeys) {
            oldPaths.add(Arrays.asList(configKeys));
            return this;
        }

        public Builder<T> withMatcher(Predicate<NodeSettingsRO> matcher) {
            this.matcher = matcher;
            return this;
        }

        public ConfigMigration<T> build() {
            if (matcher == null && !oldPaths.isEmpty()) {
                return new ConfigMigration<>(
                        loader, settings -> oldPaths.stream().allMatch(path -> holds(settings, path)), oldPaths);
            }
            return new ConfigMigration<>(loader, matcher, oldPaths);
        }

        private static boolean holds(NodeSettingsRO settings, List<String> path) {
            if (path.isEmpty()) {
                return true;
            }
            if (!settings.containsKey(path.get(0))) {
                return false;
            }
            try {
                return path.size() == 1 || holds(settings.getNodeSettings(path.get(0)), path.subList(1, path.size()));
            } catch (InvalidSettingsException e) {
                return false;
            }
        }
    }
}
