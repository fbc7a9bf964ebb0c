package org.multilevel.knime.harness;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/** A single value in the settings: what its type is saved as, and what stands there while an optional one is empty. */
record SavedValue(Parameter parameter, Form form) {
    private static final Map<Class<?>, Form> FORMS = new HashMap<>();

    static {
        FORMS.put(Void.class, new Form((s, k, v) -> {}, (s, k) -> null, ""));
        add(
                boolean.class,
                Boolean.class,
                new Form((s, k, v) -> s.addBoolean(k, (boolean) v), (s, k) -> s.getBoolean(k), false));
        add(int.class, Integer.class, new Form((s, k, v) -> s.addInt(k, (int) v), (s, k) -> s.getInt(k), 0));
        add(long.class, Long.class, new Form((s, k, v) -> s.addLong(k, (long) v), (s, k) -> s.getLong(k), 0L));
        add(
                double.class,
                Double.class,
                new Form((s, k, v) -> s.addDouble(k, (double) v), (s, k) -> s.getDouble(k), 0.0));
        FORMS.put(String.class, new Form((s, k, v) -> s.addString(k, (String) v), (s, k) -> s.getString(k), null));
        FORMS.put(
                int[].class,
                new Form((s, k, v) -> s.addIntArray(k, (int[]) v), (s, k) -> s.getIntArray(k), new int[0]));
        FORMS.put(
                double[].class,
                new Form((s, k, v) -> s.addDoubleArray(k, (double[]) v), (s, k) -> s.getDoubleArray(k), new double[0]));
        FORMS.put(
                String[].class,
                new Form((s, k, v) -> s.addStringArray(k, (String[]) v), (s, k) -> s.getStringArray(k), new String[0]));
    }

    private static void add(Class<?> primitive, Class<?> boxed, Form form) {
        FORMS.put(primitive, form);
        FORMS.put(boxed, form);
    }

    /** How values of a type are saved and loaded, and what is saved for an empty one. */
    record Form(Saver saver, Loader loader, Object empty) {}

    interface Saver {
        void save(NodeSettingsWO settings, String key, Object value);
    }

    interface Loader {
        Object load(NodeSettingsRO settings, String key) throws InvalidSettingsException;
    }

    static boolean isSupported(Class<?> type) {
        return type.isEnum() || FORMS.containsKey(type);
    }

    static SavedValue of(Parameter parameter) {
        Class<?> type = parameter.type();
        if (!isSupported(type)) {
            throw new AssertionError("No default persistor available for type '" + type + "'.");
        }
        return new SavedValue(parameter, type.isEnum() ? constant(type) : FORMS.get(type));
    }

    private static Form constant(Class<?> type) {
        return new Form(
                (settings, key, value) -> settings.addString(key, value == null ? null : ((Enum<?>) value).name()),
                (settings, key) -> constant(type, settings.getString(key)),
                null);
    }

    private static Object constant(Class<?> type, String name) throws InvalidSettingsException {
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingsException("Invalid value '" + name + "'. Possible values: "
                        + Arrays.stream(constants)
                                .map(constant -> ((Enum<?>) constant).name())
                                .collect(Collectors.joining(", "))));
    }

    void save(Object value, NodeSettingsWO settings) {
        if (!parameter.isOptional()) {
            form.saver.save(settings, parameter.key(), value);
            return;
        }
        Optional<?> optional = (Optional<?>) value;
        form.saver.save(settings, parameter.key(), optional.isPresent() ? optional.get() : form.empty);
        settings.addBoolean(parameter.key() + "_is_present", optional.isPresent());
    }

    Object load(NodeSettingsRO settings) throws InvalidSettingsException {
        if (!parameter.isOptional()) {
            return form.loader.load(settings, parameter.key());
        }
        return settings.getBoolean(parameter.key() + "_is_present", true)
                ? Optional.ofNullable(form.loader.load(settings, parameter.key()))
                : Optional.empty();
    }
}
