package org.multilevel.knime;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.LoadDefaultsForAbsentFields;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistable;
import org.knime.node.parameters.persistence.Persistor;

/** Finds the first entry of saved settings that KNIME cannot load into a parameters class, as KNIME itself only logs it. */
final class SavedEntries {
    private static final String REMEDY = ": open its dialog, set what you mean, and confirm it.";
    private static final String VERSION_KEY = "settingsVersion_Internals";

    private static final Kind TEXTS = new Kind("a list of texts", NodeSettingsRO::getStringArray);

    /** The kinds of single values, in words, with what KNIME reads them with. */
    private static final Map<Class<?>, Kind> KINDS = Map.of(
            String.class, new Kind("a text", NodeSettingsRO::getString),
            boolean.class, new Kind("yes or no", NodeSettingsRO::getBoolean),
            Boolean.class, new Kind("yes or no", NodeSettingsRO::getBoolean),
            int.class, new Kind("a whole number", NodeSettingsRO::getInt),
            Integer.class, new Kind("a whole number", NodeSettingsRO::getInt),
            long.class, new Kind("a long whole number", NodeSettingsRO::getLong),
            Long.class, new Kind("a long whole number", NodeSettingsRO::getLong),
            double.class, new Kind("a decimal number", NodeSettingsRO::getDouble),
            Double.class, new Kind("a decimal number", NodeSettingsRO::getDouble),
            String[].class, TEXTS);

    private static final Kind CHOICE = new Kind("the name of a choice", NodeSettingsRO::getString);
    private static final Kind PARTS = new Kind("a group of settings", NodeSettingsRO::getNodeSettings);

    private record Kind(String words, Reader reader) {}

    private interface Reader {
        @Nullable
        Object read(NodeSettingsRO settings, String key) throws InvalidSettingsException;
    }

    private SavedEntries() {}

    /** Returns what is wrong with saved settings, as a sentence; nothing if they can be loaded. */
    static Optional<String> problem(Class<?> type, NodeSettingsRO settings) {
        Optional<String> problem = problem(type, settings, "");
        if (problem.isPresent()) {
            try {
                SavedSettings.checkVersion(settings.getInt(VERSION_KEY, SavedSettings.VERSION));
            } catch (InvalidSettingsException later) {
                return Optional.of(SavedSettings.text(later.getMessage()));
            }
        }
        return problem;
    }

    /** Finds the first problem among the fields of a class; the place is what is said after the name of an entry. */
    private static Optional<String> problem(Class<?> type, NodeSettingsRO settings, String place) {
        return fields(type).stream()
                .flatMap(field -> problem(field, settings, place).stream())
                .findFirst();
    }

    /** Returns the fields that KNIME saves under a key of their own, those of super classes first. */
    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        if (type.getSuperclass() != null) {
            fields.addAll(fields(type.getSuperclass()));
        }
        Arrays.stream(type.getDeclaredFields())
                .filter(field -> !field.isSynthetic() && field.getType() != Void.class)
                .filter(field ->
                        (field.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC | Modifier.TRANSIENT)) == 0)
                .filter(field -> field.getType().isEnum() || !field.isAnnotationPresent(Persistor.class))
                .forEach(fields::add);
        return fields;
    }

    private static Optional<String> problem(Field field, NodeSettingsRO settings, String place) {
        String key = key(field);
        String name = name(field) + place;
        if (!settings.containsKey(key)) {
            return mayBeAbsent(field) ? Optional.empty() : absent(name);
        }
        if (field.getType() == Optional.class) {
            String present = key + "_is_present";
            return settings.containsKey(present)
                    ? value(boolean.class, settings, present, name)
                            .or(() -> value(optional(field), settings, key, name))
                    : absent(name);
        }
        Class<?> type = field.getType();
        if (type.isEnum() && field.isAnnotationPresent(Persistor.class)) {
            return read(CHOICE, settings, key, name);
        }
        return value(type, settings, key, name);
    }

    private static Optional<String> value(Class<?> type, NodeSettingsRO settings, String key, String name) {
        if (type.isEnum()) {
            return read(CHOICE, settings, key, name).or(() -> constant(type, settings.getString(key, null), name));
        }
        if (type.isArray() && Persistable.class.isAssignableFrom(type.getComponentType())) {
            return read(PARTS, settings, key, name)
                    .or(() -> elements(type.getComponentType(), part(settings, key), name));
        }
        if (Persistable.class.isAssignableFrom(type)) {
            return read(PARTS, settings, key, name).or(() -> problem(type, part(settings, key), " of " + name));
        }
        Kind kind = KINDS.get(type);
        if (kind == null) {
            throw new IllegalArgumentException("no kind of entry for " + type);
        }
        return read(kind, settings, key, name);
    }

    /** Checks the elements of a list, which have their numbers as keys. */
    private static Optional<String> elements(Class<?> type, NodeSettingsRO list, String name) {
        long size = list.keySet().stream().filter(key -> key.matches("\\d+")).count();
        for (int k = 0; k < size; k++) {
            String key = Integer.toString(k);
            String element = name + " " + (k + 1);
            Optional<String> problem = list.containsKey(key)
                    ? read(PARTS, list, key, element).or(() -> problem(type, part(list, key), " of " + element))
                    : absent(element);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> read(Kind kind, NodeSettingsRO settings, String key, String name) {
        Optional<String> problem = Optional.of(
                "The saved settings of this node have something else than " + kind.words() + " in " + name + REMEDY);
        try {
            // A text may be none at all; a list of texts is where its length is missing.
            boolean none = kind.reader().read(settings, key) == null;
            return none && kind.equals(TEXTS) ? problem : Optional.empty();
        } catch (InvalidSettingsException other) {
            return problem;
        }
    }

    private static Optional<String> constant(Class<?> choices, String saved, String name) {
        boolean known = Arrays.stream(choices.getEnumConstants())
                .anyMatch(constant -> ((Enum<?>) constant).name().equals(saved));
        return known
                ? Optional.empty()
                : Optional.of("The saved settings of this node have a choice in " + name
                        + " that this version does not know: update the Multilevel extension or KNIME, or choose anew in"
                        + " the dialog.");
    }

    private static NodeSettingsRO part(NodeSettingsRO settings, String key) {
        try {
            return settings.getNodeSettings(key);
        } catch (InvalidSettingsException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> absent(String name) {
        return Optional.of("The saved settings of this node lack " + name + REMEDY);
    }

    private static boolean mayBeAbsent(Field field) {
        return field.isAnnotationPresent(Migration.class)
                || Optional.ofNullable(field.getAnnotation(Migrate.class))
                        .filter(Migrate::loadDefaultIfAbsent)
                        .isPresent()
                || field.getDeclaringClass().isAnnotationPresent(LoadDefaultsForAbsentFields.class);
    }

    private static Class<?> optional(Field field) {
        return (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
    }

    private static String key(Field field) {
        Optional<Persist> persist = Optional.ofNullable(field.getAnnotation(Persist.class));
        String key =
                persist.map(Persist::configKey).filter(text -> !text.isEmpty()).orElseGet(() -> fieldName(field));
        return persist.filter(Persist::hidden).isPresent() ? key + "_Internals" : key;
    }

    /** The title in the dialog, which is what users know, else the name of the field. */
    private static String name(Field field) {
        return "\""
                + Optional.ofNullable(field.getAnnotation(Widget.class))
                        .map(Widget::title)
                        .filter(title -> !title.isEmpty())
                        .orElseGet(() -> fieldName(field))
                + "\"";
    }

    private static String fieldName(Field field) {
        return field.getName().replaceFirst("^m_", "");
    }
}
