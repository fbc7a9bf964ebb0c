package org.knime.core.data;

/** Name, type and domain of a column; a stand-in with the signatures of KNIME's. */
public final class DataColumnSpec {
    private final String name;
    private final DataType type;
    private final DataColumnDomain domain;

    DataColumnSpec(String name, DataType type, DataColumnDomain domain) {
        this.name = name;
        this.type = type;
        this.domain = domain;
    }

    public String getName() {
        return name;
    }

    public DataType getType() {
        return type;
    }

    public DataColumnDomain getDomain() {
        return domain;
    }

    public boolean isCompatibleWith(DataColumnSpec cspec) {
        return cspec != null && name.equals(cspec.name) && cspec.type.isASuperTypeOf(type);
    }

    public boolean equalStructure(DataColumnSpec cspec) {
        return cspec != null && name.equals(cspec.name) && type.equals(cspec.type);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataColumnSpec spec && equalStructure(spec) && domain.equals(spec.domain);
    }

    @Override
    public int hashCode() {
        return name.hashCode() ^ type.hashCode() ^ domain.hashCode();
    }

    @Override
    public String toString() {
        return "Column Spec: name=" + name + ",type=" + type;
    }
}
