package org.knime.core.data;

import java.util.Objects;

/** The name of a row; a stand-in with the signatures of KNIME's. */
public final class RowKey implements RowKeyValue {
    private final String id;

    public RowKey(String id) {
        this.id = Objects.requireNonNull(id, "Argument must not be null.");
    }

    public static RowKey createRowKey(long rowIndex) {
        return new RowKey("Row" + rowIndex);
    }

    @Override
    public String getString() {
        return id;
    }

    @Override
    public RowKey materializeRowKey() {
        return this;
    }

    @Override
    public String toString() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKeyValue key && key.getString().equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
