package org.multilevel.knime.harness;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** Makes objects and reads fields that are not public, as KNIME does. */
final class Instances {
    private Instances() {}

    static <T> T of(Class<T> type) {
        return constructor(type)
                .map(made -> of(made))
                .orElseThrow(() -> new AssertionError(type.getName() + " has no constructor without arguments"));
    }

    static <T> Optional<Constructor<T>> constructor(Class<T> type, Class<?>... arguments) {
        try {
            return Optional.of(type.getDeclaredConstructor(arguments));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    static <T> T of(Constructor<T> constructor, Object... arguments) {
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object get(Field field, Object owner) {
        field.setAccessible(true);
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static void set(Field field, Object owner, Object value) {
        field.setAccessible(true);
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
