package org.knime.node.parameters.widget.choices.util;

/** Says which input table the choices come from; a stand-in with the signatures of KNIME's. */
public interface InputTableIndexHolder {
    default int getInputTableIndex() {
        return 0;
    }
}
