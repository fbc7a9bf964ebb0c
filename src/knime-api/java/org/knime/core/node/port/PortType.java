package org.knime.core.node.port;

import java.util.Objects;

/** The kind of object that a port takes; a stand-in with the signatures of KNIME's. */
public final class PortType {
    private final Class<? extends PortObject> objectClass;
    private final boolean optional;

    PortType(Class<? extends PortObject> objectClass, boolean optional, String name) {
        this.objectClass = Objects.requireNonNull(objectClass);
        this.optional = optional;
    }

    public String getName() {
        return objectClass.getSimpleName();
    }

    public Class<? extends PortObjectSpec> getPortObjectSpecClass() {
        return getPortObjectSpecClass(objectClass);
    }

    public static Class<? extends PortObjectSpec> getPortObjectSpecClass(Class<? extends PortObject> objectClass) {
        try {
            return objectClass.getMethod("getSpec").getReturnType().asSubclass(PortObjectSpec.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    public Class<? extends PortObject> getPortObjectClass() {
        return objectClass;
    }

    public boolean isOptional() {
        return optional;
    }

    public boolean isSuperTypeOf(PortType subType) {
        return objectClass.isAssignableFrom(subType.objectClass);
    }

    public boolean acceptsPortObjectSpec(PortObjectSpec spec) {
        return getPortObjectSpecClass().isInstance(spec);
    }

    public boolean acceptsPortObject(PortObject obj) {
        return objectClass.isInstance(obj);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortType type && objectClass.equals(type.objectClass) && optional == type.optional;
    }

    @Override
    public int hashCode() {
        return Objects.hash(objectClass, optional);
    }

    @Override
    public String toString() {
        return "PortType(" + objectClass.getName() + ")";
    }
}
