package org.multilevel.knime.harness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.LoadDefaultsForAbsentFields;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;

/** Saves and loads parameters as KNIME 5.8 does: field by field, under the field's name. */
public final class SavedParameters {
    private SavedParameters() {}

    /** Returns the settings as they stand below "model" in a saved node. */
    public static NodeSettings save(Object parameters) {
        NodeSettings settings = new NodeSettings("model");
        save(parameters, settings);
        return settings;
    }

    private static void save(Object parameters, NodeSettingsWO settings) {
        for (Parameter parameter : Parameter.of(parameters.getClass())) {
            Object value = parameter.get(parameters);
            Optional<NodeParametersPersistor<Object>> own = persistor(parameter);
            if (own.isPresent()) {
                own.get().save(value, settings);
            } else if (parameter.isNested()) {
                save(value, settings.addNodeSettings(parameter.key()));
            } else if (parameter.isArrayOfNested()) {
                NodeSettingsWO list = settings.addNodeSettings(parameter.key());
                for (int i = 0; i < Array.getLength(value); i++) {
                    save(Array.get(value, i), list.addNodeSettings(Integer.toString(i)));
                }
            } else {
                SavedValue.of(parameter).save(value, settings);
            }
        }
    }

    /** Loads parameters; what is absent or not understood is refused where the class does not provide for it. */
    public static <P> P load(Class<P> type, NodeSettingsRO settings) throws InvalidSettingsException {
        for (ConfigMigration<?> migration : migrations(Optional.ofNullable(type.getAnnotation(Migration.class)))) {
            if (migration.getMatcher().test(settings)) {
                return type.cast(migration.getLoader().load(settings));
            }
        }
        P loaded = Instances.of(type);
        Object defaults = Instances.of(type);
        for (Parameter parameter : Parameter.of(type)) {
            parameter.set(loaded, loaded(parameter, defaults, settings));
        }
        return loaded;
    }

    private static Object loaded(Parameter parameter, Object defaults, NodeSettingsRO settings)
            throws InvalidSettingsException {
        Optional<NodeParametersPersistor<Object>> own = persistor(parameter);
        List<String[]> paths = own.map(each -> List.of(each.getConfigPaths()))
                .orElseGet(() -> List.<String[]>of(new String[] {parameter.key()}));
        boolean anyPresent = paths.stream().anyMatch(path -> holds(settings, List.of(path)));
        boolean defaultsForAbsent = parameter
                        .annotation(Migrate.class)
                        .map(Migrate::loadDefaultIfAbsent)
                        .orElse(false)
                || (parameter.owner().isAnnotationPresent(LoadDefaultsForAbsentFields.class)
                        && parameter.annotation(Migration.class).isEmpty());
        if (defaultsForAbsent && !paths.isEmpty() && !anyPresent) {
            return parameter.get(defaults);
        }
        for (ConfigMigration<?> migration : migrations(parameter)) {
            Predicate<NodeSettingsRO> matcher = migration.getMatcher();
            if (matcher == null ? !anyPresent : matcher.test(settings)) {
                return migration.getLoader().load(settings);
            }
        }
        return own.isPresent() ? own.get().load(settings) : loadedByType(parameter, defaults, settings);
    }

    private static Object loadedByType(Parameter parameter, Object defaults, NodeSettingsRO settings)
            throws InvalidSettingsException {
        if (parameter.isNested()) {
            return load(parameter.nestedType(defaults), settings.getNodeSettings(parameter.key()));
        }
        if (parameter.isArrayOfNested()) {
            NodeSettingsRO list = settings.getNodeSettings(parameter.key());
            Class<?> element = parameter.type().getComponentType();
            int size = (int) list.keySet().stream()
                    .filter(key -> key.chars().allMatch(Character::isDigit))
                    .count();
            Object array = Array.newInstance(element, size);
            for (int i = 0; i < size; i++) {
                Array.set(array, i, load(element, list.getNodeSettings(Integer.toString(i))));
            }
            return array;
        }
        return SavedValue.of(parameter).load(settings);
    }

    @SuppressWarnings("unchecked")
    private static Optional<NodeParametersPersistor<Object>> persistor(Parameter parameter) {
        if (parameter.annotation(Persistor.class).isPresent()
                && parameter.annotation(Persist.class).isPresent()) {
            throw new AssertionError("KNIME takes @Persistor or @Persist, not both: " + parameter.name());
        }
        return parameter.annotation(Persistor.class).map(own -> Instances.of(own.value()));
    }

    private static List<ConfigMigration<?>> migrations(Parameter parameter) {
        if (parameter.annotation(Migration.class).isPresent()
                && parameter.annotation(Migrate.class).isPresent()) {
            throw new AssertionError("KNIME takes @Migration or @Migrate, not both: " + parameter.name());
        }
        return migrations(parameter.annotation(Migration.class));
    }

    @SuppressWarnings("unchecked")
    private static List<ConfigMigration<?>> migrations(Optional<Migration> annotation) {
        return annotation
                .map(migration -> (List<ConfigMigration<?>>)
                        Instances.of(migration.value()).getConfigMigrations())
                .orElse(List.of());
    }

    static boolean holds(NodeSettingsRO settings, List<String> path) {
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

    /** Returns settings as the text of a settings.xml. */
    public static String xml(NodeSettingsRO settings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            settings.saveToXML(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Reads the text of a settings.xml. */
    public static NodeSettingsRO ofXml(String xml) {
        try {
            return NodeSettings.loadFromXML(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
