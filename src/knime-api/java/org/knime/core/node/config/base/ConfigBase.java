package org.knime.core.node.config.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;

/** A tree of keys and typed values; a stand-in with the signatures of KNIME's. */
public abstract class ConfigBase extends AbstractConfigEntry implements ConfigBaseRO, ConfigBaseWO {
    /** What stands for a text that is null, since the map of entries holds no null. */
    static final Object NULL = ConfigEntry.NULL;

    private static final long serialVersionUID = 1;
    private static final String SIZE = "array-size";
    private final LinkedHashMap<String, Object> entries = new LinkedHashMap<>();

    public ConfigBase(String key) {
        super(key);
    }

    public abstract ConfigBase getInstance(String key);

    final Map<String, Object> entries() {
        return entries;
    }

    final void put(String key, Object value) {
        entries.put(key, value);
    }

    @Override
    public final ConfigBase addConfigBase(String key) {
        ConfigBase config = getInstance(key);
        entries.put(key, config);
        return config;
    }

    protected final void addConfigBase(ConfigBase config) {
        entries.put(config.getKey(), config);
    }

    @Override
    public final ConfigBase getConfigBase(String key) throws InvalidSettingsException {
        return found(key, ConfigBase.class, "ConfigBase");
    }

    private <T> T found(String key, Class<T> type, String name) throws InvalidSettingsException {
        Object value = entries.get(key);
        if (!type.isInstance(value)) {
            throw new InvalidSettingsException(name + " for key \"" + key + "\" not found.");
        }
        return type.cast(value);
    }

    private <T> T foundOr(String key, Class<T> type, T instead) {
        Object value = entries.get(key);
        return type.isInstance(value) ? type.cast(value) : instead;
    }

    @Override
    public Set<String> keySet() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    @Override
    public boolean containsKey(String key) {
        return entries.containsKey(key);
    }

    @Override
    public final Iterator<String> iterator() {
        return keySet().iterator();
    }

    @Override
    public void addBoolean(String key, boolean value) {
        entries.put(key, value);
    }

    @Override
    public boolean getBoolean(String key) throws InvalidSettingsException {
        return found(key, Boolean.class, "Boolean");
    }

    @Override
    public boolean getBoolean(String key, boolean def) {
        return foundOr(key, Boolean.class, def);
    }

    @Override
    public void addInt(String key, int value) {
        entries.put(key, value);
    }

    @Override
    public int getInt(String key) throws InvalidSettingsException {
        return found(key, Integer.class, "Int");
    }

    @Override
    public int getInt(String key, int def) {
        return foundOr(key, Integer.class, def);
    }

    @Override
    public void addLong(String key, long value) {
        entries.put(key, value);
    }

    @Override
    public long getLong(String key) throws InvalidSettingsException {
        return found(key, Long.class, "Long");
    }

    @Override
    public long getLong(String key, long def) {
        return foundOr(key, Long.class, def);
    }

    @Override
    public void addDouble(String key, double value) {
        entries.put(key, value);
    }

    @Override
    public double getDouble(String key) throws InvalidSettingsException {
        return found(key, Double.class, "Double");
    }

    @Override
    public double getDouble(String key, double def) {
        return foundOr(key, Double.class, def);
    }

    @Override
    public void addString(String key, String value) {
        entries.put(key, value == null ? NULL : value);
    }

    @Override
    public String getString(String key) throws InvalidSettingsException {
        return entries.get(key) == NULL ? null : found(key, String.class, "String");
    }

    @Override
    public String getString(String key, String def) {
        return entries.get(key) == NULL ? null : foundOr(key, String.class, def);
    }

    /** One config with its size and an entry for each element. */
    private void addArray(String key, List<?> values) {
        ConfigBase array = addConfigBase(key);
        if (values != null) {
            array.addInt(SIZE, values.size());
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                array.put(Integer.toString(i), value == null ? NULL : value);
            }
        }
    }

    private <T> List<T> array(String key, Class<T> type, String name) throws InvalidSettingsException {
        ConfigBase array = getConfigBase(key);
        int size = array.getInt(SIZE, -1);
        if (size < 0) {
            return null;
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String index = Integer.toString(i);
            values.add(array.entries.get(index) == NULL ? null : array.found(index, type, name));
        }
        return values;
    }

    @Override
    public void addBooleanArray(String key, boolean... values) {
        List<Boolean> list = values == null ? null : new ArrayList<>();
        for (int i = 0; values != null && i < values.length; i++) {
            list.add(values[i]);
        }
        addArray(key, list);
    }

    @Override
    public boolean[] getBooleanArray(String key) throws InvalidSettingsException {
        List<Boolean> values = array(key, Boolean.class, "Boolean");
        if (values == null) {
            return null;
        }
        boolean[] array = new boolean[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    @Override
    public boolean[] getBooleanArray(String key, boolean... def) {
        try {
            return getBooleanArray(key);
        } catch (InvalidSettingsException e) {
            return def;
        }
    }

    @Override
    public void addIntArray(String key, int... values) {
        addArray(key, values == null ? null : Arrays.stream(values).boxed().toList());
    }

    @Override
    public int[] getIntArray(String key) throws InvalidSettingsException {
        List<Integer> values = array(key, Integer.class, "Int");
        return values == null
                ? null
                : values.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public int[] getIntArray(String key, int... def) {
        try {
            return getIntArray(key);
        } catch (InvalidSettingsException e) {
            return def;
        }
    }

    @Override
    public void addLongArray(String key, long... values) {
        addArray(key, values == null ? null : Arrays.stream(values).boxed().toList());
    }

    @Override
    public long[] getLongArray(String key) throws InvalidSettingsException {
        List<Long> values = array(key, Long.class, "Long");
        return values == null
                ? null
                : values.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public long[] getLongArray(String key, long... def) {
        try {
            return getLongArray(key);
        } catch (InvalidSettingsException e) {
            return def;
        }
    }

    @Override
    public void addDoubleArray(String key, double... values) {
        addArray(key, values == null ? null : Arrays.stream(values).boxed().toList());
    }

    @Override
    public double[] getDoubleArray(String key) throws InvalidSettingsException {
        List<Double> values = array(key, Double.class, "Double");
        return values == null
                ? null
                : values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public double[] getDoubleArray(String key, double... def) {
        try {
            return getDoubleArray(key);
        } catch (InvalidSettingsException e) {
            return def;
        }
    }

    @Override
    public void addStringArray(String key, String... values) {
        addArray(key, values == null ? null : Arrays.asList(values));
    }

    @Override
    public String[] getStringArray(String key) throws InvalidSettingsException {
        List<String> values = array(key, String.class, "String");
        return values == null ? null : values.toArray(String[]::new);
    }

    @Override
    public String[] getStringArray(String key, String... def) {
        try {
            return getStringArray(key);
        } catch (InvalidSettingsException e) {
            return def;
        }
    }

    @Override
    public void copyTo(ConfigBaseWO dest) {
        ConfigBase target = (ConfigBase) dest;
        entries.forEach((key, value) -> {
            if (value instanceof ConfigBase config) {
                config.copyTo(target.addConfigBase(key));
            } else {
                target.put(key, value);
            }
        });
    }

    @Override
    public final void saveToXML(OutputStream os) throws IOException {
        ConfigXml.write(this, os);
    }

    protected static ConfigBase loadFromXML(ConfigBase config, InputStream in) throws IOException {
        ConfigXml.read(config, in);
        return config;
    }

    @Override
    public String toString() {
        return getKey() + "=" + entries;
    }
}
