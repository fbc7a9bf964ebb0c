package org.knime.core.data;

/** Rows under a specification; a stand-in with the signatures of KNIME's. */
public interface DataTable extends Iterable<DataRow> {
    DataTableSpec getDataTableSpec();

    @Override
    RowIterator iterator();
}
