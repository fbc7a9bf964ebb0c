package org.knime.core.util;

/** A second row of the same key; a stand-in with the signatures of KNIME's. */
public class DuplicateKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String key;

    public DuplicateKeyException(String key) {
        this("Duplicate key detected: \"" + key + "\"", key);
    }

    public DuplicateKeyException(String message, String key) {
        super(message);
        this.key = key;
    }

    public String getKey() {
        return key;
    }
}
