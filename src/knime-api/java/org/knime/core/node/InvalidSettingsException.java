package org.knime.core.node;

/** Settings that cannot work; a stand-in with the signatures of KNIME's. */
public class InvalidSettingsException extends Exception {
    private static final long serialVersionUID = 1;

    public InvalidSettingsException(String s) {
        super(s);
    }

    public InvalidSettingsException(Throwable cause) {
        super(cause);
    }

    public InvalidSettingsException(String msg, Throwable cause) {
        super(msg, cause);
    }
}
