package org.knime.core.node;

import java.util.Set;
import java.util.stream.StreamSupport;
import javax.swing.JComponent;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.filter.CloseableDataRowIterable;
import org.knime.core.data.container.filter.TableFilter;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;

/** A table at a port; a stand-in with the signatures of KNIME's. */
public final class BufferedDataTable implements DataTable, PortObject {
    public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(BufferedDataTable.class);
    public static final PortType TYPE_OPTIONAL =
            PortTypeRegistry.getInstance().getPortType(BufferedDataTable.class, true);

    private final DataTableSpec spec;
    private final long size;
    private final Iterable<DataRow> rows;

    BufferedDataTable(DataTableSpec spec, long size, Iterable<DataRow> rows) {
        this.spec = spec;
        this.size = size;
        this.rows = rows;
    }

    BufferedDataTable withSpec(DataTableSpec newSpec) {
        return new BufferedDataTable(newSpec, size, rows);
    }

    @Override
    public DataTableSpec getDataTableSpec() {
        return spec;
    }

    @Override
    public DataTableSpec getSpec() {
        return spec;
    }

    @Override
    public String getSummary() {
        return "Rows: " + size + ", Cols: " + spec.getNumColumns();
    }

    @Override
    public CloseableRowIterator iterator() {
        return CloseableRowIterator.wrap(rows.iterator());
    }

    public CloseableDataRowIterable filter(TableFilter filter) {
        filter.validate(spec, size);
        Set<Integer> wanted = filter.getMaterializeColumnIndices().orElseThrow();
        return () -> CloseableRowIterator.wrap(StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new FilteredRow(row, wanted))
                .iterator());
    }

    public long size() {
        return size;
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }
}
