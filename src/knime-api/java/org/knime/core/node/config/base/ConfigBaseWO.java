package org.knime.core.node.config.base;

/** A configuration that can be written; a stand-in with the signatures of KNIME's. */
public interface ConfigBaseWO {
    ConfigBase addConfigBase(String key);

    String getKey();

    void addBoolean(String key, boolean value);

    void addInt(String key, int value);

    void addLong(String key, long value);

    void addDouble(String key, double value);

    void addString(String key, String value);

    void addBooleanArray(String key, boolean... values);

    void addIntArray(String key, int... values);

    void addLongArray(String key, long... values);

    void addDoubleArray(String key, double... values);

    void addStringArray(String key, String... values);
}
