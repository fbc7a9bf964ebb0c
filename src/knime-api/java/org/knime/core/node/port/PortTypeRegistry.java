package org.knime.core.node.port;

/** Knows the port types; here every class of port objects has one; a stand-in with the signatures of KNIME's. */
public final class PortTypeRegistry {
    private static final PortTypeRegistry INSTANCE = new PortTypeRegistry();

    private PortTypeRegistry() {}

    public static PortTypeRegistry getInstance() {
        return INSTANCE;
    }

    public synchronized PortType getPortType(Class<? extends PortObject> portClass) {
        return getPortType(portClass, false);
    }

    public synchronized PortType getPortType(Class<? extends PortObject> portClass, boolean isOptional) {
        return new PortType(portClass, isOptional, portClass.getSimpleName());
    }
}
