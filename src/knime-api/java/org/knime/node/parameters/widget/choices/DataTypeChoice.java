package org.knime.node.parameters.widget.choices;

import org.knime.core.data.DataType;

/** A type to choose; a stand-in with the signatures of KNIME's. */
public record DataTypeChoice(DataType id, String text) {
    public static DataTypeChoice fromDataType(DataType dataType) {
        return new DataTypeChoice(dataType, dataType.getName());
    }
}
