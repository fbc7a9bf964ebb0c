package org.knime.core.data;

import java.util.Objects;

/** Makes column specifications; a stand-in with the signatures of KNIME's. */
public final class DataColumnSpecCreator {
    private String name;
    private DataType type;
    private DataColumnDomain domain;

    public DataColumnSpecCreator(String name, DataType type) {
        setName(name);
        setType(type);
        setDomain(null);
    }

    public DataColumnSpecCreator(DataColumnSpec cspec) {
        name = cspec.getName();
        type = cspec.getType();
        domain = cspec.getDomain();
    }

    /** A name loses the space around it, and an empty one is replaced, as in KNIME. */
    public void setName(String name) {
        String trimmed = Objects.requireNonNull(name, "Name of DataColumnSpec must not be null!")
                .trim();
        this.name = trimmed.isEmpty() ? "<empty_1>" : trimmed;
    }

    public void setType(DataType type) {
        this.type = Objects.requireNonNull(type, "DataType of DataColumnSpec must not be null!");
    }

    public void setDomain(DataColumnDomain domain) {
        this.domain = domain == null ? new DataColumnDomain(null, null, null) : domain;
    }

    public DataType getType() {
        return type;
    }

    public DataColumnSpec createSpec() {
        return new DataColumnSpec(name, type, domain);
    }
}
