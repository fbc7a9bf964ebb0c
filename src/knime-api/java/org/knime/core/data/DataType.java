package org.knime.core.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The type of a column: what all of its cells can be read as; a stand-in with the signatures of KNIME's. */
public final class DataType {
    private static final Map<Class<?>, DataType> TYPES = new ConcurrentHashMap<>();
    private static final Map<String, String> NAMES = Map.of(
            "BooleanValue", "Boolean",
            "DoubleValue", "Number (Float)",
            "IntValue", "Number (Integer)",
            "LocalDateValue", "Local Date",
            "LongValue", "Number (Long)",
            "StringValue", "String");

    private final Class<? extends DataCell> cellClass;
    private final List<Class<? extends DataValue>> valueClasses;

    private DataType(Class<? extends DataCell> cellClass, Set<Class<? extends DataValue>> valueClasses) {
        this.cellClass = cellClass;
        this.valueClasses = Collections.unmodifiableList(new ArrayList<>(valueClasses));
    }

    public static DataType getType(Class<? extends DataCell> cell) {
        DataType known = TYPES.get(cell);
        if (known != null) {
            return known;
        }
        Set<Class<? extends DataValue>> values = new LinkedHashSet<>();
        addValueClasses(values, cell);
        DataType type = new DataType(cell, values);
        TYPES.put(cell, type);
        return type;
    }

    /** The interfaces of a class before those of its super class, each before the ones that it extends. */
    private static void addValueClasses(Set<Class<? extends DataValue>> values, Class<?> from) {
        if (from == null) {
            return;
        }
        if (from.isInterface() && DataValue.class.isAssignableFrom(from)) {
            values.add(from.asSubclass(DataValue.class));
        }
        for (Class<?> each : from.getInterfaces()) {
            addValueClasses(values, each);
        }
        addValueClasses(values, from.getSuperclass());
    }

    public static DataType getCommonSuperType(DataType type1, DataType type2) {
        if (type1.isMissingValueType() || type2.isASuperTypeOf(type1)) {
            return type1.isASuperTypeOf(type2) && !type1.isMissingValueType() ? type1 : type2;
        }
        if (type1.isASuperTypeOf(type2)) {
            return type1;
        }
        Set<Class<? extends DataValue>> common = new LinkedHashSet<>(type1.valueClasses);
        common.retainAll(type2.valueClasses);
        DataType candidate = new DataType(null, common);
        return TYPES.values().stream()
                .filter(type -> type.cellClass != DataCell.class && candidate.sameValues(type))
                .findFirst()
                .orElse(candidate);
    }

    public static DataCell getMissingCell() {
        return MissingCell.INSTANCE;
    }

    public boolean isMissingValueType() {
        return valueClasses.contains(MissingValue.class);
    }

    /** No collection is in the stand-in. */
    public boolean isCollectionType() {
        return false;
    }

    public Class<? extends DataValue> getPreferredValueClass() {
        return valueClasses.get(0);
    }

    public List<Class<? extends DataValue>> getValueClasses() {
        return valueClasses;
    }

    public boolean isASuperTypeOf(DataType type) {
        return type == this
                || type.isMissingValueType()
                || valueClasses.stream().allMatch(type::isCompatible);
    }

    public boolean isCompatible(Class<? extends DataValue> valueClass) {
        return isMissingValueType() || valueClasses.stream().anyMatch(valueClass::isAssignableFrom);
    }

    public Class<? extends DataCell> getCellClass() {
        return cellClass;
    }

    public String getName() {
        if (cellClass == null) {
            return "?";
        }
        return NAMES.getOrDefault(getPreferredValueClass().getSimpleName(), cellClass.getSimpleName());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataType type
                && sameValues(type)
                && Objects.equals(getPreferredValueClass(), type.getPreferredValueClass());
    }

    private boolean sameValues(DataType other) {
        return new HashSet<>(valueClasses).equals(new HashSet<>(other.valueClasses));
    }

    @Override
    public int hashCode() {
        return new HashSet<>(valueClasses).hashCode();
    }

    @Override
    public String toString() {
        return cellClass == null ? "Non-Native " + valueClasses : getName();
    }
}
