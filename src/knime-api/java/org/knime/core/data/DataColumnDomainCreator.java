package org.knime.core.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Makes column domains; a stand-in with the signatures of KNIME's. */
public class DataColumnDomainCreator {
    private DataCell lower;
    private DataCell upper;
    private Set<DataCell> values;

    public DataColumnDomainCreator() {}

    public DataColumnDomainCreator(DataColumnDomain copyFrom) {
        lower = copyFrom.getLowerBound();
        upper = copyFrom.getUpperBound();
        values = copyFrom.getValues();
    }

    public DataColumnDomainCreator(Set<? extends DataCell> values) {
        setValues(values);
    }

    public DataColumnDomainCreator(DataCell[] values) {
        setValues(values == null ? null : new LinkedHashSet<>(Arrays.asList(values)));
    }

    public DataColumnDomainCreator(DataCell lowerBound, DataCell upperBound) {
        lower = lowerBound;
        upper = upperBound;
    }

    public DataColumnDomain createDomain() {
        return new DataColumnDomain(lower, upper, values);
    }

    public void setValues(Set<? extends DataCell> values) {
        this.values = values == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    public void setLowerBound(DataCell lower) {
        this.lower = lower;
    }

    public void setUpperBound(DataCell upper) {
        this.upper = upper;
    }
}
