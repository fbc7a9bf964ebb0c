package org.knime.core.data;

/** What names a row; a stand-in with the signatures of KNIME's. */
public interface RowKeyValue {
    String getString();

    default RowKey materializeRowKey() {
        return new RowKey(getString());
    }
}
