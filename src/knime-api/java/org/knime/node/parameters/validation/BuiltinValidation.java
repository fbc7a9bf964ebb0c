package org.knime.node.parameters.validation;

/** A check of an input; a stand-in with the signatures of KNIME's. */
public interface BuiltinValidation {
    String getErrorMessage();

    Object getParameters();
}
