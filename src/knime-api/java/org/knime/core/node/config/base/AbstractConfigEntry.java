package org.knime.core.node.config.base;

import java.io.Serializable;

/** A named entry of a configuration; a stand-in with the signatures of KNIME's. */
public abstract class AbstractConfigEntry implements Serializable {
    private static final long serialVersionUID = 1;
    private String key;

    AbstractConfigEntry(String key) {
        this.key = key;
    }

    public final String getKey() {
        return key;
    }

    final void rename(String newKey) {
        key = newKey;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigBase config
                && this instanceof ConfigBase self
                && key.equals(config.getKey())
                && self.entries().equals(config.entries());
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
