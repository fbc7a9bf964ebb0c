package org.multilevel.knime.harness;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistable;

/** A field of a parameters class that KNIME saves: any but private, static and transient ones. */
record Parameter(Class<?> owner, Field field) {
    /** Those of super classes come first. */
    static List<Parameter> of(Class<?> type) {
        List<Parameter> parameters = new ArrayList<>();
        if (type.getSuperclass() != null) {
            parameters.addAll(of(type.getSuperclass()));
        }
        Arrays.stream(type.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .filter(field ->
                        (field.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC | Modifier.TRANSIENT)) == 0)
                .forEach(field -> parameters.add(new Parameter(type, field)));
        return parameters;
    }

    String name() {
        return field.getName().replaceFirst("^m_", "");
    }

    /** The key in the settings. */
    String key() {
        Optional<Persist> persist = annotation(Persist.class);
        String key =
                persist.map(Persist::configKey).filter(text -> !text.isEmpty()).orElse(name());
        return persist.filter(Persist::hidden).isPresent() ? key + "_Internals" : key;
    }

    <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return Optional.ofNullable(field.getAnnotation(type));
    }

    boolean isOptional() {
        return field.getType() == Optional.class;
    }

    /** The type of the value, within an optional one. */
    Class<?> type() {
        return isOptional()
                ? (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0]
                : field.getType();
    }

    boolean isNested() {
        return Persistable.class.isAssignableFrom(type());
    }

    boolean isArrayOfNested() {
        return type().isArray() && Persistable.class.isAssignableFrom(type().getComponentType());
    }

    /** The class of a nested value: that of the default where the field says less. */
    Class<?> nestedType(Object defaults) {
        return Modifier.isAbstract(type().getModifiers()) ? get(defaults).getClass() : type();
    }

    Object get(Object parameters) {
        return Instances.get(field, parameters);
    }

    void set(Object parameters, Object value) {
        Instances.set(field, parameters, value);
    }
}
