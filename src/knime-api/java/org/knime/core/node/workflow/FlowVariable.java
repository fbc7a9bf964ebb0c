package org.knime.core.node.workflow;

import java.util.Objects;

/** A named value that a node passes on; a stand-in with the signatures of KNIME's. */
public final class FlowVariable extends FlowObject {
    private final String name;
    private final VariableType<?> type;
    private final Object value;

    public <T> FlowVariable(String name, VariableType<T> type, T value) {
        this.name = Objects.requireNonNull(name);
        this.type = type;
        this.value = Objects.requireNonNull(value);
        if (name.startsWith("knime")) {
            throw new IllegalArgumentException("Name of flow variable must not start with \"knime\": " + name);
        }
    }

    public FlowVariable(String name, String valueS) {
        this(name, VariableType.StringType.INSTANCE, valueS);
    }

    public FlowVariable(String name, double valueD) {
        this(name, VariableType.DoubleType.INSTANCE, valueD);
    }

    public FlowVariable(String name, int valueI) {
        this(name, VariableType.IntType.INSTANCE, valueI);
    }

    public String getName() {
        return name;
    }

    public VariableType<?> getVariableType() {
        return type;
    }

    public <T> T getValue(VariableType<T> expectedType) {
        return expectedType.getSimpleType().cast(value);
    }

    public String getStringValue() {
        return value instanceof String text ? text : null;
    }

    public double getDoubleValue() {
        return value instanceof Double number ? number : Double.NaN;
    }

    public int getIntValue() {
        return value instanceof Integer number ? number : 0;
    }

    public String getValueAsString() {
        return value.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FlowVariable variable
                && name.equals(variable.name)
                && type.equals(variable.type)
                && value.equals(variable.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, value);
    }

    @Override
    public String toString() {
        return "\"" + name + "\" (" + type.getIdentifier() + ": " + value + ")";
    }
}
