package org.knime.core.data;

/** What a cell can be read as; a stand-in with the signatures of KNIME's. */
public interface DataValue {
    default DataCell materializeDataCell() {
        return (DataCell) this;
    }
}
